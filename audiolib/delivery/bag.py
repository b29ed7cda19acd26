"""A bag that is sent (RFC 8493, BagIt 1.0): files, what tells of them, and a digest of each.

It is a zip file (§4.1) with one folder. The same files, day and facts give the same bytes.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from audiolib.packages.zipping import ZipWriter

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST = "manifest-sha256.txt"


@dataclass(frozen=True, slots=True)
class Payload:
    """A file of the bag's `data/`: its ASCII name there, its bytes' number, and the bytes."""

    name: str
    size: int
    pieces: Iterable[bytes]


def write(target: Path, top: str, payload: Sequence[Payload], facts: Mapping[str, str]) -> None:
    """Write the bag, its folder called `top`; `facts` stand in `bag-info.txt` (§2.2.2)."""
    digests: dict[str, str] = {}
    with ZipWriter(target) as archive:
        for file in payload:
            name = f"data/{file.name}"
            hashed = hashlib.sha256()
            archive.pieces(f"{top}/{name}", file.size, _through(hashed.update, file.pieces))
            digests[name] = hashed.hexdigest()
        octets = sum(file.size for file in payload)
        told = {**facts, "Payload-Oxum": f"{octets}.{len(payload)}"}
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": "".join(f"{name}: {_line(value)}\n" for name, value in told.items()),
            MANIFEST: _manifest(digests),
        }
        sums = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in tags.items()}
        for name, text in {**tags, "tagmanifest-sha256.txt": _manifest(sums)}.items():
            archive.text(f"{top}/{name}", text)


def _through(tell: Callable[[bytes], None], pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        tell(piece)
        yield piece


def _manifest(digests: Mapping[str, str]) -> str:
    return "".join(f"{digest}  {_written(name)}\n" for name, digest in sorted(digests.items()))


def _written(name: str) -> str:
    """A name in a manifest: line ends and `%` stand there as RFC 8493 §2.1.3 says."""
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _line(value: str) -> str:
    return " ".join(value.split())
