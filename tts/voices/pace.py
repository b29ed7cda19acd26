"""How fast a voice speaks, measured: the band in which its sounds must last."""

from pathlib import Path

from media import Pcm
from tts.contract import weight
from tts.engine import Equipment, Utterance
from tts.language import language
from tts.normalise import spoken
from tts.registry import equip, equipment, refresh, voice
from tts.segment import segment
from tts.voices.folder import InstalledVoice, read
from tts.voices.keep import rewrite

SEEDS = 3
"""How often each phrase is said, each time in another manner."""

_LEAST, _MOST = 0.41, 2.1
"""Of the median: what espeak-ng's languages spread over, and half as much again."""

_WIDEST = (1.0, 5_000.0)
_SHORTEST = 12


def measure(voices: Path, engine: str, name: str, lang: str) -> InstalledVoice:
    """Measure an installed voice on the sample text of a language, and write its pace down.

    Args:
        voices: The folder of installed voices.
        engine: The voice's engine.
        name: The voice.
        lang: One of the languages it speaks.

    Raises:
        UnknownLanguageError: there is no sample text in the language.
        SynthesisError: the voice can't say the sample.
    """
    sample = language(lang).sample
    folder = voices / engine / name
    rewrite(read(folder), pace=_WIDEST)  # a voice that is far off the language's band is heard too
    equip(Equipment(voices, equipment().device))
    refresh()
    speaker, known = voice(f"{engine}:{name}")
    paces = []
    for begin, end in segment(sample, lang):
        text = spoken(sample[begin:end], lang)[0]
        letters = weight(text)[0]
        if letters < _SHORTEST:
            continue
        for seed in range(SEEDS):
            said = speaker.speak(Utterance(text, lang, known.name.partition(":")[2], seed=seed))
            paces.append(_lasts_ms(said.pcm) / letters)
    found = sorted(paces)
    median = found[len(found) // 2]
    least, most = min(_LEAST * median, 0.6 * found[0]), max(_MOST * median, 1.3 * found[-1])
    kept = rewrite(read(folder), pace=(round(least, 1), round(most, 1)))
    refresh()
    return kept


def _lasts_ms(sound: Pcm) -> float:
    return 1000 * len(sound) / sound.rate
