"""The words of a text that want a decision before it is narrated, and those that were looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from audiolib import stored
from audiolib.floor import repository as floor
from audiolib.healing import repository
from audiolib.healing.decide import HealingRoleError, decides
from audiolib.healing.words import folded
from audiolib.keys import action_key
from audiolib.lexicons import FOLDER, scoped
from audiolib.lexicons.suggest import suggest
from audiolib.making import repository as making
from audiolib.making.room import blob
from audiolib.people.reader import Reader
from audiolib.publication import Publication
from audiolib.service import Service
from audiolib.store import Store
from audiolib.tables import Production
from tts import known, rules_version
from tts.lexicon import Lexicon

SUGGEST, SUGGEST_VERSION = "suggest", "2"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A word of a text that nobody decided on: `reasons` as `audiolib.lexicons.suggest` has them.

    `word` may end in `*`, where it stands in several forms; `phrase` is one that it stands in.
    """

    word: str
    lang: str
    count: int
    reasons: tuple[str, ...]
    forms: tuple[str, ...]
    example: str
    section: str
    phrase: str
    doubt: float
    """0 to 1."""

    @property
    def plain(self) -> str:
        """The word as one of its forms is written."""
        return self.forms[0] if self.forms else self.word


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a text is still to be decided on, that first that matters most; and what was not."""

    open: tuple[Doubtful, ...]
    decided: int
    left: int


def text_of(session: Session, store: Store, found: Production) -> Publication:
    """The newest text of a production.

    Raises:
        NoTextError: there is none yet.
        BlobLostError: the store lacks it.
    """
    version = making.newest_text(session, found.id or 0)
    return stored.read(blob(store, version.digest, found.id), version.digest)


def asked(session: Session, service: Service, found: Production) -> Asked:
    """The doubtful words of the newest text, without those that somebody decided on or left.

    Raises:
        NoTextError: there is no text yet.
        BlobLostError: the store lacks it.
    """
    version = making.newest_text(session, found.id or 0)
    words = _suggested(service, version.digest, found)
    entries = repository.counting(session, found.id or 0)
    decided = {(row.language, folded(row.grapheme)) for row in entries}
    left = repository.left(session, found.id or 0)
    rest = [w for w in words if not _names(w) & decided]
    open_ = tuple(w for w in rest if (w.lang, folded(w.word)) not in left)
    return Asked(open_, len(words) - len(rest), len(rest) - len(open_))


def leave(session: Session, reader: Reader, found: Production, word: str, lang: str) -> None:
    """Note that a word is right as it is read: it is not asked about again.

    Raises:
        HealingRoleError: the person has no role that decides on words.
    """
    if not decides(reader):
        raise HealingRoleError
    facts = {"word": folded(word[:_LONGEST]), "lang": lang[:20]}
    floor.note(session, found, repository.LEFT, facts, reader)


def _names(word: Doubtful) -> set[tuple[str, str]]:
    """What a decision on a word may be called."""
    return {(word.lang, folded(name)) for name in (word.word, *word.forms)}


def _suggested(service: Service, digest: str, found: Production) -> Sequence[Doubtful]:
    """Found once for each text: it takes seconds for a long one."""
    lexicons = _shipped_and_own(service)
    told = {tag: lexicon.digest for tag, lexicon in sorted(lexicons.items())}
    key = action_key(SUGGEST, SUGGEST_VERSION, digest, [told, rules_version()])
    rows = service.store.result(SUGGEST, key)
    if rows is None:
        publication = stored.read(blob(service.store, digest, found.id), digest)
        rows = [one.json() for one in suggest(publication, lexicons)]
        service.store.record(SUGGEST, key, rows)
    return [_doubtful(row) for row in rows]


def _doubtful(row: Mapping[str, Any]) -> Doubtful:
    return Doubtful(
        word=row["word"],
        lang=row["lang"],
        count=row["count"],
        reasons=tuple(row["reasons"]),
        forms=tuple(row["forms"]),
        example=row["example"],
        section=row["section"],
        phrase=row["phrase"],
        doubt=row["doubt"],
    )


def _shipped_and_own(service: Service) -> dict[str, Lexicon]:
    """What the library's own files and Audiolib say; the tables' decisions are looked at later."""
    return scoped(known(), service.settings.config.expanduser() / FOLDER, ())
