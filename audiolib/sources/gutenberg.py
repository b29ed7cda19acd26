"""What Project Gutenberg puts around a text: told apart, and read for what it says of the text."""

import re
from dataclasses import dataclass, field

from audiolib.publication import Contributor, Metadata

_START = re.compile(r"^\s*\*{3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG[^\n]*$", re.MULTILINE)
_START_LONG = re.compile(r"\*{3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG[^*]*\*{3}")
_END = re.compile(
    r"^\s*(?:\*{3}\s*END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg)",
    re.MULTILINE,
)
_FIELD = re.compile(r"^([A-Z][A-Za-z ]{2,20}):[ \t]+(\S.*(?:\n[ \t]{4,}\S.*)*)", re.MULTILINE)
_CREDIT = re.compile(
    r"\A\s*(?:(?:E-?text )?(?:Produced|Prepared|Transcribed)(?: and \w+)? by\b|Transcribed from)"
    r"[^\n]*(?:\n[^\n]+)*\n\s*\n"
)
_ROLES = {
    "author": "aut",
    "translator": "trl",
    "illustrator": "ill",
    "editor": "edt",
    "contributor": "ctb",
    "compiler": "com",
}
LANGUAGES = {
    "english": "en",
    "vietnamese": "vi",
    "ukrainian": "uk",
    "russian": "ru",
    "persian": "fa",
    "farsi": "fa",
    "french": "fr",
    "german": "de",
    "spanish": "es",
    "italian": "it",
    "chinese": "zh",
    "latin": "la",
    "greek": "el",
    "polish": "pl",
    "portuguese": "pt",
    "dutch": "nl",
    "finnish": "fi",
}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The text itself, and what was said around it."""

    text: str
    fields: dict[str, str] = field(default_factory=dict)


def unframe(text: str) -> Frame | None:
    """The text between the marks of Project Gutenberg; None where there are none."""
    start = _START.search(text) or _START_LONG.search(text)
    if start is None:
        return None
    fields = said(text[: start.start()])
    rest = text[start.end() :]
    end = _END.search(rest)
    rest = rest[: end.start()] if end else rest
    while credit := _CREDIT.match(rest):
        rest = rest[credit.end() :]
    return Frame(rest.strip("\n"), fields)


def said(header: str) -> dict[str, str]:
    """The fields of a header (`Title: …`) by their names in lower case."""
    return {
        match[1].strip().lower(): " ".join(match[2].split())
        for match in _FIELD.finditer(header.replace("\r\n", "\n"))
    }


def begins(text: str) -> bool:
    """Whether a text holds the mark where the work begins."""
    return bool(_START.search(text) or _START_LONG.search(text))


def ends(text: str) -> bool:
    """Whether a text holds the mark where the work ends."""
    return bool(_END.search(text))


def described(fields: dict[str, str]) -> Metadata:
    """Metadata from the fields; the date is that of this edition, not of the work."""
    contributors = tuple(
        Contributor(name.strip(), role)
        for label, role in _ROLES.items()
        for name in re.split(r"\s+and\s+|;", fields.get(label, ""))
        if name.strip()
    )
    language = fields.get("language", "").lower()
    return Metadata(
        identifier="",
        title=fields.get("title", ""),
        language=LANGUAGES.get(language, ""),
        contributors=contributors,
        date=_date(fields.get("release date", "")),
    )


def _date(written: str) -> str:
    """`August 26, 2008 [EBook #1342]` as `2008-08-26`; what is not understood is left out."""
    match = re.match(r"([A-Za-z]+)\s*(?:(\d{1,2})\s*,)?,?\s*(\d{4})", written)
    if not match or match[1].lower() not in _MONTHS:
        return ""
    month = f"{match[3]}-{_MONTHS.index(match[1].lower()) + 1:02d}"
    return f"{month}-{int(match[2]):02d}" if match[2] else month
