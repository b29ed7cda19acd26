"""Stretches of a publication in other languages, marked where the evidence is strong."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from audiolib.publication import (
    Block,
    Break,
    Cell,
    Figure,
    Item,
    List,
    Mark,
    MarkKind,
    Note,
    PageBreak,
    Paragraph,
    Publication,
    Quote,
    Row,
    Section,
    Speech,
    Table,
    Text,
)
from audiolib.sources.common_words import COMMON
from audiolib.sources.html_document import same_language
from audiolib.sources.language import guess, proven
from audiolib.sources.scripts import (
    WORD,
    by_letters,
    is_all,
    main_script,
    script_of,
    vietnamese_share,
)
from audiolib.sources.stretches import Stretch, speaks, stretches

_SURE = 0.999
_FEW = 3
"""Words; fewer are marked only where their letters prove the language."""
_MANY = 12
"""Words of the publication's own script from which the guess is trusted against it."""
_LATIN = ("en", "fr", "de", "es", "it", "la", "pl", "pt", "vi")
_CYRILLIC = ("uk", "ru", "be", "bg")
_ARABIC = ("fa", "ar")
_PLAIN = 0.18
_CANDIDATES = {"Latn": _LATIN, "Cyrl": _CYRILLIC, "Arab": _ARABIC}


def with_languages(publication: Publication, prior: str | None = None) -> Publication:
    """The publication with every block and stretch in another language marked as such.

    What the source declares stands; a declaration that only repeats the language is dropped.
    """
    own = publication.metadata.language

    def mark(text: Text) -> Text:
        return marked(text, own, prior)

    return replace(publication, sections=tuple(_section(s, mark) for s in publication.sections))


def marked(text: Text, own: str, prior: str | None = None) -> Text:
    """A text with its language, and the languages inside it, where they differ from `own`."""
    words = unicodedata.normalize("NFC", text.text)
    if text.lang:
        # Files often declare a language of their template; letters that prove another go first.
        shown = proven(words)
        real = shown if shown and not same_language(shown, text.lang) else text.lang
        return replace(text, lang=None if same_language(real, own) else real)
    script = main_script(words, script_of(own))
    if not script:
        return text
    inner = stretches(text.text, own) if script == script_of(own) else []
    mixed = _is_mixed(text.text, inner, own)
    language = None if mixed else _of_block(words, script, own, prior)
    if language:
        inner = stretches(text.text, language)
    text = replace(text, lang=language) if language else text
    spans = [
        *_spans(text, language or own, own if language else prior),
        *_inner(text, inner, language or own),
    ]
    return replace(text, marks=_sorted((*text.marks, *spans))) if spans else text


def _is_mixed(text: str, inner: Sequence[Stretch], own: str) -> bool:
    """Whether a text is partly in its own language, and partly in that of some stretches."""
    if not inner:
        return False
    edges = [0, *(edge for s in inner for edge in (s.begin, s.end)), len(text)]
    rest = [text[b:e] for b, e in zip(edges[::2], edges[1::2], strict=True)]
    other = sum(c.isalpha() for s in inner for c in text[s.begin : s.end])
    few = 2 * other < sum(c.isalpha() for c in text)
    return few or speaks(" ".join(rest), own)


def _inner(text: Text, inner: Sequence[Stretch], own: str) -> Iterator[Mark]:
    """Marks around stretches of another language in the same script."""
    declared = _declared(text)
    for begin, end, language in inner:
        if same_language(language, own) or any(b < end and begin < e for b, e in declared):
            continue
        for first, last in _uncrossed(begin, end, text.marks):
            yield Mark(first, last, MarkKind.LANGUAGE, lang=language)


def _declared(text: Text) -> list[tuple[int, int]]:
    """The stretches whose language the source has said, or that no language has."""
    kinds = (MarkKind.LANGUAGE, MarkKind.PHONEME, MarkKind.MATH, MarkKind.CODE)
    return [(mark.begin, mark.end) for mark in text.marks if mark.kind in kinds]


def _of_block(text: str, script: str, own: str, prior: str | None) -> str | None:
    """The language of a whole block, None where it is the publication's, or may be."""
    found = [match[0] for match in WORD.finditer(text)]
    count = len(found)
    if script != script_of(own):
        return _of_other_script(text, script, count, prior)
    shown = by_letters(text, script)
    primary = own.partition("-")[0]
    if script == "Latn":
        if primary != "vi" and shown == "vi":
            return "vi" if count >= _FEW and vietnamese_share(text) > 0.4 else None
        if primary == "vi":
            if vietnamese_share(text) > 0.1 or count < 5:
                return None
            guessed, sure = guess(text, _LATIN)
            return guessed if guessed != "vi" and sure > _SURE else None
    elif shown and shown != primary:
        return shown if count >= _FEW and {shown, primary} <= {"uk", "ru", "fa", "ar"} else None
    if count < _MANY or shown == primary or _is_plainly(primary, found):
        return None
    among = {*_CANDIDATES.get(script, ()), primary}
    guessed, sure = guess(text, among)
    return guessed if guessed != primary and sure > _SURE and guess(text)[0] == guessed else None


def _is_plainly(language: str, words: Sequence[str]) -> bool:
    """Whether so many of the words are its commonest that no detector is needed."""
    common = COMMON.get(language) if language == "en" else None
    if common is None:
        return False
    return sum(word.lower() in common for word in words) > _PLAIN * len(words)


def _of_other_script(text: str, script: str, count: int, prior: str | None) -> str | None:
    """The language of words in a script that the publication is not written in."""
    if shown := by_letters(text, script):
        return shown if count >= _FEW or script != "Latn" or vietnamese_share(text) > 0.4 else None
    if prior and script_of(prior) == script:
        return prior
    if script == "Latn" and count < _FEW:
        return None
    guessed, sure = guess(text, _CANDIDATES.get(script, ()))
    if script == "Latn" and sure < 0.9:
        return "en"  # names and terms: the likeliest foreign words in print
    return guessed or None


def _spans(text: Text, own: str, prior: str | None) -> Iterator[Mark]:
    """Marks around runs of words in another script than the text's own."""
    declared = _declared(text)
    for begin, end, script, count in _runs(text.text, script_of(own)):
        if any(b < end and begin < e for b, e in declared):
            continue
        language = _of_other_script(text.text[begin:end], script, count, prior)
        if language and not same_language(language, own):
            for first, last in _uncrossed(begin, end, text.marks):
                yield Mark(first, last, MarkKind.LANGUAGE, lang=language)


def _runs(text: str, own: str) -> Iterator[tuple[int, int, str, int]]:
    """Runs of words of one other script: begin, end, script, count of words."""
    if is_all(text, own):
        return
    run: tuple[int, int, str, int] | None = None
    for match in WORD.finditer(text):
        script = match.lastgroup or ""
        if run and script == run[2] and _joins(text[run[1] : match.start()]):
            run = (run[0], match.end(), script, run[3] + 1)
            continue
        if run:
            yield run
        run = None if script == own else (match.start(), match.end(), script, 1)
    if run:
        yield run


def _joins(between: str) -> bool:
    """Whether what stands between two words keeps them in one stretch."""
    return "\n" not in between and len(between) <= 4 and not any(c.isalnum() for c in between)


def _uncrossed(begin: int, end: int, marks: tuple[Mark, ...]) -> Iterator[tuple[int, int]]:
    """A stretch cut where it would cross a mark that stands."""
    cuts = {begin, end}
    for mark in marks:
        if mark.begin < begin < mark.end < end:
            cuts.add(mark.end)
        elif begin < mark.begin < end < mark.end:
            cuts.add(mark.begin)
    return pairwise(sorted(cuts))


def _sorted(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.begin, -mark.end)))


def _section(section: Section, mark: Callable[[Text], Text]) -> Section:
    if section.lang:
        return section
    content = tuple(
        _section(child, mark) if isinstance(child, Section) else _block(child, mark)
        for child in section.content
    )
    return replace(section, content=content)


def _blocks(blocks: tuple[Block, ...], mark: Callable[[Text], Text]) -> tuple[Block, ...]:
    return tuple(_block(block, mark) for block in blocks)


def _paragraph(paragraph: Paragraph, mark: Callable[[Text], Text]) -> Paragraph:
    found = mark(paragraph)
    return found if isinstance(found, Paragraph) else paragraph


def _block(block: Block, mark: Callable[[Text], Text]) -> Block:
    if not isinstance(block, Text | PageBreak | Break) and getattr(block, "lang", None):
        return block  # the source has said what language it is in
    match block:
        case Text():
            return mark(block)  # type: ignore[return-value]  # `replace` keeps the kind of block
        case List(items=items):
            return replace(block, items=tuple(Item(blocks=_blocks(i.blocks, mark)) for i in items))
        case Table(rows=rows, caption=caption):
            return replace(
                block,
                rows=tuple(Row(cells=tuple(_cell(c, mark) for c in row.cells)) for row in rows),
                caption=_paragraph(caption, mark) if caption else None,
            )
        case Figure(alt=alt, caption=caption):
            described = _paragraph(alt, mark) if alt else None
            return replace(block, alt=described, caption=_blocks(caption, mark))
        case Speech(speaker=speaker, blocks=blocks):
            named = _paragraph(speaker, mark)
            return replace(block, speaker=named, blocks=_blocks(blocks, mark))
        case Quote(blocks=blocks) | Note(blocks=blocks):
            return replace(block, blocks=_blocks(blocks, mark))
        case _:
            return block


def _cell(cell: Cell, mark: Callable[[Text], Text]) -> Cell:
    return replace(cell, blocks=_blocks(cell.blocks, mark))
