"""Sentences: where a block's text may be cut without hurting anyone who listens."""

import re

from tts._digits import western
from tts._marks import Marks, marks_of
from tts._rules import Language
from tts._uncased import NEXT_WORD, goes_on, is_listed_next, is_verbless
from tts.language import language

_END = re.compile(
    r"\.(?:[ \u00a0]\.){2,4}[\"'”’»)\]›]*(?=[\s—–]|\Z)|"  # points set apart
    r"[.!?…؟۔]+[\"'”’»)\]›]*(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]{1,3})*(?=[\s—–]|\Z)|"
    r"(?<=[a-z\d”\")][a-z\d”\")])[.!?]+(?=[A-Z][a-z]{0,9}[\s,’'])|"  # the space left out
    r"(?<=\s)\.(?=[A-Z][a-z]{0,9}[\s,’'])|"  # or before the stop
    r"(?<=[\u0621-\u06cc]{3})[.!؟]»?(?:(?=[\u0621-\u06cc]{2})|"  # Persian without its space
    r"\d{1,2}(?=\s+[«(\u0621-\u06cc]))"  # the mark of a note
)
_OPENING = re.compile(r"[\s\"'“„«‘(\[{‹¿¡\u200b-\u200f]*")
_WORD_EDGE = " \t\n\r\u00a0\u202f\"'“”„«»‘’()[],;:/"
_DASHES = "—–"
_DASH_NEXT = re.compile(r"\s*[—–-]\s")
_NUMBER_LAST = re.compile(r"(?:\d|[IVXLCІХ])['’-]?(?:[а-яіїє]{1,3})?[\s\u00a0]*\Z")
_ERAS = re.compile(r"[\s.\d][قمشه]\.\s?[-–]\s?\d")  # 247 BC. - 224 AD.
_ONE = "[\u0621-\u064a\u066e-\u06d3]"
_SECTIONS = re.compile(r"(?:\d{1,2}\.\s?){1,4}")
_JOINERS = re.compile("[\u200c\u200d]")
_NUMERALS = ("I", "V", "X")
_AFTER_CYRILLIC = re.compile(r"[а-яіїєґё]\s\Z")
_LIST_MARK = re.compile(
    r"\(?(?:(?:\d{1,3}|[IVXLC]{1,7})(?:[.–-]\d{1,3}){0,4}|[a-zA-Z]|[ivx]{2,4}|[\u0621-\u06cc]|الف)\Z"
)
_CENTURY_NEXT = re.compile(r"\s[IVXLІХ]+(?:[–—-][IVXІХ]+)?\s?(?:вв?|ст|век|столет|століт)[а-яі.]")
_PER = re.compile(r"\d\s?[а-яіїє]{1,4}/\w{1,4}\Z|\b[кд]\.\s?[а-яіїє]{1,3}\.\s?н\Z")
_HEADING = re.compile(
    r"[\s\"'“„«(]*([^\W\d_]+(?:\s[^\W\d_]+)?)\s(?:\d{1,3}|[IVXLC]{1,7})(?:\.\d{1,3}){0,4}\Z"
)
_LIST_NEXT = re.compile(r"\s+(?:\(?[a-z]{1,4}\)|[ivx]{1,4}\.|[a-z]\.)\s+[\"“]?[A-Z]")
_INITIALS = re.compile(r"(?:[A-Z]\.){0,6}[A-Z]\Z")
_CAMEL = re.compile(r"[a-z]{1,2}[A-Z][A-Za-z]{1,12}(?![\w.])")
_ITEM_NEXT = re.compile(r"\s+(\d{1,2})[.)]\s+[\"“]?[A-Z]")
_VERSE_NEXT = re.compile(r"\s\d{1,3}(?::\d|\s*[.;,)]|\s*\Z)")
_SHILLINGS = re.compile(r"£?[\d,]+[sl]\Z")
_WORD_LAST = re.compile(r"([^\W\d_]+)\s\Z")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[\s\u00a0]*\Z")
_WORD = re.compile(r"[^\W\d_]+")
_SAID = re.compile(r"[^.!?…]*")
_LINE = re.compile(r"[^\n]+")


_LETTERED = re.compile(r"\s(?:[B-HJ-Z]|A(?=[.,;:)\]]))(?![\w’'.]*\w)")
"""What a capital letter names: App. B."""


def segment(text: str, lang: str | Language, *, lines: bool = False) -> tuple[tuple[int, int], ...]:
    r"""Ranges of the sentences of a block, in code points.

    Sorted, disjoint, without white space at their edges, and together they hold every character
    that is not white space. A language without a folder is cut by marks and capitals alone.

    Args:
        text: The block's NFC text.
        lang: BCP 47, or a language.
        lines: Whether `\n` is the edge of a line of verse; else it is white space.
    """
    known = language(lang, fallback=True) if isinstance(lang, str) else lang
    marks = marks_of(known)
    plain = western(text)
    if lines:
        return tuple(
            found for line in _LINE.finditer(plain)
            for found in _sentences(plain, line.start(), line.end(), marks)
        )  # fmt: skip
    return tuple(_sentences(plain, 0, len(plain), marks))


def _sentences(text: str, begin: int, end: int, marks: Marks) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for match in _END.finditer(text, begin, end):
        if match.start() < begin:
            continue
        if match.end() >= end or _breaks(text, begin, end, match, marks):
            _add(found, text, begin, match.end())
            begin = match.end()
    _add(found, text, begin, end)
    return found


def _add(found: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    piece = text[begin:end]
    bare = piece.strip()
    if bare:
        start = begin + len(piece) - len(piece.lstrip())
        found.append((start, start + len(bare)))


def _breaks(text: str, begin: int, end: int, match: re.Match[str], marks: Marks) -> bool:
    after = match.end()
    if marks.cased and _is_within(text, begin, after, end):
        return False
    if not marks.cased and goes_on(text, begin, match, marks):
        return False
    dash = _DASH_NEXT.match(text, after, end)
    if dash and not marks.cased and _ERAS.match(text, match.start() - 2):
        return False
    spoken = dash and (dash[0].strip() in _DASHES or text.startswith("- ", _bare(text, begin)))
    if dash and spoken and text[after - 1 : after + 1].strip():
        return not marks.cased or _dash_breaks(text, begin, dash.end(), end, match, marks)
    if dash and text[dash.end() : dash.end() + 1].islower():
        return False
    opening = _OPENING.match(text, after, end)
    first = text[opening.end() : opening.end() + 1] if opening and opening.end() < end else ""
    if not first:
        return True
    if after < end and text[after : after + 1].isalpha() and marks.cased:  # no space between
        if not marks.initials or not _starter_at(text, after, marks) or match[0][:2] == "..":
            return False
        return match[0][0] != "." or _stop_breaks(text, begin, match, text[after], marks)
    if first.islower():
        if not marks.initials:
            return False
        if not (_CAMEL.match(text, opening.end() if opening else after) and match[0][:2] != ".."):
            return bool(_LIST_NEXT.match(text, after))
    if first in _DASHES:
        dash_at = opening.end() if opening else after
        if text[dash_at + 1 : dash_at + 2] in tuple(_DASHES):  # Mr.——, a name withheld
            return False
        beside = _WORD.match(text, dash_at + 1)
        return not (beside and beside[0][0].islower())
    if match[0].startswith(("..", ". .", "…")):
        return not _stutters(text, begin, match) and not _falters(text, begin, match, marks)
    if not match[0].startswith("."):
        return not (marks.initials and match[0][-1] in "\"'”’" and _told(text, opening, marks))
    return _stop_breaks(text, begin, match, first, marks)


def _is_within(text: str, begin: int, after: int, end: int) -> bool:
    """Whether a bracket opened amid a sentence that goes on behind it, in small letters."""
    opened = text.rfind("(", max(begin, after - 160), after)
    if opened < 0 or ")" in text[opened:after] or not text[begin:opened].strip():
        return False
    closed = text.find(")", after, min(end, after + 160))
    behind = text[closed + 1 : closed + 3] if closed > 0 else ""
    return behind[:1] == "," or (behind[:1] == " " and behind[1:].islower())


def _stutters(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether the word before an ellipsis is said again behind it: I … I don't know."""
    before = _WORD_BEFORE.search(text, max(begin, match.start() - 24), match.start())
    after = _WORD.search(text, match.end(), match.end() + 24)
    return bool(before and after and before[1] == after[0])


def _falters(text: str, begin: int, match: re.Match[str], marks: Marks) -> bool:
    """Whether no more than two words stand before an ellipsis that "I" follows: Well … I know."""
    after = _WORD.search(text, match.end(), match.end() + 4)
    said = text[begin : match.start()]
    return bool(
        marks.initials and after and after[0] == "I" and len(said) < 24 and len(said.split()) < 3
    )


_TELLS = re.compile(r"(?:[A-Z][\w’'.-]*\s){1,3}(?:\w+ly\s)?(\w+)(?!\s(?:that|to)\b)\b")


def _told(text: str, opening: re.Match[str] | None, marks: Marks) -> bool:
    """Whether a name and a verb of speech follow a quotation: “Run!” Tom shouted."""
    if not opening or opening[0].strip():
        return False
    tells = _TELLS.match(text, opening.end(), opening.end() + 60)
    return bool(tells and tells[1] in marks.verbs)


def _starter_at(text: str, at: int, marks: Marks) -> bool:
    """Whether a word that usually begins a sentence stands at a place."""
    word = _WORD.match(text, at)
    return bool(word and word[0] in marks.starters)


def _bare(text: str, begin: int) -> int:
    """Where the text begins behind white space."""
    while text[begin : begin + 1].isspace():
        begin += 1
    return begin


def _stop_breaks(text: str, begin: int, match: re.Match[str], first: str, marks: Marks) -> bool:
    """Whether a single full stop ends a sentence, and not an abbreviation or a list's number."""
    at = match.start()
    start = at
    floor = max(begin, at - 24)
    while start > floor and text[start - 1] not in _WORD_EDGE:
        start -= 1
    token = text[start:at]
    bare = token.lstrip("0123456789")
    if bare[:1].isalpha() and not marks.cased:  # an era grows together with its year
        start, token = at - len(bare), bare
    token = token if marks.cased else _JOINERS.sub("", token)
    key = _JOINERS.sub("", token.lower())
    if match.end() > at + 1 and key not in marks.keep:
        return True
    head = text[begin:start].strip(' \t\n"“„«(—–-')
    listed = head[-1:] in (":", ";", "؛") and text[start - 1].isspace()
    numbered = not marks.cased and _SECTIONS.fullmatch(head) and token.isdigit()
    if (not head or listed or numbered) and _LIST_MARK.match(token):
        return False
    if not marks.cased and is_listed_next(text[begin:start], token):
        return False
    dated = marks.opens and at - begin < 64 and marks.opens.match(text, _bare(text, begin))
    if dated and dated.end() == match.end() + 1:
        return False  # "in the year 1812": nothing has been said of it yet
    if marks.headings and _is_heading(text, begin, at, marks):
        return False
    spaced = _spaced(text, begin, start, key, marks)
    if spaced:
        key = spaced
    upper = first.isupper() or not marks.cased
    if key in marks.refs and (first.isdigit() or _LETTERED.match(text, match.end())):
        return False
    if token in marks.books and _VERSE_NEXT.match(text, match.end()):
        return False
    follows = _WORD.search(text, match.end(), match.end() + 24)
    starts = bool(follows and follows[0] in marks.starters and not first.isdigit())
    if marks.initials:
        if first.isdigit() and _SHILLINGS.match(token):
            return False
        if starts and follows and len(follows[0]) == 1 and text.startswith(".", follows.end()):
            starts = False
        if _INITIALS.match(token):
            return _initials_break(text, begin, start, key, upper, starts, marks)
        if key in marks.places and starts:
            behind = _WORD_LAST.search(text, max(begin, start - 24), start)
            return bool(behind and behind[1][0].isupper())
    first_word = not (head or marks.cased) and key in marks.keep and key not in marks.single
    if first_word and ("." in key or key not in marks.ends):
        return False
    if key in marks.chained and _is_chained(text, begin, start, match.end(), marks):
        return False
    if key in marks.soft:
        return starts
    if marks.joiners and (key in marks.keep or spaced):
        follows = NEXT_WORD.match(text, match.end())
        if follows and follows[1] in marks.joiners:
            return False
        opening = text[begin : min(start, begin + 60)].split()
        if start - begin < 60 and 1 < len(opening) < 5 and opening[0] in marks.joiners:
            return False  # "in the year 500 BC": nothing has been said of it yet
        if (key in marks.single or "." in key) and is_verbless(
            text, begin, start, match.end(), marks
        ):
            return False
        if len(opening) < 7 and not marks.within.isdisjoint(opening[-3:]):
            return False  # "Plato in 399 BC"
    if marks.initials and token in marks.titles and first.isupper() and not starts:
        return False
    if marks.initials and first.isdigit() and key in marks.ends:
        listed_next = _ITEM_NEXT.match(text, match.end())  # etc. 4. Fry.
        if listed_next and int(listed_next[1]) > 1:
            return bool(re.search(rf"(?:^|\s){int(listed_next[1]) - 1}[.)]\s", text[begin:at]))
    if marks.initials and starts and _NUMBER_LAST.search(text, max(begin, start - 12), start):
        return True  # whatever is counted: $2 bn. It
    if starts and marks.lettered and len(token) == 1 and token.isupper():
        return True
    if key in marks.keep or spaced:
        if _CENTURY_NEXT.match(text, match.end()):
            return False
        if upper and _PER.search(text, max(begin, at - 14), at):  # 5 м/с. к. т. н.
            return True
        return _kept_breaks(text, begin, start, key, token, upper, marks)
    if token in _NUMERALS and _AFTER_CYRILLIC.search(text, max(begin, start - 2), start):
        return True
    initial = len(token) == 1 and token.isalpha() and (token.isupper() or not marks.cased)
    if initial or (
        len(token) == 3
        and token[1] == "."
        and (token[0].isupper() or not (marks.cased or token.isascii()))
    ):
        before = _WORD_LAST.search(text, max(begin, start - 24), start)
        lettered = bool(before and before[1].lower() in marks.lettered)
        return key in marks.never or lettered or (starts and bool(marks.lettered))
    return True


def _initials_break(
    text: str, begin: int, start: int, key: str, upper: bool, starts: bool, marks: Marks
) -> bool:
    """Capitals with full stops: initials, an era, a degree, a letter that names a thing."""
    if key in marks.never:
        return True
    before = _WORD_LAST.search(text, max(begin, start - 24), start)
    if before and len(key) == 1 and before[1].lower() in marks.lettered:
        return True
    if key in marks.keep and key not in marks.ends and len(key) > 1:
        return False
    if key in marks.ends and key not in marks.soft and len(key) > 1:
        return upper and bool(_NUMBER_LAST.search(text, max(begin, start - 12), start))
    return starts


def _is_heading(text: str, begin: int, at: int, marks: Marks) -> bool:
    """Whether a sentence begins as a heading does: "Chapter 4."."""
    head = _HEADING.match(text, begin, at) if at - begin < 40 else None
    if head and head[1].lower() in marks.headings:
        return True
    words = text[begin:at].split() if marks.ranks and at - begin < 40 else []
    return len(words) == 2 and words[0] in marks.headings and words[1] in marks.ranks


def _is_chained(text: str, begin: int, start: int, after: int, marks: Marks) -> bool:
    """Whether another spelt initial stands beside one: جی. کی. رولینگ."""
    before = text[max(begin, start - 12) : start].split()
    follows = _WORD.match(text, after + (text[after : after + 1] == " "))
    return bool(
        (before and re.fullmatch(rf"[«(]?(?:{_ONE}|{'|'.join(marks.chained)})\.", before[-1]))
        or (follows and follows[0] in marks.links)
        or (follows and follows[0] in marks.chained and text.startswith(".", follows.end()))
    )


def _spaced(text: str, begin: int, start: int, key: str, marks: Marks) -> str:
    """The whole of an abbreviation in parts (т. е., и т. д.), or an empty string."""
    head = text[max(begin, start - 12) : start].lower().split()
    if not head or not head[-1].endswith("."):
        return ""
    joined = _JOINERS.sub("", head[-1].lstrip('(«"')) + key
    if joined in marks.keep:
        return joined
    return ""


def _kept_breaks(
    text: str, begin: int, start: int, key: str, token: str, upper: bool, marks: Marks
) -> bool:
    if key in marks.single:
        numbered = bool(_NUMBER_LAST.search(text, max(begin, start - 12), start))
        if token.isupper():
            return False
        if not numbered:
            return key not in marks.free
        return upper and key in marks.ends
    return upper and key in marks.ends


def _author_follows(text: str, after: int, end: int, marks: Marks) -> bool:
    """Whether the author says who spoke, and not another person something."""
    said = _SAID.match(text, after, min(end, after + 80))
    opening = _OPENING.match(text, after, end)
    if opening and not text[opening.end() : opening.end() + 1].isupper():
        return True
    words = set(_WORD.findall(said[0].lower())) if said else set()
    return not words.isdisjoint(marks.verbs)


def _dash_breaks(
    text: str, begin: int, after: int, end: int, match: re.Match[str], marks: Marks
) -> bool:
    """Dialogue: a dash follows the mark in the same paragraph."""
    piece = text[begin : match.end()].strip()
    if piece[:1] not in _DASHES + "-" or not piece:
        opening = _OPENING.match(text, after, end)
        first = text[opening.end() : opening.end() + 1] if opening else ""
        if piece.count("«") > piece.count("»"):
            return False  # author's words inside a quotation
        return marks.narration and match[0][0] == "." and first.isupper()
    if marks.initials:  # in English who spoke is told without a dash
        opening = _OPENING.match(text, after, end)
        return bool(opening and text[opening.end() : opening.end() + 1].isupper())
    words = piece[1:]
    author = -1
    for candidate in (" — ", " – ", " - "):
        author = max(author, words.rfind(candidate))
    if author < 0:
        return marks.narration and not _author_follows(text, after, end, marks)
    opening = _OPENING.match(text, after, end)
    first = text[opening.end() : opening.end() + 1] if opening else ""
    if not first.isupper():
        return False
    said = words[author:].lower()
    return not (match[0][0] == "." and any(stem in said for stem in marks.speech))
