"""Title, author and date of an Office document (MS-OLEPS §2.21, SummaryInformation)."""

import struct
from datetime import UTC, datetime, timedelta

_NAMES = {2: "dc:title", 4: "dc:creator", 5: "cp:keywords", 6: "dc:description"}
_CREATED, _CODE_PAGE = 12, 1
_START = datetime(1601, 1, 1, tzinfo=UTC)


def summary(stream: bytes) -> dict[str, str]:
    """What the stream says, by the names of core properties; nothing where it is damaged."""
    try:
        return _read(stream)
    except (struct.error, IndexError, ValueError, OverflowError, LookupError):
        return {}


def _read(stream: bytes) -> dict[str, str]:
    if len(stream) < 48:
        return {}
    (start,) = struct.unpack_from("<I", stream, 44)
    _, count = struct.unpack_from("<II", stream, start)
    places = dict(
        struct.unpack_from("<II", stream, start + 8 + 8 * at) for at in range(min(count, 100))
    )
    page = 1252
    if _CODE_PAGE in places:
        (page,) = struct.unpack_from("<H", stream, start + places[_CODE_PAGE] + 4)
    encoding = {1200: "utf-16-le", 65001: "utf-8"}.get(page, f"cp{page}")
    found: dict[str, str] = {}
    for number, name in _NAMES.items():
        if number in places:
            at = start + places[number]
            kind, size = struct.unpack_from("<II", stream, at)
            if kind in (30, 31):
                content = stream[at + 8 : at + 8 + (size if kind == 30 else 2 * size)]
                words = content.decode(encoding if kind == 30 else "utf-16-le", "replace")
                found[name] = words.partition("\0")[0].strip()
    if _CREATED in places:
        kind, ticks = struct.unpack_from("<IQ", stream, start + places[_CREATED])
        if kind == 64 and ticks:
            day = _START + timedelta(microseconds=ticks // 10)
            found["dcterms:created"] = day.date().isoformat() if day.year > 1979 else ""
    return {name: words for name, words in found.items() if words}
