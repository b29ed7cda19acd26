"""What a voice costs on this machine: processor time, memory, and how long a whole book takes."""

import time
from dataclasses import dataclass
from functools import partial
from typing import Any

from audiolib.production.pool import Pool, peak_mb
from tts.engine import Equipment, Utterance
from tts.errors import UnknownLanguageError
from tts.language import known, language
from tts.normalise import spoken
from tts.registry import equip, voice
from tts.segment import segment

BOOK_WORDS = 75_000
"""Words of 300 pages."""

_LEAST_S, _MOST_S = 2.0, 20.0
"""Processor seconds that are measured: a quick voice says its sample often, a slow one once."""

_ROUNDS = 10
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Cost:
    """What was measured of a voice, in one process with one thread.

    Args:
        lang: Of the sample text.
        words: That were said, as they stand in the text.
        sound_s: How long they sound.
        cpu_s: Processor seconds for them; the model was loaded before.
        wall_s: The same by the clock.
        load_s: Processor seconds to load the model and say a first sentence.
        memory_mb: The most the process ever held.
    """

    voice: str
    lang: str
    words: int
    sound_s: float
    cpu_s: float
    wall_s: float
    load_s: float
    memory_mb: float

    @property
    def factor(self) -> float:
        """Processor seconds for a second of sound."""
        return self.cpu_s / self.sound_s

    @property
    def words_a_minute(self) -> float:
        """Words that one processor core makes sound of in a minute."""
        return 60 * self.words / self.cpu_s

    def book_s(self, cores: int) -> float:
        """Seconds to synthesise a book of 300 pages, all cores free."""
        return BOOK_WORDS * self.cpu_s / self.words / cores + self.load_s

    @property
    def book_sound_s(self) -> float:
        """How long that book sounds."""
        return BOOK_WORDS * self.sound_s / self.words

    def json(self, cores: int) -> dict[str, Any]:
        return {
            "voice": self.voice,
            "lang": self.lang,
            "words": self.words,
            "sound_s": round(self.sound_s, 2),
            "cpu_s": round(self.cpu_s, 3),
            "wall_s": round(self.wall_s, 3),
            "load_s": round(self.load_s, 3),
            "memory_mb": round(self.memory_mb, 1),
            "real_time_factor": round(self.factor, 5),
            "real_time_factor_wall": round(self.wall_s / self.sound_s, 5),
            "words_per_minute": round(self.words_a_minute),
            "words_per_minute_spoken": round(60 * self.words / self.sound_s),
            "cores": cores,
            "book_words": BOOK_WORDS,
            "book_s": round(self.book_s(cores), 1),
            "book_sound_s": round(self.book_sound_s),
        }


def measure(name: str, equipment: Equipment) -> Cost:
    """Measure a voice in a process of its own.

    Raises:
        tts.SpeechError: there is no such voice, it can't speak, or we lack a text to say.
        WorkerLostError: the process was ended from outside, most often for lack of memory.
    """
    with Pool(1, partial(equip, equipment)) as pool:
        return pool.submit(_measured, name).result()


def _measured(name: str) -> Cost:
    speaker, chosen = voice(name)
    lang = next((t for t in chosen.languages if t.partition("-")[0].lower() in known()), "")
    if not lang:
        raise UnknownLanguageError(", ".join(chosen.languages), known())
    sample = language(lang).sample
    texts = [sample[begin:end] for begin, end in segment(sample, lang) if end - begin < _LONGEST]
    said = [(text, spoken(text, lang)[0]) for text in texts]
    own = chosen.name.partition(":")[2]

    began = time.process_time()
    speaker.speak(Utterance(said[0][1], lang, own))
    load_s = time.process_time() - began
    words = 0
    samples = 0.0
    wall, began = time.monotonic(), time.process_time()
    for seed in range(_ROUNDS):
        for text, pronounced in said:
            speech = speaker.speak(Utterance(pronounced, lang, own, seed=seed))
            words += len(text.split())
            samples += len(speech.pcm) / speech.pcm.rate
            if time.process_time() - began > _MOST_S:
                break
        if time.process_time() - began > _LEAST_S:
            break
    cpu_s, wall_s = time.process_time() - began, time.monotonic() - wall
    return Cost(chosen.name, lang, words, samples, cpu_s, wall_s, load_s, peak_mb())
