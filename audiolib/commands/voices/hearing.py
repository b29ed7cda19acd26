"""`audiolib voices try`: how a voice sounds."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from audiolib import files
from audiolib.commands.say import player
from audiolib.commands.telling import tell_json
from audiolib.equipment import equipment
from audiolib.exits import OK
from audiolib.lexicons import FOLDER, usual
from audiolib.messages import Messages
from audiolib.settings import settings
from audiolib.sources.language import proven
from media.wave import wave
from tts import known
from tts.engine import Voice
from tts.language import language
from tts.registry import equip, voice
from tts.speak import say

_SAID = 2
"""Sentences of the sample text that are spoken where no text is given."""


def try_(options: argparse.Namespace, messages: Messages) -> int:
    """Speak through the machine's player, or into a file where there is none."""
    here = settings()
    equip(equipment(here))
    _engine, chosen = voice(options.voice)
    lang = options.lang or _lang(chosen, options.text or "", messages)
    text = options.text or _sample(lang)
    folder = here.config.expanduser() / FOLDER
    tag = here.variants.get(lang, lang)
    sound = say(text, lang=tag, voice=chosen.name, lexicon=usual(lang, folder))
    through = None if options.out or options.json else player()
    if through is None:
        out = options.out or Path(f"{chosen.name.replace(':', '-').replace('/', '-')}.wav")
        files.write(out, wave(sound))
        _tell(out, chosen, len(sound) / sound.rate, options, messages)
        return OK
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        file.write(wave(sound))
        file.flush()
        subprocess.run([*through, file.name], check=False)
    return OK


def _lang(chosen: Voice, text: str, messages: Messages) -> str:
    """The voice's own language; of several, what the letters prove, or one we have rules of."""
    tags = chosen.languages
    told = proven(text)
    if told and any(tag.partition("-")[0].lower() == told.partition("-")[0] for tag in tags):
        return told
    ours = [tag for tag in tags if tag.partition("-")[0].lower() in known()]
    return ours[0] if ours else tags[0] if tags and tags[0] != "mul" else messages.language


def _sample(lang: str) -> str:
    """The first sentences of the language's sample text."""
    from tts.segment import segment

    text = language(lang).sample
    spans = segment(text, lang)[:_SAID]
    return text[spans[0][0] : spans[-1][1]]


def _tell(
    out: Path, chosen: Voice, lasts_s: float, options: argparse.Namespace, messages: Messages
) -> None:
    if options.json:
        tell_json({"voice": chosen.name, "file": str(out), "seconds": round(lasts_s, 3)})
        return
    told = messages("cli-voices-tried", file=out, seconds=f"{lasts_s:.1f}")
    sys.stdout.write(told + "\n")
