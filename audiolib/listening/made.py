"""What was narrated of a production, read from the store: text, times, and the sound of each."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from audiolib import stored, timing
from audiolib.findings import Finding
from audiolib.keys import content_key
from audiolib.listening.sentences import Sentence, sentences
from audiolib.making.room import TRACKS
from audiolib.narration import Narration
from audiolib.production.intake import PUBLICATION
from audiolib.production.rendition import SPANS, TIMING
from audiolib.production.report import NAME as REPORT
from audiolib.proofing.listening import findings_of
from audiolib.publication import Publication
from audiolib.store import Store
from audiolib.tables import Production

_KEY = 16


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a phrase sounds: the MP3's content key and number, seconds from its begin."""

    digest: str
    track: int
    begin_s: float
    end_s: float


@dataclass(frozen=True)
class Made:
    """A publication with its narration, its tracks, and what the production told of it."""

    publication: Publication
    narration: Narration
    sounds: dict[int, dict[str, Any]]
    findings: tuple[Finding, ...]
    work_id: int

    @cached_property
    def sentences(self) -> dict[str, Sentence]:
        """Those that sound, by phrase, in the order of the document."""
        clips = self.narration.clips
        return {s.phrase: s for s in sentences(self.publication) if s.phrase in clips}

    def stretch(self, phrase: str, before_ms: int = 0) -> Stretch | None:
        """Where a phrase sounds, from a little before; None where it does not."""
        clip = self.narration.clips.get(phrase)
        sound = self.sounds.get(clip.track) if clip else None
        if clip is None or sound is None:
            return None
        delay = int(sound.get("delay_ms", 0))
        begin = max(0, clip.begin + delay - before_ms)
        return Stretch(sound["digest"], clip.track, begin / 1000, (clip.end + delay) / 1000)

    def key(self, phrase: str) -> str:
        """What a listener hears of a phrase: another one where its words or its sound change."""
        clip = self.narration.clips.get(phrase)
        sentence = self.sentences.get(phrase)
        if clip is None or sentence is None:
            return ""
        spans = [
            [span.begin - sentence.begin, span.end - sentence.begin, span.spoken, span.ipa]
            for span in self.narration.spans.get(phrase, ())
        ]
        voices = [voice.name for voice in self.narration.voices]
        told = json.dumps([sentence.text, clip.end - clip.begin, spans, voices])
        return content_key(told.encode())[:_KEY]


def made(store: Store, production: Production) -> Made | None:
    """What was narrated last; None where nothing was, or the store lacks a part of it."""
    parts: dict[str, bytes] = {}
    for name in (PUBLICATION, SPANS, TIMING, REPORT, TRACKS):
        key = production.record.get(name)
        content = store.get(key) if key else None
        if content is None:
            return None
        parts[name] = content
    return Made(
        stored.read(parts[PUBLICATION], PUBLICATION),
        timing.read(parts[SPANS], parts[TIMING]),
        {int(s["number"]): s for s in json.loads(parts[TRACKS])},
        findings_of(json.loads(parts[REPORT])),
        production.work_id,
    )
