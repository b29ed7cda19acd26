"""The control words of RTF that mean something to a reader (RTF 1.9.1, Document Area)."""

from collections.abc import Callable
from dataclasses import replace

from audiolib.sources.docx import PICTURES
from audiolib.sources.rtf._state import Layout, State

CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ",
    "enspace": " ", "qmspace": " ", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "",
    "rtlmark": "", "softline": " ", "page": " ", "column": " ", "pagebb": "",
}  # fmt: skip
GATHERED = {
    "fldinst": "", "bkmkstart": "", "leveltext": "", "sn": "", "sv": "", "style": "",
    "title": "dc:title", "author": "dc:creator", "keywords": "cp:keywords",
    "doccomm": "dc:description",
}  # fmt: skip
"""Destinations whose text is kept, and the core property that it is."""
_SKIPPED = """
header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc ftncn aftnsep
aftnsepc aftncn colortbl filetbl revtbl nonshppict xe tc tcn rxe subject operator company
manager category comment buptim printim revtim vern version hlinkbase objdata objclass
objname shprslt template pgdsctbl upr falt panose levelnumbers listname listpicture
pntxta pntxtb pnseclvl mmathPr nextfile blipuid
"""
SKIPPED = frozenset(_SKIPPED.split())
"""Destinations that hold nothing to be read."""
TRANSPARENT = frozenset({"shppict", "shpinst", "nesttableprops", "picprop", "listtable"})
TRANSPARENT |= {"listoverridetable", "do", "ud", "mmath", "shp"}
SWITCHES = {
    **dict.fromkeys(("ansi", "mac", "pc", "pca", "ansicpg"), "page"),
    **dict.fromkeys(("deff", "deflang"), "default"),
    **dict.fromkeys(("fonttbl", "stylesheet", "info", "listtable", "listoverridetable"), "target"),
    **dict.fromkeys(("fcharset", "cpg"), "face_word"),
    "f": "font_word",
    **dict.fromkeys(("listlevel", "listid", "levelnfc", "levelnfcn", "levelstartat"), "list_word"),
    "ls": "list",
    **dict.fromkeys(("listtext", "pntext"), "list_text"),
    **dict.fromkeys(("creatim", "yr", "mo", "dy"), "date_word"),
    **dict.fromkeys(("par", "sect"), "paragraph"),
    **dict.fromkeys(("cell", "nestcell"), "cell"),
    **dict.fromkeys(("row", "nestrow"), "row"),
    **dict.fromkeys(("trowd", "cellx", "clvmgf", "clvmrg", "clmrg", "trhdr"), "row_word"),
    "footnote": "note",
    "ftnalt": "endnote",
    "annotation": "comment",
    "field": "field",
    "fldrslt": "result",
    "pict": "pict",
    **dict.fromkeys(PICTURES, "picture_kind"),
    **dict.fromkeys(("shp", "shpgrp", "do"), "drawing"),
    **dict.fromkeys(("shptxt", "dptxbxtext"), "box"),
}
"""Words that do more than to change a format, and the method that does it."""

_Change = Callable[[State, int], None]


def _set(name: str, make: Callable[[int], object] = bool) -> _Change:
    return lambda state, number: setattr(state, name, make(number))


def _layout(name: str) -> _Change:
    def change(state: State, number: int) -> None:
        state.paragraph = replace(state.paragraph, **{name: max(0, min(number, 100_000))})

    return change


def _new_paragraph(state: State, number: int) -> None:
    state.paragraph = Layout()


def _in_table(state: State, number: int) -> None:
    state.paragraph = replace(state.paragraph, table=max(1, state.paragraph.table))


PROPERTIES: dict[str, _Change] = {
    "plain": lambda state, _: state.plain(),
    "b": _set("bold"),
    "i": _set("italic"),
    "v": _set("hidden"),
    "deleted": _set("deleted"),
    "super": _set("position", lambda on: "superscript" if on else ""),
    "sub": _set("position", lambda on: "subscript" if on else ""),
    "nosupersub": _set("position", lambda _: ""),
    "lang": _set("lang", int),
    "rtlch": _set("rtl", lambda _: True),
    "ltrch": _set("rtl", lambda _: False),
    "cs": _set("style", int),
    "pard": _new_paragraph,
    "s": _layout("style"),
    "outlinelevel": _layout("outline"),
    "ilvl": _layout("level"),
    "itap": _layout("table"),
    "intbl": _in_table,
    "sbasedon": lambda *_: None,
}
"""Words that change the format of characters or paragraphs."""
