"""`audiolib say`: hear a text at once."""

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path

from audiolib.exits import BAD_INPUT, OK
from audiolib.messages import Messages

PLAYERS = (("paplay",), ("aplay", "-q"), ("afplay",), ("ffplay", "-nodisp", "-autoexit"))


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    parser.add_argument("text", metavar="TEXT", help=messages("cli-say-text"))
    parser.add_argument("--lang", metavar="TAG", help=messages("cli-opt-lang"))
    parser.add_argument("--voice", metavar="NAME", help=messages("cli-opt-voice"))
    parser.add_argument("--rate", type=float, default=1.0, help=messages("cli-opt-rate"))
    parser.add_argument("--pitch", type=float, default=1.0, help=messages("cli-opt-pitch"))
    parser.add_argument("-o", dest="out", type=Path, metavar="FILE", help=messages("cli-say-out"))


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Speak into a WAV file, or through the machine's own player."""
    import sys

    from media.wave import wave
    from tts.speak import say

    sound = say(
        options.text,
        lang=options.lang or messages.language,
        voice=options.voice,
        rate=options.rate,
        pitch=options.pitch,
    )
    if options.out:
        options.out.write_bytes(wave(sound))
        return OK
    player = next((p for p in PLAYERS if shutil.which(p[0])), None)
    if player is None:
        sys.stderr.write(messages("cli-say-no-player") + "\n")
        return BAD_INPUT
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        file.write(wave(sound))
        file.flush()
        subprocess.run([*player, file.name], check=False)
    return OK
