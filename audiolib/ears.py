"""A production listened to by a recogniser: phrases that it hears otherwise than written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np

from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.keys import Json, action_key
from audiolib.narration import Narration
from audiolib.order import Cue
from audiolib.packages import Codec, EncodedTrack
from audiolib.production.pool import Pool
from audiolib.store import Store
from media import Pcm16
from media.decode import decode
from tts import replaced
from tts.ears import RATE, Verdict, compare, recogniser, words_of
from tts.spoken import Span

LISTEN, VERSION = "listen", "1"
_AT_ONCE_MS = 26_000
"""Speech that is heard in one go; recognisers of the Whisper kind take 30 s."""
_SHOWN = 60
_EDGE_MS = 250


@dataclass(frozen=True, slots=True)
class Line:
    """A phrase to be heard: its id, its words as they are compared, where it is in its track."""

    id: str
    words: tuple[str, ...]
    begin: int
    end: int


def listen(
    name: str,
    order: Sequence[Cue],
    narration: Narration,
    sound_of: Callable[[int, Codec], EncodedTrack],
    store: Store,
    pool: Pool,
) -> Iterator[Finding]:
    """Findings of the phrases that a person should hear; what was listened to is not again.

    Only phrases in a language that the recogniser knows are judged.

    Raises:
        tts.EarsUnavailableError: there is no such recogniser.
    """
    known = recogniser(name)
    cues = {cue.id: cue for cue in order}
    running: list[tuple[str, Sequence[Line], Future[list[Verdict]] | None]] = []
    results: dict[str, list[Verdict]] = {}
    for track in narration.tracks:
        sound = sound_of(track.number, "mp3")
        for lang, mine in _by_language([cues[p] for p in track.phrases if p in cues], narration):
            if known.languages and lang not in known.languages:
                continue
            lines: Sequence[Line] = tuple(mine)
            delayed = [_later(line, sound.delay) for line in lines]
            key = action_key(LISTEN, VERSION, _unit(sound, lang, delayed), known.digest)
            done = store.result(LISTEN, key)
            if done is not None:
                results[key] = [Verdict(*verdict) for verdict in done]
                running.append((key, lines, None))
                continue
            heard = pool.submit(hear_track, name, sound.path, lang, delayed)
            running.append((key, lines, heard))
    for key, lines, waiting in running:
        if waiting is not None:
            results[key] = waiting.result()
            store.record(LISTEN, key, [list(astuple(verdict)) for verdict in results[key]])
        for line, verdict in zip(lines, results[key], strict=True):
            if verdict.is_doubtful:
                yield _finding(cues[line.id], verdict)


def hear_track(name: str, path: Path, lang: str, lines: Sequence[Line]) -> list[Verdict]:
    """The verdicts on phrases of a track; a doubtful one is heard again by itself, with care."""
    ears = recogniser(name)
    verdicts: list[Verdict] = []
    for chunk, sounds in _chunks(path, lines):
        pause = np.zeros(RATE * _EDGE_MS // 1000, np.int16)
        together = np.concatenate([part for sound in sounds for part in (sound, pause)])
        heard = words_of(ears.hear(together, lang), lang)
        found = compare([line.words for line in chunk], heard)
        for line, sound, verdict in zip(chunk, sounds, found, strict=True):
            best = verdict
            if verdict.is_doubtful:
                alone = np.concatenate((pause, sound, pause))
                again = words_of(ears.hear(alone, lang, careful=True), lang)
                (closer,) = compare([line.words], again)
                best = min(verdict, closer, key=lambda v: v.wrong)
            verdicts.append(best)
    return verdicts


def _chunks(path: Path, lines: Sequence[Line]) -> Iterator[tuple[list[Line], list[Pcm16]]]:
    """Phrases and their sound, as many at once as are heard in one go."""
    chunk: list[Line] = []
    sounds: list[Pcm16] = []
    length = 0
    for line, sound in _cut(path, lines):
        lasts = line.end - line.begin
        if chunk and length + lasts > _AT_ONCE_MS:
            yield chunk, sounds
            chunk, sounds, length = [], [], 0
        chunk.append(line)
        sounds.append(sound[: 30 * RATE])
        length += lasts + _EDGE_MS
    if chunk:
        yield chunk, sounds


def _cut(path: Path, lines: Sequence[Line]) -> Iterator[tuple[Line, Pcm16]]:
    """The sound of each phrase; memory holds little more than one."""
    chunks = decode(path, RATE)
    held: Pcm16 = np.zeros(0, np.int16)
    at = 0
    for line in sorted(lines, key=lambda line: line.begin):
        begin, end = (time * RATE // 1000 for time in (line.begin, line.end))
        parts = [held]
        have = at + len(held)
        while have < end and (piece := next(chunks, None)) is not None:
            parts.append(piece)
            have += len(piece)
        held = np.concatenate(parts)
        drop = min(max(0, begin - at), len(held))
        held, at = held[drop:], at + drop
        yield line, held[: max(0, end - at)]


def _by_language(cues: Iterable[Cue], narration: Narration) -> Iterator[tuple[str, list[Line]]]:
    """The phrases of a track by the primary language that they are in."""
    found: dict[str, list[Line]] = {}
    for cue in cues:
        clip = narration.clips.get(cue.id)
        if clip is None:
            continue
        lang = cue.lang.split("-")[0].lower()
        words = words_of(_spoken(cue, narration.spans), lang)
        if words:
            found.setdefault(lang, []).append(Line(cue.id, words, clip.begin, clip.end))
    yield from found.items()


def _spoken(cue: Cue, spans: Mapping[str, tuple[Span, ...]]) -> str:
    begin, end = cue.phrase.begin, cue.phrase.end
    mine = [
        Span(s.begin - begin, s.end - begin, s.text, s.spoken, s.rule)
        for s in spans.get(cue.id, ())
    ]
    return replaced(cue.text[begin:end], mine)


def _later(line: Line, delay: int) -> Line:
    return Line(line.id, line.words, line.begin + delay, line.end + delay)


def _unit(sound: EncodedTrack, lang: str, lines: Sequence[Line]) -> Json:
    return [sound.digest, lang, [[list(line.words), line.begin, line.end] for line in lines]]


def _finding(cue: Cue, verdict: Verdict) -> Finding:
    text = cue.text[cue.phrase.begin : cue.phrase.end]
    facts: dict[str, Fact] = {"text": text[:_SHOWN], "words": verdict.words}
    place = Place(id=cue.id)
    if verdict.missing >= 2 and verdict.missing >= 0.6 * verdict.words:
        more: dict[str, Fact] = {"missing": verdict.missing}
        return Finding("ears-001", Severity.WARNING, place, facts | more)
    if verdict.repeated >= 2 and verdict.repeated >= 0.5 * verdict.words:
        more = {"repeated": verdict.repeated}
        return Finding("ears-002", Severity.WARNING, place, facts | more)
    more = {"longest": verdict.longest}
    return Finding("ears-003", Severity.WARNING, place, facts | more)
