"""Letters that are no words: initials, points of a law, acronyms, letters with figures."""

import re
from collections.abc import Mapping

from tts._rules import Language, Numbers, Reading, Rule
from tts.languages.vi._around import LOWER, UPPER, after, before, either, is_syllable, last_word
from tts.languages.vi._roman import before_words

_CONSONANT = "BCDĐFGHJKLMNPQRSTVWXZ"
_SMALL = "bcdđghklmnpqrstvxyz"
_POINT = "(?:điểm|mục|ý|tiết|tiểu mục|phương án|đáp án|câu|ý)"
_CAPITAL = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ"


def slips(numbers: Numbers) -> tuple[Rule, ...]:
    """What recognition and typing slip in among figures."""
    figure = str.maketrans("OolI", "0011")

    def year(m: re.Match[str]) -> Reading:
        return numbers.number(m[0].translate(figure)), 0.5

    return (
        Rule("slip.year",
             r"(?<![\w.])(?=(?:[OolI]*\d){2})(?=\d*[OolI])[12lI][\dOolI]{2}[\dOo](?!\w)", year),
        Rule("slip.letter", r"(?<!\w)1(?P<w>[^\W\d_]{1,6})(?!\w)", _letter_l),
        Rule("slip.hyphen", r"(?<=(?i:covid))\s?[-–]\s?(?=19(?!\d))", lambda _: " "),
        Rule("slip.hyphen-space", r"(?<=[A-ZĐ]) ?- (?=\d{1,3}(?![\d.,/-]))"
             r"(?<=[A-ZĐ]{2}- )", lambda _: " "),
    )  # fmt: skip


def _letter_l(m: re.Match[str]) -> Reading:
    """1à for là, where the rest is no letter of a list."""
    word = "l" + m["w"]
    marked = not m["w"].isascii()
    return (word, 0.5) if is_syllable(word) and m["w"].islower() and marked else None


def lettered(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of letters with figures; they go before those of bare numbers."""
    say = _Letters(language, numbers)
    twofold = [key for key in say.series if key in say.acronyms and len(key) == 2] or ["--"]
    return (
        Rule("code.series", rf"(?<![\w.])(?:U\.\s?\d\d|"
             rf"(?:{either(say.series)})(?:\.|[^\S\n]|(?<!{either(twofold)})\.[^\S\n])?"
             rf"\d{{1,4}}[A-ZĐ]?)"
             r"(?!\w|[.,]\d)", say.serial),
        Rule("code.revolution", r"(?<!\w)CM\s?T(?:háng\s)?[.\s]?8(?!\w|[.,]\d)",
             lambda _: "Cách mạng tháng Tám"),
        Rule("code.dotted", r"(?<![\w.])(?!DDC|UDC)(?P<l>[A-ZĐ]{2,4})\.(?P<n>\d{1,4})(?!\w"
                            r"|[.,]\d)", say.dotted),
        Rule("code.small", r"(?<![\w.])(?P<l>mp|tp|dt|ql|tl)(?P<n>\d{1,3})(?!\w"
             r"|[.,]\d)", say.small_code),
        Rule("code.letters", rf"(?<![\w.@])(?<!\d,)(?=[^\W\d_]*[-–]?\d)(?=\d*[-–]?[^\W\d_])"
             rf"(?=[\d-]*[{_CAPITAL}])"
             rf"(?:[A-Za-zĐđƯư]{{1,12}}[-–]?)?\d{{1,5}}(?:[.,]\d{{1,2}}"
             rf"(?!\d))?(?:[-–]?[A-ZĐ][A-Za-zĐ]{{0,2}}\d{{0,4}}){{0,5}}"
             r"(?!\w)", say.mixed),
    )  # fmt: skip


def letters(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of letters; they go last, for a letter may be part of anything before."""
    say = _Letters(language, numbers)
    known = either(say.acronyms)
    return (
        Rule("letter.point", rf"(?<!\w)(?i:{_POINT})\s+(?P<say>[{_SMALL}])(?![\w.]\w"
             rf"|\w)", say.small,
             "nothing"),
        Rule("letter.points", rf"(?<=[^\W\d_]|\))(?:,\s?|\s(?:và|hoặc|đến)\s)(?P<say>[{_SMALL}])"
             rf"(?![\w.]\w|\w)",
             say.enumerated, "nothing"),
        Rule("letter.item", rf"^\s*[\[“«‘\"]?\(?(?P<say>(?!x\.)[{_SMALL}])"
             r"(?=[).]\s|\)|/\s)", say.small, "nothing", re.MULTILINE),
        Rule("letter.power", r"(?<![\w'’.])(?P<x>[a-zA-Z])(?P<p>[²³])(?!\w)", say.power, "any"),
        Rule("letter.unknown", r"(?<!\w)(?:[Ss]ố|[Ẩẩ]n|[Bb]iến|[Hh]ệ số|[Tt]ham số|[Tt]rục"
                               r"|[Cc]ạnh|[Tt]ìm|[Nn]ghiệm)"
             r"\s(?P<say>[bcdghkmnpqrstvxyz])(?![\w'’.]\w|\w)", say.algebra, "nothing"),
        Rule("letter.algebra", r"(?<![\w'’.])(?P<say>[bcdghkmnpqrstvxyz])"
             r"(?=\s?[=<>+^≤≥×])", say.algebra, "any"),
        Rule("letter.algebra-last", r"(?<=[=<>+≤≥×]\s)(?P<say>[bcdghkmnpqrstvxyz])(?![\w'’])",
             say.algebra, "any"),
        Rule("acronym.share", r"(?<!\w)(?:[Cc]ông ty|[Cc][Tt]y\.?|[Tt]ập đoàn|[Nn]gân hàng TM)\s"
             r"(?P<say>CP)(?!\w)",
             lambda _: "cổ phần", "upper"),
        Rule("acronym.revolution", r"(?<!\w)CM(?=\s?tháng\s(?:8|10|Tám|Mười|tám|mười)(?!\w))",
             lambda _: "Cách mạng", "upper"),
        Rule("acronym.known", rf"(?<![\w.&@])(?:{known})(?![\w@]|\.\w)", say.known, "upper"),
        Rule("acronym.spelt", rf"(?<![\w.&@])[{_CAPITAL}]{{2,7}}(?![\w@]"
             rf"|\.\w)", say.spelt, "upper"),
        Rule("acronym.lettered", rf"(?<![\w.])(?:[{_CAPITAL}]\.){{1,4}}"
             rf"(?:(?<=\.[{_CAPITAL}]\.)|[{_CAPITAL}])(?!\w|\.(?!\.\.))", say.initials, "dot"),
        Rule("letter.small-initials", r"(?<![\w.])(?:[a-zđ]\.){2,4}(?!\w)", say.small_initials,
             "dot"),
        Rule("letter.person", r"(?<!\w)(?:[Aa]nh|[Cc]hị|[Ôô]ng|[Bb]à|[Ee]m|[Cc]ô|[Cc]hú|[Bb]ác"
             r"|[Cc]háu|[Tt]hầy)\s"
             r"(?P<say>(?P<l>Ch|Gh|Gi|Kh|Ng|Nh|Ph|Qu|Th|Tr)\.?)"
             r"(?![^\W\d_])", say.person, "nothing"),
        Rule("letter.shelf", rf"(?<![\w.])(?P<say>[{_CONSONANT}]\.)(?=\d)", say.alone_stopped),
        Rule("letter.initials", rf"(?<![\w.&@])(?:[{_CAPITAL}]\.\s?){{1,4}}"
             rf"(?=[{UPPER}][{LOWER}])", say.initials,
             "nothing"),
        Rule("letter.alone", rf"(?<![\w.&@'’-])[{_CONSONANT}](?:\.(?=\s[{LOWER}]|[,;]))?"
             rf"(?![\w@&-]|['’]\w|\.\w|(?<=Đ)\.\s?\d)", say.alone,
             "nothing"),
        Rule("letter.tied", rf"(?<=[A-Za-z]-)(?P<say>[{_CONSONANT}])(?![\w@&-]|['’]\w|\.\w)",
             say.alone, "nothing"),
        Rule("letter.pair", r"(?<![\w.&@-])(?P<a>[A-ZĐ])\s?&\s?(?P<b>[A-ZĐ])(?![\w&@]|\.\w)",
             say.pair, "any"),
        Rule("symbol.named", r"(?<!\w)(?i:[kK][ýí] hiệu|[kK][ýí] tự|dấu|phím|biểu tượng)\s[“\"‘'(]?"
             r"(?P<say>[-*#/\\_~^|•+&@.,;:?!…†])(?=[”\"’')\s,.;]|\Z)", say.named, "any"),
        Rule("letter.joined", rf"(?<![\w.&@'’-])[{_CONSONANT}]-"
             rf"(?=[a-zA-Z][a-z])", say.alone, "nothing"),
        Rule("symbol.bullet", rf"(?m)^[ \t]*[(\[“«‘\"]?(?P<say>\+[ \t]+)(?=[{UPPER}{LOWER}“\"])",
             lambda _: "", "any"),
        Rule("symbol.strong", r"(?<![\w*])\*\*(?=[^\W\d])|(?<=[^\W\d]|[.,:;!?])\*\*(?![\w*])",
             lambda _: "", "any"),
        Rule("symbol.pointer", r"[ \t]?(?:(?<!=)==+>|(?<!>)>>+(?!\s?\d)|(?<!<)<<+(?!\s?\d))[ \t]?",
             lambda _: "", "any"),
        Rule("symbol.follows", r"(?<![=<])=>", lambda _: ("suy ra", 0.8), "any"),
        Rule("symbol.line", r"([=*_~#+<>])\1{2,}", lambda _: " ", "any"),
        Rule("note.raised", r"(?<=[^\W\d_][^\W\d_])[⁰¹²³⁴-⁹]{1,3}(?!\w)|(?<=[.,;:!?”\"»)])"
             r"[⁰¹²³⁴-⁹]{1,3}(?!\w)", say.note),
        Rule("symbol.hashtag", r"(?<=[Hh]ashtag\s)#(?=[^\W\d])", lambda _: "", "any"),
        Rule("symbol.hashtag", r"(?<!\w)#(?=[^\W\d])", lambda _: "hashtag ", "any"),
        Rule("symbol.from-to", r"(?<=\d)\s?[~∼]\s?(?=\d)", lambda _: " đến ", "any"),
        Rule("symbol.about", r"(?<!\w)[~∼]\s?(?=\d)", lambda _: "khoảng ", "any"),
        Rule("symbol.list-slash", r"(?m)^\s*[(\[“«‘\"]?[^\W_]{1,2}(?P<say>\s?/)(?=\s)",
             lambda _: ",", "any"),
        Rule("symbol.slash-word", r"(?<=[^\W\d_])/(?=[^\W\d_])", say.slash, "any"),
    )  # fmt: skip


class _Letters:
    def __init__(self, language: Language, numbers: Numbers) -> None:
        self._names: Mapping[str, str] = language.letters
        self._numbers = numbers
        self._powers: Mapping[str, str] = language.words["powers"]
        self._units: Mapping[str, str] = language.words["units"]
        tables = language.abbreviations
        self.acronyms: Mapping[str, str] = tables["acronyms"]
        self.series: Mapping[str, str] = tables["series"]
        self._told = frozenset(key.rstrip(".") for key in tables["always"])
        self._read = frozenset(tables["words"]["read"])
        self._titled = frozenset((*tables["titles"], *tables["places"], "TR", "NO"))
        self._starters = frozenset(tables["ends"]["starters"])

    def _name(self, letter: str) -> str:
        """The name of a capital in acronyms: O is ô, and D is as in CD."""
        return {"O": "ô", "D": "đê"}.get(letter) or self._names.get(letter.lower(), letter)

    def _spelt(self, run: str) -> str:
        return " ".join(map(self._name, run))

    def small(self, m: re.Match[str]) -> Reading:
        return self._names[m["say"]], 0.9

    def enumerated(self, m: re.Match[str]) -> Reading:
        return self.small(m) if _POINTS.search(before(m, 60, "say")) else None

    def algebra(self, m: re.Match[str]) -> Reading:
        return self._names[m["say"]], 0.8

    def power(self, m: re.Match[str]) -> Reading:
        return f"{self._names[m['x'].lower()]} {self._powers[m['p']]}", 0.9

    def serial(self, m: re.Match[str]) -> Reading:
        head, number, tail = re.fullmatch(
            r"([^\W\d_]+)\.?\s?(\d+)(\D?)",
            m[0],
        ).groups()  # type: ignore[union-attr]
        word = self.series.get(head) or self._spelt(head)
        brand = len(head) == 1 and _BRAND.search(m.string, max(0, m.start() - 24), m.start())
        if brand and not is_syllable(brand[1]):
            word = self._spelt(head)
        if head in ("Q", "P") and int(number) > 30:
            room = head == "P" and last_word(m) != "phòng"
            word = "phòng" if room else self._spelt(head)
        said = f"{word} {self._numbers.number(number)}"
        return f"{said} {self._name(tail)}" if tail else said, 0.9

    def dotted(self, m: re.Match[str]) -> Reading:
        """CT.01, a road; but an abbreviation that is known goes its own way."""
        if m["l"] in self.acronyms or m["l"] in self._told or m["l"] in self._titled:
            return None
        return f"{self._spelt(m['l'])} {self._numbers.number(m['n'])}", 0.8

    def small_code(self, m: re.Match[str]) -> Reading:
        return f"{self._spelt(m['l'].upper())} {self._numbers.number(m['n'])}", 0.8

    def mixed(self, m: re.Match[str]) -> Reading:
        if re.sub(r"\A[\d.,]+", "", m[0]) in self._units:
            return None
        parts = re.findall(
            r"CoV|MiG|(?<=-)I{2,3}\Z|[A-ZĐƯ]+(?![a-zđư])|[A-ZĐƯ]?[a-zđư]+|\d+(?:[.,]\d+)?", m[0]
        )
        return " ".join(map(self._part, parts)), 0.8

    def _part(self, part: str) -> str:
        if part[0].isdigit():
            return self._numbers.number(part)
        if part in ("II", "III"):
            return self._numbers.integer(len(part))
        if part == "MiG":
            return "Mích"
        if len(part) > 3 and part in self.acronyms:
            return self.acronyms[part]
        if part in self._read or not part.isupper() or (len(part) > 4 and _VOWEL.search(part)):
            return part
        return self._spelt(part)

    def known(self, m: re.Match[str]) -> Reading:
        if is_syllable(m[0]) and _shouted(m):
            return None
        if len(m[0]) == 2 and re.match(r"-[A-Za-z]", after(m, 2)):
            return self._spelt(m[0]), 0.7
        return self.acronyms[m[0]], 0.9 if len(m[0]) < 3 else 1.0

    def spelt(self, m: re.Match[str]) -> Reading:
        """Letter by letter, but what is a word in capitals or can be read as a foreign one."""
        run = m[0]
        if run in self._read or run in self._told or is_syllable(run):
            return None
        if len(run) > 5 and len(_VOWEL.findall(run)) > 1:
            return None
        if _VOWEL.search(run) and (_shouted(m) or (len(run) > 3 and _READABLE.fullmatch(run))):
            return None
        return self._spelt(run), 0.7

    def initials(self, m: re.Match[str]) -> Reading:
        """Letters of a name; their stops are silent but at the end of a sentence."""
        found = re.findall(f"[{_CAPITAL}]", m[0])
        if m[0] in self._told:
            return None
        follows = _WORD.match(m.string, m.end())
        word = follows[1] if follows else ""
        stop = not after(m).strip() or word in self._starters
        if len(found) == 1 and not m.string[: m.start()].strip() and is_syllable(word):
            stop = True
        joined = (
            self._spelt("".join(found)) if len(found) > 1 or found[0] in _CONSONANT else found[0]
        )
        space = "" if not m[0][-1].isspace() and not stop else m[0][len(m[0].rstrip()) :]
        return f"{joined}{'.' if stop and '.' in m[0].rstrip()[-1:] else ''}{space}", 0.8

    def slash(self, m: re.Match[str]) -> Reading:
        """A short rest between two words; "trên" where how many of one there are to the other."""
        token = _TOKEN_LAST.search(m.string, max(0, m.start() - 4), m.start())
        follows = _TOKEN_NEXT.match(m.string, m.end())
        if token and follows and f"{token[0]}/{follows[0]}" in self._told:
            return None
        head = before(m, 48)
        if _RATE.search(head):
            return " một ", 0.9
        return (" trên ", 0.7) if _MANY.search(head) else ", "

    def note(self, m: re.Match[str]) -> Reading:
        """A raised figure behind a word or a mark refers to a note, but where it is a power."""
        if m[0] in self._powers and _FACTOR.search(before(m, 24)):
            return f" {self._powers[m[0]]}", 0.8
        figures = m[0].translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
        closed = after(m, 1) in tuple(".,;:!?)")
        return f", chú thích {self._numbers.number(figures)}{'' if closed else ','}", 0.7

    def small_initials(self, m: re.Match[str]) -> Reading:
        if m[0] in self._told:
            return None
        return " ".join(self._names[letter] for letter in m[0] if letter != "."), 0.7

    def person(self, m: re.Match[str]) -> Reading:
        """Th. for a name that isn't told; its stop stays where the sentence ends."""
        stop = "." if m["say"].endswith(".") and not m.string[m.end() :].strip() else ""
        return self._spelt(m["l"].upper()) + stop, 0.8

    def alone_stopped(self, m: re.Match[str]) -> Reading:
        return self._name(m["say"][0]), 0.8

    def pair(self, m: re.Match[str]) -> Reading:
        """R&D, Q & A."""
        return f"{self._name(m['a'])} và {self._name(m['b'])}", 0.8

    def named(self, m: re.Match[str]) -> Reading:
        """A symbol that is spoken of."""
        return _SIGNS[m["say"]], 0.8

    def alone(self, m: re.Match[str]) -> Reading:
        if m[0][0] in "XV" and last_word(m) == "chữ":
            return None
        return self._name(m[0][0]), 0.9


_BRAND = re.compile(rf"(?<!\w)([{UPPER}][{UPPER}{LOWER}]+)[^\S\n]\Z")
_SIGNS = {
    "*": "sao", "#": "thăng", "/": "gạch chéo", "\\": "gạch chéo ngược", "_": "gạch dưới",
    "-": "gạch ngang", "~": "ngã", "^": "mũ", "|": "gạch đứng", "•": "chấm tròn", "+": "cộng",
    "&": "và", "@": "a còng", ".": "chấm", ",": "phẩy", ";": "chấm phẩy", ":": "hai chấm",
    "?": "hỏi", "!": "chấm than", "…": "ba chấm", "†": "chữ thập",
}  # fmt: skip
_FACTOR = re.compile(
    r"\([^()]*[-+−–*/×√=^][^()]*\)\Z|(?<!\w)(?:[bcdghklmnpqrstvx]{2}|\d[a-z]{1,2})\Z"
)
_TOKEN_LAST = re.compile(r"[^\W\d_]+\Z")
_TOKEN_NEXT = re.compile(r"[^\W\d_]{1,3}")
_RATE = re.compile(
    r"(?:\d|nửa|mấy|vài|chục|trăm)[^.!?;:\n]{0,24}?(?:đồng|đô la|usd|vnd|vnđ|đ|euro|eur|gram|gam"
    r"|gr|g|kg|lạng|"
    r"cân|lít|ml|l|km|m|tấn|tạ|yến|triệu|nghìn|ngàn|tỷ|tỉ|lần|lượt)\Z"
)
_MANY = re.compile(r"(?:số|tỷ lệ|tỉ lệ|mật độ|năng suất|bình quân|trung bình)\s(?:\w+\s){0,3}\w+\Z")
_POINTS = re.compile(
    rf"(?<!\w){_POINT}\s+[a-zđ]\)?(?:(?:,\s?|\s(?:và|hoặc|đến)\s)[a-zđ]\)?)*(?:,\s?|\s(?:và|hoặc"
    rf"|đến)\s)\Z"
)
_WORD = re.compile(rf"\s*([{UPPER}{LOWER}]+)")
_VOWEL = re.compile("[AEIOUYĂÂÊÔƠƯÀÁÃÈÉÌÍÒÓÕÙÚÝĨŨ]")
_READABLE = re.compile(
    r"(?:[BCDFGHJKLMNPQRSTVWXZ]{0,2}[AEIOUY]{1,2}){1,4}[BCDFGHJKLMNPQRSTVWXZ]{0,2}"
)


def _shouted(m: re.Match[str]) -> bool:
    """Whether a word beside it is all capitals: a heading, and so perhaps a word."""
    words = (
        *before_words(m)[-1:],
        *re.split(r"[\s\"'“”.,:;!?]+", after(m).lstrip(" \"'“”.,:;"))[:1],
    )
    return any(len(word) > 1 and word.isupper() and is_syllable(word) for word in words)
