"""Letters by their names: initials, items, acronyms, codes in capitals, Latin and Greek."""

import re

from tts._rules import Language, Reading, Rule
from tts.languages.fa._numbers import PersianNumbers
from tts.languages.fa._script import END, JOINER, LETTER, MARKS, START, any_of

_LATIN_BESIDE = re.compile(r"[\d°º⁰¹²³⁴-⁹]\s?\Z|[A-Za-z][\w'’.]*[\s-]\Z|[A-Za-z][\s-]?[.&']\s?\Z")
_GREEK = "αβγδεζηθλμπρστφχψωΑΒΓΔΘΛΠΣΦΨΩΔ"
_SURE = "اف|اچ|جی|ال|پی|کیو|آر|اس|تی|یو|ان|آی|بی|دبلیو|ایکس"
"""Names of Latin letters that are no words of their own."""
_NAMES = rf"{_SURE}|ای|سی|دی|کی|ام|او|وی|وای|جِی|زد"
_ELEMENTS = re.compile(
    "(?:A[lrsgu]|B[eari]?|C[alroudse]?|Fe?|G[ae]|H[eg]?|I|Kr?|L[iau]|M[gno]|N[aiebd]?|O|"
    "P[btdu]?|R[bafhnu]|S[icebnrm]?|T[iceh]|U|V|W|Xe|Y|Z[nr])"
)
_ATOM = "[A-Z][a-z]?[0-9₀-₉]{0,3}"
_HARD = re.compile(
    r"\A(?!BL|BR|CH|CL|CR|DR|DW|FL|FR|GL|GR|KL|KN|KR|PH|PL|PR|QU|RH|SC|SH|SK|SL|SM|SN|SP|SQ|ST|SW|"
    r"TH|TR|TS|TW|WH|WR)[B-DF-HJ-NP-TV-XZ]{2}|[B-DF-HJ-NP-TV-XZ]{2}\Z"
    r"(?<!CK|CH|CT|DD|FF|FT|GG|GH|LD|LF|LK|LL|LM|LP|LS|LT|MP|MS|NC|ND|NG|NK|NN|NS|NT|NX|PH|PS|PT|RB|"
    r"RC|RD|RF|RG|RK|RL|RM|RN|RP|RS|RT|SC|SH|SK|SP|SS|ST|TH|TS|TT|WN|WS)|[AEIOU]{3}|[AEIOU]{2}\Z"
    r"(?<!IO|EO|EE|OO|IA|EA|UA|AI|UE)"
)
"""How no word of a Latin script begins or ends, or vowels that nobody says in a row."""
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_TOWARDS = re.compile(r"(?<!\w)(?:خ\.|خیابان|بلوار)[^.]{0,30}\s(?:به|از|تا)\s\Z")
_INITIAL_BEFORE = re.compile(rf"(?<![\w{MARKS}]){LETTER}\.\s\Z")
_CLOSING = " \u00a0»”’)]\"'"
_ADDRESS = re.compile(r"(?<!\w)(?:خ\.|خیابان|بلوار|میدان|چهارراه)[^.]{0,30}\Z")


def rules(language: Language, numbers: PersianNumbers) -> tuple[Rule, ...]:
    """The rules for single letters and capitals, the most particular first."""
    say = _Letters(language, numbers)
    return (
        Rule("letter.blood",
             r"(?<![\w.])(?P<l>AB|[ABO])(?P<s>[+−-])(?![\w+])", say.blood, "nothing"),
        Rule("letter.names",
             rf"(?<![\w.{JOINER}{MARKS}])(?:(?:{_NAMES})\.(?:\s?(?:{_NAMES})\.){{1,5}}"
             rf"(?:\s?(?:{_SURE}){END})?|(?:{_SURE})\.\s?(?:{_NAMES}){END})",
             say.names, "dot"),
        Rule("letter.name", rf"(?<![\w.{JOINER}{MARKS}])(?P<l>{_SURE})\.(?=\s?{LETTER}{{2}})",
             lambda m: (m["l"], 0.8), "dot"),
        Rule("letter.initials",
             rf"(?<![\w.{JOINER}{MARKS}]){LETTER}\.(?:\s?(?:{LETTER}|الف)\.){{1,4}}",
             say.initials, "dot"),
        Rule("letter.initial",
             rf"(?<![\w.{JOINER}{MARKS}])(?P<l>{LETTER})\.(?=\s?{LETTER}(?:{LETTER}|\.))",
             say.initial, "dot"),
        Rule("letter.initial",
             rf"(?<=\.\s)(?P<l>{LETTER})\.?(?=\s{LETTER}{{3}})", say.second, "dot"),
        Rule("letter.folio",
             r"(?<!\w)(?:برگ[ِهای\u200c]{0,4}|گ)\.?\s(?:\d{1,3}[رپ]?(?:\s(?:تا|و)\s|[-–]))?"
             r"\d{1,3}(?P<say>[رپ])(?!\w)", lambda m: " رو" if m["say"] == "ر" else " پشت"),
        Rule("letter.folio", r"(?<=\d)(?P<say>[رپ])(?=(?:\s(?:تا|و)\s|[-–])\d{1,3}[رپ](?!\w))",
             lambda m: " رو" if m["say"] == "ر" else " پشت"),
        Rule("letter.item",
             rf"(?m:^)(?P<l>{LETTER})(?=\s?[)\-–ـ])", say.letter, "nothing"),
        Rule("letter.item", rf"(?<![^\s«“‘\"'\[\u200e\u200f—–])(?P<l>{LETTER})(?=\)\s?[\w«])",
             say.among, "nothing"),
        Rule("letter.item", rf"(?<=\()(?P<l>{LETTER})(?=\))", say.letter, "nothing"),
        Rule("letter.named",
             rf"{START}(?:بند|تبصره|تبصرهٔ|گزینه|گزینهٔ|حرف|جزء|شق|هپاتیت|ویتامین|گروه|کلاس|رده|ردهٔ|"
             rf"بلوک|سالن|ردیف|دستهٔ|نقطهٔ|مورد)\s[«\"(]?(?P<say>{LETTER}){END}(?!\s?[./]?\d)",
             say.named, "nothing"),
        Rule("code.capitals",
             r"(?<![\w.&@/-])(?P<a>[A-Z]{1,4})(?P<j>-?)(?P<n>\d{1,4})(?P<b>[A-Z]{0,2})(?![\w@]|-\d)",
             say.capitals),
        Rule("code.capitals", r"(?<![\w.&@/-])(?P<a>[A-Z]{1,3})-?(?P<n>\d{5,14})(?![\w@]|-\d)",
             lambda m: (f"{say.spell(m['a'])} {_grouped(m['n'], numbers)}", 0.8)),
        Rule("code.dimensions", r"(?<![\w.])(?P<n>[234])D(?![\w-])",
             lambda m: numbers.integer(int(m["n"])) + f"{JOINER}بعدی"),
        Rule("code.formula",
             rf"(?<![\w.&@/-])(?=[A-Za-z()]{{0,9}}[\d₀-₉])(?P<say>(?:{_ATOM}|\((?:{_ATOM}){{1,4}}\)"
             r"[\d₀-₉]{1,2}){1,10})(?!\w)", say.formula, "nothing"),
        Rule("code.capitals",
             r"(?<![\w.&@/-])(?P<say>(?:[A-Z]{1,3}\d{1,4}){2,4}[A-Z]{0,3}|"
             r"\d{1,4}(?:[A-Z]{1,3}\d{1,4}){1,3}[A-Z]{0,2})(?![\w@]|-\d)", say.mixed),
        Rule("acronym.letter", r"(?<![\w.&@-])(?P<a>[A-Z]{2,5})-(?P<b>[A-Z])(?![\w&@-])",
             lambda m: (f"{say.spell(m['a'])} {say.spell(m['b'])}", 0.8), "upper"),
        Rule("acronym.ampersand", r"(?<![\w.&@])(?P<a>[A-Z]{1,2})&(?P<b>[A-Z])(?![\w&])",
             lambda m: (f"{say.spell(m['a'])} اَند {say.spell(m['b'])}", 0.9), "any"),
        Rule("letter.latin",
             r"(?<![\w.&@/+-])(?<!\w['’])(?P<l>[A-Za-z])(?![\w&@+#/]|[.'’]\w|\.\s?[A-Z]|-[A-Za-z]|\s[A-Za-z]{2})",
             say.latin, "nothing"),
        Rule("letter.greek", rf"(?<!\w)(?P<l>[{_GREEK}])(?!\w)", say.greek, "any"),
        Rule("letter.greek", rf"(?<!\w)(?P<l>[{_GREEK}])(?!\w)", say.greek, "nothing"),
        Rule("acronym.suffixed",
             rf"(?<![\w.&@])(?P<say>[A-Z]{{2,6}})(?={JOINER}?(?:{LETTER}))", say.acronym, "upper"),
        Rule("acronym.unsayable", r"(?<![\w.&@-])(?<![A-Z]\s)[A-Z]{4,6}(?![\w@&-]|\s[A-Z]{2})",
             say.unsayable, "upper"),
    )  # fmt: skip


def _grouped(digits: str, numbers: PersianNumbers) -> str:
    """Digit by digit, four at a time."""
    parts = (digits[at : at + 4] for at in range(0, len(digits), 4))
    return "، ".join(map(numbers.digits, parts))


class _Letters:
    def __init__(self, language: Language, numbers: PersianNumbers) -> None:
        self._letters = language.letters
        self._numbers = numbers
        dotted = (key for key in language.abbreviations["always"] if "." in key)
        each = (re.sub(r"\\\.(?!\Z)", r"\\.\\s?", re.escape(key)) for key in dotted)
        self._dotted = re.compile(rf"(?:{'|'.join(each)})(?!\w)")
        lettered = any_of(language.abbreviations["single"]["lettered"])
        self._lettered = re.compile(rf"{START}(?:{lettered})\s\Z")
        self._spoken = frozenset(language.abbreviations["words"]["read"])
        self._known: dict[str, str] = language.abbreviations["acronyms"]

    def blood(self, m: re.Match[str]) -> Reading:
        return f"{self.spell(m['l'])} {'مثبت' if m['s'] == '+' else 'منفی'}", 0.8

    def names(self, m: re.Match[str]) -> Reading:
        """جی. کی. رولینگ, بی.بی.سی: without full stops between them."""
        ended = m[0].endswith(".") and not m.string[m.end() : m.end() + 8].strip(_CLOSING)
        return " ".join(re.findall(r"[^.\s]+", m[0])) + "." * ended, 0.9

    def initials(self, m: re.Match[str]) -> Reading:
        """ه. ا. سایه: their names; the last full stop is heard where nothing follows."""
        if self._dotted.match(m.string, m.start()) and not re.match(r"پ\.\s", m[0]):
            return None
        letters = re.findall(rf"الف|{LETTER}", m[0])
        ended = not m.string[m.end() : m.end() + 8].strip(_CLOSING)
        return " ".join(self._letters.get(c, c) for c in letters) + "." * ended, 0.8

    def initial(self, m: re.Match[str]) -> Reading:
        """ح. امیدی: the name of the letter; د. is a doctor."""
        if self._dotted.match(m.string, m.start()):
            return None
        if self._lettered.search(m.string, max(0, m.start() - 16), m.start()):
            return None
        said = self._letters.get(m["l"], m["l"])
        if m["l"] == "ک" and _ADDRESS.search(m.string, max(0, m.start() - 40), m.start()):
            return "کوچهٔ", 0.8
        if m["l"] == "م" and _TOWARDS.search(m.string, max(0, m.start() - 40), m.start()):
            return "میدانِ", 0.7
        if m["l"] == "د" and m.string[m.end() + 2 : m.end() + 3] != ".":
            return "دکتر", 0.6
        first = m.start() == 0 or m.string[m.start() - 1] == "\n"
        if first and not re.match(rf"\s{LETTER}\.", m.string[m.end() : m.end() + 3]):
            return said + "."
        return said, 0.8

    def second(self, m: re.Match[str]) -> Reading:
        """The last of several initials."""
        if not _INITIAL_BEFORE.search(m.string[max(0, m.start() - 4) : m.start()]):
            return None
        return self._letters.get(m["l"], m["l"]), 0.8

    def letter(self, m: re.Match[str]) -> str:
        return self._letters.get(m["l"], m["l"])

    def among(self, m: re.Match[str]) -> Reading:
        """ج) between the words of a sentence, unless the bracket closes one opened before."""
        before = m.string[max(0, m.start() - 200) : m.start()]
        return None if before.rfind("(") > before.rfind(")") else (self.letter(m), 0.8)

    def named(self, m: re.Match[str]) -> Reading:
        return None if m["say"] == "و" else (self._letters.get(m["say"], m["say"]), 0.9)

    def latin(self, m: re.Match[str]) -> Reading:
        """A lone Latin letter by its Persian name, but inside words of another language."""
        if _LATIN_BESIDE.search(m.string, max(0, m.start() - 24), m.start()):
            return None
        return self._letters[m["l"].lower()], 0.8

    def greek(self, m: re.Match[str]) -> Reading:
        return self._letters.get(m["l"].lower(), m["l"]), 0.9

    def spell(self, run: str) -> str:
        return " ".join(self._letters[c.lower()] for c in run)

    def acronym(self, m: re.Match[str]) -> Reading:
        run = m["say"]
        if run in self._known:
            return self._known[run]
        return None if run in self._spoken else (self.spell(run), 0.8)

    def unsayable(self, m: re.Match[str]) -> Reading:
        """FATF, IAEA: spelt, though they hold vowels; SCIS may be a word."""
        run = m[0]
        if run in self._known or run in self._spoken or not _HARD.search(run):
            return None
        return self.spell(run), 0.7

    def formula(self, m: re.Match[str]) -> Reading:
        """H₂O, CaCO3: letters by name, numbers whole."""
        said = m["say"].translate(_LOWERED)
        if not all(map(_ELEMENTS.fullmatch, re.findall("[A-Z][a-z]?", said))) or "0" in said[:2]:
            return None
        return self._parts(said), 0.8

    def mixed(self, m: re.Match[str]) -> Reading:
        return self._parts(m["say"]), 0.7

    def _parts(self, written: str) -> str:
        """Letters by name, numbers whole."""
        return " ".join(
            self._numbers.run(part) if part[0].isdigit() else self.spell(part)
            for part in re.findall(r"\d+|[A-Za-z]+", written)
        )

    def capitals(self, m: re.Match[str]) -> Reading:
        """CO2, MP3, F-16, B52: letters by name, the number whole."""
        head = m["a"]
        if m[0] in self._known:
            return self._known[m[0]]
        if head in self._spoken:
            return None
        said = self._known.get(head) or self.spell(head)
        tail = f" {self.spell(m['b'])}" if m["b"] else ""
        return f"{said} {self._numbers.run(m['n'])}{tail}", 0.8
