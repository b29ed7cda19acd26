"""What older formats of Word hold beside the text, as parts: notes, pictures, properties."""

import binascii
from collections import Counter
from dataclasses import dataclass, field

from audiolib.errors import SourceTooLargeError
from audiolib.sources.docx._made import Made, Paper, add, clean, made
from audiolib.sources.limits import LIMITS
from audiolib.xml import Element

_KINDS = {
    "pngblip": "png", "jpegblip": "jpg", "emfblip": "emf", "wmetafile": "wmf", "dibitmap": "wmf",
    "wbitmap": "wmf", "macpict": "wmf", "pmmetafile": "wmf",
}  # fmt: skip
PICTURES = frozenset(_KINDS)


@dataclass(slots=True)
class Picture:
    """A picture as it is read: hexadecimal digits or bytes."""

    kind: str = ""
    digits: list[bytes] = field(default_factory=list)
    content: bytes = b""
    said: str = ""
    size: int = 0

    def hex(self, digits: bytes, file: str) -> None:
        self.size += len(digits)
        if self.size > 2 * LIMITS.image + 1000:
            raise SourceTooLargeError(file, "pict", LIMITS.image)
        self.digits.append(digits)

    def bytes(self) -> bytes:
        """The picture's bytes; none where they are damaged."""
        if self.content:
            return self.content
        digits = b"".join(b"".join(self.digits).split())
        try:
            return binascii.unhexlify(digits[: len(digits) // 2 * 2])
        except binascii.Error:
            return b""


class Annexes:
    """Notes and pictures, put into the package of a document."""

    def __init__(self, package: Made) -> None:
        self._package = package
        self._counts: Counter[str] = Counter()

    def note(self, kind: str, paper: Paper) -> str:
        """Keep a note, `footnote` or `endnote`; gives its id."""
        self._counts[kind] += 1
        name = str(self._counts[kind])
        part = self._package.parts.setdefault(f"{kind}s", made(f"w:{kind}s"))
        held = add(part, f"w:{kind}", id=name)
        held.extend(list(paper.finished()))
        return name

    def picture(self, picture: Picture) -> str:
        """Keep a picture; gives the name of its relation."""
        self._counts["image"] += 1
        name = f"rId{self._counts['image']}"
        suffix = _KINDS.get(picture.kind, "bin")
        self._package.pictures[name] = (f"image{self._counts['image']}.{suffix}", picture.bytes())
        return name


def properties(said: dict[str, str]) -> Element:
    """Core properties, by their usual names."""
    root = made("cp:coreProperties")
    for name, words in said.items():
        add(root, name).text = clean(words)
    return root
