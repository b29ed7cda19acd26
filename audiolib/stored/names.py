"""The names that the stored form gives to what a publication holds."""

from audiolib.publication import MarkKind, Matter, NoteKind

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
TYPE = f"{{{OPS}}}type"
VERSION = "1"

MATTERS = {
    "frontmatter": Matter.FRONT,
    "bodymatter": Matter.BODY,
    "backmatter": Matter.REAR,
}
MATTER_TYPES = {matter: name for name, matter in MATTERS.items()}

SECTION_ROLES = {
    "abstract": "doc-abstract",
    "acknowledgments": "doc-acknowledgments",
    "afterword": "doc-afterword",
    "appendix": "doc-appendix",
    "bibliography": "doc-bibliography",
    "chapter": "doc-chapter",
    "colophon": "doc-colophon",
    "conclusion": "doc-conclusion",
    "credits": "doc-credits",
    "dedication": "doc-dedication",
    "endnotes": "doc-endnotes",
    "epigraph": "doc-epigraph",
    "epilogue": "doc-epilogue",
    "errata": "doc-errata",
    "foreword": "doc-foreword",
    "glossary": "doc-glossary",
    "index": "doc-index",
    "introduction": "doc-introduction",
    "part": "doc-part",
    "preface": "doc-preface",
    "prologue": "doc-prologue",
    "toc": "doc-toc",
}
"""Roles of DPUB-ARIA 1.1 that a section may have, by the term of the EPUB vocabulary."""

ROLELESS_TYPES = frozenset(
    {"frontmatter", "bodymatter", "backmatter", "halftitlepage", "titlepage", "copyright-page"}
    | {"seriespage", "imprint", "contributors", "other-credits", "volume", "subchapter", "division"}
    | {"preamble", "loi", "lot", "landmarks", "footnotes", "rearnotes", "qna", "cover"}
)
"""Further terms of that vocabulary; any other kind of section lies in `data-kind`."""

NOTE_TYPES = {
    NoteKind.FOOTNOTE: ("footnote", "doc-footnote"),
    NoteKind.ENDNOTE: ("endnote", "doc-footnote"),
    NoteKind.SIDEBAR: ("sidebar", None),
    NoteKind.PRODUCER: ("annotation", "note"),
}
"""EPUB type and ARIA role; HTML has no endnote role that an `aside` may have."""

MARK_TAGS = {
    MarkKind.EMPHASIS: "em",
    MarkKind.STRONG: "strong",
    MarkKind.SUBSCRIPT: "sub",
    MarkKind.SUPERSCRIPT: "sup",
    MarkKind.CODE: "code",
    MarkKind.ABBREVIATION: "abbr",
}
"""Kinds of mark with an element of their own; the others are `a`, or a `span` of that class."""

TAG_MARKS = {tag: kind for kind, tag in MARK_TAGS.items()}
ANCHORS = frozenset({MarkKind.LINK, MarkKind.NOTEREF})
