"""From recordings of a text to the clip of each of its phrases."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from audiolib.files import SCRATCH
from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.human.errors import HalfNamedError, RecordingUnreadableError
from audiolib.human.fit import fit, units
from audiolib.human.prepare import Prepared, clock, prepare
from audiolib.keys import action_key
from audiolib.order import Cue, Role, SoundOptions, sounding
from audiolib.production.only import only
from audiolib.production.script import reading
from audiolib.publication import Publication
from audiolib.recording import RecordedClip, Recording
from audiolib.store import Store
from media import Milliseconds
from media.decode import decode
from tts import replaced
from tts.alignment import RATE, VERSION, Alignment, Heard, align

ALIGN = "align"
DOUBTFUL = 0.5
"""Confidence below which a place is told to staff."""
_UNFIT, _STRANGE = 0.4, 0.97
"""A recording of which more than this part was not found, or that sounds as much like the text in
another order, is of another text."""
_READ = frozenset(Role) - {Role.PAGE, Role.NOTEREF}
"""What a reader reads aloud; page numbers and marks of notes are left to a synthetic voice."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Take:
    """A recorded file, and the section that it is a reading of; empty where that is to be found."""

    file: Path
    section: str = ""


def parse_take(written: str) -> Take:
    """A take as the command takes it: `FILE` or `SECTION=FILE`."""
    section, equals, file = written.rpartition("=")
    return Take(Path(file), section.strip()) if equals else Take(Path(written))


@dataclass(frozen=True, slots=True)
class Readers:
    """Recordings of a publication and who reads; called, it gives the clips of its phrases.

    Phrases that were not read get none, so that a synthetic voice speaks them.
    """

    takes: tuple[Take, ...]
    narrators: tuple[str, ...] = ()

    def __call__(
        self, publication: Publication, store: Store
    ) -> tuple[Recording, Sequence[Finding]]:
        """Align the recordings.

        Raises:
            AudiolibError: a recording can't be read, or can't be told to be of a section.
            tts.SpeechError: no voice speaks the language, so nothing can be compared.
        """
        prepared = [prepare(take.file, store) for take in self.takes]
        findings = [finding for one in prepared for finding in one.findings]
        clips: dict[str, tuple[RecordedClip, ...]] = {}
        for number, cues in enumerate(self._parts(publication, prepared)):
            found = _aligned(cues, prepared[number], store)
            name = prepared[number].track.file.href
            findings += _told(name, cues, found)
            for cue, heard in zip(cues, found.phrases, strict=True):
                if heard.confidence and heard.end > heard.begin:
                    clips[cue.id] = (
                        RecordedClip(number, heard.begin, heard.end, heard.confidence),
                    )
        tracks = tuple(one.track for one in prepared)
        return Recording(tracks, clips, {}, self.narrators, synthetic=False), findings

    def _parts(
        self, publication: Publication, prepared: Sequence[Prepared]
    ) -> list[tuple[Cue, ...]]:
        """The cues that each recording should say, in the order of the recordings."""
        unnamed = [take for take in self.takes if not take.section]
        if unnamed and len(unnamed) < len(self.takes):
            raise HalfNamedError(str(unnamed[0].file))
        if not unnamed:
            return [_read_of(only(publication, take.section)) for take in self.takes]
        runs = units(_read_of(publication), len(self.takes))
        expected = [float(sum(len(_words(cue)) for cue in run)) for run in runs]
        counts = fit(expected, [float(one.track.duration) for one in prepared])
        parts: list[tuple[Cue, ...]] = []
        at = 0
        for count in counts:
            parts.append(tuple(cue for run in runs[at : at + count] for cue in run))
            at += count
        return parts


def _read_of(publication: Publication) -> tuple[Cue, ...]:
    """The phrases that a reader reads aloud, in the order of sound."""
    return tuple(cue for cue in sounding(publication, SoundOptions()) if cue.role in _READ)


def _words(cue: Cue) -> str:
    return cue.text[cue.phrase.begin : cue.phrase.end]


def _aligned(cues: Sequence[Cue], prepared: Prepared, store: Store) -> Alignment:
    """The alignment of a recording, from the store where it was done before."""
    phrases = [_spoken(cue) for cue in cues]
    file = prepared.track.file
    key = action_key(ALIGN, VERSION, [file.digest, [list(phrase) for phrase in phrases]])
    result = store.result(ALIGN, key)
    if result is None:
        with tempfile.TemporaryDirectory(prefix=SCRATCH) as scratch:
            path = store.file(file.digest, file.size, Path(scratch))
            if path is None:
                raise RecordingUnreadableError(file.href)
            found = align(phrases, decode(path, RATE))
        heard = [[h.begin, h.end, h.confidence] for h in found.phrases]
        result = [heard, list(found.extra), found.strangeness]
        store.record(ALIGN, key, result)
    heard, extra, strangeness = result
    return Alignment(
        tuple(Heard(Milliseconds(a), Milliseconds(b), score) for a, b, score in heard),
        tuple((Milliseconds(a), Milliseconds(b)) for a, b in extra),
        strangeness,
    )


def _spoken(cue: Cue) -> tuple[str, str]:
    read = reading(cue, {})
    return replaced(read.words, read.spans), read.lang


def _told(name: str, cues: Sequence[Cue], found: Alignment) -> Iterator[Finding]:
    """What staff should listen to: phrases not read or doubtful, and speech beside the text."""
    said = [(cue, heard) for cue, heard in zip(cues, found.phrases, strict=True) if _words(cue)]
    lost = [cue for cue, heard in said if not heard.confidence]
    if len(lost) > _UNFIT * max(1, len(said)) or found.strangeness > _STRANGE:
        facts: dict[str, Fact] = {"lost": len(lost), "all": len(said)}
        yield Finding("human-009", Severity.ERROR, Place(name), facts)
        return
    for cue, heard in said:
        place = Place(name, id=cue.id)
        about: dict[str, Fact] = {"text": _words(cue)[:_SHOWN], "time": clock(heard.begin)}
        if not heard.confidence:
            yield Finding("human-006", Severity.WARNING, place, about)
        elif heard.confidence < DOUBTFUL:
            sure = {"confidence": heard.confidence}
            yield Finding("human-008", Severity.NOTE, place, about | sure)
    for begin, end in found.extra:
        seconds = round((end - begin) / 1000, 1)
        more: dict[str, Fact] = {"time": clock(begin), "seconds": seconds}
        yield Finding("human-007", Severity.WARNING, Place(name), more)
