"""What EPUB's and DPUB-ARIA's terms say about a part of the text."""

from audiolib.publication import Matter

_FRONT = {
    *("abstract", "acknowledgments", "copyright-page", "credits", "dedication", "epigraph"),
    *("errata", "foreword", "frontispiece", "halftitlepage", "imprimatur", "imprint"),
    *("introduction", "keywords", "preamble", "preface", "seriespage", "titlepage", "toc"),
    *("landmarks", "cover", "lot", "loi", "loa", "lov"),
}
_REAR = {
    *("afterword", "appendix", "bibliography", "biblioentry", "colophon", "contributors"),
    *("endnotes", "footnotes", "rearnotes", "glossary", "index", "other-credits", "credit"),
}
_BODY = {
    *("chapter", "part", "volume", "division", "prologue", "epilogue", "conclusion", "subchapter"),
    *("case-study", "assessment", "learning-objectives", "qna", "preamble", "act", "scene"),
}
_DIVISIONS = {"frontmatter": Matter.FRONT, "bodymatter": Matter.BODY, "backmatter": Matter.REAR}


def section_kind(said: set[str]) -> str:
    """The term that names the kind of a section, empty where none does."""
    return min(said & (_FRONT | _REAR | _BODY), default="")


def matter_of(said: set[str]) -> Matter | None:
    """The part of the publication that the terms put a section into."""
    for term, matter in _DIVISIONS.items():
        if term in said:
            return matter
    kind = section_kind(said)
    if kind in _FRONT - {"introduction", "epigraph"}:
        return Matter.FRONT
    return Matter.REAR if kind in _REAR else None
