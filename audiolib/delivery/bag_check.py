"""What is wrong with a bag that came (RFC 8493), told before anything of it is used.

Names are looked at before a byte is read, sizes before a file is unpacked; nothing is written.
"""

import hashlib
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import unquote

from audiolib.findings import Fact, Finding, Place, Severity

FILES = 10_000
_TAG_BYTES = 4 << 20
"""A manifest of as many files as there may be is smaller."""
_PIECE = 1 << 20
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+(.+)")
_STRONG = {"sha256", "sha512"}
_KNOWN = _STRONG | {"sha1", "md5", "sha224", "sha384"}
_VERSION = re.compile(r"BagIt-Version: (\d+\.\d+)\r?\n?\s*Tag-File-Character-Encoding: (\S+)\s*")
_OXUM = re.compile(r"(?im)^Payload-Oxum:[ \t]*(\d+)\.(\d+)[ \t]*\r?$")
_DRIVE = re.compile(r"[A-Za-z]:")


def check(file: BinaryIO, largest: int) -> list[Finding]:
    """What is wrong with a zipped bag, which may unpack to `largest` bytes."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            if found := list(_outside(archive.infolist(), members, largest)):
                return found
            return list(_Bag(archive, members).faults())
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        return [_fault("bag-001")]
    except UnicodeDecodeError:
        return [_fault("bag-002")]


def _outside(
    every: list[zipfile.ZipInfo], members: list[zipfile.ZipInfo], largest: int
) -> Iterator[Finding]:
    """What the directory of the zip file shows."""
    if len(every) > FILES or sum(m.file_size for m in members) > largest:
        yield _fault("bag-004", mb=largest >> 20, files=FILES)
        return
    names = [m.filename for m in members]
    odd = [m.filename for m in every if not _is_plain(m)]
    odd += [name for name, count in Counter(names).items() if count > 1]
    yield from (_fault("bag-003", name) for name in odd[:20])
    if any(m.flag_bits & 1 or m.compress_type not in _PACKED for m in members):
        yield _fault("bag-001")
    tops = {name.split("/")[0] for name in names if "/" in name}
    if not odd and (len(tops) != 1 or any("/" not in name for name in names)):
        yield _fault("bag-002")


def _is_plain(member: zipfile.ZipInfo) -> bool:
    """Whether a member's name leads to a place of its own inside of the bag."""
    name, kind = member.filename, stat.S_IFMT(member.external_attr >> 16)
    parts = name.removesuffix("/").split("/")
    return (
        kind in (0, stat.S_IFREG, stat.S_IFDIR)
        and all(part not in ("", ".", "..") for part in parts)
        and not _DRIVE.match(name)
        and "\\" not in name
        and name.isprintable()
    )


class _Bag:
    """A bag whose names are plain."""

    def __init__(self, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
        self._archive = archive
        top = members[0].filename.split("/")[0] + "/"
        self._members = {m.filename.removeprefix(top): m for m in members}

    def faults(self) -> Iterator[Finding]:
        declared = _VERSION.fullmatch(self._text("bagit.txt")) if self._has("bagit.txt") else None
        if declared is None or declared[2].upper() != "UTF-8":
            yield _fault("bag-002")
            return
        if self._has("fetch.txt"):
            yield _fault("bag-005")
        manifests = [m for name in self._members if (m := _MANIFEST.fullmatch(name))]
        if not any(not m[1] and m[2] in _STRONG for m in manifests):
            yield _fault("bag-006")
            return
        wanted: dict[str, dict[str, str]] = {}
        for found in manifests:
            if found[2] in _KNOWN:
                yield from self._listed(found, wanted)
        yield from self._compared(wanted)
        yield from self._oxum()

    def _listed(
        self, manifest: re.Match[str], wanted: dict[str, dict[str, str]]
    ) -> Iterator[Finding]:
        """What a manifest names; every file of the payload must stand in each (§2.1.3)."""
        name, of_tags, kind = manifest[0], bool(manifest[1]), manifest[2]
        named = set()
        for number, line in enumerate(self._text(name).splitlines(), 1):
            told = _LINE.fullmatch(line.strip())
            file = unquote(told[2]).removeprefix("./") if told else ""
            if told is None or file.startswith("data/") == of_tags:
                yield Finding("bag-007", Severity.ERROR, Place(name, number))
                continue
            named.add(file)
            wanted.setdefault(file, {})[kind] = told[1].lower()
        if not of_tags:
            payload = (file for file in self._members if file.startswith("data/"))
            yield from (_fault("bag-009", file) for file in payload if file not in named)

    def _compared(self, wanted: dict[str, dict[str, str]]) -> Iterator[Finding]:
        for file, digests in wanted.items():
            if not self._has(file):
                yield _fault("bag-008", file)
                continue
            hashes = {kind: hashlib.new(kind, usedforsecurity=False) for kind in digests}
            try:
                with self._archive.open(self._members[file]) as content:
                    while piece := content.read(_PIECE):
                        for one in hashes.values():
                            one.update(piece)
            except (zipfile.BadZipFile, zlib.error, EOFError):
                yield _fault("bag-010", file)
                continue
            if any(hashes[kind].hexdigest() != digest for kind, digest in digests.items()):
                yield _fault("bag-010", file)

    def _oxum(self) -> Iterator[Finding]:
        told = _OXUM.search(self._text("bag-info.txt")) if self._has("bag-info.txt") else None
        sizes = [m.file_size for name, m in self._members.items() if name.startswith("data/")]
        if told and (int(told[1]), int(told[2])) != (sum(sizes), len(sizes)):
            yield _fault("bag-011")

    def _has(self, name: str) -> bool:
        return name in self._members

    def _text(self, name: str) -> str:
        member = self._members[name]
        if member.file_size > _TAG_BYTES:
            raise zipfile.BadZipFile(name)
        return self._archive.read(member).decode("utf-8")


def _fault(code: str, file: str = "", **facts: Fact) -> Finding:
    return Finding(code, Severity.ERROR, Place(file[:200]), facts)
