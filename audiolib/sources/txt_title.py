"""The title page of a plain text: a few short lines before anything longer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audiolib.sources.txt_headings import title
from audiolib.sources.txt_lines import Group

_MOST = 4
_SHORT = 70
_LONGEST = 120
_BY = re.compile(
    r"(?:by|tác giả|автор|нaписав|نویسنده|نوشته)\s*:?\s+(?P<name>\w[\w.\- ’']{2,60})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TitlePage:
    """The line that is the title, by the number of its group, and who wrote the text."""

    title: str
    author: str
    group: int


def title_page(found: Sequence[Group]) -> TitlePage | None:
    """The title that a text begins with; None where it begins with the text itself."""
    lead: list[str] = []
    for group in found[: _MOST + 1]:
        line = group.lines[0].strip()
        longest = _SHORT if lead else _LONGEST
        if len(group.lines) > 1 or len(line) > longest or title(line):
            break
        lead.append(line)
    if not lead or len(lead) > _MOST or len(found) < len(lead) + 3:
        return None
    author, by = "", -1
    for at, line in enumerate(lead):
        if match := _BY.fullmatch(line.rstrip(".")):
            author, by = match["name"].strip(), at
            break
    if not author and len(lead) > 1 and _is_name(lead[0]) and not lead[1].isupper():
        author, by = lead[0].rstrip(".").title(), 0
    rest = [at for at in range(len(lead)) if at != by]
    if not rest or not _is_title(lead[rest[0]], len(lead)):
        return None
    return TitlePage(_bare(lead[rest[0]]), author, rest[0])


def _is_name(line: str) -> bool:
    words = line.rstrip(".").split()
    return line.isupper() and 2 <= len(words) <= 4 and not any(c.isdigit() for c in line)


def _is_title(line: str, lines: int) -> bool:
    """Whether a line may be a title: no turn of a talk, no sentence that just stands alone."""
    if not any(c.isalnum() for c in line) or line.startswith(("-", "–", "—", "«", "“", '"', "(")):
        return False
    if line.endswith((",", ";", ":")):
        return False
    return not line.endswith((".", "!", "?", "…")) or lines > 1


def _bare(line: str) -> str:
    return line.strip("*_=# ").removesuffix(".") or line
