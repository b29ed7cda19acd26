"""From a file to an identified publication in a folder of its own."""

import hashlib
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from audiolib import files, metadata, stored
from audiolib.dates import now
from audiolib.errors import FolderTakenError
from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.identify import identify
from audiolib.keys import content_key
from audiolib.order import cues
from audiolib.packages import smil
from audiolib.production import record
from audiolib.production.request import Request
from audiolib.publication import Publication, Resource, texts
from audiolib.recording import Recording
from audiolib.slug import LONGEST, slug
from audiolib.sources import Keep, KeepSound
from audiolib.sources.read import read
from audiolib.store import Store
from audiolib.talking.edited import edited
from audiolib.talking.sounds import SUFFIXES
from tts import segment

PUBLICATION = "publication.xhtml"
_NAMESPACE = uuid.UUID("6f1c2f0e-3d0a-5b57-8f8e-0a4d1d6b8f11")
_ENDINGS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/svg+xml": ".svg",
    "application/pls+xml": ".pls",
}
_SMALL = 16 << 20
_PART = "-part"
_SAME = 0.5
"""Above this share of equal blocks, another version of a file of the same name is the same work."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A publication that was read, merged with what stood in its folder, and its record.

    `recording` is the sound that came with a talking book, by the ids of its phrases.
    """

    publication: Publication
    previous: Publication | None
    production: record.Production
    folder: Path
    findings: tuple[Finding, ...]
    recording: Recording | None = None


def take_in(request: Request, store: Store) -> Intake:
    """Read a source and find, or make, the folder of its production.

    Raises:
        SourceError: the source can't be read; nothing was written.
    """
    if request.stored:
        return _settled(request)
    # A voice, or a person, that is asked for narrates a talking book anew, from its text.
    anew = request.voice is not None or request.recorder is not None
    keep_sound = None if anew else _sound_keeper(store)
    keep = _keeper(store)
    prior = metadata.language_of(request.meta) if request.meta else None
    reading = read(request.file, lang=request.lang, keep=keep, keep_sound=keep_sound, prior=prior)
    draft = reading.publication
    if request.meta:
        draft = metadata.amend(draft, request.meta, _keeper(store))
    digest = _digest(request.file)
    origin: Literal["source", "generated"] = "source" if draft.metadata.identifier else "generated"
    if origin == "generated":
        made = uuid.uuid5(_NAMESPACE, digest).urn
        draft = replace(draft, metadata=replace(draft.metadata, identifier=made))
    wanted = request.slug or slug(draft.metadata.title, request.file.stem)
    folder, production, previous = _folder(request, wanted, draft, origin, digest)
    if request.only and production is not None and production.formats and not production.only:
        # The whole was made before: a part must not take the place of its packages.
        folder = folder.with_name(f"{folder.name[: LONGEST - len(_PART)]}{_PART}")
        production = replace(production, slug=folder.name)
    if production is not None and production.identifier_from == "generated" == origin:
        kept = replace(draft.metadata, identifier=production.identifier)
        draft = replace(draft, metadata=kept)
    if production is None:
        production = record.Production(
            identifier=draft.metadata.identifier,
            identifier_from=origin,
            slug=folder.name,
            source=request.file.name,
            source_digest=digest,
            started=now(),
            options=request.options,
        )
    about = metadata.completed(draft.metadata, request.library)
    if not about.date:
        about = replace(about, date=production.started.date().isoformat())
    identified = identify(replace(draft, metadata=about), previous, split=_split)
    intake = Intake(
        identified.publication,
        previous,
        replace(production, source=request.file.name, source_digest=digest),
        folder,
        (*reading.findings, *identified.findings, *_homeless(reading.recording, identified.given)),
        reading.recording.renamed(identified.given) if reading.recording else None,
    )
    return _as_edited(intake, request) if request.edited else intake


def _as_edited(intake: Intake, request: Request) -> Intake:
    """The text as people left it, with the sound as far as it says it."""
    if request.edited is None:
        return intake
    publication = _body(request.edited.read_bytes(), request.edited.name)
    if intake.recording is None:
        return replace(intake, publication=publication)
    before, after = (cues(text, request.options) for text in (intake.publication, publication))
    recording, told = edited(intake.recording, before, after)
    findings = (*intake.findings, *told)
    return replace(intake, publication=publication, recording=recording, findings=findings)


def _body(content: bytes, name: str) -> Publication:
    """A stored publication without what was generated for it: that is made anew."""
    publication = stored.read(content, name)
    body = tuple(s for s in publication.sections if s.origin == "source")
    return replace(publication, sections=body)


def _settled(request: Request) -> Intake:
    """A publication that was identified before, with the record and the last text in its folder.

    Its generated sections are made anew, under the ids they had.
    """
    content = request.file.read_bytes()
    publication = _body(content, request.file.name)
    folder = request.out / (request.slug or slug(publication.metadata.title, request.file.stem))
    production = record.read(folder) or record.Production(
        identifier=publication.metadata.identifier,
        identifier_from="source",
        slug=folder.name,
        source=request.file.name,
        source_digest=content_key(content),
        started=now(),
        options=request.options,
    )
    return Intake(publication, _previous(folder), production, folder, ())


def _homeless(recording: Recording | None, given: Mapping[str, str]) -> list[Finding]:
    """That clips are not heard, since nothing is left of the words or the place they belong to."""
    lost = [name for name in recording.clips if name not in given] if recording else []
    if not lost or recording is None:
        return []
    clip = recording.clips[lost[0]][0]
    place = Place(recording.tracks[clip.track].file.href)
    facts: dict[str, Fact] = {"count": len(lost), "begin": smil.clock(clip.begin)}
    return [Finding("talking-013", Severity.WARNING, place, facts)]


def _digest(path: Path) -> str:
    """SHA-256 of a file; of a folder that of its names and sizes, and of all that is no sound."""
    if path.is_file():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    found = hashlib.sha256()
    for file_ in sorted(p for p in path.rglob("*") if p.is_file()):
        size = file_.stat().st_size
        found.update(f"{file_.relative_to(path).as_posix()}\0{size}\0".encode())
        if not file_.name.lower().endswith(SUFFIXES) and size < _SMALL:
            found.update(file_.read_bytes())
    return found.hexdigest()


def _folder(
    request: Request, wanted: str, draft: Publication, origin: str, digest: str
) -> tuple[Path, record.Production | None, Publication | None]:
    """The folder of the same publication made earlier, with what stands in it; else a new one."""
    for number in range(1, 1000):
        ending = f"-{number}" if number > 1 else ""
        folder = request.out / f"{wanted[: LONGEST - len(ending)].rstrip('-')}{ending}"
        production = record.read(folder)
        if production is None:
            if not folder.exists() or not any(map(_foreign, folder.iterdir())):
                return folder, None, None
            continue
        previous = _previous(folder)
        if _is_same(production, previous, draft, origin, request.file.name, digest):
            return folder, production, previous
    raise FolderTakenError(str(request.out / wanted))


def _foreign(path: Path) -> bool:
    """Whether it is more than what a run leaves that was killed before its record was written."""
    return path.name != files.LOCK and not path.name.startswith(f".{record.NAME}.")


def _is_same(
    production: record.Production,
    previous: Publication | None,
    draft: Publication,
    origin: str,
    name: str,
    digest: str,
) -> bool:
    if origin == "source" or production.identifier_from == "source":
        return production.identifier == draft.metadata.identifier
    if production.source_digest == digest:
        return True
    if production.source != name or previous is None:
        return False
    return _likeness(previous, draft) > _SAME


def _likeness(previous: Publication, draft: Publication) -> float:
    """The share of the stored texts that stand in the draft too, 0 to 1."""
    before, now_ = (
        Counter(
            " ".join(text.text.split())
            for section in publication.sections
            if section.origin == "source"
            for text in texts(section)
        )
        for publication in (previous, draft)
    )
    return (before & now_).total() / max(1, before.total())


def _previous(folder: Path) -> Publication | None:
    path = folder / PUBLICATION
    return stored.read(path.read_bytes(), str(path)) if path.is_file() else None


def _keeper(store: Store) -> Keep:
    """Keeps resources in the store, under names that come from their bytes."""

    def keep(name: str, media_type: str, content: bytes) -> Resource:
        digest = store.put(content)
        ending = _ENDINGS.get(media_type) or Path(name).suffix.lower()[:5]
        return Resource(f"resources/{digest[:12]}{ending}", media_type, digest, len(content))

    return keep


def _sound_keeper(store: Store) -> KeepSound:
    """Keeps files of sound in the store; they go by their names in the source."""

    def keep(path: Path, name: str, media_type: str) -> Resource:
        digest, size = store.put_file(path)
        return Resource(name, media_type, digest, size)

    return keep


def _split(text: str, lang: str, lines: bool) -> Sequence[tuple[int, int]]:
    return segment(text, lang, lines=lines)
