"""Numbers that name things: telephones, types, formulas, versions, verses, references."""

import re
from collections.abc import Mapping

from tts._rules import Language, Reading, Rule
from tts.languages.en import _phones
from tts.languages.en._context import BEFORE, N, word_before
from tts.languages.en._numbers import cardinal, digits, model, number, year
from tts.languages.en._tables import table

_ELEMENTS = (
    "He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Sc|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|Ga|Ge|As|Se|Br|Kr|Rb|Sr|Zr|Nb|Mo|Ag|Cd|"
    "Sn|Sb|Te|Xe|Cs|Ba|Pt|Au|Hg|Pb|Bi|Ra|Th|Pu|[HBCNOFPSKVYIWU]"
)
_ATOM = rf"(?:{_ELEMENTS})(?:[₀-₉]+|\d{{0,2}})"
_GROUP = rf"\((?:{_ATOM}){{1,4}}\)"
_LOW = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_CHESS = {"K": "king", "Q": "queen", "R": "rook", "B": "bishop", "N": "knight"}


def rules(language: Language) -> tuple[Rule, ...]:
    """Whatever is a code; those that look like other numbers come first."""
    say = _Codes(language)
    return (
        Rule("code.address", r"(?<![\w.])(?P<say>\d{1,3}(?:\.\d{1,3}){3})(?:/(?P<n>\d{1,2}))"
             r"?(?![\w.]\w)",
             lambda m: " dot ".join(digits(part) for part in m["say"].split("."))),
        Rule("code.isbn", r"(?<!\w)(?:ISBN|ISSN|OCLC|LCCN)(?:-1[03])?:?\s(?P<say>\d[\dXx "
             r"-]{6,16}[\dXx])(?!\w)", say.spelt_groups),
        Rule("code.standard", r"(?<!\w)(?:ISO|IEC|EN|DIN|BS|ANSI|IEEE|ASTM|RFC)(?:/[A-Z]+)*[\s-]"
             r"(?P<say>\d{2,6}(?:[-:.]\d+|\s\d{3}(?!\d))*)(?!\w)", say.standard),
        Rule("code.path", r"(?<![\w/.:])(?:/[\w.-]+){2,8}/?(?![\w/])", say.path, "any"),
        Rule("code.path-drive", r"(?<!\w)(?P<d>[A-Z]):\\(?P<p>(?:[\w-]{1,60}\\){0,12})",
             lambda m: f"{m['d']} colon backslash {m['p'].replace(chr(92), ' backslash ')}", "any"),
        Rule("phone.words", r"(?<![\w-])1-(?P<n>\d{3})-(?P<w>[A-Z]{2,}(?:-[A-Z]{2,}){0,3})"
             r"(?!\w)", _dialled),
        Rule("code.ion", rf"(?<!\w)(?P<f>(?:{_ELEMENTS}){{1,6}})(?P<n>[²³]?)(?P<q>[⁺⁻])",
             _ion, "any"),
        Rule("code.classmark", r"(?<![\w.])(?P<say>[A-Z]{1,3}\d{1,4}(?:\.\d{1,5})?\s?\.[A-Z]\d{1,5}"
             r"(?:\s[A-Z]\d{1,5})?(?:\s(?:1[5-9]|20)\d\d)?)(?![\w-]|\.\w)", _classmark),
        Rule("code.act", r"(?<!\w)(?:No\.?|Nos\.?|no\.|Directive|Regulation|Decision)\s"
             r"(?:\((?:EU|EC|EEC)\)\s(?:No\.?\s)?)?(?P<say>(?P<a>\d{1,4})/(?P<b>\d{2,4})(?:/(?P<c>EU|"
             r"EC|EEC))?)(?![\w/]|[.,-]\d)", _act),
        Rule("code.version", r"(?<!\w)(?P<w>[vV](?:er(?:sion)?)?\.?\s?|[vV]ersions?\s|Python\s|"
             r"Release\s|release\s)(?P<n>\d+(?:\.\d+){0,4})(?:\.x)?(?![\w.]\w)", say.version),
        Rule("code.version-long", rf"{BEFORE}(?<!\w)\d{{1,4}}(?:\.\d{{1,4}}){{2,4}}(?!\w|\.\d)",
             say.long_version),
        Rule("code.document", r"(?<![\w/.°º])(?<!\d\s)(?=[A-Z/.a-z]{0,30}\d|[A-Z.a-z]{0,12}/)"
             r"(?P<d>[A-Z][A-Za-z]{0,6}\.?\d{0,4}(?:[/.-][A-Za-z0-9]{1,7}\.?)"
             r"{0,8}/(?:[A-Za-z]{1,5}\.?)?\d{1,7}(?:[/.](?:[A-Za-z]{1,4}\.?)?\d{1,7})"
             r"{0,4}(?:[/.](?:Rev|Add|Corr|Amend)\.\d+)?)(?![\w/]|,\d)", say.document),
        Rule("code.section", r"(?:§|(?<!\w)(?i:sections?|chapters?|figures?|tables?|clauses?|"
             r"rules?|fig\.|figs\.|sec\.|ch\.|para\.|no\.))\s?(?P<say>\d+(?:\.\d+)+[a-z]?)(?![\w%])",
             say.section),
        Rule("code.account", r"(?<!\w)[A-Z]{2}(?:\d\d(?:\s[A-Z0-9]{4}){3,7}(?:\s[A-Z0-9]{1,4})?|"
             r"(?:\s\d{2,4}){3,6}(?:\s[A-D])?)(?!\w)",
             lambda m: (", ".join(_one_by_one(part) for part in m[0].split()), 0.9)),
        *_phones.rules(),
        Rule("code.social", r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])", say.groups),
        Rule("code.identity", r"(?<![\w-])[A-Z]{1,4}-?\d{5,12}(?:-?[A-Z0-9]{1,4})?(?![\w-])",
             lambda m: _one_by_one(m[0].replace("-", ""))),
        Rule("code.to", r"(?:(?<=\b[A-Z]\d)|(?<=\b[A-Z]\d\d))\s?[–-]\s?(?=[A-Z]\d{1,2}(?![\w-]))",
             lambda _: " to "),
        Rule("code.folios", r"(?<=\d[a-z])\s?[–-]\s?(?=\d+[a-z](?!\w))", lambda _: " to "),
        Rule("code.numbered", r"(?<![\w/.,-])(?P<a>\d{2,6})[-/](?P<b>0\d{2,8})(?![\w/-]|[.,]\d)",
             lambda m: (f"{_named(m['a'])}, {digits(m['b'])}", 0.8)),
        Rule("code.card", r"(?<![\w-])\d{4}(?:[ -]\d{4}){2,4}(?![\w-])", say.groups),
        Rule("code.postcode", r"(?<!\w)(?P<a>[A-Z]{1,2})(?P<n>\d{1,2})(?P<l>[A-Z]?)\s(?P<m>\d)"
             r"(?P<z>[A-Z]{2})(?!\w)", say.postcode),
        Rule("code.zip", rf"(?<!\w)(?:{say.states}|[A-Z][a-z]+\.?),?\s(?P<say>\d{{5}}(?:-\d{{4}})"
             rf"?)(?=\s*(?:[,.;:!?)\]”\"’»]|\Z))", say.zip),
        Rule("code.formula", rf"(?<![\w.])(?=[A-Za-z()]*[\d₀-₉])(?P<f>(?:{_ATOM}|{_GROUP}[₀-₉\d])"
             rf"(?:{_ATOM}|{_GROUP}[₀-₉\d]?){{0,7}})(?P<q>[⁺⁻]|[²³][⁺⁻])?(?!\w)",
             say.formula),
        Rule("code.chess", r"(?<!\w)(?P<p>[KQRBN])(?P<f>[a-h1-8]?)(?P<x>x?)(?P<s>[a-h][1-8])"
             r"(?P<c>[+#]?)(?!\w)", say.chess),
        Rule("code.chess", r"(?<![\w-])(?:O-O-O|O-O|0-0-0)(?![\w-])",
             lambda m: "castles long" if len(m[0]) > 3 else "castles", "any"),
        Rule("code.boeing", r"(?<=Boeing )(?P<n>7\d7)(?:-(?P<v>\d{1,3})(?P<w>[A-Z]{0,3}))?(?!\w)",
             say.boeing),
        Rule("code.jet", r"(?:(?<=\bthe\s)|(?<=\ba\s)|(?<=\bA\s)|(?<=\bThe\s))(?P<n>7[0-8]7)"
             r"(?![\w/%-]|[.,:]\d)(?!\s(?:[a-z]+s|men|women|people|or|and|of)\b)",
             lambda m: (model(m["n"]), 0.8)),
        Rule("code.flight", r"(?<!\w)(?i:flight|route|highway|interstate|county road|state road|"
             r"[A-Z]{2}(?<=[Ff]light\s..)|US|U\.S\.|Airbus|Boeing|Porsche|Concorde|channel|room|bus|unit|squadron|Xbox)"
             r"\s(?P<say>[1-9]\d{2})(?!\w|[.,]\d)(?!\s(?:people|men|women|miles))",
             lambda m: (model(m["say"]), 0.9)),
        Rule("code.resolution", r"(?<!\w)(?P<n>\d{3,4})(?P<p>[pi])(?!\w)",
             lambda m: f"{model(m['n'])} {m['p'].upper()}"),
        Rule("code.wifi", r"(?<!\w)802\.(?P<n>\d{1,2})(?P<l>[a-z]{0,2})(?!\w)",
             lambda m: f"eight oh two point {_one_by_one(m['l'], cardinal(int(m['n'])))}"),
        Rule("code.hex", r"(?<!\w)0x(?P<n>[0-9A-Fa-f]{1,16})(?!\w)",
             lambda m: f"zero X {_one_by_one(m['n'])}"),
        Rule("code.star", r"(?<![\w*])A\*(?P<s>s?)(?![\w*])",
             lambda m: ("A stars", 0.9, "ˈeɪ stˈɑːz") if m["s"] else ("A star", 0.9, "ˈeɪ stˈɑː"),
             "any"),
        Rule("code.sharp", r"(?<!\w)(?P<l>[CFJ])#(?!\w)", lambda m: f"{m['l']} sharp", "any"),
        Rule("code.net", r"(?<![\w.])\.(?P<n>NET|com|org|net|io|exe|pdf|txt|docx?|xml|json|csv|"
             r"py|js)(?!\w)", lambda m: "dot " + say.extension(m["n"]), "any"),
        Rule("code.script", r"(?<![\w.])(?P<w>[A-Z]?[a-z]{2,12})\.(?P<e>js|py|ts|rs|io|ai|css|"
             r"json|xml|yml|yaml|toml|csv|md|sh|cpp|exe|ini|cfg|log|svg|"
             r"(?:tar\.)?gz|tar|rar|mobi|wav|flac|odt|rtf|bmp|mov|avi|bat|iso|apk)(?!\w)",
             lambda m: f"{m['w']} dot {say.extension(m['e'])}", "dot"),
        Rule("symbol.hashtag", r"(?<![\w&])#(?=[A-Za-z_]\w)",
             lambda m: "" if _TAGGED.search(m.string, max(0, m.start() - 10), m.start())
             else "hashtag ", "any"),
        Rule("symbol.handle", r"(?<![\w.@])@(?=[A-Za-z_]\w)", lambda _: "at ", "any"),
        Rule("number.sign", rf"(?<!\w)[#№]\s?(?P<n>{N})", lambda m: f"number {number(m['n'])}"),
        Rule("code.section", r"(?<=[a-z]\s)(?P<l>[A-Z])\.(?P<n>\d{1,3}(?:\.\d{1,3}){0,3})(?!\w)",
             lambda m: f"{m['l']} point " + " point ".join(map(number, m["n"].split(".")))),
        Rule("code.section", r"(?<![\w.])(?P<l>[A-Z])\.(?P<n>\d{3})(?![\w.])",
             lambda m: f"{m['l']} {model(m['n'])}"),
        Rule("code.letter-a", r"(?<![\w-])A-?(?=\d{1,4}(?!\w))", lambda _: ("A ", 1.0, "ˈeɪ")),
        Rule("code.letter-number", r"(?<!\w)(?P<l>[A-Z]{1,5})(?P<h>[-‐‑]?)(?P<n>\d{1,4})"
             r"(?P<t>[a-zA-Z]{0,2})(?P<p>’?s)?(?![^\W_])", say.letter_number),
        Rule("code.after-a", r"(?<=\bA)(?P<n>\d{1,4})(?!\w)|(?<=\bA-)(?P<o>\d{1,4})(?!\w)",
             lambda m: model(m["n"] or m["o"])),
        Rule("code.number-letter", r"(?<![\w.,$£€-])(?<!C/)(?P<n>\d{1,4})"
             r"(?:(?P<h>-?)(?P<t>[A-Z]{1,3})|(?P<u>[ab]))(?P<s>s)?(?![^\W_])(?!(?<=C)/\d)",
             say.number_letter),
        Rule("code.x", r"(?<!\w)x(?P<n>86|64|32)(?!\d)", lambda m: f"X {cardinal(int(m['n']))}"),
        Rule("code.word-digits", r"(?<![\w/])(?<!\d\s)(?P<w>[A-Za-z]?[a-z]{2,12}|"
             r"[A-Z][a-z]{1,3}[A-Z][a-z]*|[a-z][A-Z]+[a-z]*|[A-Z]{2,4}v|i[A-Z][a-zA-Z]+)(?P<n>\d{1,4})(?P<t>[a-zA-Z]?)(?!\w)",
             say.word_digits),
    )  # fmt: skip


_TAGGED = re.compile(r"(?i:hashtags?)\s[\"“‘]?\Z")


class _Codes:
    def __init__(self, language: Language) -> None:
        self.states = "|".join(language.abbreviations["states"]["postal"])
        self._codes = frozenset(language.words["codes"])
        self._units = frozenset(u for u in language.words["units"] if len(u) > 1 or u in "VWL")
        self._acronyms: Mapping[str, str] = language.abbreviations["acronyms"]

    def standard(self, m: re.Match[str]) -> Reading:
        """The number of a standard: nine thousand and one, twenty fifteen."""
        return ", ".join(_named(part) for part in re.findall(r"\d+", m["say"])), 0.8

    def path(self, m: re.Match[str]) -> Reading:
        return " ".join(f"slash {part}" for part in m[0].strip("/").split("/")), 0.7

    def spelt_groups(self, m: re.Match[str]) -> Reading:
        return ", ".join(
            " ".join(digits(c) if c.isdigit() else "X" for c in part)
            for part in re.split(r"[ -]", m["say"])
            if part
        )

    def groups(self, m: re.Match[str]) -> Reading:
        return ", ".join(digits(part) for part in re.findall(r"\d+", m[0])), 0.9

    def version(self, m: re.Match[str]) -> Reading:
        word = m["w"].strip()
        if word in ("v.", "V.") and "." not in m["n"]:
            return None
        if m["w"] == "V" and "." not in m["n"]:  # an engine, a rocket
            return None
        said = "version" if word.lower().rstrip(".") in ("v", "ver", "version") else word
        if word[0] in "V" and word[:2].islower() is False and said == "version":
            said = "Version"
        tail = " point X" if m[0].endswith(".x") else ""
        return f"{said} {_points(m['n'])}{tail}"

    def long_version(self, m: re.Match[str]) -> Reading:
        parts = m[0].split(".")
        if len(parts) == 3 and len(parts[2]) == 4 and max(len(parts[0]), len(parts[1])) < 3:
            return None
        if re.fullmatch(r"[0-3]\d\.[01]\d\.\d\d", m[0]):
            return None
        if len(parts) > 2 and all(len(p) == 3 for p in parts[1:]) and parts[0] != "0":
            return number(m[0])
        return _points(m[0]), 0.8

    def section(self, m: re.Match[str]) -> Reading:
        number, letter = re.fullmatch(r"([\d.]+)([a-z]?)", m["say"]).groups()  # type: ignore[union-attr]
        return _points(number) + (f" {letter.upper()}" if letter else "")

    def document(self, m: re.Match[str]) -> Reading:
        """The number of a document, part by part: A C three, forty-eight, L sixty-two."""
        if not re.search(r"\d", m["d"]) or m["d"][:2].islower():
            return None
        said = []
        for part in re.split("/", m["d"]):
            pieces = re.findall(r"[A-Za-z]+|\d+", part)
            said.append(" ".join(self._piece(piece) for piece in pieces))
        return ", ".join(said), 0.8

    def _piece(self, piece: str) -> str:
        if piece.isdigit():
            if len(piece) > 4 or piece[0] == "0":
                return digits(piece)
            if len(piece) == 4:
                return year(int(piece))
            return model(piece) if len(piece) == 3 else cardinal(int(piece))
        return self.spell(piece) if piece.isupper() else piece

    def postcode(self, m: re.Match[str]) -> Reading:
        area = [_one_by_one(m["a"]), cardinal(int(m["n"])), *m["l"]]
        return _one_by_one(m["m"] + m["z"], *area), 0.9

    def zip(self, m: re.Match[str]) -> Reading:
        if (
            not re.match(rf"(?:{self.states})\s", m[0])
            and m["say"][0] != "0"
            and "-" not in m["say"]
        ):
            return None
        return ", ".join(digits(part) for part in m["say"].split("-"))

    def formula(self, m: re.Match[str]) -> Reading:
        written = m["f"].translate(_LOW)
        if (
            re.fullmatch(r"[A-Z]{1,2}\d{1,2}", written)
            and m["f"] == written
            and written not in ("H2", "O2", "N2", "O3", "CO2", "SO2", "NO2")
        ):
            return None
        parts = re.findall(rf"{_ELEMENTS}|\d+", written)
        said = " ".join(cardinal(int(p)) if p.isdigit() else " ".join(p.upper()) for p in parts)
        return said + {"⁺": " plus", "⁻": " minus"}.get((m["q"] or "")[-1:], ""), 0.9

    def chess(self, m: re.Match[str]) -> Reading:
        square = f"{m['s'][0].upper()} {cardinal(int(m['s'][1]))}"
        start = f" {digits(m['f']) if m['f'].isdigit() else m['f'].upper()}" if m["f"] else ""
        check = {"+": " check", "#": " mate"}.get(m["c"], "")
        return f"{_CHESS[m['p']]}{start}{' takes' if m['x'] else ''} {square}{check}", 0.7

    def boeing(self, m: re.Match[str]) -> Reading:
        said = model(m["n"])
        return (
            said
            + (f" {model(m['v'])}" if m["v"] else "")
            + (" " + " ".join(m["w"]) if m["w"] else "")
        )

    def extension(self, name: str) -> str:
        """The ending of a file's name: spelt, or said where it is a word."""
        if name in ("NET", "com", "net", "log", "io", "csv") or name == "exe":
            return name if name not in ("io", "csv") else " ".join(name.upper())
        if name == "tar.gz":
            return "tar dot G Z"
        words = ("json", "toml", "org", "tar", "mobi", "wav", "flac", "mov", "bat")
        return name if name in words else " ".join(name.upper())

    def spell(self, letters: str) -> str:
        """Letters by their names, or as the folder's list of acronyms has it."""
        if letters == "MS":  # alone it is a manuscript
            return "M S"
        return self._acronyms.get(
            letters, " ".join(letters.upper()) if letters not in _SAID else letters
        )

    def letter_number(self, m: re.Match[str]) -> Reading:
        letters = m["l"]
        if letters in self._codes and not m["t"]:
            return None
        if (
            letters == "FY"
            or (len(letters) == 1 and letters == "A")
            or (m["t"] and len(m["t"]) > 1 and m["t"].islower())
        ):
            return None
        if letters == "Q" and m["n"] in "1234":
            return f"Q {cardinal(int(m['n']))}"
        said = f"{self.spell(letters)} {model(m['n'])}"
        if m["t"]:
            said += f" {' '.join(m['t'].upper())}"
        return said + (("’s" if "’" in m["p"] else "s") if m["p"] else ""), 0.9

    def number_letter(self, m: re.Match[str]) -> Reading:
        oven = m["t"] in ("C", "F") and len(m["n"]) in (2, 3) and not m["s"]
        if oven and (
            word_before(m.string, m.start()) in ("at", "to", "oven", "of", "about")
            or (len(m["n"]) == 3 and _OVEN.match(m.string, m.end()))
        ):
            scale = "Celsius" if m["t"] == "C" else "Fahrenheit"
            return f"{cardinal(int(m['n']))} degrees {scale}", 0.8
        if m["t"] and m["t"] in self._units:
            return None
        n = int(m["n"])
        said = (
            year(n)
            if len(m["n"]) == 4 and 1000 < n < 2100
            else model(m["n"])
            if len(m["n"]) > 2
            else cardinal(n)
        )
        tail = self.spell(m["t"]) if m["t"] else m["u"].upper()
        return f"{said}{m['h'] or ' '}{tail}{chr(39) + 's' if m['s'] else ''}", 0.9

    def word_digits(self, m: re.Match[str]) -> Reading:
        word = m["w"]
        if word.endswith("v") and word[:-1].isupper():
            word = " ".join(word.upper())
        return f"{word} {model(m['n'])}{' ' + m['t'].upper() if m['t'] else ''}", 0.8


_OVEN = re.compile(r"\s?(?:fan|convection|gas|oven|\(?gas|/\s?gas)(?!\w)")
_SAID = table("said_as_words")


def _one_by_one(run: str, *before: str) -> str:
    """Letters and digits, each by its name, behind other words."""
    return " ".join([*before, *(digits(c) if c.isdigit() else c.upper() for c in run)])


def _act(m: re.Match[str]) -> Reading:
    """The number of an act and its year: eleven sixty-nine of twenty eleven."""
    a, b = (
        year(int(n))
        if len(n) == 4 and n[0] != "0"
        else digits(n)
        if n[0] == "0"
        else cardinal(int(n))
        for n in (m["a"], m["b"])
    )
    return f"{a} slash {b}" + (" " + " ".join(m["c"]) if m["c"] else ""), 0.8


def _classmark(m: re.Match[str]) -> Reading:
    """A shelf mark of the Library of Congress: P R sixty sixty-eight point O ninety-three."""
    said = []
    for piece in re.findall(r"[A-Z]+|(?<=\s)\d{4}(?!\d)|(?<=\d)\.\d+|\d+|\.", m["say"]):
        if piece.isalpha():
            said += piece
        elif piece[0] == ".":
            said.append(f"point {digits(piece)}".strip())
        else:
            said.append(year(int(piece)) if len(piece) == 4 and said[-1:] else number(piece))
    return " ".join(said), 0.9


def _named(part: str) -> str:
    if len(part) == 4 and int(part) % 1000 > 9:
        return year(int(part))
    return model(part) if len(part) == 3 else number(part)


def _dialled(m: re.Match[str]) -> Reading:
    """A telephone whose last figures are a word: one eight hundred flowers."""
    area = f"{cardinal(int(m['n'][0]))} hundred" if m["n"][1:] == "00" else digits(m["n"])
    return f"one, {area}, {m['w'].lower().replace('-', ' ')}", 0.9


def _ion(m: re.Match[str]) -> Reading:
    charge = {"²": " two", "³": " three", "": ""}[m["n"]]
    return f"{' '.join(m['f'].upper())}{charge} {'plus' if m['q'] == '⁺' else 'minus'}", 0.9


def _points(written: str) -> str:
    return " point ".join(
        digits(p) if p[0] == "0" and len(p) > 1 else cardinal(int(p)) for p in written.split(".")
    )
