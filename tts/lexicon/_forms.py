"""The endings of a language: in which forms a word may stand, from its `forms.toml`."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

MARK = "*"
"""Where the ending of a form begins, in a grapheme; where it is spoken, in alias and IPA."""
_SHORTEST = 2
"""Letters that a stem has at least."""
_LETTERS = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Forms:
    """What a dictionary form loses and what may follow its stem, with the sound of each."""

    loses: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    endings: Mapping[str, str] = field(default_factory=lambda: {"": ""})
    sounding: tuple[tuple[tuple[str, ...], Mapping[str, str]], ...] = ()

    @property
    def longest(self) -> int:
        return max(map(len, self.endings))

    def stem(self, word: str) -> str:
        """What stays of a word, in its own case: up to its `*`, else without its ending."""
        if MARK in word:
            return word.partition(MARK)[0]
        small = word.lower()
        lost = [2 for ending in self.adjectives if small.endswith(ending)]
        lost += [len(ending) for ending in self.loses if small.endswith(ending)]
        lost = [count for count in lost if len(word) - count >= _SHORTEST]
        return word[: len(word) - max(lost, default=0)]

    def sound(self, ending: str, before: str) -> str:
        """How an ending sounds behind a pronunciation."""
        small = ending.lower()
        last = before.rstrip("ːˑʰʲ")[-1:]
        for sounds, changed in self.sounding:
            if last in sounds and small in changed:
                return changed[small]
        sound = self.endings.get(small, "")
        return sound.removeprefix("ʲ") if before.endswith("ʲ") else sound


@lru_cache(maxsize=64)
def forms(primary: str) -> Forms:
    """The forms of a language; of one without a table a word has only its own."""
    if not primary.isalpha():
        return Forms()
    file = resources.files("tts.languages").joinpath(primary, "forms.toml")
    if not file.is_file():
        return Forms()
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    sounding = [
        (tuple(one["after"].split()), {k: v for k, v in one.items() if k != "after"})
        for one in told.get("sounding", ())
    ]
    return Forms(
        tuple(told["loses"]),
        tuple(told.get("adjectives", ())),
        told["endings"],
        tuple(sounding),
    )


def spoken(template: str, endings: Sequence[str]) -> str:
    """An alias with each `*` filled by the ending that was found there."""
    first, *rest = template.split(MARK)
    filled = [*endings, *[""] * len(rest)]
    return first + "".join(f"{ending}{part}" for ending, part in zip(filled, rest, strict=False))


def sounding(template: str, endings: Sequence[str], of: Forms) -> str:
    """A pronunciation with each `*` filled by the sound of the ending that was found there."""
    said, *rest = template.split(MARK)
    filled = [*endings, *[""] * len(rest)]
    for ending, part in zip(filled, rest, strict=False):
        said += of.sound(ending, said) + part
    return said
