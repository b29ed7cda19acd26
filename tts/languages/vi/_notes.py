"""Marks of notes in brackets: [1], [3, 5-7], họ(2)."""

import re

from tts._rules import Language, Numbers, Reading, Rule
from tts.languages.vi._around import LOWER, UPPER, before

_SPOKEN_OF = re.compile(
    r"(?<!\w)(?:chú thích|tài liệu|xem|ghi chú|theo|nguồn|số)"
    r"(?:\s?[(\[][\d,;– -]{1,12}[)\]](?:,| và| đến| hoặc))*\Z"
)


def notes(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of notes in brackets; they go before those of ranges and of bare numbers."""
    say = _Notes(language, numbers)
    several = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){1,6}"
    return (
        Rule("note.bracketed", rf"(?<=[^\W\d_])(?P<say>\s?\[(?P<n>\d{{1,3}}|{several})\])(?!\w)",
             say.bracketed),
        Rule("note.bracketed-next", rf"(?<=\d\])(?:,| và| đến| hoặc)\s"
             rf"(?P<say>\[(?P<n>\d{{1,3}}|{several})\])(?!\w)",
             lambda m: (say.said(m["n"]), 0.7)),
        Rule("note.behind-stop", r"(?<=[.!?…”\"»\]])\[(?P<n>\d{1,3})\](?!\w)",
             lambda m: (f" chú thích {say.said(m['n'])}.", 0.7)),
        Rule("note.behind-comma", r"(?<=[,;)])\[(?P<n>\d{1,3})\](?!\w)",
             say.amid),
        Rule("note.rounded", rf"(?<=[{LOWER}]{{2}})\((?P<n>\d{{1,2}})\)"
             rf"(?=[.,;:!?]|\s[{LOWER}{UPPER}])"
             r"(?<!sin.{3})(?<!cos.{3})(?<!tan.{3})(?<!log.{3})",
             lambda m: (f", chú thích {say.said(m['n'])}", 0.6)),
    )  # fmt: skip


class _Notes:
    def __init__(self, language: Language, numbers: Numbers) -> None:
        self._to: str = language.words["to"]
        self._n = numbers.number

    def said(self, written: str) -> str:
        """The numbers of one note or of several."""
        spaced = re.sub(r"\s?[,;]\s?", ", ", re.sub(r"\s?[–-]\s?", f" {self._to} ", written))
        return re.sub(r"\d+", lambda n: self._n(n[0]), spaced)

    def amid(self, m: re.Match[str]) -> Reading:
        """[3] behind a comma or a bracket."""
        closed = m.string[m.end() : m.end() + 1] in tuple(".,;:!?)")
        begun = "," if m.string[m.start() - 1] == ")" else ""
        return f"{begun} chú thích {self.said(m['n'])}{'' if closed else ','}", 0.7

    def bracketed(self, m: re.Match[str]) -> Reading:
        """[2] behind what it explains, or where the sentence speaks of it."""
        if _SPOKEN_OF.search(before(m, 60, "say")):
            return f" {self.said(m['n'])}", 0.7
        closed = m.string[m.end() : m.end() + 1] in tuple(".,;:!?)")
        return f", chú thích {self.said(m['n'])}{'' if closed else ','}", 0.7
