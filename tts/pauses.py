"""Silences between utterances, in milliseconds, as a language's folder sets them."""

from dataclasses import dataclass, fields
from functools import lru_cache

from media import Milliseconds
from tts._rules import Language
from tts.language import language


@dataclass(frozen=True, slots=True)
class Pauses:
    """How long a voice is silent; within an utterance the engine makes its own pauses."""

    comma: Milliseconds = Milliseconds(250)
    semicolon: Milliseconds = Milliseconds(350)
    colon: Milliseconds = Milliseconds(350)
    dash: Milliseconds = Milliseconds(350)
    ellipsis: Milliseconds = Milliseconds(600)
    sentence: Milliseconds = Milliseconds(500)
    question: Milliseconds = Milliseconds(550)
    line: Milliseconds = Milliseconds(350)
    stanza: Milliseconds = Milliseconds(900)
    paragraph: Milliseconds = Milliseconds(900)
    heading_before: Milliseconds = Milliseconds(1500)
    heading_after: Milliseconds = Milliseconds(1000)
    page: Milliseconds = Milliseconds(500)
    note: Milliseconds = Milliseconds(600)
    item: Milliseconds = Milliseconds(500)
    cell: Milliseconds = Milliseconds(400)
    scene: Milliseconds = Milliseconds(2000)

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
    return Pauses(**{k: Milliseconds(v) for k, v in lang.pauses.items() if k in names})
