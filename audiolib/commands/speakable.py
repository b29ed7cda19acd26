"""`audiolib speakable`: what is spoken for each line, and by which rule."""

import argparse
from dataclasses import asdict
from pathlib import Path

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
    parser.add_argument("--lexicon", type=Path, metavar="FILE", help=messages("cli-opt-lexicon"))


def run(options: argparse.Namespace, _messages: Messages) -> int:
    """Read standard input to its end; an object of JSON a line comes out."""
    from audiolib.commands.lines import lines
    from audiolib.commands.telling import tell_json
    from audiolib.lexicons import FOLDER, read_lexicon, usual
    from audiolib.settings import settings
    from tts import replaced
    from tts.normalise import spans

    given = [read_lexicon(options.lexicon)] if options.lexicon else []
    chosen = settings()
    lang = chosen.variants.get(options.lang, options.lang)
    lexicon = usual(lang, chosen.config.expanduser() / FOLDER, given)
    for text in lines():
        found = spans(text, lang, lexicon)
        told = [{k: v for k, v in asdict(s).items() if v is not None} for s in found]
        spelled = [span for span in told if span["spoken"] != span["text"]]
        answer = {"spoken": replaced(text, found), "spans": spelled}
        if sounds := [span for span in told if span["spoken"] == span["text"]]:
            answer["phonemes"] = sounds
        tell_json(answer)
    return OK
