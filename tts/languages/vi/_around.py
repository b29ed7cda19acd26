"""Parts of Vietnamese patterns, and what stands around a match."""

import re

N = r"\d{1,3}(?:[. \u00a0\u202f]\d{3}){1,6}(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*"
"""A number as it is written."""
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH = r"(?:0?[1-9]|1[0-2])"
YEAR = r"(?P<y>[12]\d{3})"
UPPER = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = "a-zà-öø-ýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"

_SYLLABLE = re.compile(
    r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|t[hr]?|v|x)?"
    r"(?:[aăâeêioôơuưy]|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uă|uê|ui|uô|uơ|"
    r"uy|ưa|ươ|ưi|ưu|yê|iêu|oai|oao|oay|oeo|uai|uây|uôi|uya|uyê|uyu|ươi|ươu|yêu|uao|êi|ưo|uo|ie"
    r"|ye|ue)"
    r"(?:ch?|m|ng?h?|p|t)?\Z"
)
_PLAIN = str.maketrans(
    "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ",
    "aaaaaăăăăăâââââeeeeeêêêêêiiiiioooooôôôôôơơơơơuuuuuưưưưưyyyyy",
)


def is_syllable(word: str) -> bool:
    """Whether a word has the shape of a Vietnamese syllable, with or without its marks."""
    return bool(_SYLLABLE.match(word.lower().translate(_PLAIN)))


def before(m: re.Match[str], size: int = 40, group: str | int = 0) -> str:
    """What stands before a match, in small letters."""
    return m.string[max(0, m.start(group) - size) : m.start(group)].lower()


def before_as_written(m: re.Match[str], size: int = 40) -> str:
    """What stands before a match."""
    return m.string[max(0, m.start() - size) : m.start()]


def after(m: re.Match[str], size: int = 24) -> str:
    """What stands behind a match."""
    return m.string[m.end() : m.end() + size]


_LAST = re.compile(r"([^\W\d_]+)[\s\"“‘(,:]*\Z")


def last_word(m: re.Match[str], group: str | int = 0) -> str:
    """The word before a match in small letters, or nothing."""
    found = _LAST.search(before(m, 16, group))
    return found[1] if found else ""


def either(words: object) -> str:
    """Words as alternatives of a pattern, the longest first."""
    assert hasattr(words, "__iter__")  # noqa: S101
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
