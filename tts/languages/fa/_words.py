"""Honorifics, references, signs, and spellings that would be read wrongly."""

import re
import unicodedata
from collections.abc import Callable

from tts._rules import Language, Reading, Rule
from tts.languages.fa._numbers import PersianNumbers
from tts.languages.fa._script import END, JOINER, LETTER, MARKS, START, any_of, plain

_DATED = re.compile(r"\.?\s?(?:ح\s?)?\d{2,4}(?!\d)")
_ERA_NEXT = re.compile(r"\.?\s?\d{2,4}(?:\s?[-–]\s?\d{2,4})?\s?[قمشه](?!\w)")
_POSTAL = re.compile(r"(?<!\w)(?:آدرس|نشانی|خیابان|بلوار|میدان|پستی)(?!\w)")
_ADDRESS = re.compile(r"(?<!\w)(?:خ\.|خیابان|بلوار|میدان|کوی|شهرک|بزرگراه)[^.؟!]{0,40}\Z")
_PLATE = re.compile(r"،\s(?:پ|پلاک)\.?\s?\d")
_RANGE_NEXT = re.compile(r"\s?\d{1,5}(?:\s?[-–ـ]\s?|\sتا\s)\d")
_PERSIAN = str.maketrans("يىك", "ییک")


def rules(language: Language) -> tuple[Rule, ...]:
    """The rules for words and signs, the most particular first."""
    say = _Words(language)
    words = language.words
    refs = any_of(words["refs"])
    honorifics = any_of(words["honorifics"])
    nine = any_of(words["nouns"]["nine"])
    after = any_of(language.abbreviations["after_number"]["words"])
    return (
        Rule("spelling.formula", rf"(?<![\w])(?:{any_of(words['formulas'])})(?!{LETTER})",
             lambda m: say.formulas[plain(m[0])], "nothing"),
        Rule("spelling.hamza", rf"(?<=[هة]){JOINER}(?=\u0654)", lambda _: "", "any"),
        Rule("honorific", rf"\(\s?(?P<h>{honorifics})\.?{JOINER}?\s?\)", say.honorific, "nothing"),
        Rule("honorific", rf"(?<={LETTER}\s)(?P<h>ص|ع|س|عج|ره)(?![\w.({JOINER}]|\s?\d)", say.bare,
             "nothing"),
        Rule("abbreviation.reign", r"(?<!\w)حک(?=\.?\s?[:：])", lambda _: "حکومت", "nothing"),
        Rule("abbreviation.reference",
             rf"(?<![\w.{JOINER}{MARKS}])(?P<r>{refs})\.?(?=\s?\d|\sح\s\d)", say.reference),
        Rule("reference.page",
             r"(?<=\D1[234]\d\d)\s?:\s?(?=(?P<p>\d{1,4}(?P<r>\s?[-–ـ]\s?\d{1,4})?)\s?[)،؛])|"
             r"(?<=همان):\s?(?=\d{1,4}(?P<s>\s?[-–ـ]\s?\d)?)",
             lambda m: ("، صفحه‌های " if m["r"] or m["s"] else "، صفحهٔ ", 0.8)),
        *(
            Rule(f"reference.{name}",
                 rf"(?:(?<=\d)|(?<=\d\s))(?:{letter}(?=\.?(?:[،؛)]|\s*\Z))|{letter}\.?(?=\s{LETTER}{{2}}))",
                 _always(said))
            for name, letter, said in (("volumes", "ج", "جلد"), ("pages", "ص", "صفحه"))
        ),
        Rule("abbreviation.edition",
             rf"(?<![\w.{JOINER}{MARKS}])(?P<say>چ)\.?(?=\s(?:اول|دوم|سوم|چهارم|پنجم|ششم|هفتم|هشتم|نهم|دهم){END})",
             lambda _: "چاپِ", "nothing"),
        Rule("abbreviation.law",
             r"(?:ماده|مادهٔ|موادّ?|تبصره|تبصرهٔ)\s[\d\sوتا–-]{1,12}\(?(?P<say>ق\.\s?م)\.?(?=[\s)،.]|\Z)",
             lambda _: "قانونِ مدنی", "dot"),
        Rule("abbreviation.number",
             rf"(?<![\w.{JOINER}{MARKS}])ش\.\s?(?=(?:ثبت|پرونده|حساب|ملی|تماس|تلفن|شناسنامه|نامه|کارت|"
             rf"سریال|مجوز|پروانه){END})", lambda _: "شمارهٔ ", "nothing"),
        Rule("abbreviation.address", rf"(?<=[،,:]\s)(?P<a>خ|ک|بل)(?=\s{LETTER}{{2}})", say.address,
             "nothing"),
        Rule("abbreviation.see",
             r"(?<![\w.])(?:(?P<r>ر)\.\s?ک\.?|(?P<r2>ر)ک(?:\.|(?=\s?:))|ن\.\s?ک\.?|نک(?:\.|(?=\s?:)))"
             r"(?:\s?به)?(?!\w)",
             lambda m: ("رجوع" if m["r"] or m["r2"] else "نگاه") + " کنید به", "nothing"),
        Rule("note.mark",
             r"(?<=[\w.،؛:!؟»)\]\u200c\u064b-\u0652])\s?\[(?:یادداشت\s|پ\s)?\d{1,3}\](?!\s-|\sص(?:\.|\Z))",
             lambda _: ("", 0.9)),
        Rule("note.mark",
             rf"(?:(?<={LETTER}{{3}}[.؟!])|(?<=[.؟!]»))\d{{1,2}}(?!\s(?:{after}){END})"
             rf"(?=\s+[«({LETTER[1:]}|\s*\Z)",
             lambda _: ("", 0.7)),
        Rule("note.mark",
             r"(?<!\w)(?:ا|نی)?(?:ست|بود|شد|شود|کرد|کند|دارد|گفت|باشد|نوشت)(?P<say>\d{1,2})(?=\s[^\W\d_]{2}|\s*\Z)",
             lambda _: ("", 0.7)),
        Rule("number.nine",
             rf"{START}(?P<say>نه)(?=\s(?:{nine}){END})", lambda _: ("نُه", 0.8), "nothing"),
        Rule("number.nine",
             rf"(?:بیست|سی|چهل|پنجاه|شصت|هفتاد|هشتاد|نود|صد|یست|هزار|میلیون)[\s{JOINER}]?و[\s{JOINER}]?(?P<say>نه){END}",
             lambda _: "نُه", "nothing"),
        Rule("number.nine", rf"ساعت\s(?P<say>نه){END}", lambda _: "نُه", "nothing"),
        Rule("number.nine",
             rf"{START}(?:در|با|هر|طی|حدود|شامل|دارای|هشت|آن|این)\s(?P<say>نه)"
             rf"(?=\s(?!تنها|فقط|به|که|چندان){LETTER}{{3}})", lambda _: ("نُه", 0.7), "nothing"),
        Rule("spelling.forms", r"[\ufb50-\ufdcf\ufe70-\ufefc]+(?:\s[\ufb50-\ufdcf\ufe70-\ufefc]+)*",
             lambda m: (_folded(m[0]), 0.9), "nothing"),
    )  # fmt: skip


def _always(said: str) -> Callable[[re.Match[str]], Reading]:
    return lambda _: said


def signs(language: Language, numbers: PersianNumbers) -> tuple[Rule, ...]:
    """The rules for slashes, arrows and other signs between words."""
    over = any_of(language.words["metric"]["over"])
    named = "|".join(map(re.escape, language.words["named"]))
    return (
        Rule("symbol", "[ﷺﷻﷲﷴ]", lambda m: language.symbols[m[0]], "nothing"),
        Rule("unit.ratio",
             rf"(?<!\w)(?:{over})(?P<say>\s?/\s?)(?=ساعت|ثانیه|دقیقه|{over})", lambda _: " بر ",
             "any"),
        Rule("symbol.slash", r"(?<=\bو)/(?=یا\b)", lambda _: " ", "any"),
        Rule("verse.stars", rf"(?<={LETTER})\s*\*{{2,}}\s*(?={LETTER})", lambda _: ("، ", 0.8),
             "any"),
        Rule("symbol.line", r"(?<!\w)[=_*~#+-]{3,}(?!\w)", lambda _: ("", 0.9), "any"),
        Rule("symbol.arrow", r"(?<=\w)\s?[→←⇒⇐]\s?(?=\w)", lambda _: (" به ", 0.7), "any"),
        Rule("verse.slash", rf"(?<=\d)\s*/\s+(?={LETTER}{{2}})", lambda _: ("، ", 0.8), "any"),
        Rule("verse.slash", rf"(?<={LETTER})\s*/\s+(?=\d)", lambda _: ("، ", 0.8), "any"),
        Rule("verse.slash", r"(?<=[^\W\d]|[!؟،.»)])\s*/{1,2}\s*(?=[«\u0621-\u06cc])",
             lambda _: ("، ", 0.8), "any"),
        Rule("code.ussd", r"(?<![\w*#])(?:[*#]{1,2}\d{1,16}){1,6}[*#](?![\w*#])",
             lambda m: (_dialled(m[0], language, numbers), 0.9)),
        Rule("symbol.named",
             rf"(?<!\w)(?:علامتِ?|نشانه[ٔی]?|نماد|کلید|دکمه[ٔی]?|نویسه[ٔی]?|کاراکتر)\s[«\"'(]?"
             rf"(?P<say>{named})(?![\w*#&@/\\+=<>~^|$%-])",
             lambda m: language.words["named"][m["say"]], "any"),
        Rule("symbol.named", r"(?<!\S)(?P<say>[*#])(?=\sرا(?!\w))",
             lambda m: (language.words["named"][m["say"]], 0.8), "any"),
        Rule("symbol.ampersand", r"(?<=[A-Za-z]\s)&(?=\s[A-Za-z])", lambda _: ("اَند", 0.8), "any"),
        Rule("symbol.hashtag", rf"(?<=هشتگ\s)#(?={LETTER}|[A-Za-z])", lambda _: "", "any"),
        Rule("symbol.hashtag", rf"#(?={LETTER}|[A-Za-z])", lambda _: "هشتگ ", "any"),
        Rule("symbol.number-sign", r"(?:№|#|شمارهٔ\s№)\s?(?=\d)", lambda _: "شمارهٔ ", "any"),
        Rule("symbol.section", r"§\s?(?=\d)", lambda _: "بندِ ", "any"),
    )  # fmt: skip


def _dialled(written: str, language: Language, numbers: PersianNumbers) -> str:
    """*780#: what is dialled for a service; typed from the right, #780*, it is the same."""
    if written[0] == "#" and written.endswith("*"):
        written = "*" + written[1:-1] + "#"
    return " ".join(
        numbers.run(part) if part.isdigit() else language.words["named"][part]
        for part in re.findall(r"\d+|[*#]", written)
    )


def _folded(written: str) -> str:
    """Letters drawn in one of their shapes, as plain Persian letters."""
    return unicodedata.normalize("NFKC", written).translate(_PERSIAN)


class _Words:
    def __init__(self, language: Language) -> None:
        self._refs: dict[str, str] = {
            plain(key): said for key, said in language.words["refs"].items()
        }
        self._honorifics: dict[str, str] = {
            plain(k): said for k, said in language.words["honorifics"].items()
        }
        self.formulas = {plain(key): said for key, said in language.words["formulas"].items()}
        honoured = language.words["honoured"]
        self._women, self._men, self._couples, self._many, self._prophets = (
            re.compile(rf"(?<!\w)(?:{any_of(honoured[name])})(?:\sو\s\w+)?\s?\Z")
            for name in ("women", "men", "couples", "many", "prophets")
        )

    def honorific(self, m: re.Match[str]) -> Reading:
        key = plain(m["h"])
        before = m.string[max(0, m.start() - 24) : m.start()]
        if re.search(r"(?:بند|گزینه|گزینهٔ|حرف|مورد|گروه|شق|جزء)\s?\Z", before):
            return None
        if key in "جک" and not re.search(r"(?:الله|خدا|پروردگار|خداوند|علی|مرتضی)\s?\Z", before):
            return None
        if key == "س" and self._men.search(before):
            return "سلام‌الله علیه"
        if key in "صس" and not re.search(r"\w\s?\Z", before):
            return None
        return self._peace(before) if key == "ع" else self._honorifics[key]

    def _peace(self, before: str) -> Reading:
        if not re.search(r"\w\s?\Z", before):
            return None
        if self._women.search(before):
            return "علیهاالسلام"
        if self._couples.search(before):
            return "علیهماالسلام"
        return "علیهم‌السلام" if self._many.search(before) else self._honorifics["ع"]

    def bare(self, m: re.Match[str]) -> Reading:
        """An honorific without brackets, where the name before it asks for one."""
        before = m.string[max(0, m.start() - 24) : m.start()]
        if m["h"] == "ص":
            return (self._honorifics["ص"], 0.8) if self._prophets.search(before) else None
        if m["h"] == "س":
            return (self._honorifics["س"], 0.8) if self._women.search(before) else None
        if m["h"] == "ره":
            return (self._honorifics["ره"], 0.8) if re.search(r"خمینی\s\Z", before) else None
        if m["h"] == "ع":
            if re.search(r"(?:بند|حرف|گزینه|گروه|مورد)\s\Z", before):
                return None
            said = self._peace(before)
            return (said, 0.8) if isinstance(said, str) else said
        return self._honorifics["عج"], 0.8

    def address(self, m: re.Match[str]) -> Reading:
        """خ ولیعصر، ک رضایی: only where the words around are a postal address."""
        before = m.string[max(0, m.start() - 80) : m.start()]
        after = m.string[m.end() : m.end() + 80]
        if not (_POSTAL.search(before) or _PLATE.search(after)):
            return None
        return {"خ": "خیابانِ", "ک": "کوچهٔ", "بل": "بلوارِ"}[m["a"]], 0.7

    def reference(self, m: re.Match[str]) -> Reading:
        key = plain(m["r"]).replace(".", "")
        before = m.string[max(0, m.start() - 40) : m.start()]
        inside = before.rfind("(") > before.rfind(")")
        if key == "ح" and "،" in before and not _ERA_NEXT.match(m.string, m.end()):
            return "حدیثِ"
        if key in ("د", "ز", "ح", "حک", "ف", "م") and not (
            inside and _DATED.match(m.string, m.end())
        ):
            return None
        if key == "س" and not re.match(r"\s?\d{1,3}،?\sش", m.string[m.end() : m.end() + 9]):
            return None
        if key == "ب" and not re.search(r"،\s\Z", before):
            return None
        if key == "ش" and before.rstrip().endswith("ه."):
            return None
        if key == "ک" and not _ADDRESS.search(m.string, max(0, m.start() - 60), m.start()):
            return None
        if key == "ط" and not re.search(r"(?:پلاک|پ\.?)\s?\d+،?\s\Z", before):
            return None
        if key == "پ" and not re.search(r"(?:خیابان|کوچه|کوی|بلوار|میدان|،)\s.{0,30}\Z",
                                        m.string[max(0, m.start() - 60) : m.start()]):  # fmt: skip
            return None
        if key == "ج" and _RANGE_NEXT.match(m.string, m.end()):
            return "جلدهای"
        if key == "صص" or (key == "ص" and _RANGE_NEXT.match(m.string, m.end())):
            return self._refs["صص"]
        return self._refs[key]
