"""What Russian and Ukrainian say for what their rules have matched."""

import re
from collections.abc import Mapping

from tts._digits import roman
from tts._rules import Language, Reading
from tts._slavic import SlavicNumbers
from tts._slavic_grammar import Grammar


def _table(notation: str) -> dict[str, str]:
    pairs = (pair.rpartition("=") for pair in notation.split())
    return {word: kind for word, _, kind in pairs}


class SlavicSayer:
    """What is said for each match; one object a language."""

    def __init__(self, language: Language, numbers: SlavicNumbers) -> None:
        words = language.words
        self.numbers = numbers
        self.grammar = Grammar(words, numbers)
        self.n = numbers.number
        self.years = _table(words["grammar"]["year"])
        self.centuries = _table(words["grammar"]["century"])
        self._neuter = tuple(words["grammar"].get("neuter", "").split()) or ("століт", "ст.")
        self._masculine = tuple(words["grammar"].get("masculine", "").split())
        self._suffix = _table(words["grammar"]["suffix"])
        self._months: list[str] = words["months"]["names"].split()
        self._minus: str = words["minus"]
        self._plus: str = words["marks"]["+"]
        self._big: Mapping[str, str] = words["big"]
        self._hour: str = words["grammar"]["hour"]
        self._kings_f = tuple(words["grammar"]["kings_f"].split())
        self._thing: dict[str, str] = {}
        for gender in "mfn":
            for word in words["grammar"][f"chapter_{gender}"].split():
                self._thing[word] = gender
        self.chapters = sorted(self._thing, key=len, reverse=True)
        self._whole = words["ordinal"]

    def _asked(self, m: re.Match[str], inside: str = "p", default: str = "n") -> str:
        word = self.grammar.before(m.string, m.start())
        return self.grammar.preposition(word, inside) or default

    def date(self, m: re.Match[str]) -> Reading:
        day, month = int(m["d"]), int(m["m"])
        if not 1 <= day <= 31 or not 1 <= month <= 12:
            return None
        year = self.grammar.nouns["year"].form("g")
        ordinal = self.numbers.ordinal
        case = "d" if self._asked(m) == "d" else "g"
        return (f"{ordinal(day, case, 'n')} {self._months[month - 1]} "
                f"{ordinal(int(m['y']), 'g')} {year}")  # fmt: skip

    def day(self, m: re.Match[str]) -> Reading:
        word = self.grammar.before(m.string, m.start())
        case = {"к": "d", "ко": "d", "по": "a", "на": "a", "за": "a"}.get(word, "g")
        days = [int(m["d"])] + ([int(m["e"])] if m["e"] else [])
        if not all(1 <= day <= 31 for day in days):
            return None
        return " — ".join(self.numbers.ordinal(d, case, "n") for d in days), 0.9

    def year(self, m: re.Match[str]) -> Reading:
        kind = self.years[m["w"]]
        case, sure = kind[0].lower(), 1.0
        if kind.startswith("?"):
            case, sure = self._year_case(m), 0.8
        elif case == "p" and self.grammar.before(m.string, m.start()) in ("к", "по"):
            case = "d"
        elif case == "n" and self._asked(m, "a") == "a":
            case = "a"
        many = kind == "??" or kind[0].isupper() or bool(m["b"])
        if kind[0].isupper() and not m["b"]:
            return None  # 1000 років: a count, and no date
        thing = self.grammar.nouns["year"]
        if m["b"] and len(m["b"]) < len(m["a"]) and len(m["b"]) == 2:
            last = int(m["a"][:-2] + m["b"])
        else:
            last = int(m["b"] or m["a"])
        if kind == "L":
            case = "p"
        said = self.numbers.ordinal(last, case)
        if m["b"]:
            said = f"{self.numbers.ordinal(int(m['a']), case)} — {said}"
        ending = thing.form(case, many=many) if kind.startswith("?") else m["w"]
        return said + " " + ending + self._stop(m), sure

    def _stop(self, m: re.Match[str]) -> str:
        """The sentence's full stop, where the abbreviation's own is also that."""
        if not m[0].endswith("."):
            return ""
        rest = m.string[m.end() : m.end() + 6].lstrip('»”")')
        return "." if not rest.strip() or rest.lstrip()[:1].isupper() else ""

    def _year_case(self, m: re.Match[str]) -> str:
        word = self.grammar.before(m.string, m.start())
        asked = self.grammar.preposition(word)
        if asked:
            return asked
        if not word or m.string[m.start() - 1 : m.start()] in "(,":
            return "n"
        return "g" if m.string[m.start() - 1 : m.start()].isspace() else "n"

    def year_alone(self, m: re.Match[str]) -> Reading:
        thing = self.grammar.nouns["year"].form("p")
        return f"{self.numbers.ordinal(int(m['say']), 'p')} {thing}", 0.6

    def suffix(self, m: re.Match[str]) -> Reading:
        if len(m["n"]) > 15:
            return None
        count = int(m["n2"] or m["n"])
        if m["x"] in ("х", "ух", "ёх", "ьох", "ох") and count in (2, 3, 4):
            return self.numbers.cardinal(count, "g"), 0.9
        if m["x"] in ("ти", "и") and count > 4 and not m["n2"]:
            return self.numbers.cardinal(count, "g"), 0.9
        kind = self._suffix.get(m["x"])
        if kind is None:
            return None
        if m["x"] == "й" and (follows := re.match(r"\s\w+([еыиі])\b", m.string[m.end() :])):
            kind = "fg" if follows[1] in "ыи" else "fp"
        gender, case = kind[0], kind[1]
        said = self.numbers.ordinal(int(m["n2"] or m["n"]), case, gender)
        if m["n2"]:
            said = f"{self.numbers.ordinal(int(m['n']), case, gender)} — {said}"
        if m["g"]:
            said += " " + self.grammar.nouns["year"].form(case, many=True)
        return said, 0.9

    def from_to(self, m: re.Match[str]) -> Reading:
        """From 1990 to 1995."""
        year = self.grammar.nouns["year"]
        case = "a" if m["to"] == "по" else "g"
        first, last = (self.numbers.ordinal(int(m[g]), c) for g, c in (("a", "g"), ("b", case)))
        return f"{first} {m['to']} {last} {year.form(case)}{self._stop(m)}"

    def compound(self, m: re.Match[str]) -> Reading:
        n = int(m["n"])
        if not n:
            return None
        return self.numbers.prefix(n) + m["x"], 0.8

    def clock(self, m: re.Match[str]) -> Reading:
        hour, minute = int(m["h"]), int(m["m"])
        nouns = self.grammar.nouns
        case = self._asked(m, "a")
        if self._hour == "ordinal":
            said = f"{self.numbers.ordinal(hour, case, 'f')} {nouns['hour'].form(case)}"
        else:
            case = case if case in "ngd" else "n"
            said = self.grammar.counted(str(hour), nouns["hour"], case)
        if minute or m["s"]:
            said += " " + self.grammar.counted(str(minute), nouns["minute"])
        if m["s"]:
            said += " " + self.grammar.counted(str(int(m["s"])), nouns["second"])
        return said, 0.9

    def phone(self, m: re.Match[str]) -> Reading:
        groups = re.findall(r"\d+", m[0])
        if len(groups) == 1:
            whole = groups[0]
            groups = [whole[:-10], whole[-10:-7], whole[-7:-4], whole[-4:-2], whole[-2:]]
        said = ", ".join(
            self.numbers.digits(g) if g[0] == "0" or len(g) > 3 else self.numbers.integer(int(g))
            for g in groups if g
        )  # fmt: skip
        return (f"{self._plus} {said}" if m[0][0] == "+" else said), 0.9

    def unit(self, m: re.Match[str]) -> Reading:
        found = m.groupdict()
        mark = re.sub(r"\s", "", found.get("u") or found.get("u2") or "")
        thing = self.grammar.units.get(mark)
        if thing is None:
            return None
        case = self._asked(m, "n")
        case = case if case in "ngdi" else "n"
        signs = {"-": self._minus, "−": self._minus, "+": self._plus}
        sign = signs.get(found.get("sign") or "", "")
        if found.get("big"):
            scale = self.grammar.nouns[self._big[found["big"]]]
            said = f"{self.grammar.counted(m['n'], scale, case)} {thing.form('g', many=True)}"
        else:
            said = self.grammar.counted(m["n"], thing, case)
        if found.get("a"):
            said = f"{self._plain(found['a'], case, thing.gender)} — {said}"
        stop = self._stop(m) if mark.endswith(".") else ""
        return (f"{sign} {said}{stop}" if sign else said + stop), 0.9

    def _plain(self, written: str, case: str, gender: str) -> str:
        return self.numbers.run(written, case, gender) if written.isdigit() else self.n(written)

    def half(self, m: re.Match[str]) -> Reading:
        if m["n"] == "0" or (len(m["n"]) > 1 and m["n"][0] == "0"):
            return None
        _, gender, _ = self.grammar.agreement(m.string, m.start(), m.end(), 2)
        gender = gender if int(m["n"]) % 10 == 2 else "m"
        return f"{self.numbers.cardinal(int(m['n']), 'n', gender)} {self.grammar.half}", 0.9

    def fraction(self, m: re.Match[str]) -> Reading:
        a, b = int(m["a"]), int(m["b"])
        if 0 < a < b <= 1000:
            return self._part(a, b), 0.8
        return f"{self.n(m['a'])} / {self.n(m['b'])}".replace(" / ", " дробь "), 0.6

    def _part(self, a: int, b: int) -> str:
        one = a % 10 == 1 and a % 100 != 11
        bottom = self.numbers.ordinal(b, "n", "f") if one else self.numbers.ordinal(b, "g", "p")
        return f"{self.numbers.cardinal(a, 'n', 'f')} {bottom}"

    def vulgar(self, m: re.Match[str]) -> Reading:
        a, b = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4)}[m["f"]]
        said = self._part(a, b)
        joint = " и " if self._hour == "counted" else " і "
        return f"{self.n(m['n'])}{joint}{said}" if m["n"] else said

    def range(self, m: re.Match[str]) -> Reading:
        second = m["b"]
        if second.isdigit() and m["a"].isdigit() and len(second) < 16 and len(m["a"]) < 16:
            case, gender, sure = self.grammar.agreement(m.string, m.start(), m.end(), int(second))
            said = (self._plain(m["a"], case, gender), self._plain(second, case, gender))
            return " — ".join(said), min(sure, 0.8)
        return f"{self.n(m['a'])} — {self.n(second)}", 0.8

    def plain(self, m: re.Match[str]) -> Reading:
        written = re.sub(r"[ \u00a0\u202f\u2009]", "", m[0])
        if not written.isdigit() or len(written) > 15 or (written[0] == "0" and len(written) > 1):
            return self.n(m[0])
        case, gender, sure = self.grammar.agreement(m.string, m.start(), m.end(), int(written))
        return self.numbers.cardinal(int(written), case, gender), sure

    def century(self, m: re.Match[str]) -> Reading:
        first, last = roman(m["a"]), roman(m["b"] or m["a"])
        if first is None or last is None:
            return None
        kind, word = self.centuries[m["w"]], m["w"]
        neuter = word.startswith(self._neuter)
        case = kind[0].lower()
        if kind[0] == "?":
            case = self._year_case(m)
            case = "p" if case == "p" else case
        elif kind == "L":
            case = "p"
        elif word == "століття":
            case = self._year_case(m)  # its nominative and genitive are spelt alike
            case = case if case in "ng" else "n"
        gender = "n" if neuter else "m"
        said = self.numbers.ordinal(last, case, gender)
        if m["b"]:
            said = f"{self.numbers.ordinal(first, case, gender)} — {said}"
        if kind[0] == "?":
            many = kind == "??" or bool(m["b"])
            return (
                f"{said} {self.grammar.nouns['century'].form(case, many=many)}{self._stop(m)}",
                0.9,
            )
        return f"{said} {word}"

    def chapter(self, m: re.Match[str]) -> Reading:
        value = roman(m["say"])
        return (
            None if value is None else self.numbers.ordinal(value, "n", self._thing[m["w"].lower()])
        )

    def king(self, m: re.Match[str]) -> Reading:
        value = roman(m["say"])
        if not value or value > 40:
            return None
        name = m["w"]
        if name.startswith(self._kings_f):
            case = {"а": "n", "я": "n", "у": "a", "ю": "a"}.get(name[-1], "g")
            gender = "f"
        else:
            gender = "m"
            case = {"а": "g", "я": "g", "у": "d", "ю": "d", "е": "p"}.get(name[-1], "n")
            case = "i" if name.endswith(("ом", "ем", "єм")) else case
        return self.numbers.ordinal(value, case, gender).capitalize(), 0.7

    def adjective(self, m: re.Match[str]) -> Reading:
        value = roman(m["say"])
        if value is None:
            return None
        ending = m["w"][-2:]
        gender, case = "m", "n"
        if ending in ("ой", "ої", "ей"):
            gender, case = "f", "g"
        elif ending in ("го",):
            case = "g"
        elif ending[-1] in "ая":
            gender = "f"
        elif ending[-1] in "оеє":
            gender = "n"
        return self.numbers.ordinal(value, case, gender), 0.6

    def roman(self, m: re.Match[str]) -> Reading:
        value = roman(m[0])
        return None if value is None else (self.numbers.ordinal(value), 0.6)

    def romans(self, m: re.Match[str]) -> Reading:
        a, b = roman(m["a"]), roman(m["b"])
        if a is None or b is None:
            return None
        return f"{self.numbers.ordinal(a)} — {self.numbers.ordinal(b)}", 0.6
