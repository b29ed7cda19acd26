"""`audiolib voices install` and `remove`."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from audiolib.commands.bar import Bar
from audiolib.commands.telling import failure, tell_failure, tell_json
from audiolib.equipment import equipment, voices_folder
from audiolib.exits import OK
from audiolib.messages import Messages
from audiolib.settings import settings
from audiolib.voices import chosen, install, install_local, offers, take_out
from audiolib.voices.errors import VoiceAddressError, VoiceIndexError, VoiceUntoldError
from audiolib.voices.indexes import COQUI
from audiolib.voices.install import Local
from tts.errors import UnknownVoiceError
from tts.registry import engines, equip, refresh
from tts.voices import InstalledVoice, installed

if TYPE_CHECKING:
    from audiolib.voices.install import Told


def install_(options: argparse.Namespace, messages: Messages) -> int:
    """Bring a voice here and make sure that it speaks."""
    folder = voices_folder(settings())
    equip(equipment(settings()))
    refused: list[VoiceIndexError | VoiceAddressError] = []
    with Bar(messages, quiet=options.json) as bar:
        if _is_local(options.voice):
            made = install_local(Path(options.voice).expanduser(), _local(options), folder)
        else:
            known, refused = offers(settings().indexes)
            told: Told = bar  # type: ignore[assignment]
            made = install(chosen(options.voice, known), folder, told, agreed=options.agree)
        for fault in refused:
            tell_failure(failure(fault, messages), as_json=False)
        refresh()
        usable = made.engine in {one.name for one in engines() if one.usable}
        if usable and not options.no_measure:
            bar.begin("measure", 0)
            made = _measured(folder, made)
    _tell(made, usable, options, messages)
    return OK


def remove_(options: argparse.Namespace, messages: Messages) -> int:
    """Take a voice out with its files."""
    folder = voices_folder(settings())
    found = _named(folder, options.voice)
    take_out(folder, found.engine, found.name)
    refresh()
    if options.json:
        tell_json({"voice": found.full_name, "bytes": found.size})
    else:
        megabytes = f"{found.size / 1e6:,.0f}"
        told = messages("cli-voices-removed", name=found.full_name, megabytes=megabytes)
        sys.stdout.write(told + "\n")
    return OK


def _is_local(given: str) -> bool:
    """Whether a folder or file is meant: it is there, or is written as a path is."""
    if given.startswith(COQUI):
        return False
    path = Path(given).expanduser()
    ends = (".zip", ".tar", ".tgz", ".tar.gz", ".onnx")
    return path.exists() or "/" in given or "\\" in given or given.lower().endswith(ends)


def _local(options: argparse.Namespace) -> Local:
    """What was told of local files; what must be told and was not is named."""
    for option, value in (
        ("--engine", options.engine),
        ("--name", options.name),
        ("--licence", options.licence),
        ("--public-audio", options.public_audio),
    ):
        if not value or not value.strip():
            raise VoiceUntoldError(options.voice, option)
    return Local(
        engine=options.engine,
        name=options.name,
        licence=options.licence.strip(),
        public_audio=options.public_audio == "yes",
        languages=tuple(tag.replace("_", "-") for tag in options.lang or ()),
        region=options.region,
        source=options.source,
        reference=options.reference,
        attribution=options.attribution,
    )


def _measured(folder: Path, made: InstalledVoice) -> InstalledVoice:
    """The voice with its pace, as far as there is a sample text in its language.

    Raises:
        SpeechError: it can't speak; it stays installed, without a pace.
    """
    from tts import known
    from tts.voices.keep import rewrite
    from tts.voices.pace import measure

    lang = next((t for t in made.languages if t.partition("-")[0].lower() in known()), "")
    if not lang:
        return made
    try:
        return measure(folder, made.engine, made.name, lang)
    except BaseException:
        rewrite(made, pace=None)
        raise


def _named(folder: Path, name: str) -> InstalledVoice:
    """The installed voice of a name, with or without its engine."""
    have = installed(folder)
    found = [v for v in have if name.lower() in (v.full_name.lower(), v.name.lower())]
    if len(found) != 1:
        raise UnknownVoiceError(name, tuple(v.full_name for v in found or have))
    return found[0]


def _tell(
    made: InstalledVoice, usable: bool, options: argparse.Namespace, messages: Messages
) -> None:
    needs = "" if usable else f"make voices-{made.engine}"
    if options.json:
        tell_json(
            {
                "voice": made.full_name,
                "folder": str(made.folder),
                "bytes": made.size,
                "languages": list(made.languages),
                "licence": made.licence,
                "public_audio": made.public_audio,
                "pace": made.pace,
                "needs": needs,
            }
        )
        return
    megabytes = f"{made.size / 1e6:,.0f}"
    allowed = messages(f"cli-voices-public-{'yes' if made.public_audio else 'no'}")
    facts = {"licence": made.licence, "allowed": allowed, "megabytes": megabytes}
    lines = [messages("cli-voices-done", name=made.full_name, **facts)]
    if needs:
        lines.append(messages("cli-voices-needs", commands=needs))
    sys.stdout.writelines(f"{line}\n" for line in lines)
