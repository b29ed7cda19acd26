"""Pages of a plain text: form feeds, and the numbers that stand alone at their edges."""

import re
from collections import Counter
from dataclasses import dataclass

_NUMBER = re.compile(r"[\s\-–—\[\]()]*(\d{1,4})[\s\-–—\[\]().]*")


@dataclass(frozen=True, slots=True)
class Sheets:
    """A text without its page numbers, and the label of the sheet after each form feed."""

    text: str
    labels: tuple[str, ...] = ()


def numbered(text: str) -> Sheets:
    """The text with the printed page numbers taken out of its sheets, and kept as labels.

    Numbers count as printed where they run on with the sheets, on at least half of them; else
    sheets are counted from 1.
    """
    if "\f" not in text:
        return Sheets(text)
    sheets = text.removesuffix("\f").split("\f")
    for last in (True, False):
        numbers = [_printed(sheet, last) for sheet in sheets]
        offsets = Counter(n - at for at, n in enumerate(numbers) if n is not None)
        if offsets and (best := offsets.most_common(1)[0])[1] * 2 >= max(4, len(sheets)):
            labels = tuple(str(at + best[0]) for at in range(len(sheets)))
            labels = tuple(x if int(x) > 0 else f"{at + 1}*" for at, x in enumerate(labels))
            bare = (
                _without(sheet, last) if n is not None and n - at == best[0] else sheet
                for at, (sheet, n) in enumerate(zip(sheets, numbers, strict=True))
            )
            return Sheets("\f".join(bare), labels)
    return Sheets("\f".join(sheets), tuple(str(at + 1) for at in range(len(sheets))))


def _lines(sheet: str, last: bool) -> list[str]:
    lines = sheet.rstrip().split("\n") if last else sheet.lstrip("\n").split("\n")
    return lines or [""]


def _printed(sheet: str, last: bool) -> int | None:
    """The number on the last or the first line of a sheet, where it stands alone."""
    match = _NUMBER.fullmatch(_lines(sheet, last)[-1 if last else 0])
    return int(match[1]) if match else None


def _without(sheet: str, last: bool) -> str:
    lines = _lines(sheet, last)
    return "\n".join(lines[:-1] if last else lines[1:]) + "\n"
