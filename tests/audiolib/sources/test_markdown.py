from pathlib import Path

from audiolib.publication import (
    Break,
    Figure,
    List,
    MarkKind,
    Note,
    Table,
    Verse,
    texts,
    walk,
)
from tests.audiolib.sources.sources import PNG, inner, reading_of, titles

TEXT = """---
title: Chuyện kể
author: Lan
lang: vi
date: 2024-05-06
---
# Một

Đoạn *một* với chú thích[^a] và `mã`.

1. táo
2. cam
   - ngọt

| Tháng | Mưa |
|---|---|
| Năm | 2 |

## Hai

Trước.

* * *

Sau <span lang="en">three</span>.

![Cối xay](mill.png)

# Ba

hết

[^a]: Chú thích một.
"""


def test_markdown_becomes_what_it_stands_for(tmp_path: Path) -> None:
    (tmp_path / "mill.png").write_bytes(PNG)
    publication = reading_of(tmp_path / "a.md", TEXT).publication
    metadata = publication.metadata
    assert (metadata.title, metadata.authors, metadata.language) == ("Chuyện kể", ("Lan",), "vi")
    assert metadata.date == "2024-05-06"
    assert titles(publication) == ["Một", "Ba"]
    assert len(inner(publication.sections[0])) == 1
    kinds = [type(b) for b in walk(publication)]
    assert [kinds.count(kind) for kind in (List, Table, Break, Figure, Note)] == [2, 1, 1, 1, 1]
    marks = [m for t in texts(publication) for m in t.marks]
    reference = next(m for m in marks if m.kind is MarkKind.NOTEREF)
    note = next(b for b in walk(publication) if isinstance(b, Note))
    assert reference.href == "#" + note.aliases[0]
    assert [t.text for t in texts(note)] == ["Chú thích một."]
    assert "three" in [
        t.text[m.begin : m.end] for t in texts(publication) for m in t.marks if m.lang == "en"
    ]


def test_lines_of_code_stay_lines(tmp_path: Path) -> None:
    publication = reading_of(tmp_path / "a.md", "Words:\n\n```\none()\ntwo()\n```\n").publication
    assert [b.text for b in walk(publication) if isinstance(b, Verse)] == ["one()\ntwo()"]


def test_links_between_places_are_kept(tmp_path: Path) -> None:
    publication = reading_of(
        tmp_path / "a.md", "[there](#x) and [out](https://example.org/)\n\n<p id=x>Place</p>\n"
    ).publication
    first = next(texts(publication))
    assert [m.href for m in first.marks] == ["#x", "https://example.org/"]
