"""`audiolib produce`: from sources to checked packages."""

import argparse
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from audiolib.commands.values import count, factor, language, slug
from audiolib.errors import AudiolibError
from audiolib.exits import ERRORS, NO_DISK, OK
from audiolib.messages import Messages

if TYPE_CHECKING:
    from audiolib.production.report import Report
    from audiolib.production.request import Recorder, Request
    from audiolib.settings import Settings


class MetadataForManyError(AudiolibError):
    """One identifier for several files: each would take the place of the one before."""

    code = "meta-for-many"

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


class RecordingForManyError(AudiolibError):
    """Recordings for several files: nobody could tell which text they are of."""

    code = "recording-for-many"

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    m = messages
    add = parser.add_argument
    add("files", nargs="+", type=Path, metavar="FILE", help=m("cli-produce-file"))
    add("-o", dest="out", type=Path, required=True, metavar="DIR", help=m("cli-produce-out"))
    add("--lang", metavar="TAG", type=language(m), help=m("cli-opt-lang"))
    add("--voice", metavar="NAME", help=m("cli-opt-voice"))
    add("--formats", nargs="+", metavar="NAME", help=m("cli-produce-formats"))
    add("--only", metavar="SECTION", help=m("cli-produce-only"))
    add("--meta", type=Path, metavar="FILE.toml", help=m("cli-produce-meta"))
    add("--slug", metavar="NAME", type=slug(m), help=m("cli-produce-slug"))
    add("--jobs", type=count(m), metavar="N", help=m("cli-produce-jobs"))
    add("--store", metavar="PATH", help=m("cli-opt-store"))
    purposes = ("patrons", "public")
    add("--purpose", choices=purposes, default="patrons", help=m("cli-produce-purpose"))
    add("--rate", type=factor(m, 0.5, 3), default=1.0, metavar="FACTOR", help=m("cli-opt-rate"))
    add("--pitch", type=factor(m, 0.5, 2), default=1.0, metavar="FACTOR", help=m("cli-opt-pitch"))
    add("--loudness", choices=("library", "ebu"), default="library", help=m("cli-produce-loudness"))
    add(
        "--recording",
        action="extend",
        nargs="+",
        metavar="[SECTION=]FILE",
        help=m("cli-produce-recording"),
    )
    add("--ears", metavar="NAME", help=m("cli-produce-ears"))
    add("--narrator", action="append", metavar="NAME", help=m("cli-produce-narrator"))
    add("--notes", choices=("inline", "end", "skip"), default="inline", help=m("cli-produce-notes"))
    add("--pages", choices=("spoken", "silent"), help=m("cli-produce-pages"))
    add("--tables", choices=("row", "header"), default="row", help=m("cli-produce-tables"))
    add("--json", action="store_true", help=m("cli-opt-json"))


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Make each source in turn; one that fails does not keep the others from being made."""
    from audiolib.commands.bar import Bar
    from audiolib.commands.telling import TOLD, failure, tell_failure, tell_findings, tell_json
    from audiolib.production.produce import produce
    from audiolib.settings import settings
    from tts.registry import equip

    requests = _requests(options, settings())
    equip(requests[0].equipment)
    _make_sure_of_names(options, requests)
    worst = OK
    told: list[dict[str, Any]] = []
    for request in requests:
        try:
            with Bar(messages, quiet=options.json) as progress:
                report = produce(request, progress)
        except TOLD as error:
            found = failure(error, messages)
            worst = max(worst, tell_failure(found, as_json=False))
            told.append({"file": str(request.file), **found.json()})
            if found.status == NO_DISK:
                break
            continue
        if report.errors:
            worst = max(worst, ERRORS)
        told.append({"file": str(request.file), **report.json()})
        if not options.json:
            tell_findings(report.findings, messages)
            _tell(report, messages)
    if options.json:
        tell_json(told if len(told) != 1 else told[0])
    return worst


def _make_sure_of_names(options: argparse.Namespace, requests: list["Request"]) -> None:
    """Stop before any work where a format, a voice or a language means nothing, or one is many."""
    from audiolib.formats import named
    from audiolib.production.purpose import fit
    from tts.registry import default_voice, voice

    for name in requests[0].formats:
        named(name)
    if options.meta and len(requests) > 1 and _names_one(options.meta):
        raise MetadataForManyError(str(options.meta))
    if options.recording and len(requests) > 1:
        raise RecordingForManyError(options.recording[0])
    if options.voice:
        fit(voice(options.voice)[1].name, options.purpose)
    elif options.lang:
        default_voice(options.lang)


def _names_one(meta: Path) -> bool:
    """Whether a metadata file says which publication it is; what is wrong with it shows later."""
    try:
        return "identifier" in tomllib.loads(meta.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False


def _people(options: argparse.Namespace) -> "Recorder | None":
    """Who read the text aloud, where recordings are given."""
    if not options.recording:
        return None
    from audiolib.human import Readers, parse_take

    takes = tuple(parse_take(written) for written in options.recording)
    return Readers(takes, tuple(options.narrator or ()))


def _requests(options: argparse.Namespace, settings: "Settings") -> list["Request"]:
    from audiolib.equipment import equipment
    from audiolib.formats import DEFAULT
    from audiolib.order import SoundOptions
    from audiolib.production.pool import cores
    from audiolib.production.request import Request
    from audiolib.stores import location

    people = _people(options)
    # A synthetic voice that numbers the pages would break in on the reader.
    pages: Literal["spoken", "silent"] = options.pages or ("silent" if people else "spoken")
    named = [n for word in options.formats or DEFAULT for n in word.replace(",", " ").split()]
    return [
        Request(
            file=file,
            out=options.out,
            store=location(options.store, settings),
            formats=tuple(dict.fromkeys(named)),
            lang=options.lang,
            voice=options.voice,
            only=options.only,
            meta=options.meta,
            slug=options.slug,
            jobs=options.jobs or settings.jobs or cores(),
            rate=options.rate,
            pitch=options.pitch,
            target_lufs=-19.0 if options.loudness == "library" else -23.0,
            options=SoundOptions(options.notes, pages, options.tables),
            library=settings.library.name,
            lexicons=settings.config.expanduser() / "lexicons",
            variants=settings.variants,
            recorder=people,
            ears=options.ears,
            equipment=equipment(settings),
            purpose=options.purpose,
        )
        for file in options.files
    ]


def _tell(report: "Report", messages: Messages) -> None:
    minutes, seconds = divmod(report.duration_ms // 1000, 60)
    sentence = messages(
        "cli-produced",
        title=report.title,
        folder=report.folder,
        duration=f"{minutes // 60}:{minutes % 60:02}:{seconds:02}",
        wall=f"{report.wall_s:.1f}",
        cpu=f"{report.cpu_s:.1f}",
        speed=f"{report.duration_ms / 1000 / max(report.wall_s, 0.001):.0f}",
        formats=", ".join(report.packages),
        errors=report.errors,
        warnings=sum(f.severity == "warning" for f in report.findings),
    )
    sys.stdout.write(sentence + "\n")
