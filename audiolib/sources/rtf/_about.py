"""What an RTF document says of itself, and the lists it declares."""

from dataclasses import dataclass, field

from audiolib.sources.docx import Lists


@dataclass(slots=True)
class About:
    """The group `info`, as core properties by their usual names."""

    said: dict[str, str] = field(default_factory=dict)
    date: dict[str, int] = field(default_factory=dict)
    """Year, month and day under their control words."""

    def properties(self) -> dict[str, str]:
        """Everything that was said."""
        year, month, day = (self.date.get(key, 0) for key in ("yr", "mo", "dy"))
        if not year:
            return self.said
        written = f"{year:04}-{month:02}-{day:02}" if month and day else f"{year:04}"
        return {**self.said, "dcterms:created": written}


def list_word(lists: Lists, target: str, word: str, number: int) -> None:
    """A word of the tables of lists (RTF 1.9.1, List Tables)."""
    if target == "listoverridetable":
        if word == "listid":
            lists.override = number
    elif word == "listlevel":
        lists.level()
    elif word == "listid":
        lists.end(number)
    elif lists.open and word in ("levelnfc", "levelnfcn"):
        lists.open[-1].format = number
    elif lists.open and word == "levelstartat":
        lists.open[-1].start = number
