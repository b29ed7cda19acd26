"""What each byte of the old Vietnamese encodings stands for, as plain facts.

Sources: VISCII, RFC 1456; TCVN3, the third set of TCVN 5712:1993; VPS and VNI, the charts of their
fonts. Each row holds the sixteen letters from the byte at its left on; a space: as in windows-1252.
"""

from functools import cache

_VISCII = {
    0x80: "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ",
    0x90: "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ",
    0xA0: "Õắằặấầẩậẽẹếềểễệố",
    0xB0: "ồổỗỠƠộờởịỰỨỪỬơớƯ",
    0xC0: "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ",
    0xD0: "ĐứÒÓÔạỷừửÙÚỹỵÝỡư",
    0xE0: "àáâãảăữẫèéêẻìíĩỉ",
    0xF0: "đựòóôõỏọụùúũủýợỮ",
}
_VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VPS = {
    0x80: "ÀẢÃẤẦẨọỗĂếềểệẮẰẲ",
    0x90: "Ế  ỀỂỄỐỒỔỖýỷỵỚỜỞ",
    0xA0: " ắằẳẵặỠớÙờởỡŨỨợỪ",
    0xB0: "ổỬỲỸÍÌộỈĨÓửữÒỎÕự",
    0xC0: "ầÁÂấẩẫậđẻÉÊẹỉễịỹ",
    0xD0: "ƯỦồốÔỏơÈừứÚũưÝẺ ",
    0xE0: "àáâãảạăçèéêẽìíîĩ",
    0xF0: "ẴĐòóôõöƠụùúủüỶẼỳ",
}
_VPS_LOW = {
    0x02: "Ạ", 0x03: "Ậ", 0x04: "Ặ", 0x05: "Ẹ", 0x06: "Ệ", 0x10: "Ị", 0x11: "Ọ", 0x12: "Ộ",
    0x13: "Ợ", 0x14: "Ụ", 0x15: "Ự", 0x19: "Ỵ", 0x1C: "Ẫ", 0x1D: "Ữ",
}  # fmt: skip
# The third set has no capitals with tones: fonts whose name ends in H draw small letters high.
_TCVN3 = {
    0xA0: " ĂÂÊÔƠƯĐăâêôơưđẰ",
    0xB0: "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ",
    0xC0: "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ",
    0xD0: "éẹềểễếệìỉỄẾỒĩíịò",
    0xE0: "Ổỏõóọồổỗốộờởỡớợù",
    0xF0: "ỖủũúụừửữứựỳỷỹýỵỐ",
}
_TCVN3_GLYPHS = {"\u2212": "ư", "\u2219": "ã", "\u03bc": "à"}
"""What PDF fonts call the glyphs at 0xAD, 0xB7 and 0xB5: minus, bullet operator, Greek mu."""
_VNI_SINGLE = dict(zip("ñôöæóòîìíÑÔÖÆÓÒÎÌÍ", "đơưỉĩịỵìíĐƠƯỈĨỊỴÌÍ", strict=True))
_TONES = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_VNI_ROUND = dict(zip("âáàåãä", ("", *"\u0301\u0300\u0309\u0303\u0323"), strict=True))
_VNI_BREVE = dict(zip("êéèúüë", ("", *"\u0301\u0300\u0309\u0303\u0323"), strict=True))

NAMES = ("tcvn3", "vni", "viscii", "vps")


@cache
def table(encoding: str) -> dict[str, str]:
    """Each letter, or pair of letters, of a misread text with what it stands for, decomposed."""
    if encoding == "vni":
        return _vni()
    rows, low = {
        "tcvn3": (_TCVN3, {}),
        "viscii": (_VISCII, _VISCII_LOW),
        "vps": (_VPS, _VPS_LOW),
    }[encoding]
    by_byte: dict[int, str] = dict(low)
    for first, letters in rows.items():
        by_byte |= {first + at: c for at, c in enumerate(letters) if c != " "}
    found: dict[str, str] = {}
    for byte, letter in by_byte.items():
        found[chr(byte)] = letter
        with_code = bytes([byte]).decode("cp1252", "ignore")
        found |= {with_code: letter} if with_code else {}
    if encoding == "tcvn3":
        found |= _TCVN3_GLYPHS
    return found


def _vni() -> dict[str, str]:
    """VNI writes a vowel, then its sign; a sign may be small after a capital."""
    found = dict(_VNI_SINGLE)
    pairs: dict[str, str] = {}
    for vowel in "aeouyAEOUYiIôöÔÖ":
        real = _VNI_SINGLE.get(vowel, vowel)
        pairs |= {vowel + sign: real + tone for sign, tone in _TONES.items()}
        if vowel in "aeoAEO":
            pairs |= {vowel + sign: real + "\u0302" + tone for sign, tone in _VNI_ROUND.items()}
        if vowel in "aA":
            pairs |= {vowel + sign: real + "\u0306" + tone for sign, tone in _VNI_BREVE.items()}
    for pair, letters in list(pairs.items()):
        found[pair] = letters
        found[pair[0] + pair[1].upper()] = letters
    return found
