"""Text as XML, well-formed whatever it holds; languages and directions as attributes."""

import re

_SPECIAL = re.compile("[^\t\n !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))


def _entity(found: re.Match[str]) -> str:
    return _ENTITIES.get(found[0], "\ufffd")


def escaped(words: str) -> str:
    """As element content or attribute; what XML 1.0 can't hold becomes U+FFFD."""
    return _SPECIAL.sub(_entity, words)


def attribute(name: str, value: str) -> str:
    """` name="value"`, with white space as single spaces."""
    return f' {name}="{escaped(" ".join(value.split()))}"'


def is_language(tag: str) -> bool:
    """Whether a tag has the form of BCP 47 that the schemas (`xs:language`) take."""
    return _LANGUAGE.fullmatch(tag) is not None


def is_right_to_left(tag: str) -> bool:
    return tag.split("-")[0].lower() in _RIGHT_TO_LEFT


def language(tag: str | None, book: str, *, html: bool) -> str:
    """Attributes of an element in a language of its own; nothing where `tag` is None.

    The direction is written wherever the element or the whole publication runs right to left.
    """
    if not tag or not is_language(tag):
        return ""
    own = f' lang="{tag}"' if html else ""
    own += f' xml:lang="{tag}"'
    if is_right_to_left(tag):
        return own + ' dir="rtl"'
    return own + ' dir="ltr"' if is_right_to_left(book) else own
