"""Silences between utterances, in milliseconds, as a language's folder sets them."""

from dataclasses import dataclass, fields
from functools import lru_cache

from media import Milliseconds
from tts._rules import Language
from tts.language import language

_USUAL = {
    "comma": 250,
    "semicolon": 350,
    "colon": 350,
    "dash": 350,
    "ellipsis": 600,
    "sentence": 500,
    "question": 550,
    "line": 350,
    "stanza": 900,
    "paragraph": 900,
    "heading_before": 1500,
    "heading_after": 1000,
    "page": 500,
    "note": 600,
    "item": 500,
    "cell": 400,
    "scene": 2000,
}
"""For a language whose folder says nothing else."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """How long a voice is silent; within an utterance the engine makes its own pauses."""

    comma: Milliseconds
    semicolon: Milliseconds
    colon: Milliseconds
    dash: Milliseconds
    ellipsis: Milliseconds
    sentence: Milliseconds
    question: Milliseconds
    line: Milliseconds
    stanza: Milliseconds
    paragraph: Milliseconds
    heading_before: Milliseconds
    heading_after: Milliseconds
    page: Milliseconds
    note: Milliseconds
    item: Milliseconds
    cell: Milliseconds
    scene: Milliseconds

    def after(self, text: str) -> Milliseconds:
        """The silence that the last mark of a piece of text asks for; 0 where it has none."""
        bare = text.rstrip().rstrip("\"'”’»)]›")
        if bare.endswith(("...", "…")):
            return self.ellipsis
        return {
            ".": self.sentence, "۔": self.sentence, "!": self.sentence,
            "?": self.question, "؟": self.question,
            ",": self.comma, "،": self.comma, ";": self.semicolon, "؛": self.semicolon,
            ":": self.colon, "—": self.dash, "–": self.dash,
        }.get(bare[-1:], Milliseconds(0))  # fmt: skip


def pauses(lang: str | Language) -> Pauses:
    """The silences of a language; those of every language where it has no folder."""
    return _pauses(language(lang, fallback=True) if isinstance(lang, str) else lang)


@lru_cache(maxsize=64)
def _pauses(lang: Language) -> Pauses:
    names = {field.name for field in fields(Pauses)}
    told = _USUAL | {k: v for k, v in lang.pauses.items() if k in names}
    return Pauses(**{k: Milliseconds(v) for k, v in told.items()})
