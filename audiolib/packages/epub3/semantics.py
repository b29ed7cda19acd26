"""What parts of a publication are called in EPUB and ARIA.

Terms: EPUB 3 Structural Semantics Vocabulary 1.1; roles: DPUB-ARIA 1.1, as far as HTML-ARIA lets
the element carry them.
"""

from audiolib.publication import Cell, Figure, Item, List, Matter, Note, NoteKind, Table

SECTION_ROLES = {
    "abstract": "doc-abstract",
    "acknowledgments": "doc-acknowledgments",
    "afterword": "doc-afterword",
    "appendix": "doc-appendix",
    "bibliography": "doc-bibliography",
    "chapter": "doc-chapter",
    "colophon": "doc-colophon",
    "conclusion": "doc-conclusion",
    "contributors": "",
    "copyright-page": "",
    "credits": "doc-credits",
    "dedication": "doc-dedication",
    "division": "",
    "endnotes": "doc-endnotes",
    "epigraph": "doc-epigraph",
    "epilogue": "doc-epilogue",
    "errata": "doc-errata",
    "foreword": "doc-foreword",
    "frontispiece": "",
    "glossary": "doc-glossary",
    "halftitlepage": "",
    "imprimatur": "",
    "imprint": "",
    "index": "doc-index",
    "introduction": "doc-introduction",
    "other-credits": "",
    "part": "doc-part",
    "preamble": "",
    "preface": "doc-preface",
    "prologue": "doc-prologue",
    "qna": "doc-qna",
    "titlepage": "",
    "toc": "doc-toc",
    "volume": "",
}
"""Kinds of a section, each with its role; a kind that is not here is not written."""

LANDMARKS = ("toc", "preface", "foreword", "introduction", "glossary", "bibliography", "index")
"""Kinds of a section that readers offer a way to, beside the beginning."""

MATTER = {Matter.FRONT: "frontmatter", Matter.BODY: "bodymatter", Matter.REAR: "backmatter"}

NOTES = {
    NoteKind.FOOTNOTE: ("footnote", "doc-footnote"),
    # A note stands beside its reference, wherever the source had it: so it is a footnote here.
    NoteKind.ENDNOTE: ("footnote", "doc-footnote"),
    NoteKind.SIDEBAR: ("sidebar", "note"),
    NoteKind.PRODUCER: ("sidebar", "note"),
}


def overlay_type(structure: object) -> str:
    """What a listener may skip or escape a structure as (EPUB 3.3 §9.3.3); else empty."""
    match structure:
        case Note(kind=kind):
            return NOTES[kind][0]
        case Table():
            return "table"
        case Cell():
            return "table-cell"
        case List():
            return "list"
        case Item():
            return "list-item"
        case Figure():
            return "figure"
        case _:
            return ""
