"""`audiolib lexicon suggest`: the words of a publication that want a decision."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace

from audiolib import stored
from audiolib.commands.lexicon.deciding import write_entries
from audiolib.commands.lexicon.scopes import library, shelf
from audiolib.commands.telling import tell_json
from audiolib.exits import OK
from audiolib.identify import identify
from audiolib.keys import content_key
from audiolib.lexicons import FOLDER, MEDIA_TYPE, own, scoped
from audiolib.lexicons.suggest import Suggestion, suggest
from audiolib.messages import Messages
from audiolib.production.intake import PUBLICATION
from audiolib.publication import Publication, Resource
from audiolib.sources.read import read
from tts import known, segment
from tts.lexicon import Lexicon

_WIDEST = 30
"""Characters of the column of words."""


def suggest_(options: argparse.Namespace, messages: Messages) -> int:
    """Tell the doubtful words, the most important first, or write them into a lexicon."""
    publication, lexicons = _publication(options)
    lang = publication.metadata.language.partition("-")[0]
    merged = scoped(sorted({*known(), lang}), library(), lexicons)
    everything = suggest(publication, merged)
    found = everything[: options.limit]
    if options.as_:
        write_entries(options.as_, [one.entry() for one in found], lang)
    if options.json:
        tell_json([one.json() for one in found])
        return OK
    if options.as_:
        sentence = messages("cli-lexicon-suggested-as", count=len(found), file=options.as_)
        sys.stdout.write(sentence + "\n")
        return OK
    _tell(found, messages)
    more = len(everything) - len(found)
    sys.stderr.write(messages("cli-lexicon-suggested", count=len(found), more=more) + "\n")
    return OK


def _publication(options: argparse.Namespace) -> tuple[Publication, list[Lexicon]]:
    """A publication from a source or from the folder of its production, and its lexicons."""
    contents: dict[str, bytes] = {}

    def keep(name: str, media_type: str, content: bytes) -> Resource:
        digest = content_key(content)
        if media_type == MEDIA_TYPE:
            contents[digest] = content
        return Resource(name, media_type, digest, len(content))

    chosen = shelf(options)
    folder = chosen.folder if chosen.scope == "book" else options.file / FOLDER
    made = options.file / PUBLICATION
    if options.file.is_dir() and made.is_file():
        publication = stored.read(made.read_bytes(), str(made))
    else:
        draft = read(options.file, lang=options.lang, keep=keep).publication
        publication = identify(
            draft, None, split=lambda text, tag, lines: segment(text, tag, lines=lines)
        ).publication
    brought = tuple(r for r in publication.resources if r.digest in contents)
    held = replace(publication, resources=brought)
    lexicons, _doubts = own(held, folder, lambda resource: contents[resource.digest])
    return publication, lexicons


def _tell(found: Sequence[Suggestion], messages: Messages) -> None:
    width = min(_WIDEST, max((len(one.word) for one in found), default=0))
    for one in found:
        reasons = ", ".join(messages(f"cli-lexicon-because-{reason}") for reason in one.reasons)
        where = (
            f"{one.place.section}, {one.place.phrase}" if one.place.section else one.place.phrase
        )
        sys.stdout.write(
            f"{one.word:<{width}}  {one.count:>5}  {one.doubt:>4.0%}  {reasons}\n"
            f"{'':<{width}}  “{one.example}” ({where})\n"
        )
