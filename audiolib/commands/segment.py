"""`audiolib segment`: one line in is one block; a sentence a line comes out."""

import argparse
import sys

from audiolib.commands.values import language
from audiolib.exits import OK
from audiolib.messages import Messages


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "--lang",
        required=True,
        metavar="TAG",
        type=language(messages),
        help=messages("cli-opt-lang-needed"),
    )


def run(options: argparse.Namespace, _messages: Messages) -> int:
    """Read standard input to its end; a blank line stays a blank line."""
    from audiolib.commands.lines import lines
    from tts import segment

    for line in lines():
        text = " ".join(line.split())
        sentences = [text[begin:end] for begin, end in segment(text, options.lang)]
        sys.stdout.write("\n".join(sentences) + "\n")
    return OK
