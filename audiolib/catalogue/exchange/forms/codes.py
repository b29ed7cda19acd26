"""Codes of MARC 21 for what our columns say in words."""

from audiolib.tables.catalogue import Audience

_LANGUAGES = {
    "vi": "vie",
    "en": "eng",
    "uk": "ukr",
    "ru": "rus",
    "fa": "per",
    "fr": "fre",
    "de": "ger",
    "zh": "chi",
    "ja": "jpn",
    "ko": "kor",
    "es": "spa",
    "it": "ita",
    "pl": "pol",
    "pt": "por",
    "cs": "cze",
    "el": "gre",
    "la": "lat",
    "ar": "ara",
    "tr": "tur",
    "hi": "hin",
    "be": "bel",
    "ka": "geo",
    "hy": "arm",
    "az": "aze",
    "ku": "kur",
    "tg": "tgk",
    "km": "khm",
    "lo": "lao",
    "th": "tha",
    "my": "bur",
    "id": "ind",
    "ms": "may",
    "cjm": "cmc",
    "rad": "map",
    "hmn": "hmn",
    "tai": "tai",
}
"""Language tags and MARC codes (MARC Code List for Languages)."""
_TAGS = {code: tag for tag, code in _LANGUAGES.items()}
UNDETERMINED = "und"

_AUDIENCES = {
    Audience.GENERAL: "g",
    Audience.CHILDREN: "j",
    Audience.YOUNG: "d",
    Audience.STUDY: "f",
}
"""008/22 (MARC 21 Bibliographic, 008 Music): general, juvenile, adolescent, specialized."""


def language_code(tag: str) -> str:
    """The three letters of MARC for a language tag; `und` where it has none."""
    primary = tag.split("-")[0].lower()
    return _LANGUAGES.get(primary) or (primary if primary in _TAGS else UNDETERMINED)


def language_tag(code: str) -> str:
    """The language tag for the three letters of MARC; empty where they are not known."""
    return _TAGS.get(code.strip().lower(), "")


def audience_code(audience: Audience) -> str:
    """The letter of 008/22."""
    return _AUDIENCES[audience]


def audience_of(code: str) -> Audience:
    """The audience of a letter of 008/22."""
    if code in ("a", "b", "c", "j"):
        return Audience.CHILDREN
    return {"d": Audience.YOUNG, "f": Audience.STUDY}.get(code, Audience.GENERAL)
