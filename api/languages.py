"""The languages of pages and answers, and which of them somebody asks for."""

import re

from starlette.requests import Request

from audiolib.people import Reader

NAMES = {
    "vi": "Tiếng Việt",
    "en": "English",
    "fa": "فارسی",
    "uk": "Українська",
    "ru": "Русский",
}
"""Each language by its own name."""
COOKIE = "language"
FALLBACK = "vi"
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
_LONGEST = 500


def asked(request: Request, reader: Reader | None = None) -> str:
    """The language of the answer: the chosen one, the person's, the browser's, else vi."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in NAMES:
        return chosen
    if reader is not None and reader.actor != "anonymous" and reader.language in NAMES:
        return reader.language
    return accepted(request.headers.get("accept-language", "")) or FALLBACK


def accepted(header: str) -> str:
    """The first of our languages in an Accept-Language header (RFC 9110 §12.5.4); may be empty."""
    found: list[tuple[float, str]] = []
    for part in header[:_LONGEST].split(","):
        tag, _, weight = part.partition(";")
        name = tag.strip().lower().split("-")[0]
        told = re.fullmatch(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", weight)
        quality = float(told[1]) if told else 1.0
        if name in NAMES and quality > 0:
            found.append((quality, name))
    return max(found, key=lambda pair: pair[0])[1] if found else ""


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if language.split("-")[0] in _RIGHT_TO_LEFT else "ltr"
