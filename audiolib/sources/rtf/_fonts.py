"""The fonts of an RTF document, and how bytes set in them are decoded (RTF 1.9.1, Font Table)."""

from dataclasses import dataclass, field

from audiolib.sources.legacy import font_of

_CODE_PAGES = {
    0: "", 1: "", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "cp936",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
SYMBOL = 2
_LONGEST = 100


@dataclass(slots=True)
class Face:
    r"""A font: its name, its `\fcharset`, and the code page that `\cpg` names."""

    name: str = ""
    charset: int = 0
    page: int = 0

    def decoded(self, content: bytes, usual: str) -> str:
        """Text of bytes in this font; `usual` is the document's own code page."""
        if self.charset == SYMBOL:
            return "".join(chr(0xF000 + byte) if byte > 0x1F else " " for byte in content)
        if font_of(self.name):
            return _in_old_font(content)
        encoding = f"cp{self.page}" if self.page else _CODE_PAGES.get(self.charset, "")
        try:
            return content.decode(encoding or usual, "replace")
        except LookupError:
            return content.decode("cp1252", "replace")


@dataclass(slots=True)
class FontTable:
    """The fonts of a document by number, as they are read."""

    faces: dict[int, Face] = field(default_factory=dict)
    usual: str = "cp1252"
    """The document's own code page."""
    default: int = 0
    _open: Face = field(default_factory=Face)

    def begin(self, number: int) -> None:
        self._open = self.faces.setdefault(number, Face())

    def word(self, word: str, number: int) -> None:
        if word == "fcharset":
            self._open.charset = number
        else:
            self._open.page = number

    def name(self, text: str) -> None:
        """A part of a name; a semicolon ends it."""
        name, _, _ = text.partition(";")
        if len(self._open.name) < _LONGEST:
            self._open.name += name.strip("\0")
        if ";" in text:
            self._open.name = self._open.name.strip()
            self._open = Face()

    def face(self, number: int) -> Face:
        """The font of a number, the document's default for -1."""
        return self.faces.get(number if number >= 0 else self.default, Face())

    def decoded(self, content: bytes, number: int) -> str:
        return self.face(number).decoded(content, self.usual)


def _in_old_font(content: bytes) -> str:
    """Each byte as windows-1252 has it, else as Latin-1: what the tables of old fonts expect."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in content)


def code_page(number: int | None, word: str) -> str:
    r"""The code page that `\ansicpg` or one of `\mac`, `\pc`, `\pca` names."""
    if word == "ansicpg":
        return {10000: "mac_roman", 65001: "utf-8"}.get(number or 0, f"cp{number or 1252}")
    return {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}.get(word, "cp1252")
