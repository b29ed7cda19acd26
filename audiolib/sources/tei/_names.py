"""What the elements of TEI P5 are in XHTML, where one word says it."""

KINDS = {
    "part": "part", "volume": "volume", "book": "part", "act": "act", "scene": "scene",
    "chapter": "chapter", "letter": "chapter", "canto": "chapter", "section": "subchapter",
    "preface": "preface", "foreword": "foreword", "introduction": "introduction",
    "prologue": "prologue", "epilogue": "epilogue", "dedication": "dedication",
    "epigraph": "epigraph", "ack": "acknowledgments", "acknowledgments": "acknowledgments",
    "contents": "toc", "toc": "toc", "appendix": "appendix", "glossary": "glossary",
    "bibliography": "bibliography", "bibliogr": "bibliography", "index": "index",
    "notes": "endnotes", "colophon": "colophon", "afterword": "afterword",
    "conclusion": "conclusion",
}  # fmt: skip
"""The EPUB term of a division by its `type`."""
DIVISIONS = frozenset({"div", *(f"div{n}" for n in range(8))})
INLINE = {
    "emph": "em", "title": "em", "mentioned": "em", "distinct": "em", "term": "span",
    "code": "code", "gi": "code", "ident": "code", "egXML": "code", "formula": "span",
}  # fmt: skip
PARAGRAPHS = frozenset(
    {
        *("p", "ab", "byline", "docAuthor", "docImprint", "docEdition", "docDate", "imprimatur"),
        *("trailer", "salute", "signed", "dateline", "titlePart", "bibl", "castItem", "addrLine"),
        *("biblStruct", "biblFull", "docTitlePart", "head"),
    }
)
HOLDERS = frozenset(
    {
        *("group", "titlePage", "docTitle", "opener", "closer", "postscript", "argument", "set"),
        *("castGroup", "listBibl", "epigraph", "floatingText", "body", "front", "back", "text"),
        *("performance", "prologue", "epilogue", "spGrp", "address", "entry", "listPerson"),
    }
)
BLOCKS = frozenset(
    {
        *DIVISIONS, *PARAGRAPHS, *HOLDERS,
        *("lg", "l", "sp", "list", "table", "figure", "quote", "cit", "castList", "stage"),
    }
)  # fmt: skip
SKIPPED = frozenset(
    {
        *("teiHeader", "fw", "del", "surplus", "index", "interp", "interpGrp", "facsimile"),
        *("sourceDoc", "standOff", "certainty", "respons", "timeline", "catchwords", "figDesc"),
        *("handShift", "space", "cb", "gb", "ptr", "link", "linkGrp", "alt", "altGrp", "metamark"),
    }
)
STYLES = {
    "i": "em", "italic": "em", "italics": "em", "it": "em", "spaced": "em", "gesperrt": "em",
    "b": "strong", "bold": "strong", "sup": "sup", "superscript": "sup", "super": "sup",
    "sub": "sub", "subscript": "sub",
}  # fmt: skip
"""What a `rend` or `rendition` means."""
QUOTES = "\"'“”„«»‘’‹›—–"
