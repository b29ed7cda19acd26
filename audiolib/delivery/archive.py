"""A zip file with one member exchanged, all others where they are: nothing is packed anew.

Sources: PKWARE APPNOTE 6.3.10, §4.3.7 (local header), §4.3.12 (directory), §4.3.14 to 16 (its end).
"""

import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO

from audiolib.delivery.spliced import Span, Spliced

_LOCAL = struct.Struct("<4s5H3I2H")
_IN_EXTRA = 0xFFFFFFFF
"""Stands in a field of 32 bits whose number is in the zip64 extra field (§4.5.3)."""
_SIZES_FOLLOW = 0x0008


class ArchiveError(ValueError):
    """A zip file that can't be taken apart."""


def exchanged(file: BinaryIO, ending: str, write: Callable[[bytes, int], bytes]) -> Spliced:
    """The zip file with a member's bytes exchanged for what `write` makes of them, unpacked.

    The member is the first whose name ends so; `write` also gets how many bytes all others have.
    Unpacked, because what a packer makes differs from version to version, and a download that is
    taken up again needs the same bytes.

    Raises:
        ArchiveError: it is no zip file, or has no such member.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            member = next((one for one in members if one.filename.endswith(ending)), None)
            if member is None:
                raise ArchiveError(ending)
            before = archive.read(member)
            directory = archive.start_dir
    except (zipfile.BadZipFile, zlib.error) as error:
        raise ArchiveError(str(error)) from error
    content = write(before, sum(one.file_size for one in members) - member.file_size)
    begin = member.header_offset
    behind = (one.header_offset for one in members if one.header_offset > begin)
    end = min(behind, default=directory)
    file.seek(begin)
    head = _local(file.read(_LOCAL.size), file, content)
    file.seek(directory)
    tail = bytearray(file.read())
    moved = len(head) + len(content) - (end - begin)
    _redirect(tail, begin, content, moved)
    return Spliced((Span(0, begin), head, content, Span(end, directory), bytes(tail)))


def _local(header: bytes, file: BinaryIO, content: bytes) -> bytes:
    """The member's own header, without the extra field, which tells of the bytes before."""
    sign, needed, flags, _packed, time, day, _crc, _size, _whole, named, _more = _LOCAL.unpack(
        header
    )
    size = len(content)
    told = (sign, needed, flags & ~_SIZES_FOLLOW, zipfile.ZIP_STORED, time, day)
    return _LOCAL.pack(*told, zlib.crc32(content), size, size, named, 0) + file.read(named)


def _redirect(tail: bytearray, begin: int, content: bytes, moved: int) -> None:
    """Make the directory tell of the new member, and of those behind it where they are now."""
    at = 0
    while tail[at : at + 4] == b"PK\x01\x02":
        named, more, remark = struct.unpack_from("<3H", tail, at + 28)
        form, where = _place_of_offset(tail, at, named, more)
        (offset,) = struct.unpack_from(form, tail, where)
        if offset == begin:
            (flags,) = struct.unpack_from("<H", tail, at + 8)
            struct.pack_into("<2H", tail, at + 8, flags & ~_SIZES_FOLLOW, zipfile.ZIP_STORED)
            size = len(content)
            struct.pack_into("<3I", tail, at + 16, zlib.crc32(content), size, size)
        elif offset > begin:
            struct.pack_into(form, tail, where, offset + moved)
        at += 46 + named + more + remark
    if tail[at : at + 4] == b"PK\x06\x06":
        _add(tail, "<Q", at + 48, moved)
        (length,) = struct.unpack_from("<Q", tail, at + 4)
        at += 12 + length
        _add(tail, "<Q", at + 8, moved)
        at += 20
    if struct.unpack_from("<I", tail, at + 16) != (_IN_EXTRA,):
        _add(tail, "<I", at + 16, moved)


def _place_of_offset(tail: bytearray, at: int, named: int, more: int) -> tuple[str, int]:
    """How and where an entry tells the offset of its member."""
    packed, whole = struct.unpack_from("<2I", tail, at + 20)
    if struct.unpack_from("<I", tail, at + 42) != (_IN_EXTRA,):
        return "<I", at + 42
    field, end = at + 46 + named, at + 46 + named + more
    while field + 4 <= end:
        kind, length = struct.unpack_from("<2H", tail, field)
        if kind == 1:
            return "<Q", field + 4 + 8 * ((packed == _IN_EXTRA) + (whole == _IN_EXTRA))
        field += 4 + length
    raise ArchiveError("an offset is missing")


def _add(tail: bytearray, form: str, at: int, moved: int) -> None:
    struct.pack_into(form, tail, at, struct.unpack_from(form, tail, at)[0] + moved)
