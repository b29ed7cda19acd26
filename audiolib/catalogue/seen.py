"""What search sees of a work, and the questions it is asked, both as PostgreSQL writes them.

The words are ours (`fold`), not those of a parser whose idea of a letter hangs on the database's
locale. Terms that narrow stand among them, so that one look into the index answers words and
filters together; they begin with a sign that no folded word has.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audiolib.catalogue.fold import folded_variants

_LONGEST = 20_000
"""Letters of a text that search sees: a tsvector holds a megabyte."""
_BEGINNING = 300
"""Letters of a title that an index holds: an entry takes at most 2,700 bytes."""
_WORD = 200
"""Letters of a word: a lexeme has at most 2,046 bytes."""
_LAST = 16_383
"""The highest position in a tsvector."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The columns of `WorkIndex`."""

    title: str
    text: str
    heads: str
    words: str


def seen(
    *, title: str, people: str, numbers: Iterable[str], rest: str, terms: Iterable[str]
) -> Seen:
    """What search sees; `terms` are those of `term`."""
    folded = folded_variants(title)[:_LONGEST]
    names = folded_variants(people)[:_LONGEST]
    known = " ".join("".join(filter(str.isalnum, number)).lower() for number in numbers)
    narrow = [f"{quoted(each)}:1D" for each in dict.fromkeys(terms)]
    heads = [*_placed(((folded, "A"), (names, "B"), (known[:_LONGEST], "C"))), *narrow]
    others = _placed(((folded_variants(rest)[:_LONGEST], "D"),), len(heads))
    return Seen(
        title=folded[:_BEGINNING],
        text=f"{folded} {names}".strip(),
        heads=" ".join(heads),
        words=" ".join([*heads, *others]),
    )


def term(kind: str, value: str) -> str:
    """A term that narrows: `term("language", "vi")`."""
    return f"={kind}:{value}"[:_WORD]


def question(parts: Sequence[str], shortest: int) -> str:
    """All of these words; the last one may go on, where it has so many letters."""
    *whole, last = (quoted(part) for part in parts)
    return " & ".join([*whole, f"{last}:*" if len(parts[-1]) >= shortest else last])


def quoted(word: str) -> str:
    """A word as a tsvector and a tsquery write it."""
    escaped = word[:_WORD].replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _placed(texts: Iterable[tuple[str, str]], at: int = 0) -> list[str]:
    """Words of folded texts with their positions and weights."""
    placed: list[str] = []
    for words, weight in texts:
        for word in words.split():
            at += 1
            placed.append(f"{quoted(word)}:{min(at, _LAST)}{weight}")
    return placed
