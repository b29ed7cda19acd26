"""Texts as the old encodings wrote them: the tables read the other way."""

import unicodedata
from functools import cache

from audiolib.sources.legacy._tables import table

TALE = """Ngày xửa ngày xưa, ở một làng nhỏ ven sông, có hai anh em mồ côi cha mẹ. Người anh tham
lam, được chia hết ruộng vườn, chỉ để lại cho em túp lều tranh và một cây khế ngọt. Mỗi
sáng người em tưới cây, chờ quả chín rồi gánh ra chợ bán, lòng vẫn nhẹ như mây. Một hôm,
có con chim lạ bay đến đậu trên cành, ăn hết quả này đến quả khác. Người em ngước lên nói:
“Chim ơi, cả nhà tôi chỉ trông vào cây khế, chim ăn hết thì tôi biết sống ra sao?” Chim
đáp: “Ăn một quả, trả cục vàng, may túi ba gang, mang đi mà đựng.” Quỳnh, Đặng, Nguyễn đều
kể lại chuyện ấy; trường học cũ ở phương Bắc vẫn còn ghi."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@cache
def letters(encoding: str) -> dict[str, bytes]:
    """The bytes of each letter, capitals first where an encoding has several."""
    found: dict[str, bytes] = {}
    for key, value in table(encoding).items():
        try:
            content = key.encode("latin-1")
        except UnicodeEncodeError:
            continue
        found.setdefault(unicodedata.normalize("NFC", value), content)
    return found


def encoded(text: str, encoding: str) -> bytes:
    """Bytes of a Vietnamese text."""
    if encoding == "cp1258":
        return b"".join(map(_in_1258, text))
    own = letters(encoding)
    return b"".join(
        c.encode() if c < "\x80" else own[c] if c in own else c.encode("cp1252") for c in text
    )


def _in_1258(letter: str) -> bytes:
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(part for part in parts if part in _TONES)
    base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    return (base + tone).encode("cp1258")
