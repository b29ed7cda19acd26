"""What became of the words in fonts of old encodings, so that nothing is converted unseen."""

from collections import Counter
from dataclasses import dataclass, field

from audiolib.sources.legacy._convert import converted
from audiolib.sources.legacy._fonts import Font
from audiolib.sources.legacy._syllables import syllables

_UNICODE = frozenset("ăđĩũơưĂĐĨŨƠƯ")


@dataclass(slots=True)
class Ledger:
    """Converts words of old fonts, and counts for each encoding how they looked before and after.

    Words that hold letters only Unicode has stay as they are: documents often went over to it and
    kept their fonts.
    """

    words: Counter[str] = field(default_factory=Counter)
    """Signs in each font, spaces left out."""
    fonts: dict[str, str] = field(default_factory=dict)
    """The encoding of each font."""
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    done: int = 0
    """Stretches that were converted, where that showed."""
    kept: int = 0
    """Stretches that were Unicode already."""

    def converted(self, text: str, font: Font, *, mixed: bool = False) -> str:
        """The words in Unicode; `mixed` where such words beside them were that already."""
        if is_unicode(text):
            self.kept += 1
            return text.replace("\u00ad", "")
        new = converted(text, font.encoding, capitals=font.capitals)
        before = after = total = 0
        if not text.isascii():
            before = syllables(text)[0]
            after, total = syllables(new)
            if before >= after and (mixed or self.kept > self.done):
                return text.replace("\u00ad", "")
            self.done += 1
        self.words[font.name] += sum(not c.isspace() for c in text)
        self.fonts[font.name] = font.encoding
        self.before[font.encoding] += before
        self.after[font.encoding] += after
        self.total[font.encoding] += total
        return new

    def shares(self, encoding: str) -> tuple[float, float]:
        """The share of words that were syllables before and after, 0 to 1."""
        total = max(1, self.total[encoding])
        return min(1.0, self.before[encoding] / total), self.after[encoding] / total


def is_unicode(text: str) -> bool:
    """Whether a text holds Vietnamese letters that no old encoding is misread as."""
    return any(c in _UNICODE or "\u1ea0" <= c <= "\u1ef9" for c in text)
