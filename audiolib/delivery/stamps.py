"""What a numbered copy says of itself, as each kind of text has it; the sound is not touched."""

import json
import re
import struct
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from audiolib.packages.epub3.package import VOCABULARY

_SIZE = re.compile(rb'(<meta name="ncc:kByteSize" content=")(\d+)(")')
_XMP = UUID("be7acfcb-97a9-42e8-9c71-999491e3afac")
"""Of the box in which MP4 files hold XMP (Adobe, XMP Specification Part 3, §1.2.7)."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A copy's number, the library that handed it out, and on which day."""

    number: str
    library: str
    on: date

    def facts(self) -> dict[str, str]:
        """What is written, by name; every word of it may stand in XML."""
        plain = "".join(sign for sign in self.library if sign.isprintable())
        told = {
            "copyNumber": self.number,
            "copyLibrary": " ".join(plain.split()),
            "copyDate": self.on.isoformat(),
        }
        return {name: value for name, value in told.items() if value}


class PlaceError(ValueError):
    """A text without the place where a copy's number belongs."""


def ncc(content: bytes, stamp: Stamp, others: int) -> bytes:
    """`ncc.html` of DAISY 2.02; `others` are the bytes of all other files (`ncc:kByteSize`)."""
    metas = (
        f'<meta name="prod:{name}" content={quoteattr(value)} />\n'
        for name, value in stamp.facts().items()
    )
    made = _before(content, b"</head>", "".join(metas))
    told = _SIZE.search(made)
    if told is None:
        return made
    while True:
        size = b"%d" % ((others + len(made) + 1023) // 1024)
        made, before = _SIZE.sub(rb"\g<1>" + size + rb"\g<3>", made), made
        if made == before:
            return made


def opf(content: bytes, stamp: Stamp, others: int) -> bytes:
    """The package file of DAISY 3."""
    metas = (
        f'<meta name="prod:{name}" content={quoteattr(value)}/>\n'
        for name, value in stamp.facts().items()
    )
    return _before(content, b"</x-metadata>", "".join(metas))


def package_document(content: bytes, stamp: Stamp, others: int) -> bytes:
    """The package document of EPUB, whose prefix `audiolib` is declared."""
    metas = (
        f'<meta property="audiolib:{name}">{escape(value)}</meta>\n'
        for name, value in stamp.facts().items()
    )
    return _before(content, b"</metadata>", "".join(metas))


def manifest(content: bytes, stamp: Stamp, others: int) -> bytes:
    """A manifest in JSON: the facts come first, all else stays as it was written."""
    if not content.startswith(b"{"):
        raise PlaceError("no object of JSON")
    return b"{" + beginning(stamp) + content[1:]


def beginning(stamp: Stamp) -> bytes:
    """The first entry of an object of JSON that has others."""
    return f'"audiolibCopy":{json.dumps(stamp.facts(), ensure_ascii=False)},'.encode()


def playlist(content: bytes, stamp: Stamp, others: int) -> bytes:
    """A playlist: lines that begin with `#` and are no directive are remarks."""
    first, line, rest = content.partition(b"\n")
    return first + line + f"# {_line(stamp)}\n".encode() + rest


def note(stamp: Stamp) -> bytes:
    """A remark between two blocks of WebVTT; an arrow would make it a cue."""
    return f"NOTE\n{_line(stamp).replace('-->', '→')}\n\n".encode()


def xmp_box(stamp: Stamp) -> bytes:
    """A box at the end of an MP4 file with the facts in XMP; every offset in the file stays."""
    facts = "".join(
        f"<audiolib:{name}>{escape(value)}</audiolib:{name}>"
        for name, value in stamp.facts().items()
    )
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" xmlns:audiolib={quoteattr(VOCABULARY)}>{facts}'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()
    return struct.pack(">I4s", 24 + len(packet), b"uuid") + _XMP.bytes + packet


def _line(stamp: Stamp) -> str:
    return "; ".join(f"{name}: {value}" for name, value in stamp.facts().items())


def _before(content: bytes, place: bytes, text: str) -> bytes:
    at = content.find(place)
    if at < 0:
        raise PlaceError(place.decode())
    return content[:at] + text.encode() + content[at:]
