"""The stored form of a narration: `spans.json` and `timing.json`, keyed by the id of the phrase."""

import json
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from itertools import chain
from typing import Any

from audiolib.narration import Clip, Narration, Track, VoiceUsed, Words
from audiolib.order import SoundOptions
from media import Milliseconds
from tts import Span

FORMAT = 1


def spans_json(narration: Narration) -> bytes:
    """What is spoken otherwise than written; offsets in code points of the text around it."""
    phrases = {
        phrase: [{k: v for k, v in asdict(span).items() if v is not None} for span in spans]
        for phrase, spans in narration.spans.items()
        if spans
    }
    return _lines({"format": FORMAT}, "phrases", phrases.items())


def timing_json(narration: Narration) -> bytes:
    """Tracks, clips and words: milliseconds of the track's master, code points of the text.

    A phrase is `[track, begin, end, [[begin, end, start, stop], …]]`.
    """
    head = {
        "format": FORMAT,
        "options": asdict(narration.options),
        "voices": [asdict(voice) for voice in narration.voices],
        "tracks": [asdict(track) for track in narration.tracks],
    }
    phrases = (
        (
            phrase,
            [
                clip.track,
                clip.begin,
                clip.end,
                list(narration.words.get(phrase, ())),
            ],
        )
        for phrase, clip in narration.clips.items()
    )
    return _lines(head, "phrases", phrases)


def read(spans: bytes, timing: bytes) -> Narration:
    """The narration of both files."""
    times = json.loads(timing)
    clips: dict[str, Clip] = {}
    words: dict[str, Words] = {}
    for phrase, (track, begin, end, said) in times["phrases"].items():
        clips[phrase] = Clip(track, begin, end)
        words[phrase] = Words(array("I", chain.from_iterable(said)))
    return Narration(
        SoundOptions(**times["options"]),
        clips,
        words,
        {
            phrase: tuple(Span(**span) for span in found)
            for phrase, found in json.loads(spans)["phrases"].items()
        },
        tuple(_track(track) for track in times["tracks"]),
        tuple(VoiceUsed(**voice) for voice in times["voices"]),
    )


def _track(stored: Mapping[str, Any]) -> Track:
    return Track(
        stored["number"],
        stored["rate"],
        stored["samples"],
        Milliseconds(stored["duration"]),
        tuple(stored["phrases"]),
    )


def _lines(head: Mapping[str, Any], name: str, entries: Iterable[tuple[str, Any]]) -> bytes:
    """JSON with one entry a line, so that a change shows as one line in a comparison."""
    dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    lines = ",\n".join(f"{dump(key)}:{dump(entry)}" for key, entry in entries)
    return f'{dump(head)[:-1]},"{name}":{{\n{lines}\n}}}}\n'.encode()
