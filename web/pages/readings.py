"""How a word could be read: heard in its sentence, chosen, and what the choice would touch."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session
from starlette.responses import Response

from api.errors import FieldError, FieldMissingError
from audiolib.healing import hear, repository
from audiolib.healing.words import folded
from audiolib.listening.sentences import Sentence
from audiolib.tables import LexiconEntry, Production
from tts.lexicon import Entry
from web.page import Page

SCOPES = ("book", "library", "global")
LONGEST = 200


def base(tag: str) -> str:
    """The primary language of a tag."""
    return tag.partition("-")[0].lower()


def said(
    page: Page, sentence: Sentence, found: Production, word: str, alias: str, ipa: str
) -> Response:
    """A sentence as it would be spoken with a decision on a word, as a WAV file."""
    entry = None
    if word and (alias or ipa):
        entry = Entry(word, alias="" if ipa else alias, ipa=ipa, lang=sentence.lang)
    told = hear.heard(page.service, sentence.text, base(sentence.lang), found.voice, entry)
    return Response(told, media_type="audio/wav", headers={"Cache-Control": "private, max-age=600"})


def chosen(page: Page, fields: Mapping[str, str]) -> dict[str, Any]:
    """Word, scope and reading of the form that was sent, as `decide` takes them.

    Raises:
        FieldError, FieldMissingError: something was not told, or can't be.
    """
    word, scope = fields.get("word", ""), fields.get("scope", "")
    if scope not in SCOPES:
        raise FieldError(page.t("words-scope"), scope)
    if not word:
        raise FieldMissingError(page.t("words-word"))
    kind, _, reading = fields.get("reading", "").partition(":")
    if kind not in ("alias", "ipa"):
        alias, ipa = fields.get("alias", ""), fields.get("ipa", "")
    else:
        alias, ipa = (reading, "") if kind == "alias" else ("", reading)
    if not alias and not ipa:
        raise FieldMissingError(page.t("words-reading"))
    told = {"word": word, "alias": alias, "ipa": ipa}
    cut = {name: value[:LONGEST] for name, value in told.items()}
    return {"scope": scope, "forms": bool(fields.get("forms")), **cut}


def choices(sentence: Sentence | None) -> list[str]:
    """The words of a sentence, each once."""
    if sentence is None:
        return []
    told = (w.strip("\"'“”«»()[].,;:!?…؟،؛–—") for w in sentence.text.split())
    return [w for w in dict.fromkeys(told) if folded(w) and any(c.isalnum() for c in w)]


def reach(
    session: Session, word: str, lang: str, found: Production, *, forms: bool = False
) -> list[tuple[str, int, int]]:
    """Of each scope, how many published books and sentences a decision would touch."""
    return [
        (
            scope,
            *repository.reach(
                session,
                LexiconEntry(
                    scope=scope,
                    production_id=found.id if scope == "book" else None,
                    language=base(lang),
                    grapheme=word,
                    forms=forms,
                ),
            ),
        )
        for scope in SCOPES
    ]
