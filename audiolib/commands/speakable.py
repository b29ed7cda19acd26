"""`audiolib speakable`: what is spoken for each line, and by which rule."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from audiolib.exits import OK
from audiolib.messages import Messages


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    parser.add_argument("--lang", required=True, metavar="TAG", help=messages("cli-opt-lang"))
    parser.add_argument("--lexicon", type=Path, metavar="FILE", help=messages("cli-opt-lexicon"))


def run(options: argparse.Namespace, _messages: Messages) -> int:
    """Read standard input to its end; an object of JSON a line comes out."""
    import unicodedata

    from audiolib.lexicons import read_lexicon
    from tts import replaced
    from tts.normalise import spans

    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    lexicon = read_lexicon(options.lexicon) if options.lexicon else None
    for line in sys.stdin:
        text = unicodedata.normalize("NFC", line.rstrip("\r\n"))
        found = spans(text, options.lang, lexicon)
        told = [{k: v for k, v in asdict(s).items() if v is not None} for s in found]
        sys.stdout.write(
            json.dumps({"spoken": replaced(text, found), "spans": told}, ensure_ascii=False) + "\n"
        )
    return OK
