"""Counts written as Word and DTBook write the numbers of lists."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"


def write_number(count: int, form: str) -> str:
    """A count in one of Word's forms; in figures where we don't know the form."""
    if not 0 < count < 4000:
        return str(count)
    match form:
        case "lowerLetter" | "upperLetter":
            letters = chr(97 + (count - 1) % 26) * min((count - 1) // 26 + 1, 20)
            return letters.upper() if form == "upperLetter" else letters
        case "lowerRoman" | "upperRoman":
            text = ""
            for size, letter in _ROMAN:
                text += letter * (count // size)
                count %= size
            return text.upper() if form == "upperRoman" else text
        case "russianLower" | "russianUpper":
            letter = _RUSSIAN[(count - 1) % len(_RUSSIAN)]
            return letter.upper() if form == "russianUpper" else letter
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)
