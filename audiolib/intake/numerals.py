"""Roman numerals behind "Chapter": what they are read as, and what they are."""

import re

from audiolib.sources.pdf import names_part

_LIKE = str.maketrans(
    dict.fromkeys("ÌÍÏĨỈỊІЇ|!l", "I")
    | {"Х": "X", "х": "x", "М": "M", "С": "C", "Ѵ": "V", "У": "V", "П": "II", "Ш": "III"}
)
"""Signs of other alphabets, accented letters and strokes that a numeral's letters are read as."""
_ROMAN = re.compile(r"M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")
_SECOND = re.compile(r"(\S+\s+)(\S{1,7}?)([.:–—-]*)(?=\s|$)")


def mended(line: str) -> str:
    """A line that names a part, its numeral in Latin letters; any other line as it is."""
    if not names_part(line):
        return line
    match = _SECOND.match(line)
    if match is None:
        return line
    numeral = match[2].translate(_LIKE)
    if numeral == match[2] or not _ROMAN.fullmatch(numeral):
        return line
    return f"{match[1]}{numeral}{match[3]}{line[match.end() :]}"
