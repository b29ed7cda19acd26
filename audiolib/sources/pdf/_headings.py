"""Which lines are headings, and of which level."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from audiolib.sources.pdf._child import Entry
from audiolib.sources.pdf._flow import Body, distance, is_centred, slack
from audiolib.sources.pdf._sheet import Line
from audiolib.sources.pdf_words import BOLD

_LONGEST = 200
_FRONT_PAGES = 4
_FEW_WORDS = 80
_ROMAN = r"[IVXLCDM]{1,7}"
_NAMED = re.compile(
    r"^(?:chapter|part|book|section|canto|act|scene|appendix|volume"
    r"|chương|phần|mục|hồi|quyển|tập|bài|thiên|phụ lục"
    r"|розділ|частина|глава|книга|том|дія|додаток|пролог|епілог"
    r"|часть|раздел|действие|приложение"
    r"|فصل|بخش|باب|کتاب|جلد)\b[\s.:–—-]*"
    rf"(?:thứ\s+\S+|\d{{1,4}}|[۰-۹]{{1,4}}|{_ROMAN}|[\w-]{{2,14}})?\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"^(?:preface|foreword|introduction|prologue|epilogue|contents|table of contents|index|notes"
    r"|bibliography|acknowledge?ments|lời (?:nói đầu|giới thiệu|tựa|mở đầu|bạt)|mục lục|tựa"
    r"|передмова|вступ|зміст|післямова|предисловие|введение|содержание|оглавление|послесловие"
    r"|مقدمه|پیشگفتار|فهرست)\W*$",
    re.IGNORECASE,
)
_NUMERAL = re.compile(rf"^\W*(?:\d{{1,3}}|{_ROMAN})\W*$")
_SHORT = 60
"""Signs of a name of a part that is set in the text's own type."""
_SET_OFF = 1.5
"""Usual steps from line to line, below which a line is not set off."""
_SENTENCE_ENDS = frozenset(".,;:!?…؟،؛–—-")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Title:
    """Lines `begin` to `end` of the document are a heading; `level` counts from 1."""

    begin: int
    end: int
    level: int = 0
    style: tuple[float, bool, bool] = (0.0, False, False)
    sure: bool = False


def find_titles(
    lines: Sequence[Line], body: Body, outline: Sequence[Entry], *, styled: bool = True
) -> list[Title]:
    """The headings of a document in order: those of its outline, those that look like one."""
    marked = _from_outline(lines, outline)
    taken = {at for title in marked for at in range(title.begin, title.end)}
    looks = [
        t for t in _looking(lines, body, styled) if not taken.intersection(range(t.begin, t.end))
    ]
    if marked and len(marked) >= 0.5 * len(outline):
        # A document with an outline names its sections there; the rest must be plain to see.
        known = {title.style for title in marked}
        looks = [t for t in looks if t.style in known or t.style[0] > 1.12 * body.size]
    titles = sorted([*marked, *looks], key=lambda title: title.begin)
    titles = list(_without_title_page(lines, titles))
    _level(titles)
    return _joined(lines, titles, body)


def _without_title_page(lines: Sequence[Line], titles: Sequence[Title]) -> Iterator[Title]:
    """Of a page with hardly anything but names in large type, only the largest is a heading."""
    by_page: dict[int, list[Title]] = defaultdict(list)
    for title in titles:
        by_page[lines[title.begin].page].append(title)
    words = Counter(line.page for line in lines for _ in line.text.split())
    for title in titles:
        page = lines[title.begin].page
        beside = by_page[page]
        is_front = page < _FRONT_PAGES and words[page] <= _FEW_WORDS and len(beside) > 1
        named = any(_is_named(lines[t.begin].text) for t in beside)
        first = max(beside, key=lambda t: (t.sure, t.style))
        if not is_front or named or title.sure or title is first:
            yield title


def names_part(text: str) -> bool:
    """Whether a line begins with a word as "Chapter", in any of our languages."""
    return bool(_NAMED.match(text))


def _is_named(text: str) -> bool:
    return bool(_NAMED.match(text) or _PLAIN.match(text))


def _style(line: Line) -> tuple[float, bool, bool]:
    text = line.text
    return round(2 * line.size) / 2, bool(line.style & BOLD), text.isupper()


def _looking(lines: Sequence[Line], body: Body, styled: bool) -> Iterator[Title]:
    """Runs of lines of one style that stand out from the text."""
    numerals = sum(bool(_NUMERAL.match(line.text)) and is_centred(line) for line in lines)
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and _same_title(lines[end - 1], lines[end], body):
            end += 1
        set_off = not styled and _is_set_off(lines, at, end, body)
        if set_off or _stands_out(lines, at, end, body, numerals >= 2):
            yield Title(at, end, style=_style(lines[at]))
        at = end


def _same_title(last: Line, line: Line, body: Body) -> bool:
    if abs(last.size - line.size) > 0.3 or (last.style ^ line.style) & BOLD:
        return False
    step = distance(last, line)
    return 0 < step < 1.5 * line.size and not _NAMED.match(line.text) and line.size > body.size


def _stands_out(lines: Sequence[Line], begin: int, end: int, body: Body, numerals: bool) -> bool:
    first, last = lines[begin], lines[end - 1]
    text = " ".join(line.text for line in lines[begin:end])
    if len(text) > _LONGEST or end - begin > 4 or any(line.cells for line in lines[begin:end]):
        return False
    large = first.size > 1.12 * body.size
    if not _LETTER.search(text):
        return bool(
            numerals
            and end < len(lines)
            and lines[end].page == first.page
            and _NUMERAL.match(text)
            and is_centred(first)
            and _apart(lines, begin, end, body)
        )
    if large:
        return len(text) < 120 or not text.endswith((".", ",", ";"))
    if end - begin > 2 or slack(last) < 2 * body.size or first.size < 0.9 * body.size:
        return False
    named = _is_named(text)
    if not _apart(lines, begin, end, body):
        return False
    if text.endswith((",", ";", ":")) or (text.endswith(".") and not named):
        return False
    bold = (
        bool(first.style & BOLD)
        and not body.bold
        and all(style & BOLD for piece, style in first.pieces if piece.strip())
    )
    if bold:
        return len(text) < 100
    if end < len(lines) and _same_line_style(last, lines[end], body):
        return False
    stands = is_centred(first) or text.isupper()
    return named and len(text) < 80 and (stands or len(text) < 16)


def _is_set_off(lines: Sequence[Line], begin: int, end: int, body: Body) -> bool:
    """Whether a short centred line of the text's own type stands in white, as names of parts do."""
    text = lines[begin].text
    letters = _LETTER.findall(text)
    if end - begin > 1 or lines[begin].cells or not is_centred(lines[begin]):
        return False
    if len(text) > _SHORT or len(letters) < 3 or not _begins_large(letters):
        return False
    if text.rstrip('”»")]')[-1:] in _SENTENCE_ENDS and not text.isupper():
        return False
    white = (_SET_OFF if not text.isupper() else 1.15) * body.leading * body.size
    before = begin == 0 or not 0 < distance(lines[begin - 1], lines[begin]) <= white
    after = end < len(lines) and not 0 < distance(lines[end - 1], lines[end]) <= white
    return before and after


def _begins_large(letters: Sequence[str]) -> bool:
    """Whether a name begins with a capital, or its script has none."""
    return letters[0].isupper() or letters[0].lower() == letters[0].upper()


def _same_line_style(last: Line, line: Line, body: Body) -> bool:
    """Whether the next line follows as lines of text do: then neither is a heading."""
    return 0 < distance(last, line) <= 1.15 * body.leading * body.size


def _apart(lines: Sequence[Line], begin: int, end: int, body: Body) -> bool:
    """Whether white space stands before the lines, or they begin a page, and some follows."""
    first = lines[begin]
    usual = 1.15 * body.leading * body.size
    before = begin == 0 or not 0 < distance(lines[begin - 1], first) <= usual
    after = end == len(lines) or not 0 < distance(lines[end - 1], lines[end]) <= usual
    return before and (after or is_centred(first))


def _from_outline(lines: Sequence[Line], outline: Sequence[Entry]) -> list[Title]:
    starts: dict[int, int] = {}
    for at, line in enumerate(lines):
        starts.setdefault(line.page, at)
    found: list[Title] = []
    taken: set[int] = set()
    for entry in outline:
        wanted = _folded(entry.title)
        at = starts.get(entry.page, len(lines))
        while wanted and at < len(lines) and lines[at].page == entry.page:
            end = _matches(lines, at, wanted) if at not in taken else 0
            if end:
                taken.update(range(at, end))
                found.append(Title(at, end, entry.depth + 1, _style(lines[at]), sure=True))
                break
            at += 1
    return found


def _matches(lines: Sequence[Line], at: int, wanted: str) -> int:
    """The end of the lines from `at` on that say `wanted`, or 0."""
    said = ""
    for end in range(at, min(at + 4, len(lines))):
        said += _folded(lines[end].text)
        if said == wanted:
            return end + 1
        if not wanted.startswith(said):
            return 0
    return 0


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _level(titles: Sequence[Title]) -> None:
    """Levels of titles that the outline does not name: by their type, the largest first."""
    known: dict[tuple[float, bool, bool], int] = {}
    for title in titles:
        if title.sure:
            known.setdefault(title.style, title.level)
    free = Counter(title.style for title in titles if not title.sure and title.style not in known)
    ranks = _ranks(free)
    deepest = max(known.values(), default=0)
    for title in titles:
        if not title.sure:
            rank = ranks.get(title.style, 0)
            title.level = known.get(title.style) or min(6, deepest + rank)


def _ranks(styles: Mapping[tuple[float, bool, bool], int]) -> dict[tuple[float, bool, bool], int]:
    """Sizes that differ by less than half a point, and capitals in the same type, rank alike."""
    ranks: dict[tuple[float, bool, bool], int] = {}
    rank, last = 0, (0.0, False)
    for style in sorted(styles, reverse=True):
        if last[0] - style[0] >= 0.5 or last[1] != style[1] or not rank:
            rank += 1
        last = style[0], style[1]
        ranks[style] = min(rank, 6)
    return ranks


def _joined(lines: Sequence[Line], titles: Sequence[Title], body: Body) -> list[Title]:
    """A number's line ("Chapter I") and the name below it are one heading."""
    found: list[Title] = []
    for title in titles:
        last = found[-1] if found else None
        if last and last.end == title.begin and not last.sure and not title.sure:
            text = " ".join(line.text for line in lines[last.begin : last.end])
            step = distance(lines[last.end - 1], lines[title.begin])
            if (
                _is_bare(text)
                and 0 < step < 3 * body.size
                and not _is_bare(lines[title.begin].text)
            ):
                last.end = title.end
                continue
        found.append(title)
    return found


def _is_bare(text: str) -> bool:
    if _NUMERAL.match(text):
        return True
    match = _NAMED.match(text)
    return bool(match and match.end() >= len(text.rstrip(" .:")) and len(text.split()) == 2)
