"""Sections under their headings, from the lines of all pages."""

import re
from collections.abc import Sequence

from audiolib.publication import Heading, Matter, PageBreak, Section
from audiolib.sources.outline import Outline
from audiolib.sources.pdf._draft import Draft
from audiolib.sources.pdf._headings import Title
from audiolib.sources.pdf._sheet import Line
from audiolib.sources.pdf._tables import Grid, grid_block
from audiolib.sources.pdf._texts import Texts
from audiolib.sources.pdf_words import BOLD, ITALIC

_KINDS = tuple(
    (kind, re.compile(rf"^(?:{words})", re.IGNORECASE), matter)
    for kind, words, matter in (
        ("chapter", r"(?:chapter|chương|hồi|розділ|глава|فصل|باب)\b", None),
        ("part", r"(?:part|phần|quyển|частина|часть|بخش)\b", None),
        (
            "toc",
            r"(?:(?:table of )?contents|mục lục|зміст|содержание|оглавление|فهرست)$",
            Matter.FRONT,
        ),
        (
            "preface",
            r"(?:preface|lời nói đầu|lời tựa|tựa|передмова|предисловие|پیشگفتار)$",
            Matter.FRONT,
        ),
        ("foreword", r"(?:foreword|lời giới thiệu)$", Matter.FRONT),
        ("appendix", r"(?:appendix|phụ lục|додаток|приложение|پیوست)\b", Matter.REAR),
        ("index", r"(?:index|bảng tra|покажчик|указатель|نمایه)$", Matter.REAR),
        ("bibliography", r"(?:bibliography|tài liệu tham khảo|کتابنامه)$", Matter.REAR),
    )
)


def sections(
    lines: Sequence[Line],
    titles: Sequence[Title],
    grids: Sequence[Grid],
    texts: Texts,
    after: Sequence[PageBreak],
) -> tuple[Section, ...]:
    """The sections of the first level; `after` are the empty pages at the document's end."""
    outline = Outline()
    marked: dict[int, Title | Grid] = {title.begin: title for title in titles}
    marked |= {grid.begin: grid for grid in grids}
    stops = [*sorted(marked), len(lines)]
    at = 0
    for stop in stops:
        for block in texts.blocks(lines[at:stop]) if at < stop else ():
            outline.block(block)
        found = marked.get(stop)
        if isinstance(found, Title):
            _open(outline, found, lines[found.begin : found.end], texts)
        elif found is not None:
            for page in texts.pages(lines[found.begin]):
                outline.block(page)
            part = lines[found.begin : found.end]
            outline.block(grid_block(part, found.columns, texts.vocabulary, texts.plain))
        at = found.end if found is not None else stop
    for page in after:
        outline.block(page)
    return outline.sections()


def _open(outline: Outline, title: Title, lines: Sequence[Line], texts: Texts) -> None:
    draft = Draft(texts.vocabulary, BOLD | ITALIC)
    for number, line in enumerate(lines):
        if number and _is_label(lines[number - 1], line):
            # A full stop between "Chapter I" and its name on the next line, so that it is heard.
            draft.end_sentence()
        draft.add(line, texts.pages(line) if number else ())
    for page in texts.pages(lines[0]):
        outline.block(page)
    kind, matter = _kind(draft.text)
    heading = Heading(text=draft.text, marks=draft.marks(), pages=draft.pages())
    outline.heading(title.level, heading, kind, matter)
    for note in texts.notes(draft):
        outline.block(note)


def _is_label(last: Line, line: Line) -> bool:
    other = abs(last.size - line.size) > 0.3 or len(last.text.split()) <= 2
    return other and last.text.rstrip()[-1:].isalnum()


def _kind(text: str) -> tuple[str, Matter | None]:
    for kind, pattern, matter in _KINDS:
        if pattern.match(text.strip()):
            return kind, matter
    return "", None
