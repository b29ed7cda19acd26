"""Roman numerals behind "Chapter": what they are read as, and what they are."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import product, zip_longest

from audiolib.sources.pdf import Line, Sheet, names_part

_LIKE = str.maketrans(
    dict.fromkeys("ÌÍÏĨỈỊІЇ|!l", "I")
    | {"Х": "X", "х": "x", "М": "M", "С": "C", "Ѵ": "V", "У": "V", "П": "II", "Ш": "III"}
)
"""Signs of other alphabets, accented letters and strokes that a numeral's letters are read as."""
_MERGED = {"H": ("II", "I"), "Н": ("II", "I"), "N": ("IV", "II"), "U": ("II",), "W": ("VI",)}
"""What two letters that touch are read as, the likeliest first: only the count of parts tells."""
_MOST = 3
"""Merged letters of a numeral at most."""
_ROMAN = re.compile(r"M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")
_SECOND = re.compile(r"(\S+\s+)(\S{1,7}?)([.:–—-]*)(?=\s|$)")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def count_on(sheets: Sequence[Sheet]) -> None:
    """Mend the numerals of lines that name a part, each by the parts of that name around it."""
    named: dict[str, list[Line]] = defaultdict(list)
    for sheet in sheets:
        for line in sheet.lines:
            if names_part(line.text):
                named[line.text.split(maxsplit=1)[0].casefold()].append(line)
    for lines in named.values():
        _count_on(lines)
        _count_on(lines)  # The second time what follows is known.


def _count_on(lines: Sequence[Line]) -> None:
    before = 0
    for line, following in zip_longest(lines, lines[1:]):
        after = number(following.text) if following else 0
        text = line.text
        told = mended(text, {n for n in (before and before + 1, after - 1) if n > 0})
        if told != text:
            line.pieces = [(told, 0)]
        before = number(told)


def mended(line: str, expected: Collection[int] = ()) -> str:
    """A line that names a part, its numeral in Latin letters; any other line as it is.

    Of several numerals that it may be, that is taken whose number is `expected`.
    """
    match = _SECOND.match(line) if names_part(line) else None
    if match is None:
        return line
    known = list(dict.fromkeys(_readings(match[2])))
    if not known or match[2] in known:
        return line
    counting = [numeral for numeral in known if _value(numeral) in expected]
    # Letters that only may have merged are a numeral where it counts on, and else a letter.
    if not counting and not _MERGED.keys().isdisjoint(match[2]):
        return line
    return f"{match[1]}{(counting or known)[0]}{match[3]}{line[match.end() :]}"


def number(line: str) -> int:
    """The number of the part that a line names, in figures or Roman; 0 where it has none."""
    match = _SECOND.match(line)
    if match is None:
        return 0
    if match[2].isdecimal():
        return int(match[2])
    return _value(match[2]) if _ROMAN.fullmatch(match[2]) else 0


def _readings(numeral: str) -> Iterator[str]:
    """The well-formed numerals that letters may be, the likeliest first."""
    plain = numeral.translate(_LIKE)
    if sum(c in _MERGED for c in plain) > _MOST:
        return
    for parts in product(*(_MERGED.get(c, (c,)) for c in plain)):
        if _ROMAN.fullmatch(told := "".join(parts)):
            yield told


def _value(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-v if v < w else v for v, w in zip(values, following, strict=True))
