"""XHTML: the file around a body, and attributes that depend on what is around an element."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from audiolib.packages.accessibility_texts import direction
from audiolib.packages.epub3.layout import Document
from audiolib.packages.epub3.outline import plain
from audiolib.publication import Break, Cell, PageBreak, Publication, Row, Section, Text, walk

_Z3998 = "z3998: http://www.daisy.org/z3998/2012/vocab/structure/#"


@dataclass(frozen=True, slots=True)
class Around:
    """What an element inherits from those around it."""

    lang: str
    level: int
    linked: bool = False


def page(title: str, lang: str, kind: str, body: str) -> str:
    """An XHTML file in the folder of texts, around its body."""
    prefix = f'epub:prefix="{_Z3998}" ' if '"z3998:' in body else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'{prefix}lang="{lang}" xml:lang="{lang}" dir="{direction(lang)}">\n<head>\n'
        f'<meta charset="utf-8"/>\n<title>{escape(title, quote=False)}</title>\n'
        '<link rel="stylesheet" type="text/css" href="../style.css"/>\n</head>\n'
        f'<body epub:type="{kind}">\n{body}</body>\n</html>\n'
    )


def title_of(publication: Publication, document: Document) -> str:
    """What a document is called: by the heading it begins with, or goes on under."""
    opened = [s for s in document.content if isinstance(s, Section)]
    for section in (*opened, *reversed(document.around)):
        if section.heading and section.heading.text.strip():
            return plain(section.heading)
    return publication.metadata.title


def lang_of(lang: str | None, around: Around) -> str:
    """The attributes of an element in a language of its own."""
    if not lang or lang == around.lang:
        return ""
    turned = direction(lang)
    run = f' dir="{turned}"' if turned != direction(around.lang) else ""
    return f' lang="{escape(lang)}" xml:lang="{escape(lang)}"{run}'


def aliases(publication: Publication) -> Iterable[tuple[str, str]]:
    """The ids that the source gave, each with ours."""
    for node in walk(publication):
        if isinstance(node, PageBreak):
            yield from ((alias, node.phrase) for alias in node.aliases)
        elif not isinstance(node, Break):
            yield from ((alias, node.id) for alias in node.aliases)
            for page_break in node.pages if isinstance(node, Text) else ():
                yield from ((alias, page_break.phrase) for alias in page_break.aliases)


def is_header(row: Row) -> bool:
    """Whether a row holds nothing but headers."""
    return bool(row.cells) and all(cell.header for cell in row.cells)


def spans(cell: Cell) -> str:
    """The attributes of a cell over several columns or rows."""
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    return columns + (f' rowspan="{cell.rows}"' if cell.rows > 1 else "")
