"""Dates, years and decades in Russian and Ukrainian."""

import re
from collections.abc import Callable
from itertools import pairwise

from tts._digits import roman
from tts._rules import BEFORE, Language, Reading, Rule
from tts._slavic import plural
from tts._slavic_grammar import Grammar
from tts._slavic_text import DASH, either, ends_sentence, opens_sentence, table

_JOINT = rf"(?:,\s|\s(?:и|или|і|й|та|або|чи)\s|{DASH}|/)"
_YEAR = r"(?:1\d{3}|20\d\d)"
_NUMBER = re.compile(r"\d+")


def date_rules(language: Language, grammar: Grammar) -> tuple[Rule, ...]:
    """The rules of dates, the most particular first."""
    say = _Dates(language, grammar)
    months = either((*say.months, *language.words["months"]["short"].split()))
    listed = language.words["months"]["forms"], language.words["months"]["short"]
    all_months = either(month for names in listed for month in names.split())
    words = language.words["dates"]
    years = either(say.years)
    era = rf"\s?(?:{words['era']})"
    adjective = rf"(?:{words['year_adjective']})[а-яіїє]{{2,4}}\s"
    seasons = "|".join(words["seasons"].split())
    return (
        Rule("date.full", rf"{BEFORE}(?P<d>\d\d?)(?P<s>[./-])(?P<m>\d\d?)(?P=s)(?P<y>[12]\d{{3}})"
             rf"(?!\d)(?P<w>\s?(?:{words['after_date']})(?!\w))?", say.date),
        Rule("date.full", rf"{BEFORE}(?<!\d[-–])(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>\d\d)"
                          rf"(?![\d.]\d?|\w)"
             rf"(?P<w>\s?(?:{words['after_date']})(?!\w))?", say.date),
        Rule("date.roman-month",
             rf"{BEFORE}(?P<d>[0-3]?\d)\s?[./-]\s?(?P<m>[IVXІХ]{{1,4}})\s?[./ -]\s?(?P<y>{_YEAR})"
             rf"(?!\d)(?P<w>\s?(?:{words['after_date']})(?!\w))?", say.roman_month),
        Rule("date.iso", rf"{BEFORE}(?P<y>[12]\d{{3}})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"
             r"(?P<w>(?!\w))", say.date),
        Rule("date.day", rf"{BEFORE}(?P<list>[0-3]?\d(?:-?го)?(?:{_JOINT}[0-3]?\d(?!\d)){{0,12}}"
                         rf"(?:\s\([0-3]?\d\))?)"
             rf"(?=\s(?:(?:по|до|на)\s[0-3]?\d(?:-?го)?\s)?(?i:{months})(?!\w))", say.day),
        Rule("date.other-day", rf"{BEFORE}(?P<n>[0-3]?\d)(?=\s\([^()\d]{{0,40}}[0-3]?\d\)\s"
             rf"(?i:{months})(?!\w))", say.other_day),
        Rule("date.other-day", rf"\([^()\d]{{0,40}}(?P<say>(?P<n>[0-3]?\d))"
             rf"(?=\)\s(?i:{months})(?!\w))", say.other_day),
        Rule("date.from-to", rf"(?i:(?<!\w)(?P<from>с|со|з|із|від|от))\s(?P<say>(?P<a>{_YEAR})"
             rf"(?:\s?(?P<w1>г\.|года|р\.|року))?\s(?P<to>по|до)\s"
             rf"(?P<b>{_YEAR})(?:\s?(?P<w>{years}))?)(?!\w|-)", say.from_to),
        Rule("date.era", rf"{BEFORE}(?P<list>\d{{1,4}}(?:{DASH}\d{{1,4}})?)\s?(?P<w>{years})"
             rf"(?={era})", say.year),
        Rule("date.era", rf"{BEFORE}(?P<list>\d{{1,4}}(?:{DASH}\d{{1,4}})?)(?={era})",
             say.bare_era),
        Rule("date.year", rf"{BEFORE}(?P<list>\d{{3,4}}(?:{_JOINT}\d{{2,4}}(?!\d)){{0,12}})\s?"
             rf"(?P<adj>{adjective})?(?P<w>{years})(?!\w)", say.year),
        Rule("date.month-year", rf"(?i:(?<!\w)(?:{all_months}|{seasons}))\s(?P<say>{_YEAR})"
             r"(?![\w-]|[.,]\d)", lambda m: grammar.numbers.ordinal(int(m["say"]), "g")),
        Rule("date.month-year", rf"(?i:(?<!\w)(?:{months})),\s(?P<say>{_YEAR})(?![\w-]|[.,]\d)",
             lambda m: (grammar.numbers.ordinal(int(m["say"]), "g"), 0.8)),
        Rule("date.year-after", rf"(?i:(?<!\w)(?:{words['year_before']}))\s(?P<say>{_YEAR})"
             r"(?![\w-]|[.,/]\d)", say.named),
        Rule("date.born", rf"(?<!\w)(?i:род|ум|нар|пом)\.\s(?P<say>{_YEAR})"
             r"(?=[),;]|\s(?:и|і|та)\s)", say.born),
        Rule("date.life", rf"\((?P<head>[^()\d]{{0,40}}?)(?P<say>(?P<a>{_YEAR})"
             rf"(?:{DASH}(?P<b>{_YEAR}|\d\d(?!\d)))?)(?=[);]|,(?!\d)|{DASH}\?)", say.life),
        Rule("date.years", rf"{BEFORE}(?<![№$€-])(?P<a>{_YEAR})(?P<j>[-–—]|\s[–—]\s|/)"
                           rf"(?P<b>{_YEAR}|"
             r"\d\d)(?![\w/–—-]|[.,]\d)", say.years_alone),
        Rule("date.year-bare", rf"(?i:(?<!\w)(?:{words['before_year']}))\s(?P<say>{_YEAR}"
             rf"(?:(?:,\s|\s(?:и|і|й|та)\s){_YEAR}){{0,12}})"
             r"(?!\d|[.,:]\d|-|[–—]\d{2,4}-[^\W\d]|\s?[%°])", say.year_alone),
        Rule("date.imprint", rf"(?<=»,\s)(?P<say>{_YEAR})(?=,)",
             lambda m: (grammar.numbers.ordinal(int(m["say"])), 0.6)),
        Rule("date.imprint", rf"(?<=[А-ЯІЇЄҐа-яіїєґ.»\d],\s)(?P<say>{_YEAR})(?=[.;)]|\s*\Z)",
             lambda m: (grammar.numbers.ordinal(int(m["say"])), 0.6)),
        Rule("date.decades", rf"{BEFORE}(?P<a>[1-9]0){DASH}(?P<b>[1-9]0)(?=\s"
             r"(?P<w>годах|годы|годов|роках|роки|років)\s(?:[IVXІХ]+\s|прошлого|минулого))",
             say.decades),
    )  # fmt: skip


class _Dates:
    """What is said for dates; one object a language."""

    def __init__(self, language: Language, grammar: Grammar) -> None:
        words = language.words
        self._grammar = grammar
        self._numbers = grammar.numbers
        self._months: list[str] = words["months"]["names"].split()
        self.months = tuple(self._months)
        self.years = table(words["grammar"]["year"])
        self._year = grammar.nouns["year"]
        self._opening: str = words["dates"]["opening_year"]
        self._hour: str = words["grammar"]["hour"]
        self._short_month = re.compile(
            rf"(?i:\b(?:{either(words['months']['short'].split())})\s?\Z)"
        )
        self._day_cases = table(words["dates"]["day"])
        months = words["months"]["forms"], words["dates"]["seasons"]
        self._genitive = frozenset(word for listed in months for word in listed.split())

    def roman_month(self, m: re.Match[str]) -> Reading:
        """17.X.1975."""
        day, month = int(m["d"]), roman(m["m"].replace("І", "I").replace("Х", "X"))
        if not 1 <= day <= 31 or not month or month > 12:
            return None
        case = self._day_case(m.string, m.start())
        said = [self._numbers.ordinal(day, case, "n"), self._months[month - 1]]
        said += [self._numbers.ordinal(int(m["y"]), "g"), self._year.form("g")]
        stop = "." if m["w"] and m["w"].endswith(".") and ends_sentence(m.string, m.end()) else ""
        return " ".join(said) + stop, 0.9

    def date(self, m: re.Match[str]) -> Reading:
        day, month, year = int(m["d"]), int(m["m"]), m["y"]
        if not 1 <= day <= 31 or not 1 <= month <= 12:
            return None
        case = self._day_case(m.string, m.start())
        said = [self._numbers.ordinal(day, case, "n"), self._months[month - 1]]
        said += [self._numbers.ordinal(int(year), "g"), self._year.form("g")]
        stop = "." if m["w"] and m["w"].endswith(".") and ends_sentence(m.string, m.end()) else ""
        return " ".join(said) + stop, 1.0 if len(year) == 4 else 0.7

    def _day_case(self, text: str, at: int) -> str:
        return self._day_cases.get(self._grammar.preposition(text, at), "g")

    def day(self, m: re.Match[str]) -> Reading:
        numbers = [int(d) for d in _NUMBER.findall(m["list"])]
        if not all(1 <= day <= 31 for day in numbers):
            return None
        case = self._day_case(m.string, m.start())
        after = re.match(r"\s\w+\s[—–]\s(?!\d)", m.string[m.end() : m.end() + 24])
        today = _TODAY.search(m.string, max(0, m.start() - 24), m.start())
        today = today if _DATE_LAST.match(m.string, m.end()) else None
        if today or (after and opens_sentence(m.string, m.start())):
            case = "n"
        elif self._grammar.before(m.string, m.start()).startswith(_KEPT) and (
            not _WHAT_IS_KEPT.match(m.string, m.end())
        ):
            case = "a"  # святкуємо 8 Березня
        written = re.sub(r"-?го", "", m["list"])
        return self._each(written, lambda n: self._numbers.ordinal(n, case, "n"))

    def _each(self, written: str, say: Callable[[int], str]) -> str:
        """Every number of a list said; a dash stands between spaces."""
        said = _NUMBER.sub(lambda n: say(int(n[0])), written)
        return re.sub(r"\s?[-–—/]\s?(?=\S)", " — ", said) if _DASHED.search(written) else said

    def _whole(self, written: str) -> str:
        """A list of years with those written short made whole: 1941–45."""
        found = list(_NUMBER.finditer(written))
        whole = written
        for before, last in reversed(list(pairwise(found))):
            if len(last[0]) == 2 and len(before[0]) == 4 and int(last[0]) > int(before[0][2:]):
                whole = whole[: last.start()] + before[0][:2] + whole[last.start() :]
            elif len(last[0]) == 2 and len(before[0]) == 4 and last[0] == "00":
                whole = whole[: last.start()] + str(int(before[0][:2]) + 1) + whole[last.start() :]
        return whole

    def year(self, m: re.Match[str]) -> Reading:
        kind, word = self.years[m["w"]], m["w"]
        numbers = _NUMBER.findall(m["list"])
        several = len(numbers) > 1
        found = m.groupdict()
        if not several and kind[0].isupper() and not found.get("adj"):
            return None  # 1000 років: a count, and no date
        if word == "года" and self._is_count(m):
            return None
        if word == "г." and len(m["list"]) == 3 and self._weighs(m):
            return None
        if kind[0] == "n" and len(m["list"]) == 3 and self._grammar.is_object(m.string, m.start()):
            return None  # прожила 101 год
        case, sure = kind[0].lower() if kind != "P" else "n", 1.0
        if kind[0] == "?":
            case, sure = self._abbreviated(m)
        elif case == "l":
            case = "p"
        elif case == "p" and self._grammar.preposition(m.string, m.start()) in ("к", "по"):
            case = "d"
        said = self._each(self._whole(m["list"]), lambda n: self._numbers.ordinal(n, case))
        said += " " + (found.get("adj") or "")
        if kind[0] != "?":
            return said.rstrip(" ") + " " + word, sure
        stop = "." if ends_sentence(m.string, m.end()) else ""
        many = kind == "??" or several
        return f"{said.rstrip(' ')} {self._year.form(case, many=many)}{stop}", sure

    def _weighs(self, m: re.Match[str]) -> bool:
        """Whether "200 г." are grams: a year of three figures has its preposition."""
        text, at = m.string, m.start()
        if _KILOS.search(text, max(0, at - 6), at):
            return True
        word = self._grammar.preposition(text, at)
        if word in ("до", "от", "около", "по", "на", "из"):
            return int(m["list"]) % 50 == 0
        return not (word or self._grammar.before(text, at) in self._genitive)

    def _abbreviated(self, m: re.Match[str]) -> tuple[str, float]:
        """The case of "1913 г.", which the words before decide."""
        text, at = m.string, m.start()
        word = self._grammar.before(text, at)
        if closed := _CLOSED.search(text, max(0, at - 14), at):
            return "g" if closed[1] in self._genitive else "n", 0.9
        if _PART_BEFORE.search(text, max(0, at - 8), at):
            return "g", 1.0
        if word in self._genitive or self._short_month.search(text[max(0, at - 12) : at]):
            return "g", 1.0
        if self._grammar.preposition(text, at) or self._grammar.governed(text, at):
            return self._grammar.dated(text, at), 1.0
        if self._grammar.is_compared(text, at):
            return "g", 1.0
        if opens_sentence(text, at) and _TOLD.match(text, m.end()):
            return self._opening, 0.8
        if not word or not text[at - 1 : at].isspace():
            return "n", 0.8
        return "g", 0.9

    def _is_count(self, m: re.Match[str]) -> bool:
        """Whether years are counted: 302 года назад, ему 103 года."""
        if _AGO.match(m.string, m.end()):
            return True
        asked = self._grammar.governed(m.string, m.start())
        few = len(m["list"]) == 3 and plural(int(m["list"])) == 1
        before = self._grammar.before(m.string, m.start())
        return few and asked[:1] != "g" and before not in self._genitive

    def other_day(self, m: re.Match[str]) -> Reading:
        """24 (по другим данным — 28) июня."""
        return self._numbers.ordinal(int(m["n"]), "g"), 0.8

    def bare_era(self, m: re.Match[str]) -> Reading:
        """In 44 before our era."""
        case = self._grammar.dated(m.string, m.start(), "n")
        return self._each(m["list"], lambda n: self._numbers.ordinal(n, case)), 0.7

    def from_to(self, m: re.Match[str]) -> Reading:
        """From 1990 to 1995."""
        case = "a" if m["to"] == "по" else "g"
        first = self._numbers.ordinal(int(m["a"]), "g")
        if m["w1"]:
            first += " " + self._year.form("g")
        last = self._numbers.ordinal(int(m["b"]), case)
        word = m["w"] or ""
        if self.years.get(word, "")[:1] == "?":
            stop = "." if ends_sentence(m.string, m.end()) else ""
            word = self._year.form(case) + stop
        return f"{first} {m['to']} {last} {word}".rstrip()

    def born(self, m: re.Match[str]) -> Reading:
        """(род. 1840): in that year."""
        if self._hour == "ordinal":
            return f"{self._numbers.ordinal(int(m['say']), 'g')} {self._year.form('g')}", 0.9
        return f"в {self._numbers.ordinal(int(m['say']), 'p')} {self._year.form('p')}", 0.9

    def life(self, m: re.Match[str]) -> Reading:
        """Years in brackets: (1913–1985)."""
        head = m["head"]
        if head.strip() and not head.rstrip().endswith((".", ",", ";", ":", "—", "–")):
            return None
        years = self._whole(m["a"] + (f"–{m['b']}" if m["b"] else ""))
        return self._each(years, self._numbers.ordinal), 0.8

    def years_alone(self, m: re.Match[str]) -> Reading:
        years = self._whole(m["a"] + "–" + m["b"])
        first, last = _NUMBER.findall(years)
        if int(last) <= int(first) or len(last) < 4 or int(last) - int(first) > 700:
            return None
        if self._counts(m):
            return None
        case = self._grammar.dated(m.string, m.start())
        return self._each(years, lambda n: self._numbers.ordinal(n, case)), 0.8

    def _counts(self, m: re.Match[str]) -> bool:
        """Whether a noun follows in the plural, as after a count of things."""
        head = self._grammar.head(m.string, m.end())
        return bool(head) and any(f.many and f.case in "gdip" for f in head)

    def named(self, m: re.Match[str]) -> Reading:
        """The year 1913, after its noun."""
        word = self._grammar.before(m.string, m.start("say"))
        case = self.years.get(word, "i" if word.startswith("дат") else "n")[0].lower()
        return self._numbers.ordinal(int(m["say"]), case), 0.8

    def year_alone(self, m: re.Match[str]) -> Reading:
        year = int(m["say"][:4])
        if self._counts(m) or (year % 100 == 0 and year not in (1900, 2000)):
            return None
        if year < 1600 and self._grammar.before(m.string, m.start("say")) not in ("в", "у"):
            return None
        case = self._grammar.dated(m.string, m.start("say"))
        return self._each(m["say"], lambda n: self._numbers.ordinal(n, case)), 0.7

    def decades(self, m: re.Match[str]) -> Reading:
        """У 50–60 роках XX століття: ranks in the plural."""
        case = {"ах": "p", "ів": "g", "ов": "g"}.get(m["w"][-2:], "n")
        said = [self._numbers.ordinal(int(m[g]), case, "p") for g in "ab"]
        return " — ".join(said), 0.9


_KEPT = ("святку", "відзнача", "отмеча", "праздну", "отпраздн")
_WHAT_IS_KEPT = re.compile(r"\s\w+\s(?:[^\W\d_]{1,2}\s)?[«\"„]?[А-ЯІЇЄҐ]")
_KILOS = re.compile(r"(?:кг|т|тонн\w*|килограмм\w*)\s(?:и\s)?\Z")
_TODAY = re.compile(
    r"(?i:(?<!\w)(?:сьогодні|завтра|вчора|учора|післязавтра|сегодня|вчера|послезавтра)"
    r"(?:\s(?:було|буде|было|будет|вже|уже))?\s)\Z"
)
_DATE_LAST = re.compile(r"\s\w+(?:\s\d{4}(?:\s?[рг]\.|\s(?:року|года))?)?(?:[.!?:;]|\s*\Z)")
_CLOSED = re.compile(r"([^\W\d_]+)\)\s\Z")
_PART_BEFORE = re.compile(r"\b(?:кв|пол|нач|кон|сер|поч|кін|нар|пом|род|ум)\.\s?\Z", re.IGNORECASE)
_AGO = re.compile(r"\s(?:тому\s)?(?:назад|спустя)\b")
_TOLD = re.compile(
    r"\s(?!(?:став|був|видався|виявився|приніс|почався|минув|ознамен|закінч|увійшов)\w*)[^\W\d_]"
)
"""What goes on behind a year, and does not tell of the year itself."""
_DASHED = re.compile(r"[-–—/]")
