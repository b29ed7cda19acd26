"""`audiolib segment`: one line in is one block; a sentence a line comes out."""

import argparse
import sys

from audiolib.exits import OK
from audiolib.messages import Messages


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    parser.add_argument("--lang", required=True, metavar="TAG", help=messages("cli-opt-lang"))


def run(options: argparse.Namespace, _messages: Messages) -> int:
    """Read standard input to its end; a blank line stays a blank line."""
    import unicodedata

    from tts import segment

    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for line in sys.stdin:
        text = " ".join(unicodedata.normalize("NFC", line).split())
        sentences = [text[begin:end] for begin, end in segment(text, options.lang)]
        sys.stdout.write("\n".join(sentences) + "\n")
    return OK
