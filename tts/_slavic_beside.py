"""What stands beside a short word of Russian or Ukrainian, and tells what it is short for."""

import re
from collections.abc import Container

CAPITAL = "А-ЯЁІЇЄҐ"
SMALL = "а-яёіїєґ"
NAME = rf"\s*[\"«„“]?(?:(?:[{CAPITAL}]\.\s?){{1,3}})?([{CAPITAL}][{SMALL}{CAPITAL}'’-]*)"
NAME_NEXT = re.compile(NAME)
NUMBER_NEXT = re.compile(
    r"\s?№?\s?(?:\d|[IVXLІХ]+(?!\w)|[А-Яа-яA-Z](?=[),;]|\Z)|[«\"][а-яіїєґ][»\"])"
)
SEVERAL_NEXT = re.compile(
    r"\s?(\d{1,9})(?:,\s\d{1,9}){0,8}\s?(?:[–—-]|\s(?:и|і|та|й)\s)\s?(\d{1,9})"
)
ROMANS_NEXT = re.compile(r"\s?[IVXLІХ]+\s?[–—-]\s?[IVXLІХ]+(?!\w)")
SEVERAL = ("пп.", "п.п.", "ч.ч.", "ст.ст.", "с.с.", "т.т.", "сс.", "лл.", "тт.", "стст.")
NAMED_AFTER = re.compile(
    r"\b(?:ул|пер|просп|пр|пл|бул|бульв|наб|вул|пров|им|ім)\.\s?\Z", re.IGNORECASE
)
NOUN_NEXT = re.compile(rf"\s?[\"'«„“(]?\s?[{SMALL}A-Za-zÀ-ɏͰ-Ͽ֐-ۿ]|\s[«„\"]")
DAY_BEFORE = re.compile(
    r"(?<!\w)(по|в|во|у|с|со|з|із|до|кроме|крім|от|від|после|після)\s(?:[А-Яа-я]{2}\.?(?:,\s|\s(?:и|і|та|й)\s)){0,3}\Z",
    re.IGNORECASE,
)
UNTIL_DAY = re.compile(r"(?<!\w)(?:с|со|з|із)\s[а-я]{2}\.?\s(?:по)\s\Z", re.IGNORECASE)
INVENTORY = re.compile(r"\bоп\.\s?\d+,?\s\Z", re.IGNORECASE)
DIGIT_OR_ROMAN = re.compile(
    r"\s?(?:\d|[«\"][а-яіїєґ][»\"]|[IVXL]+(?:[,;)\s:–—-]|\.?\s*\Z|\.\s[^А-ЯІЇЄҐ]))"
)
TOWARDS = re.compile(
    r"\b(?:при|по|у|вы|въ|пере|до|от|за)?(?:ех|езж|шел|шёл|шл[аои]|ход|лет[еа]|плы|вез|вёз)"
    r"\w*\s(?:в|во|на)\s\Z|"
    r"\b(?:прибы|отбы|вступ|отправ|направ|верну|возвра|перебра|попа[лд]|послан|сослан|выслан|путь|поезд|дорог|"
    r"врыва|ворва|спеш)\w*\s(?:в|во|на)\s\Z|"
    r"\b(?:при|по|ви|в|у|пере|за|від|до)?(?:їх|їжд|йшо|йшл|йти|літ|леті|плив|вез|віз)\w*\s"
    r"(?:в|у|на)\s\Z|"
    r"\b(?:прибу|відбу|вступ|відправ|вируш|поверн|перебра|потрап|послан|заслан|вислан|шлях|поїзд|дорог|увірва|"
    r"поспіш|скерован|направ)\w*\s(?:в|у|на)\s\Z"
)
"""A verb of motion: в, на with the accusative."""
JOINING = ("як", "что", "що", "а", "и", "і", "й", "та", "как", "де", "где", "коли", "когда", "то")
"""Words that join clauses, though some are nouns in the dictionary."""
PAGES = ("с.", "стр.", "стор.", "рис.", "мал.", "табл.")
NO_WHOLE = ("адрес", "адреса", "адресу", "адресом", "раз", "вопрос", "питання", "том", "часть",
             "дом", "дома", "доме", "будинок", "будинку")  # fmt: skip
WATER = re.compile(r"(?:оз|о-в|хр|вдхр|р)\.|о-в")
BESIDE = re.compile(r"[^\W\d_]\s\Z")
CHAIR_NEXT = re.compile(
    r"\s(?:кафедр|факульт|универс|універс|инстит|інстит|академ|отдел|відділ|лаборатор|бібліот|библиот|сектор|управлен|управлін|штаб|цех|станц|каф\.|ф-т|ун-т|ин-т|ін-т)"
)
"""Where someone teaches: доц. кафедры."""
LEAF_NEXT = re.compile(r"\s?\d{1,5},\s(?:л|лл)\.\s?\d")
WORD_BEFORE = re.compile(r"([^\W\d_]+)\s\Z")
GENITIVE_NEXT = re.compile(rf"\s?(?:[«„\"]|[{CAPITAL}]\.|\d|[IVXХ]+\s|([{CAPITAL}][{SMALL}]+))")
SQUARE_NEXT = re.compile(r"\s?к?м(?!\w)")
SPOON_BEFORE = re.compile(r"\d\s?(?:ст|ч|дес)\.\s?\Z")
WOMEN = {"гражданин": "гражданка", "громадянин": "громадянка"}
LABELLED = re.compile(r"№\s?\d{1,4}\s?\Z")
DIGIT_BEFORE = re.compile(r"\d\s?\Z")
RANK_BEFORE = re.compile(r"\d+-[а-яіїє]{1,3}\s\Z")
ROMAN_BEFORE = re.compile(r"(?<!\w)[IVXІХ]+(?:[–—-][IVXІХ]+)?\s\Z")
LAW_BEFORE = re.compile(r"(?i:\b(?:ст|п|пп|гл|розд|разд|ч|абз)\.\s?[\d.]+\s?\Z)")
POINT_BEFORE = re.compile(
    r"(?i:(?<!\w)(?:пп?|підп|подп|абз)\.\s?|(?<!\w)(?:пункт|абзац|підпункт|подпункт)[а-яі]{0,3}\s)"
    r"[\d.]+,?\s\Z"
)
NOUN_OR_NUMBER = re.compile(rf":|\s?[«„\"(+]?(?:[{SMALL}\dA-Za-z]|[{CAPITAL}]\.)")
NUMBERED_BEFORE = re.compile(r"\d[\w-]*(?:\.\d{1,4})*\s\Z")


def is_measure(key: str, before: str, after: str) -> bool:
    """Whether a short word is part of a measure: ст. л., кв. м."""
    if key == "кв.":
        return SQUARE_NEXT.match(after) is not None
    return key == "л." and SPOON_BEFORE.search(before) is not None


def is_short(m: re.Match[str], prepositions: Container[str]) -> bool:
    """Whether a short word that is a word of its own (полк, прав) stands where none would."""
    found = WORD_BEFORE.search(m.string, max(0, m.start() - 24), m.start())
    return found is None or found[1].lower() in prepositions or found[1] in ("и", "й", "і", "та")


def is_degree(m: re.Match[str], kind: str) -> bool:
    """Whether a title stands behind the name of whom it belongs to: О. М. Бойко, доц."""
    behind = m.string[: m.start()].endswith((", ", "("))
    ahead = re.match(r"[,;)]|\s*\Z", m.string[m.end() : m.end() + 2])
    return kind == "title" and behind and ahead is not None and len(m["w"]) > 3


def pattern(table: dict[str, str], kind: str) -> str:
    """Keys as written, spaces free between parts, a small first letter for a capital too."""
    keys = []
    for key in sorted(table, key=len, reverse=True):
        body = re.escape(key).replace(r"\ ", r"\s?")
        body = re.sub(r"\\\.(?=\w)", r"\\.\\s?", body)
        keys.append(_cased(key, body, free=kind == "number"))
    glued = r"[^\W\d]" if kind == "number" else rf"[{SMALL}\d_]"
    inside = "" if kind == "number" else r"(?<!\b[^\W\d]\.\s)"
    return rf"(?<![\w.])(?<!\d-){inside}(?P<w>{'|'.join(keys)})(?!{glued}|(?<=\.)\.)"


def _cased(key: str, body: str, *, free: bool) -> str:
    """The key with a capital as well, but for one letter, which would be an initial."""
    if not key[0].islower() or (len(key) <= 2 and not free):
        return body
    return f"[{key[0]}{key[0].upper()}]{body[1:]}"
