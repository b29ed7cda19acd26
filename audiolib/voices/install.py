"""Installing: from an index, an engine's catalogue, a Python package, a folder, an archive."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from audiolib import files
from audiolib.voices.download import Patience, download
from audiolib.voices.errors import (
    VoiceBusyError,
    VoiceByHandError,
    VoicePackageError,
    VoiceTermsError,
    VoiceUnfitError,
    VoiceUntoldError,
    VoiceWrongError,
)
from audiolib.voices.index import Listing
from audiolib.voices.indexes import Offer
from audiolib.voices.unpack import make_sure_of_room, voice_files
from tts.errors import VoiceFolderError
from tts.voices import About, InstalledVoice, facts, keep, remove
from tts.voices.folder import read

DOWNLOADS = ".downloads"
"""The folder, among those of the voices, of what is being brought here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """What people tell of files that they bring themselves; empty is what the files tell.

    `public_audio` None is not to know; it counts as no.
    """

    engine: str
    name: str
    licence: str
    public_audio: bool | None
    languages: tuple[str, ...] = ()
    region: str = ""
    source: str = ""
    reference: str = ""
    attribution: str = ""


class Told:
    """Hears how far an installation is: nothing, unless someone listens."""

    def begin(self, step: str, total: int) -> None: ...

    def advance(self, done: int) -> None: ...


def install(
    offer: Offer,
    voices: Path,
    told: Told | None = None,
    *,
    agreed: bool = False,
    patience: Patience | None = None,
) -> InstalledVoice:
    """Bring a voice here, whole or not at all; what was interrupted goes on.

    Args:
        offer: The voice, out of an index.
        voices: The folder of installed voices; made where there is none.
        told: Hears how far it is.
        agreed: That the terms of the voice were read and agreed to, where it has any.
        patience: How long to wait for a server.

    Raises:
        VoiceTermsError: it has terms, and nobody agreed.
        VoiceByHandError: it is only known by name.
        VoicePackageError: the package that holds it is not installed.
        VoiceDownloadError, VoiceWrongError, VoiceAddressError: `download`.
        VoiceBusyError: another command is at the same voice.
        DiskFullError: there is no room for it.
        tts.SpeechError: the engine can't bring it, or the files are no voice.
    """
    listing, hears = offer.listing, told or Told()
    if listing.terms and not agreed:
        raise VoiceTermsError(listing.full_name, listing.licence)
    if listing.way == "hand":
        raise VoiceByHandError(listing.full_name, listing.engine, listing.source)
    with _alone(voices, listing.engine, listing.name) as place:
        have = _same(voices, listing)
        if have is not None:
            return have
        gathered = place / "files"
        if listing.way == "download":
            _download(offer, place, hears, patience)
        elif listing.way == "engine":
            shutil.rmtree(gathered, ignore_errors=True)
            hears.begin("fetch", 0)
            _fetch(listing, gathered)
        else:
            shutil.rmtree(gathered, ignore_errors=True)
            _from_package(listing, gathered)
        hears.begin("keep", 0)
        made = keep(voices, gathered, _about(listing, gathered))
        _make_sure(made, listing)
        shutil.rmtree(place, ignore_errors=True)
    return made


def install_local(given: Path, about: Local, voices: Path) -> InstalledVoice:
    """Install files from a folder or an archive that somebody brought.

    Raises:
        SourceError: the folder or archive is missing, damaged, hostile or too large.
        VoiceUnfitError: it is no voice of the engine.
        VoiceUntoldError: neither the files nor the caller tell the language.
        VoiceBusyError, DiskFullError: as `install`.
    """
    with _alone(voices, about.engine, about.name) as place:
        try:
            with tempfile.TemporaryDirectory(dir=place) as scratch:
                gathered = voice_files(given, about.engine, Path(scratch))
                make_sure_of_room(voices, _bytes(gathered))
                known = facts(about.engine, gathered)
                languages = about.languages or known.languages
                if not languages:
                    raise VoiceUntoldError(str(given), "--lang")
                if not known.sample_rate:
                    raise VoiceUnfitError(str(given), about.engine, "sample_rate")
                return keep(
                    voices,
                    gathered,
                    About(
                        engine=about.engine,
                        name=about.name,
                        languages=languages,
                        sample_rate=known.sample_rate,
                        licence=about.licence,
                        public_audio=about.public_audio is True,
                        region=about.region,
                        attribution=about.attribution,
                        source=about.source or given.name,
                        speakers=known.speakers,
                        reference=about.reference,
                    ),
                )
        except VoiceFolderError as error:
            raise VoiceUnfitError(str(given), about.engine, error.reason) from error
        finally:
            if not (place / "files").exists():
                shutil.rmtree(place, ignore_errors=True)


def take_out(voices: Path, engine: str, name: str) -> None:
    """Remove an installed voice, and what was downloaded of it.

    Raises:
        UnknownVoiceError: there is none of that name.
        VoiceBusyError: another command is at it.
    """
    if not (voices / engine / name).is_dir():
        remove(voices, engine, name)  # tells that there is none
    with _alone(voices, engine, name) as place:
        remove(voices, engine, name)
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _alone(voices: Path, engine: str, name: str) -> Iterator[Path]:
    """The folder for what is brought of a voice, ours alone while the context lasts."""
    place = voices / DOWNLOADS / f"{engine}--{name}"
    place.mkdir(parents=True, exist_ok=True)
    with files.locked(place) as alone:
        if not alone:
            raise VoiceBusyError(f"{engine}:{name}")
        yield place


def _same(voices: Path, listing: Listing) -> InstalledVoice | None:
    """The installed voice, if it is the very one that the index describes, and undamaged."""
    try:
        have = read(voices / listing.engine / listing.name)
        have.verify()
    except Exception as error:
        if isinstance(error, VoiceFolderError) or getattr(error, "code", "").startswith("speech-"):
            return None
        raise
    wanted = {part.path: part.sha256 for part in listing.files}
    return have if wanted and wanted == {f.path: f.sha256 for f in have.files} else None


def _download(offer: Offer, place: Path, told: Told, patience: Patience | None) -> None:
    listing = offer.listing
    parts, gathered = place / "parts", place / "files"
    gathered.mkdir(exist_ok=True)
    held = _bytes(place)
    make_sure_of_room(place, 2 * listing.size - min(held, listing.size))
    told.begin("download", listing.size)
    for number, part in enumerate(listing.files):
        target = gathered / part.path
        if target.is_file() and target.stat().st_size == part.bytes:
            told.advance(part.bytes)
            continue
        half = parts / str(number)
        half.mkdir(parents=True, exist_ok=True)
        ready = half / part.sha256
        download(part, offer.addresses(number), ready, told.advance, patience)
        target.parent.mkdir(parents=True, exist_ok=True)
        ready.replace(target)


def _fetch(listing: Listing, to: Path) -> None:
    from tts.engines.coqui import fetch

    fetch(listing.catalogue, to, agreed=listing.terms)


def _from_package(listing: Listing, to: Path) -> None:
    """Take the model files out of an installed package."""
    try:
        inside = distribution(listing.package).files or []
    except PackageNotFoundError as error:
        raise VoicePackageError(listing.full_name, listing.package) from error
    to.mkdir(parents=True)
    found = [Path(str(f.locate())) for f in inside if f.name.endswith((".onnx", ".onnx.json"))]
    for path in found:
        shutil.copyfile(path, to / path.name)
    if not found:
        raise VoiceUnfitError(listing.package, listing.engine, "no .onnx")


def _about(listing: Listing, gathered: Path) -> About:
    """What is written of the voice: what the index tells, completed by what the files tell."""
    rate, speakers = listing.sample_rate, listing.speakers
    if not rate or not speakers:
        try:
            known = facts(listing.engine, gathered)
        except VoiceFolderError as error:
            raise VoiceUnfitError(listing.full_name, listing.engine, error.reason) from error
        rate, speakers = rate or known.sample_rate, speakers or known.speakers
    if not rate:
        raise VoiceUnfitError(listing.full_name, listing.engine, "sample_rate")
    return About(
        engine=listing.engine,
        name=listing.name,
        languages=listing.languages,
        sample_rate=rate,
        licence=listing.licence or "unknown",
        public_audio=listing.public_audio is True,
        region=listing.region,
        attribution=listing.attribution,
        source=listing.source or listing.catalogue or listing.package,
        speakers=speakers,
    )


def _make_sure(made: InstalledVoice, listing: Listing) -> None:
    """Compare what lies there with the index: the disk may have failed meanwhile."""
    lies = {file.path: file.sha256 for file in made.files}
    for part in listing.files:
        if lies.get(part.path) != part.sha256:
            raise VoiceWrongError(part.path, "changed while it was installed")


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
