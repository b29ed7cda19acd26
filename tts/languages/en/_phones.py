"""Numbers said figure by figure: telephones, codes, secret numbers, identifiers."""

import re

from tts._rules import Reading, Rule
from tts.languages.en._numbers import digits

_NAMES = {"tel": "telephone", "mob": "mobile", "ph": "phone", "extn": "extension"}


def rules() -> tuple[Rule, ...]:
    """Whatever is called, dialled, kept secret or looked up by its figures."""
    return (
        Rule("code.doi", r"(?<!\w)(?i:doi):?\s?"
             r"(?P<n>10\.\d{4,9}/[\w.()/:;-]{0,60}\w)", _spelt_path),
        Rule("phone.groups", r"(?<![\w.,/])(?:\+|\b00\s?)\d{1,3}[\s.-]?(?:\(\d{1,4}\)[\s.-]?)"
             r"?\d{1,5}(?:[\s.-]\d{2,8}){1,5}(?![\w/]|[.,-]\d)", _phone),
        Rule("phone.american", r"(?<![\w.,/])(?:\+?1[\s.-])?(?:\(\d{3}\)\s?|\d{3}[\s.-])"
             r"\d{3}[\s.-]\d{4}(?![\w/]|[.,-]\d)", _phone),
        Rule("phone.british", r"(?<![\w.,/])(?:\(0\d{2,4}\)|0\d{2,4})[\s.-]\d{3,4}(?:[\s.-]\d{3,4})"
             r"?(?:[\s.-]\d{3,4})?(?![\w/]|[.,-]\d)", _phone),
        Rule("phone.british", r"(?<![\w.,/])0\d{3,4}\s\d{5,6}(?![\w/]|[.,-]\d)", _phone),
        Rule("phone.plus", r"(?<![\w.,/])\+\d{7,13}(?!\d)", _phone),
        Rule("phone.short", r"(?<![\w.,/–$£€-])\d{3}-\d{4}(?![\w%-])(?!\s(?:people|men|women|"
             r"years|words|BC|AD|B\.C|A\.D))", _phone),
        Rule("phone.help", r"(?<!\w)(?i:call|called|calling|dial|dialled|dialed|dialling|ring|"
             r"rang|phone|phoned|text)\s(?:the\s)?(?P<say>\d{3}(?:\sor\s\d{3})?)(?![\w/%–-]|"
             r"[.,:’']\w)(?!\s(?:people|times|men|women))",
             lambda m: " or ".join(digits(part) for part in m["say"].split(" or "))),
        Rule("phone.help", r"(?<!\w)[tT]ext(?:ed|ing)?\s(?:[A-Z]{2,12}\sto\s)?"
             r"(?P<say>\d{4,6})(?![\w/%–-]|[.,:]\d)(?!\s(?:[a-z]+s|people|men|women)\b)",
             lambda m: (digits(m["say"]), 0.8)),
        Rule("phone.bare", r"(?<!\w)(?i:tel|phone|telephone|fax|mobile|mob|cell|whatsapp|hotline|"
             r"ph|helpline|freephone|(?:phone|telephone|mobile|fax|contact|account|membership|serial|"
             r"reference|tracking|passport|booking|order|student|customer|user|patient|employee|case)\s"
             r"(?:number|no\.?|ID)|ID(?:\snumber|\sno\.?)?)(?:\.?\s[nN]o\.?)?"
             r"(?:\.?:|\.|\sis|\son|\swas|\sat)?\s(?P<say>\d{5,15})(?![\w%]|[.,:-]\d)", _secret),
        Rule("phone.name", r"(?<!\w)(?P<w>[tT]el|[mM]ob|Ph|[eE]xtn)"
             r"(?:\.?(?=:)|\.(?=\s?\(?\+?\d|\s[nN]o))",
             _named, "nothing"),
        Rule("phone.service", r"(?<![\w*#])"
             r"(?P<say>[*#]{1,2}\d{2,4}(?:\*\d{1,12}){0,3}#?)(?![\w*#])", _service),
        Rule("phone.extension", r"(?<!\w)(?P<w>[eE]xt(?:ension|n)?\.?)\s?(?P<n>\d{1,6})(?!\w)",
             lambda m: ("E" if m["w"][0] == "E" else "e") + f"xtension {digits(m['n'])}"),
        Rule("code.secret", r"(?<!\w)(?:(?:cards?|accounts?|numbers?|phones?|plates?)\s[a-z ]{0,12}"
             r"end(?:s|ed|ing)\s(?:in|with)|"
             r"(?i:PIN|passcode|(?:pass|entry|door|access|sort|security)\s"
             r"code|combination|password)(?:\snumber)?(?:\s(?:is|was|to|of|as)|:)?)\s"
             r"(?P<say>\d{2,8}(?:[-\s]\d{2,4}){0,3})(?![\w%]|[.,:-]\d)", _secret),
        Rule("code.zip", r"(?<!\w)(?i:zip(?:\s?\+\s?4)?(?:\scodes?)?|postal\scodes?|post\s?codes?|"
             r"area\scodes?)(?::|\sis|\swas|\sof)?\s(?P<say>\d{3,6}(?:-\d{4})?(?:(?:,|\sand|\sor)\s\d{3,6})*)(?!\w)",
             _listed),
    )  # fmt: skip


def _named(m: re.Match[str]) -> Reading:
    said = _NAMES[m["w"].lower()]
    return said.capitalize() if m["w"][0].isupper() else said


def _service(m: re.Match[str]) -> Reading:
    """What is dialled with star and hash; a number behind a hash alone is a number."""
    if m["say"][0] == "#" and m["say"][-1] != "#":
        return None
    signs = {"*": "star", "#": "hash"}
    parts = re.findall(r"\d+|[*#]", m["say"])
    return " ".join(signs.get(part) or digits(part) for part in parts), 0.9


def _secret(m: re.Match[str]) -> Reading:
    return ", ".join(digits(part) for part in re.findall(r"\d+", m["say"])), 0.9


def _listed(m: re.Match[str]) -> Reading:
    """Codes in a list, each figure by figure."""
    return re.sub(r"\d+-?", lambda n: digits(n[0].rstrip("-")) + ", " * (n[0][-1] == "-"), m["say"])


def _spelt_path(m: re.Match[str]) -> Reading:
    """The identifier of a document (DOI), sign by sign."""
    parts = re.findall(r"[A-Za-z]{4,}|[A-Za-z]|\d+|\W|_", m["n"])
    signs = {".": "dot", "/": "slash", "-": "dash", "_": "underscore", ":": "colon"}
    return "D O I " + " ".join(
        digits(p)
        if p.isdigit()
        else p
        if len(p) > 1
        else signs.get(p, p.upper() if p.isalpha() else "")
        for p in parts
    ).replace("  ", " "), 0.8


def _phone(m: re.Match[str]) -> Reading:
    groups = re.findall(r"\d+", m[0])
    if len(groups) == 2:
        first, last = map(int, groups)
        if first < last and last % 100 == 0 == first % 50:  # 300-1000 is a range
            return None
    if not 7 <= sum(map(len, groups)) <= 15:
        return None
    said = ", ".join(
        "eight hundred" if g == "800" and i < 2 else digits(g) for i, g in enumerate(groups)
    )
    return (f"plus {said}" if m[0][0] == "+" else said), 0.9
