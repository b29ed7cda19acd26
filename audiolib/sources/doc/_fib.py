"""The head of a Word document: where its tables lie and how long its stories are (MS-DOC §2.5)."""

import struct
from dataclasses import dataclass

from audiolib.errors import SourceDamagedError, SourceEncryptedError, SourceKindError
from audiolib.sources.doc._ole import Compound

_WORD_97 = 193
_PAIRS = 154


@dataclass(frozen=True, slots=True)
class Head:
    """A document's streams and its head; lengths count characters."""

    document: bytes
    table: bytes
    data: bytes
    body: int
    footnotes: int
    headers: int
    macros: int
    comments: int
    endnotes: int
    boxes: int
    language: int

    def of(self, index: int) -> bytes:
        """The bytes of one of the structures that the head points at (MS-DOC §2.5.6)."""
        at = _PAIRS + 8 * index
        if at + 8 > len(self.document):
            return b""
        start, size = struct.unpack_from("<II", self.document, at)
        return self.table[start : start + size]

    def after(self, index: int, size: int) -> bytes:
        """The bytes that follow one of the structures, `size` at most."""
        start, length = struct.unpack_from("<II", self.document, _PAIRS + 8 * index)
        return self.table[start + length : start + length + size]


STYLES, FOOTNOTES, FOOTNOTE_TEXTS = 1, 2, 3
CHARACTERS, PARAGRAPHS, FONTS, CLX = 12, 13, 15, 33
ENDNOTES, ENDNOTE_TEXTS, BOX_TEXTS, LISTS, OVERRIDES = 46, 47, 56, 73, 74


def head(compound: Compound, file: str) -> Head:
    """The head of the document in a compound file.

    Raises:
        SourceKindError: it is of Word 6 or 95, or no Word document.
        SourceEncryptedError: a password protects it.
        SourceDamagedError: it is cut off.
    """
    if "EncryptedPackage" in compound:
        raise SourceEncryptedError(file, reason="an encrypted package")
    document = compound.read("WordDocument")
    if not document:
        raise SourceKindError(file, "Office 97, but not Word")
    try:
        ident, version, _, language, _, flags = struct.unpack_from("<6H", document)
        if ident != 0xA5EC or version < _WORD_97:
            raise SourceKindError(file, "Word 6/95")
        if flags & 0x0100:
            raise SourceEncryptedError(file, reason="password")
        stories = struct.unpack_from("<7i", document, 76)
    except struct.error as error:
        raise SourceDamagedError(file, reason=str(error)) from error
    if min(stories) < 0:
        raise SourceDamagedError(file, reason="a story of negative length")
    table = compound.read("1Table" if flags & 0x0200 else "0Table")
    body, footnotes, headers, macros, comments, endnotes, boxes = stories
    return Head(
        document=document,
        table=table,
        data=compound.read("Data"),
        body=body,
        footnotes=footnotes,
        headers=headers,
        macros=macros,
        comments=comments,
        endnotes=endnotes,
        boxes=boxes,
        language=language,
    )
