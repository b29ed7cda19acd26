"""A lexicon: entries in their order of precedence, and where a text holds them."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from tts.lexicon._forms import forms, sounding, spoken
from tts.lexicon._index import Hit, Index
from tts.lexicon.entry import Entry
from tts.spoken import Span

_GROUP = re.compile(r"\$(\d)")


class Lexicon:
    """One ordered list of entries: of two for the same grapheme the first counts.

    At each place the longest grapheme wins; none is found inside a word. Of entries of the same
    length, the scope that was merged first counts; in a scope, one that looks at what stands
    beside goes before one that does not, then the first. Time grows with the text only, however
    many entries there are, but for regular expressions, each of which goes over it once.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        kept: dict[tuple[str, ...], Entry] = {}
        for entry in entries:
            if entry.grapheme.strip() and entry.is_filled:
                kept.setdefault(entry.where, entry)
        self._scopes: tuple[tuple[Entry, ...], ...] = (tuple(kept.values()),)
        self._indexes: dict[str, Index] = {}

    @classmethod
    def merged(cls, lexicons: Sequence["Lexicon"]) -> "Lexicon":
        """Several as one, the first one first."""
        made = cls()
        made._scopes = tuple(scope for lexicon in lexicons for scope in lexicon._scopes)
        return made

    @property
    def entries(self) -> tuple[Entry, ...]:
        """In order; of several scopes one after the other, what is decided again left out."""
        kept: dict[tuple[str, ...], Entry] = {}
        for scope in self._scopes:
            for entry in scope:
                kept.setdefault(entry.where, entry)
        return tuple(kept.values())

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that decides what the lexicon finds."""
        found = hashlib.sha256()
        for scope in self._scopes:
            for entry in scope:
                found.update("\0".join((*entry.where, entry.alias, entry.ipa, "\n")).encode())
            found.update(b"\1")
        return found.hexdigest()

    def __bool__(self) -> bool:
        return any(self._scopes)

    def __len__(self) -> int:
        return len(self.entries)

    def apply(self, text: str, lang: str) -> tuple[Span, ...]:
        """Where `text` holds words of the lexicon; sorted, disjoint.

        Args:
            text: NFC.
            lang: BCP 47; entries of another primary language are passed over.
        """
        return tuple(span for span, _entry in self.find(text, lang))

    def find(self, text: str, lang: str) -> Iterator[tuple[Span, Entry]]:
        """The spans of `apply`, each with the entry that made it."""
        primary = _primary(lang)
        index = self._indexes.get(primary)
        if index is None:
            index = self._indexes[primary] = Index(self._ordered(primary), primary)
        if index:
            for hit in index.hits(text):
                yield _span(text, hit, primary), hit.entry

    def _ordered(self, primary: str) -> Iterator[Entry]:
        for scope in self._scopes:
            own = [e for e in scope if not e.lang or _primary(e.lang) == primary]
            yield from (e for e in own if e.has_context)
            yield from (e for e in own if not e.has_context)


def _primary(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


def _span(text: str, hit: Hit, primary: str) -> Span:
    entry = hit.entry
    written = text[hit.begin : hit.end]
    alias, ipa = entry.alias, entry.ipa
    if hit.match is not None:
        alias = _GROUP.sub(lambda m: _group(hit.match, int(m[1])), alias)
    elif entry.match == "forms":
        alias = spoken(alias, hit.endings)
        ipa = sounding(ipa, hit.endings, forms(primary))
    if ipa:
        return Span(hit.begin, hit.end, written, alias or written, "lexicon.phoneme", ipa=ipa)
    return Span(hit.begin, hit.end, written, alias, "lexicon.alias")


def _group(match: re.Match[str] | None, number: int) -> str:
    if match is None or number > match.re.groups:
        return ""
    return match[number] or ""
