"""What is said where it differs from what is written."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text that is spoken otherwise than written.

    `begin` and `end` are code points of the text; begin == end inserts. `spoken` may be empty:
    the stretch is silent, and `rule` says why. `rule` is a dotted name (`number.cardinal`,
    `lexicon.alias`, `furniture.page`), `confidence` is 0 to 1.
    """

    begin: int
    end: int
    text: str
    spoken: str
    rule: str
    confidence: float = 1.0
    ipa: str | None = None
    """IPA for engines that take it; `spoken` is then the nearest respelling, or the text."""
    lang: str | None = None
    """BCP 47, where the stretch is in another language than the text."""


def replaced(text: str, spans: Sequence[Span]) -> str:
    """`text` with each span replaced by what is spoken; spans are sorted and disjoint."""
    parts: list[str] = []
    at = 0
    for span in spans:
        parts += (text[at : span.begin], span.spoken)
        at = span.end
    parts.append(text[at:])
    return "".join(parts)
