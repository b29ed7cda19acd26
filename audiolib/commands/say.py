"""`audiolib say`: hear a text at once."""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from audiolib.commands.values import factor, language
from audiolib.exits import BAD_INPUT, OK
from audiolib.messages import Messages

PLAYERS = (("paplay",), ("aplay", "-q"), ("afplay",), ("ffplay", "-nodisp", "-autoexit"))


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    m = messages
    add = parser.add_argument
    add("text", metavar="TEXT", help=m("cli-say-text"))
    add("--lang", metavar="TAG", type=language(m), help=m("cli-say-lang"))
    add("--voice", metavar="NAME", help=m("cli-opt-voice"))
    add("--rate", metavar="FACTOR", type=factor(m, 0.5, 3), default=1.0, help=m("cli-opt-rate"))
    add("--pitch", metavar="FACTOR", type=factor(m, 0.5, 2), default=1.0, help=m("cli-opt-pitch"))
    add("-o", dest="out", type=Path, metavar="FILE", help=m("cli-say-out"))


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Speak into a WAV file, or through the machine's own player."""
    from audiolib.equipment import equipment
    from audiolib.lexicons import FOLDER, usual
    from audiolib.settings import settings
    from media.wave import wave
    from tts.registry import default_voice, equip
    from tts.speak import say

    equip(equipment(settings()))

    through = player()
    if through is None and not options.out:
        sys.stderr.write(messages("cli-say-no-player") + "\n")
        return BAD_INPUT
    lang = spoken_language(options, messages)
    sound = say(
        options.text,
        lang=settings().variants.get(lang, lang),
        voice=options.voice or default_voice(lang),
        rate=options.rate,
        pitch=options.pitch,
        lexicon=usual(lang, settings().config.expanduser() / FOLDER),
    )
    if options.out:
        options.out.write_bytes(wave(sound))
        return OK
    assert through is not None  # noqa: S101 — told above
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        file.write(wave(sound))
        file.flush()
        subprocess.run([*through, file.name], check=False)
    return OK


def player() -> tuple[str, ...] | None:
    """The machine's own player of sound; None where none is known."""
    return next((p for p in PLAYERS if shutil.which(p[0])), None)


def spoken_language(options: argparse.Namespace, messages: Messages) -> str:
    """What was said, else the voice's, else what the letters prove, else that of the messages."""
    from audiolib.sources.language import proven
    from tts.registry import voice

    if options.lang:
        return str(options.lang)
    if options.voice:
        spoken = voice(options.voice)[1].languages
        if spoken and spoken[0] != "mul":
            return spoken[0]
    return proven(options.text) or messages.language
