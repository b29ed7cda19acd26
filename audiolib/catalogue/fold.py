"""Words as search sees them, and titles as a shelf sorts them.

Folding loses what people leave out or type in several ways: case, the marks of Latin letters (`đ`
among them), stress over Cyrillic ones, the forms of Persian ye and kaf. It keeps what makes another
letter: `й`, `ї`, `ґ`.
"""

import re
import unicodedata

_ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
_LETTERS = str.maketrans(
    {
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ø": "o",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ё": "е",
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ة": "ه",
        "ۀ": "ه",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "ئ": "ی",
        "ـ": None,
        "’": "'",
        "ʼ": "'",
    }
)
_APART = re.compile(r"[^\w]+|_+")
_INSIDE = re.compile(r"(?<=\w)'(?=\w)")
_CYRILLIC_KEPT = {"\N{COMBINING BREVE}", "\N{COMBINING DIAERESIS}"}


def fold(text: str) -> str:
    """Folded words with single spaces between them; empty where there is none.

    A zero width non-joiner parts words here; `folded_variants` has them joined too.
    """
    return " ".join(_APART.sub(" ", _plain(text.replace(_ZWNJ, " "))).split())


def folded_variants(text: str) -> str:
    """What an index holds of a text: its folded words, and parts of words joined that were apart.

    So `می‌روم` is found as `می روم` and as `میروم`.
    """
    folded = fold(text)
    if _ZWNJ not in text:
        return folded
    joined = (fold(word.replace(_ZWNJ, "")) for word in text.split() if _ZWNJ in word)
    return " ".join([folded, *joined])


def _plain(text: str) -> str:
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    lowered = _INSIDE.sub("", lowered)
    kept: list[str] = []
    base = ""
    for character in unicodedata.normalize("NFD", lowered):
        if unicodedata.category(character) == "Mn":
            if base in "иіИІ" and base and character in _CYRILLIC_KEPT:
                kept.append(character)
            continue
        base = character
        kept.append(_digit(character))
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)


def _digit(character: str) -> str:
    """A decimal digit of any script as an ASCII one; whatever else as it is."""
    if not character.isascii() and character.isdecimal():
        return str(unicodedata.decimal(character))
    return character


_ARTICLES = {"en": ("the ", "a ", "an ")}
_VIETNAMESE = {
    letter: f"{base}{rank}"
    for base, letters in (("a", "aăâ"), ("d", "dđ"), ("e", "eê"), ("o", "oôơ"), ("u", "uư"))
    for rank, letter in enumerate(letters)
}
_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Grave, hook, tilde, acute, dot below: the dictionary's order of tones."""
_UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_PERSIAN = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"


def sort_key(title: str, lang: str) -> str:
    """A key that sorts titles by code point as readers of the language expect them.

    Vietnamese goes syllable by syllable, as its dictionaries do: letters first (a ă â b c d đ …),
    then tones in the order level, grave, hook, tilde, acute, dot.
    """
    text = " ".join(_APART.sub(" ", unicodedata.normalize("NFC", title).casefold()).split())
    primary = lang.split("-")[0].lower()
    for article in _ARTICLES.get(primary, ()):
        text = text.removeprefix(article)
    if primary == "vi":
        return _vietnamese(text)
    order = {"uk": _UKRAINIAN, "fa": _PERSIAN}.get(primary)
    if order is None:
        return fold(text)
    folded = fold(text) if primary == "fa" else text
    base = 0x430 if primary == "uk" else 0x627
    return "".join(
        chr(base + order.index(letter)) if letter in order else letter for letter in folded
    )


def _vietnamese(text: str) -> str:
    return " ".join(map(_syllable, text.split()))


def _syllable(word: str) -> str:
    letters = (_VIETNAMESE.get(letter, f"{letter}0") for letter in _toneless(word))
    tones = (1 + _TONES.index(c) for c in unicodedata.normalize("NFD", word) if c in _TONES)
    return f"{''.join(letters)}\x01{next(tones, 0)}"


def _toneless(word: str) -> str:
    kept = (c for c in unicodedata.normalize("NFD", word) if c not in _TONES)
    return unicodedata.normalize("NFC", "".join(kept))
