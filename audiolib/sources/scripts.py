"""Which script a word is written in, and which language its letters betray."""

import re
from collections import Counter
from functools import cache

_RANGES = {
    "Latn": "A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿⱠ-ⱿꜢ-ꟿ",
    "Cyrl": "Ѐ-ԯᲀ-ᲈꙀ-ꚟ",
    "Arab": "\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f"
    "\ufb50-\ufdff\ufe70-\ufefc",
    "Grek": "Ͱ-Ͽἀ-῾",
    "Hebr": "\u0591-\u05f4",
    "Thai": "\u0e00-\u0e7f",
    "Deva": "\u0900-\u097f",
    "Geor": "\u10a0-\u10ff\u1c90-\u1cbf",
    "Armn": "\u0531-\u058a",
    "Hang": "\uac00-\ud7af\u1100-\u11ff",
    "Kana": "\u3040-\u30ff",
    "Hani": "\u4e00-\u9fff\u3400-\u4dbf",
}
WORD = re.compile(
    "|".join(
        f"(?P<{script}>[{letters}](?:[\\u0300-\\u036f\\u200c'’\\-]?[{letters}\\u0300-\\u036f])*)"
        for script, letters in _RANGES.items()
    )
)
"""A word of one script; the name of the group that matched is the script's (ISO 15924)."""

_SOLE = {
    "Grek": "el",
    "Hebr": "he",
    "Thai": "th",
    "Deva": "hi",
    "Geor": "ka",
    "Armn": "hy",
    "Hang": "ko",
    "Kana": "ja",
    "Hani": "zh",
}
_OF_LANGUAGE = {
    **dict.fromkeys(("uk", "ru", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt"), "Cyrl"),
    **dict.fromkeys(("fa", "ar", "ur", "ps", "ckb", "ug"), "Arab"),
    **{language: script for script, language in _SOLE.items()},
}
_VIETNAMESE = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]", re.IGNORECASE)
_TONED = re.compile(r"[àáâãèéêìíòóôõùúýăđơưĩũ\u1ea0-\u1ef9]", re.IGNORECASE)
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_RUSSIAN = re.compile(r"[ыэъё]", re.IGNORECASE)
_BELARUSIAN = re.compile(r"ў", re.IGNORECASE)
_PERSIAN = re.compile(r"[پچژگکی\u200c]")
_ARABIC = re.compile(r"[ةأإؤ]")
_PERSIAN_WORDS = re.compile(
    r"(?<!\w)(?:از|را|به|در|که|كه|این|اين|آن|است|بود|شد|برای|براي|هم|تا|یا|يا|ها|های|هاي|می|مي|نه|چه)(?!\w)"
)
_ARABIC_WORDS = re.compile(
    r"(?<!\w)(?:في|من|على|إلى|عن|مع|هذا|هذه|التي|الذي|كان|لا|ما|قد|لم|إن|أن|[وبفك]?ال\w{3,})(?!\w)"
)


@cache
def _other_letters(script: str) -> re.Pattern[str]:
    """A letter of any script but this one."""
    return re.compile(f"[{''.join(letters for s, letters in _RANGES.items() if s != script)}]")


def is_all(text: str, script: str) -> bool:
    """Whether a text has no word of another script: most texts, and much sooner told."""
    return not _other_letters(script).search(text)


def script_of(language: str) -> str:
    """The script that a language is written in, Latin where nothing else is known."""
    return _OF_LANGUAGE.get(language.partition("-")[0].lower(), "Latn")


def words_by_script(text: str) -> Counter[str]:
    """How many words of each script a text holds."""
    return Counter(match.lastgroup or "" for match in WORD.finditer(text))


def main_script(text: str, usual: str = "") -> str:
    """The script of most words, weighed by their letters; empty where there are none.

    `usual` is the one that is expected: it is taken where a third of the letters are of it.
    """
    if usual in _RANGES and is_all(text, usual):
        return usual if WORD.search(text) else ""
    letters: Counter[str] = Counter()
    for match in WORD.finditer(text):
        letters[match.lastgroup or ""] += match.end() - match.start()
    if usual and letters[usual] * 3 >= letters.total() > 0:
        return usual
    return max(letters, key=lambda script: letters[script], default="")


def by_letters(text: str, script: str) -> str:
    """The language that a script or its letters prove; empty where they prove none."""
    if script in _SOLE:
        return "ja" if script == "Hani" and re.search("[\u3040-\u30ff]", text) else _SOLE[script]
    if script == "Cyrl":
        ukrainian, russian = len(_UKRAINIAN.findall(text)), len(_RUSSIAN.findall(text))
        if _BELARUSIAN.search(text):
            return "be"
        if ukrainian and ukrainian > 8 * russian:
            return "uk"
        return "ru" if russian and russian > 8 * ukrainian else ""
    if script == "Arab":
        return _persian_or_arabic(text)
    if script == "Latn" and _VIETNAMESE.search(text):
        return "vi"
    return ""


def _persian_or_arabic(text: str) -> str:
    """`fa` or `ar`; ي and ك prove nothing, for keyboards gave them to Persian too."""
    persian = len(_PERSIAN.findall(text)) + 2 * len(_PERSIAN_WORDS.findall(text))
    arabic = len(_ARABIC.findall(text)) + 2 * len(_ARABIC_WORDS.findall(text))
    if persian > arabic:
        return "fa"
    return "ar" if arabic > 2 * persian else ""


def vietnamese_share(text: str) -> float:
    """The share of Latin words that carry a Vietnamese sign, 0 to 1."""
    words = [match[0] for match in WORD.finditer(text) if match.lastgroup == "Latn"]
    if not words or not _VIETNAMESE.search(text):
        return 0.0
    return sum(1 for word in words if _TONED.search(word)) / len(words)
