"""ISO 2709 as others write it: records one by one, wrong lengths put right where that is sure."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, cast

from pymarc import MARCReader, Record
from pymarc.exceptions import PymarcException

from audiolib.catalogue.exchange.errors import RecordDamagedError

_CHUNK = 1 << 20
_LONGEST = 1 << 20
"""Bytes of a record that is still looked at; its leader can count 99,999."""
_LEADER, _ENTRY = 24, 12
_FIELD_END, _RECORD_END = b"\x1e", b"\x1d"
_DIRECTORY = re.compile(rb"(?:[0-9A-Za-z]{3}[0-9]{9})+")
_FIELD_MOST, _RECORD_MOST = 9_999, 99_999
_ODD = (PymarcException, LookupError, ValueError, TypeError, AttributeError)
"""What a stranger's bytes make of pymarc."""
_BETWEEN = b"\r\n\x00\x1a "
"""What some systems put between records, and at the end."""


def read(file: BinaryIO, after: int = 0) -> Iterator[tuple[int, Record | RecordDamagedError]]:
    """The records behind the first `after` ones with their numbers, an error for a damaged one."""
    for number, piece in enumerate(_pieces(file), 1):
        if number > after:
            yield number, _record(number, piece)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of each record without its end; empty for one that has no end in sight."""
    rest, lost = b"", False
    while chunk := file.read(_CHUNK):
        *whole, rest = (rest + chunk).split(_RECORD_END)
        for piece in whole:
            piece = piece.lstrip(_BETWEEN)
            if lost or len(piece) > _LONGEST:
                yield b""
            elif piece:
                yield piece
            lost = False
        if len(rest) > _LONGEST:
            rest, lost = b"", True
    if lost or rest.strip(_BETWEEN):
        yield b"" if lost else rest.lstrip(_BETWEEN)


def _record(number: int, piece: bytes) -> Record | RecordDamagedError:
    if not piece:
        return RecordDamagedError(number, f"> {_LONGEST}")
    piece = mended(piece + _RECORD_END)
    # Many systems write UTF-8 and say MARC-8: what is UTF-8 by its bytes is read as such.
    is_utf8 = piece[9:10] == b"a" or (not piece.isascii() and _is_utf8(piece))
    reader = MARCReader(
        BytesIO(piece), to_unicode=True, force_utf8=is_utf8, hide_utf8_warnings=True
    )
    try:
        record = next(iter(reader), None)
    except _ODD as error:
        return RecordDamagedError(number, type(error).__name__)
    if record is None:
        return RecordDamagedError(number, type(reader.current_exception).__name__)
    return cast(Record, record)


def mended(piece: bytes) -> bytes:
    """A record whose lengths count what is there, where its fields say so themselves.

    Systems that count letters, not bytes, write wrong ones. A record that can't be put right
    comes back as it was.
    """
    if _fits(piece):
        right = b"%05d" % len(piece) + piece[5:]
        return right if len(piece) <= _RECORD_MOST else piece
    directory, *fields = piece[_LEADER:-1].split(_FIELD_END)
    if fields and not fields[-1].strip():
        del fields[-1]
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory), _ENTRY)]
    if not _DIRECTORY.fullmatch(directory) or len(entries) != len(fields):
        return piece
    # Fields lie in the order of where the directory takes them to begin.
    in_place = sorted(entries, key=lambda entry: int(entry[7:]))
    made, at = b"", 0
    for entry, field in zip(in_place, fields, strict=True):
        if len(field) >= _FIELD_MOST:
            return piece
        made += b"%b%04d%05d" % (entry[:3], len(field) + 1, at)
        at += len(field) + 1
    base = _LEADER + len(made) + 1
    whole = base + at + 1
    if whole > _RECORD_MOST:
        return piece
    leader = b"%05d%b%05d%b" % (whole, piece[5:12], base, piece[17:_LEADER])
    body = b"".join(field + _FIELD_END for field in fields)
    return b"".join((leader, made, _FIELD_END, body, _RECORD_END))


def _fits(piece: bytes) -> bool:
    """Whether every field ends where the directory says."""
    told = piece[12:17]
    base = int(told) if told.isdigit() else 0
    directory = piece[_LEADER : base - 1]
    if piece[base - 1 : base] != _FIELD_END or not _DIRECTORY.fullmatch(directory):
        return False
    for at in range(0, len(directory), _ENTRY):
        end = base + int(directory[at + 3 : at + 7]) + int(directory[at + 7 : at + _ENTRY])
        if piece[end - 1 : end] != _FIELD_END:
            return False
    return True


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
