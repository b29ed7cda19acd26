"""Rules that Russian and Ukrainian share; their words come from the folders."""

import re
from collections.abc import Mapping
from typing import Any

from tts._digits import ROMAN
from tts._rules import BEFORE, Language, Rule, rule
from tts._slavic import SlavicNumbers
from tts._slavic_sayer import SlavicSayer

_N = r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3}){1,6}(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*"
_DASH = r"\s?[-–—]\s?"


def slavic_rules(language: Language, numbers: SlavicNumbers) -> tuple[Rule, ...]:
    """The rules, the most particular first."""
    say = SlavicSayer(language, numbers)
    months = "|".join(language.words["months"]["names"].split())
    years = _either(say.years)
    centuries = _either(say.centuries)
    units = _either(say.grammar.units)
    big = _either(language.words["big"])
    chapters = "|".join(say.chapters)
    return (
        rule("date.full", rf"{BEFORE}(?P<d>\d\d?)(?P<s>[./-])(?P<m>\d\d?)(?P=s)(?P<y>[12]\d{{3}})"
             rf"(?!\d)(?:\s?(?:г\.|р\.|года|року))?", say.date),
        rule("date.iso", rf"{BEFORE}(?P<y>[12]\d{{3}})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", say.date),
        rule("date.day", rf"{BEFORE}(?P<d>[0-3]?\d)(?:{_DASH}(?P<e>[0-3]?\d))?(?=\s(?:{months})\b)",
             say.day),
        rule("date.from-to", rf"(?i:(?<!\w)(?:с|со|з|із|від|от))\s(?P<say>(?P<a>[12]\d{{3}})\s"
             rf"(?P<to>по|до)\s(?P<b>[12]\d{{3}})\s?(?:{years}))(?!\w)", say.from_to),
        rule("date.year", rf"{BEFORE}(?P<a>\d{{3,4}})(?:(?P<s>{_DASH}|/)(?P<b>\d{{2,4}}))?\s?"
             rf"(?P<w>{years})(?!\w)", say.year),
        rule("date.year-bare",
             r"(?<=\s)(?P<p>[ву]|у|in)\s(?P<say>1[0-9]\d\d|20\d\d)(?=[,;:)]|\.?\Z|\.\s)",
             say.year_alone),
        rule("number.suffix", rf"{BEFORE}(?P<n>\d+)(?:{_DASH}(?P<n2>\d+))?[-‐‑–]"
             r"(?P<x>[а-яіїєґё]{1,3})(?!\w)(?P<g>\s(?:гг|рр)\.)?", say.suffix),
        rule("number.compound",
             rf"{BEFORE}(?P<n>\d{{1,5}})[-‐‑–](?P<x>[а-яіїєґ]{{4,}})", say.compound),
        rule("time.clock",
             r"(?<!\d)(?<!\d[.,:])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?"
             r"(?!\w|[.,:]\d)", say.clock),
        rule("phone",
             r"(?<![\w.,/])(?:\+?\d{1,3}[\s-]?)?\(?0?\d{2,4}\)?[\s-]\d{2,3}[\s-]\d{2}[\s-]\d{2}"
             r"(?![\d/-])", say.phone),
        rule("phone.plus", r"(?<![\w.,/])\+\d{10,13}(?!\d)", say.phone),
        rule("phone.short", r"(?<![\w.,/–-])\d{2,3}-\d\d-\d\d(?![\w-])", say.phone),
        rule("money.before",
             rf"(?<!\w)(?P<u>[$€£₴₽])\s?(?P<n>{_N})(?:\s(?P<big>{big})(?!\w))?", say.unit),
        rule("number.unit-range", rf"{BEFORE}(?P<a>{_N}){_DASH}(?P<n>{_N})\s?(?:(?P<big>{big})\s)?"
             rf"(?P<u>{units})(?!\w)", say.unit),
        rule("number.unit-big",
             rf"{BEFORE}(?P<n>{_N})\s?(?P<big>{big})\s(?P<u>{units})(?!\w)", say.unit),
        rule("number.unit",
             rf"{BEFORE}(?P<sign>(?<![\w)])[-−+])?(?P<n>{_N})(?:\s?(?P<u>[%°‰]\s?[CСF]?)(?!\w)|"
             rf"\s?(?P<u2>{units})(?!\w|\.\w))", say.unit),
        rule("number.half", rf"{BEFORE}(?P<n>\d{{1,6}}),5(?=\s[^\W\d_]{{3,}})", say.half),
        rule("number.fraction", rf"{BEFORE}(?<!/)(?P<a>\d{{1,3}})/(?P<b>\d{{1,4}})(?!\d|/\d)",
             say.fraction),
        rule("number.mixed", r"(?:(?<!\d)(?P<n>\d{1,9}))?(?P<f>[½⅓⅔¼¾])", say.vulgar),
        rule("number.range",
             rf"{BEFORE}(?<![-–—/])(?P<a>{_N})[–—-](?P<b>{_N})(?![-–—/]?\d|\w)", say.range),
        rule("number.negative", rf"(?<![\w.,)\]])[-−](?P<n>{_N})(?!\w)",
             lambda m: (f"{language.words['minus']} {say.n(m['n'])}", 0.8)),
        rule("number.sign", rf"(?<!\w)№\s?(?P<n>{_N})", lambda m: f"номер {say.n(m['n'])}"),
        rule("number.plain", rf"{BEFORE}(?:{_N})(?!\w)", say.plain),
        rule("roman.century",
             rf"(?<![\w.])(?P<a>{ROMAN}+)(?:{_DASH}(?P<b>{ROMAN}+))?\s?(?P<w>{centuries})"
             r"(?!\w)", say.century, "upper"),
        rule("roman.chapter",
             rf"(?i:\b(?P<w>{chapters}))\s(?P<say>{ROMAN}+)(?!\w)", say.chapter, "upper"),
        rule("roman.name",
             r"(?<!\w)(?P<w>[А-ЯІЇЄҐ][а-яіїєґ'’]{2,})\s(?P<say>[IVXІХ]+)(?![\w.]\w|\w)",
             say.king, "upper"),
        rule("roman.before",
             r"(?<![\w.])(?P<say>[IVXLІХ]{2,}|[VX])\s(?P<w>[а-яіїєґ][а-яіїєґ'’]{2,})",
             say.adjective, "upper"),
        rule("roman.range", rf"(?<![\w.])(?P<a>[IVXLІХ]+){_DASH}(?P<b>[IVXLІХ]+)(?!\w)", say.romans,
             "upper"),
        rule("roman.plain",
             r"(?<![\w.])(?:[IVXLІХ]{2,}|[VX](?=\.?\s*\Z))(?![\w&])", say.roman, "upper"),
    )  # fmt: skip


def _either(words: Mapping[str, Any]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
