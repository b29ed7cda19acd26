"""How sure each word of a recognised text is, and where on which page it was seen."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audiolib.intake.compose import kept
from audiolib.intake.ocr import PageRead
from audiolib.intake.words import Box, Word
from audiolib.publication import PageBreak, Publication, Section, Text, walk

_TOKEN = re.compile(r"\S+")
_HYPHENS = str.maketrans("", "", "-‐\u00ad")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word of a block, as it was read: `confidence` from 0 to 100.

    `begin` and `end` are code points of the text of the block `block`; `page` counts the pages of
    the scan from 0; `box` is in pixels of that page's `PageRead.clean`.
    """

    block: str
    begin: int
    end: int
    confidence: int
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class _Token:
    """A run of signs without white space, in a block."""

    block: str
    begin: int
    text: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """A word on a page."""

    page: int
    word: Word

    @property
    def text(self) -> str:
        return self.word.text


def doubts(publication: Publication, pages: Sequence[PageRead]) -> tuple[Doubt, ...]:
    """The words of an identified publication with what was seen of them, in the text's order.

    Sure words are told too: proof-readers look at the picture of any word. Words are aligned page
    by page, so a text that was edited since gives those that are still the same.
    """
    told = _by_page(publication, len(pages))
    found: list[Doubt] = []
    for number, (tokens, page) in enumerate(zip(told, pages, strict=True)):
        seen = [_Seen(number, word) for line in page.lines for word in kept(line)]
        found += _aligned(tokens, seen)
    order = {text.id: at for at, text in enumerate(_texts(publication))}
    return tuple(sorted(found, key=lambda d: (order[d.block], d.begin)))


def as_json(found: Iterable[Doubt]) -> dict[str, list[list[int]]]:
    """Doubts by block: begin, end, confidence, page, left, top, right, bottom."""
    blocks: dict[str, list[list[int]]] = defaultdict(list)
    for d in found:
        blocks[d.block].append([d.begin, d.end, d.confidence, d.page, *d.box])
    return dict(blocks)


def from_json(values: Mapping[str, Sequence[Sequence[int]]]) -> tuple[Doubt, ...]:
    """Doubts from what `as_json` gave."""
    return tuple(
        Doubt(block, v[0], v[1], v[2], v[3], Box(*v[4:8]))
        for block, rows in values.items()
        for v in rows
    )


def _texts(publication: Publication) -> Iterator[Text]:
    return (node for node in walk(publication) if isinstance(node, Text))


def _by_page(publication: Publication, count: int) -> list[list[_Token]]:
    """The tokens of each page of the scan; a word cut by a page's end is on the page before."""
    pages: list[list[_Token]] = [[] for _ in range(count)]
    page = -1

    def put(text: Text, begin: int, end: int) -> None:
        for match in _TOKEN.finditer(text.text, begin, end):
            pages[min(max(page, 0), count - 1)].append(_Token(text.id, match.start(), match[0]))

    if not count:
        return pages
    for node in _source(publication):
        if isinstance(node, PageBreak):
            page += 1
        elif isinstance(node, Text):
            at = 0
            for inner in node.pages:
                cut = _word_end(node.text, inner.at)
                put(node, at, cut)
                at = cut
                page += 1
            put(node, at, len(node.text))
    return pages


def _source(publication: Publication) -> Iterator[Any]:
    for section in publication.sections:
        if section.origin == "source":
            yield from (node for node in walk(section) if not isinstance(node, Section))


def _word_end(text: str, at: int) -> int:
    """`at`, or the end of the word that it lies in."""
    if at == 0 or at >= len(text) or text[at - 1].isspace():
        return at
    match = _TOKEN.match(text, at)
    return match.end() if match else at


def _aligned(tokens: Sequence[_Token], seen: Sequence[_Seen]) -> Iterator[Doubt]:
    """Pairs in order first; then, among what is left, what was moved: notes and heads."""
    left_tokens, left_seen = list(tokens), list(seen)
    for _ in range(2):
        if not left_tokens or not left_seen:
            return
        matcher = difflib.SequenceMatcher(
            None, [t.text for t in left_tokens], [s.text for s in left_seen], autojunk=False
        )
        more_tokens: list[_Token] = []
        more_seen: list[_Seen] = []
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag == "equal":
                for token, one in zip(left_tokens[i1:i2], left_seen[j1:j2], strict=True):
                    yield _doubt(token, 0, len(token.text), one)
                continue
            pairs = list(_joined(left_tokens[i1:i2], left_seen[j1:j2]))
            yield from pairs
            if not pairs:
                more_tokens += left_tokens[i1:i2]
                more_seen += left_seen[j1:j2]
        left_tokens, left_seen = more_tokens, more_seen


def _joined(tokens: Sequence[_Token], seen: Sequence[_Seen]) -> Iterator[Doubt]:
    """Words that were joined over a line's end, or lost a bullet or number; else one by one."""
    at = 0
    for token in tokens:
        parts: list[_Seen] = []
        for end in range(at, min(at + 4, len(seen))):
            parts = list(seen[at : end + 1])
            if _bare("".join(part.text for part in parts)) == _bare(token.text):
                yield from _split(token, parts)
                at = end + 1
                break
        else:
            if len(tokens) == len(seen) and at < len(seen):
                yield _doubt(token, 0, len(token.text), seen[at])
                at += 1


def _split(token: _Token, parts: Sequence[_Seen]) -> Iterator[Doubt]:
    """Each part with its share of the token."""
    begin = 0
    for number, part in enumerate(parts):
        rest = len(token.text) - begin
        share = len(_bare(part.text)) if number < len(parts) - 1 else rest
        share = min(share, rest)
        if share:
            yield _doubt(token, begin, begin + share, part)
        begin += share


def _bare(text: str) -> str:
    return text.translate(_HYPHENS)


def _doubt(token: _Token, begin: int, end: int, seen: _Seen) -> Doubt:
    word = seen.word
    start = token.begin
    return Doubt(token.block, start + begin, start + end, word.confidence, seen.page, word.box)
