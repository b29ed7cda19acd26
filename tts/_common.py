"""Rules that every language shares; the words they say come from the language's folder."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from tts._digits import NUMERIC, value
from tts._rules import LETTER, Language, Numbers, Reading, Rule

_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,8}"
_TOP = (
    r"(?:(?:com|org|net|edu|gov|co|ac)\.[a-z]{2}|com|org|net|edu|gov|info|int|biz|mil|io|eu|vn|ua|ru|ir|uk|us|de|fr|pl|by|kz|su|me|tv|app|"
    r"dev|ai|рф|укр|(?:ly|be|gl|gg)(?=/\w))(?![\w@])"
)
_PATH = r"(?:[/?#][\w\-./?%&=+#~:@!$,;*()\[\]']*[\w/=])?"


def starts(lang: Language) -> tuple[Rule, ...]:
    """Rules to try before the language's own: what must be taken whole."""
    spell = _Speller(lang)
    return (
        Rule("symbol.tag", _TAG, lambda _: " ", "any", re.IGNORECASE),
        Rule("symbol.entity", r"&(?:(?P<e>nbsp|amp|quot|apos|[lg]t|[nm]dash|hellip|[lr][ds]quo)|"
             r"#\d{2,5});",
             lambda m: lang.symbols.get(_ENTITIES.get(m["e"] or "", ""), "") or " ", "any"),
        Rule("address.email",
             r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@(?:[\w-]{1,63}\.){1,8}\w{2,12}",
             lambda m: (spell.address(m[0]), 0.9), "dot"),
        Rule("address.host", rf"(?<![\w.@])@{_HOST}{_TOP}", lambda m: (spell.address(m[0]), 0.9),
             "dot", re.ASCII & re.IGNORECASE),
        Rule("address.url", rf"(?<![\w@])(?:(?:https?|ftp)://"
             rf"(?:[^\s/]{{0,255}}[^\s/.,;:!?)\"'”’»]){_PATH}|"
             rf"(?:www\.)?{_HOST}{_TOP}{_PATH})",
             lambda m: (spell.address(m[0]), 0.9), "dot", re.ASCII & re.IGNORECASE),
        Rule("code.file", r"(?<![\w.])[\w-]{1,200}(?:\.[\w-]{1,40}){0,3}\.(?:jpe?g|png|gif|pdf|"
             r"docx?|xlsx?|csv|pptx?|txt|html?|mp3|mp4|epub|zip)(?!\w)",
             lambda m: (spell.address(m[0]), 0.8), "dot"),
        Rule("code.groups", r"(?<![\w.,/-])\d{1,7}(?:[-–]\d{1,7}){3,8}(?![\w/-])", spell.groups),
        Rule("symbol.markup", r"(?m)^#{1,6}(?=\s)", lambda _: "", "any"),
    )  # fmt: skip


_TAG = (
    r"</?(?:b|i|u|s|em|strong|br|p|div|span|a|su[bp]|h[1-6]|li|[uo]l|table|t[rdh]|img|font|center|"
    r"blockquote|hr|small|big|strike|del|ins|code|pre|ref|nowiki)(?:\s[^<>]{0,400})?/?>"
)
"""Markup left in a text."""
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}


def _powers(lang: Language) -> tuple[Rule, ...]:
    """A raised 2 or 3 after one letter, a number or a bracket; after a word it refers to a note."""
    powers: Mapping[str, str] = lang.words.get("powers", {})
    if not powers:
        return ()
    before = r"(?:(?<![^\W_])[A-Za-z]|(?<==\s)[A-Za-z]{2}|(?<=\))|(?<=\d))"
    return (
        Rule("number.power", rf"{before}(?P<say>[²³])(?!\w)", lambda m: " " + powers[m["say"]]),
    )


def ends(lang: Language) -> tuple[Rule, ...]:
    """Rules to try after the language's own; none of them leaves a digit."""
    spell = _Speller(lang)
    assert lang.numbers is not None  # noqa: S101
    numbers = lang.numbers
    return (
        Rule("symbol.hyphen", rf"(?<={LETTER})[-‐‑](?=\d+(?!\w))", lambda _: " "),
        *_powers(lang),
        *_abbreviations(lang),
        Rule("code.mixed", r"(?<!\w)(?=[^\W\d]*\d)(?=\d*[^\W\d])\w+(?:[-/]\w+)*",
             lambda m: (spell.code(m[0]), 0.6)),
        Rule("number.cardinal", r"(?<!\d)\d+(?:[.,]\d+)*", lambda m: numbers.number(m[0])),
        *_acronyms(lang, spell),
        Rule("symbol.slash", rf"(?<={LETTER})/(?={LETTER})", lambda _: " ", "any"),
        *_symbols(lang),
        Rule("number.character", f"[{NUMERIC}]", lambda m: (_character(m[0], numbers), 0.7)),
        *_foreign(lang),
    )  # fmt: skip


def _foreign(lang: Language) -> tuple[Rule, ...]:
    """Letters with marks that the language does not know, as in names: said without the marks.

    An engine would else name them one by one ("Latin small letter e with circumflex and tilde").
    """
    marked = (chr(code) for first, last in _MARKED for code in range(first, last))
    strange = "".join(c for c in marked if c not in lang.alphabet and _unmarked(c) not in ("", c))
    word = rf"(?<!{LETTER}){LETTER}*[{strange}]{LETTER}*"

    def say(match: re.Match[str]) -> Reading:
        return "".join(_unmarked(c) if c in strange else c for c in match[0]), 0.7

    return (Rule("foreign.letters", word, say, "nothing"),)


_MARKED = ((0xC0, 0x250), (0x1E00, 0x1F00))
_NAMED = re.compile(r"LATIN (CAPITAL|SMALL) LETTER ([A-Z]{1,2})(?: WITH |\Z)")
_UNMARKED = {"Đ": "D", "đ": "d", "Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "ß": "ss", "Æ": "Ae",
             "æ": "ae", "Œ": "Oe", "œ": "oe", "Þ": "Th", "þ": "th", "Ð": "D", "ð": "d", "ı": "i",
             "Ħ": "H", "ħ": "h", "Ŋ": "Ng", "ŋ": "ng", "ẞ": "SS"}  # fmt: skip


def _unmarked(letter: str) -> str:
    plain = _UNMARKED.get(letter)
    plain = plain or "".join(c for c in unicodedata.normalize("NFD", letter) if c.isascii())
    if plain:
        return plain
    named = _NAMED.match(unicodedata.name(letter, ""))
    return (named[2] if named[1] == "CAPITAL" else named[2].lower()) if named else letter


def _character(character: str, numbers: Numbers) -> str:
    """½, ², Ⅷ, ① and the like, where no rule of the language has said them."""
    top, bottom = value(character)
    if bottom == 1:
        return numbers.integer(abs(top))
    return f"{numbers.integer(abs(top))} / {numbers.integer(bottom)}"


_WORDLIKE = rf"(?:(?![{NUMERIC}]){LETTER})"


class _Speller:
    """Says what is no word: letters by name, digits in a row, marks by their names."""

    def __init__(self, lang: Language) -> None:
        self._lang = lang
        self._marks: Mapping[str, str] = lang.words.get("marks", {})
        self._domains: Mapping[str, str] = lang.words.get("domains", {})

    def letters(self, run: str) -> str:
        """Each letter by its name; a letter without one stays."""
        return " ".join(self._lang.letters.get(c.lower(), c) for c in run if not c.isspace())

    def word(self, run: str) -> str:
        """A run of letters: as a word if it can be said, else by the names of its letters."""
        if len(run) <= 8 and not _VOWEL.search(run):
            return self.letters(run)
        return run

    def digits(self, run: str) -> str:
        assert self._lang.numbers is not None  # noqa: S101
        if len(run) <= 4 and not (run[0] == "0" and len(run) > 1):
            return self._lang.numbers.integer(int(run))
        return self._lang.numbers.digits(run)

    def code(self, run: str) -> str:
        """Letters and digits side by side; marks between them are silent."""
        parts = re.findall(rf"[0-9]+|[{NUMERIC}]|{_WORDLIKE}+", run)
        return " ".join(self._part(p, alone=len(p) == 1 and len(parts) > 2) for p in parts)

    def _part(self, part: str, *, alone: bool) -> str:
        if part[0].isdecimal():
            return self.digits(part)
        if part[0].isnumeric():
            assert self._lang.numbers is not None  # noqa: S101
            return _character(part, self._lang.numbers)
        if part[0].isalpha():
            return self.letters(part) if alone else self.word(part)
        return self._marks.get(part, self._lang.symbols.get(part, ""))

    def groups(self, match: re.Match[str]) -> Reading:
        """Digits in several groups, as in an ISBN; not those of the language's phones."""
        phone: str = self._lang.words.get("phone", "")
        if phone and re.fullmatch(phone, match[0]):
            return None
        assert self._lang.numbers is not None  # noqa: S101
        digits = self._lang.numbers.digits
        comma = self._lang.words.get("comma", ", ")
        return comma.join(digits(group) for group in re.findall(r"\d+", match[0])), 0.9

    def address(self, run: str) -> str:
        """A web or mail address, every mark said but the scheme's."""
        run = re.sub(r"\A(?:https?|ftp)://", "", run)
        host = re.split("[/?#]", run, maxsplit=1)[0]
        said: list[str] = []
        for found in re.finditer(r"[^\W_]+|[^\w\s]|_", run):
            piece = found[0]
            domain = self._domains.get(host[found.start() :].lower())
            if domain and found.start():
                said.append(domain)
                continue
            mixed = len(piece) > 8 and not piece.isalpha() and not piece.isdigit()
            parts = piece if mixed else re.findall(rf"[0-9]+|[{NUMERIC}]|{_WORDLIKE}+|\W|_", piece)
            said += (self._part(p, alone=len(p) == 1) for p in parts)
        return " ".join(word for word in said if word)


_VOWEL = re.compile(r"[aeiouyàáâãèéêìíòóôõùúýăĩũơưạ-ỹаеиоуыэюяіїєё\u0600-\u06ff]", re.IGNORECASE)


def _abbreviations(lang: Language) -> tuple[Rule, ...]:
    """A rule a table: `always`, `before_digit`, `after_digit`, `before_upper`."""
    context: dict[str, Callable[[str, int, int], bool]] = {
        "before_digit": lambda text, _, end: bool(_NUMBER_NEXT.match(text, end)),
        "after_digit": lambda text, begin, _: bool(
            _NUMBER_LAST.search(text, max(0, begin - 12), begin)
        ),
        "before_upper": _is_before_name,
        "always": lambda _text, _begin, _end: True,
    }
    rules = []
    for name, fits in context.items():
        table: dict[str, str] = lang.abbreviations.get(name, {})
        if table:
            rules.append(_abbreviation(name, table, fits, lang))
    return tuple(rules)


def _is_before_name(text: str, begin: int, end: int) -> bool:
    """Whether a name follows; one letter after a name is that person's initial."""
    follows = _WORD_NEXT.match(text, end)
    if not follows or not follows[1].isupper():
        return False
    return end - begin > 2 or not _NAME_LAST.search(text, max(0, begin - 24), begin)


_NAME_LAST = re.compile(r"(?<![^\W\d_])[^\W\d_a-zà-ỹа-яїієґё][^\W\d_]+\s\Z")
_NUMBER_NEXT = re.compile(r"\s?(?:№\s?)?[(+]?(?:\d|[IVXLC]+(?![^\W\d_]))")
_NUMBER_LAST = re.compile(r"(?:\d|[IVXLCІХ])\s?\Z")
_WORD_NEXT = re.compile(r"\s*[\"'«“„(]?([^\W\d_])")


def _abbreviation(
    name: str, table: Mapping[str, str], fits: Callable[[str, int, int], bool], lang: Language
) -> Rule:
    spoken = {re.sub(r"\s", "", key): said for key, said in table.items()}
    ends = lang.abbreviations.get("ends", {})
    may_end = frozenset(ends.get("words", ()))
    soft = frozenset(ends.get("soft", ()))
    starters = frozenset(ends.get("starters", ()))
    opens = re.compile(rf"(?:\A|[.!?…\n]\s)[\"«„“(—\s]*(?:{ends.get('opens') or '(?!)'})")
    keys = sorted(table, key=len, reverse=True)
    heads = "|".join(_pattern(key) for key in keys)

    def say(match: re.Match[str]) -> Reading:
        key = re.sub(r"\s", "", match[0])
        said = spoken.get(key)
        if said is None and key[:1].isupper():
            said = spoken.get(key[0].lower() + key[1:])
            said = said and said[0].upper() + said[1:]
        if said is None or not fits(match.string, match.start(), match.end()):
            return None
        if key.endswith(".") and "before" not in name:
            word = " ".join(match[0][:-1].lower().split())
            ending = not may_end.isdisjoint((word, key[:-1].lower()))
            ending = ending and not _opens(match, opens)
            if _ends_sentence(match, ending, starters if word in soft else None):
                said += "."
        return said

    return Rule(
        f"abbreviation.{name.replace('_', '-')}",
        rf"(?<![\w.])(?:{heads})(?!\w)",
        say,
        "digit"
        if name == "after_digit"
        else "dot"
        if all("." in key for key in keys)
        else "nothing",
    )


def _opens(match: re.Match[str], opens: re.Pattern[str]) -> bool:
    """Whether the abbreviation closes what a sentence opens with: В 63 г. до н. э. Рим."""
    begin = max(0, match.start() - 64)
    found = opens.finditer(match.string, begin, match.end() + 24)
    return any(match.end() <= each.end() <= match.end() + 1 for each in found)


def _pattern(key: str) -> str:
    body = re.sub(r"\\\.(?:\\ )?(?!\Z)", r"\\.\\s?", re.escape(key)).replace("\\ ", r"\s")
    first = key[0]
    if first.islower() and len(key) > 2:
        return f"[{first}{first.upper()}]{body[1:]}"
    return body


def _ends_sentence(match: re.Match[str], may_end: bool, starters: frozenset[str] | None) -> bool:
    """Whether the abbreviation's full stop is the sentence's too, so that it must be heard.

    Args:
        match: The abbreviation.
        may_end: Whether it may end a sentence that another follows.
        starters: The words that may begin the sentence behind it; None where any may.
    """
    rest = match.string[match.end() : match.end() + 24].lstrip("\"'”’»)]")
    if not rest.strip():
        return True
    if not may_end or not rest[0].isspace() or not rest.lstrip()[0].isupper():
        return False
    follows = _WORD.match(rest.lstrip())
    if follows and follows.end() == 1 and rest.lstrip()[1:2] == ".":  # an initial
        return False
    return starters is None or (follows is not None and follows[0] in starters)


_WORD = re.compile(r"[^\W\d_]+")


def _acronyms(lang: Language, spell: _Speller) -> Sequence[Rule]:
    """Runs of capitals: those of the folder's list as it says, those nobody can read spelt."""
    known: dict[str, str] = lang.abbreviations.get("acronyms", {})
    words = frozenset(lang.abbreviations.get("words", {}).get("read", ()))
    syllable = re.compile(lang.abbreviations.get("words", {}).get("like", r"(?!)"), re.IGNORECASE)

    def say(match: re.Match[str]) -> Reading:
        run = match[0]
        if run in known:
            return known[run]
        if run in words or syllable.fullmatch(run):
            return None
        if not _VOWEL.search(run):
            return spell.letters(run), 0.7
        if not _shouted(match) and (_CLUSTER.search(run) or (len(run) <= 3 and run.isascii())):
            return spell.letters(run), 0.7
        return None

    listed = "|".join(re.escape(k) for k in sorted(known, key=len, reverse=True))
    pattern = rf"(?<![\w.&@])(?:{listed + '|' if listed else ''}{_CAPITALS}{{2,6}})(?![\w@])"
    return (Rule("acronym", pattern, say, "upper"),)


_CLUSTER = re.compile(r"[BCDFGHJKLMNPQRSTVWXZ]{3}")
_CAPITALS = "[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯА-ЯЁІЇЄҐ]"
_AROUND = " \t\n\"'“”."


def _shouted(match: re.Match[str]) -> bool:
    """Whether a neighbouring word is all capitals as well, as in a heading: then it is a word."""
    before = match.string[max(0, match.start() - 24) : match.start()].rstrip(_AROUND[:-1]).split()
    after = match.string[match.end() : match.end() + 24].lstrip(_AROUND).split()
    return any(
        len(bare) > 1 and bare.isupper() and bare.isalpha() for bare in (*before[-1:], *after[:1])
    )


def _symbols(lang: Language) -> tuple[Rule, ...]:
    if not lang.symbols:
        return ()
    ordered = sorted(lang.symbols, key=len, reverse=True)
    table = lang.symbols

    def say(match: re.Match[str]) -> Reading:
        word = table[match[1]]
        times = len(match[0]) // len(match[1])
        return (" ".join([word] * min(times, 2)), 0.9) if word else " "

    body = "|".join(map(re.escape, ordered))
    return (Rule("symbol", rf"({body})(?:\1)*", say, "any"),)
