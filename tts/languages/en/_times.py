"""Times of the day and lengths of time."""

import re

from tts._rules import Language, Reading, Rule
from tts.languages.en._context import BEFORE, ends_sentence, word_before
from tts.languages.en._numbers import cardinal, count, digits, two

_AP = r"(?P<ap>[aApP])(?:\.\s?[mM]\.|\.?[mM]\.?)(?!\w)"
_DASH = r"\s?(?:[-–—]|to|until|and)\s?"

_EACH_OF = {
    "pm": "month", "pcm": "calendar month", "pa": "annum", "pw": "week", "ph": "hour",
    "pp": "person", "pppn": "person per night", "pn": "night", "pd": "day",
}  # fmt: skip
_EACH = r"(?:p\.?m|pcm|p\.c\.m|p\.?a|p/?w|p\.w|p\.?h|pppn|p/?p|p\.p|pn|pd)\.?"
_DATED = re.compile(r"(?:\d[-/.]\d{1,4}|\d,)[T\s]{1,2}\Z")
_CAPITAL = re.compile(r"[\"'”’)]*\s+[\"“‘(]?[A-Z]")


def rules(language: Language) -> tuple[Rule, ...]:
    """Whatever is read as a time."""
    starters = frozenset(language.abbreviations["ends"]["starters"])

    def noon(m: re.Match[str]) -> Reading:
        """Before noon or after it; the full stop of the sentence stays."""
        inner = "." in m["say"][:-1]  # 5 pm. has no stop of its own
        ended = m["say"].endswith(".") and (
            ends_sentence(m.string, m.end(), starters)
            or (not inner and bool(_CAPITAL.match(m.string, m.end())))
        )
        stop = "." if ended else ""
        return (f"A M{stop}", 1.0, "ˈeɪ ˈɛm") if m["ap"].lower() == "a" else f"P M{stop}"

    ahead = rf"(?=\s?{_AP})"
    return (
        Rule("time.military", rf"{BEFORE}(?<!\w)(?P<h>[01]\d|2[0-4])(?P<m>[0-5]\d)(?=\s?(?:hours|"
             rf"hrs\.?|GMT|UTC|Z)(?!\w))",
             _military),
        Rule("time.length", r"(?<![\d.,:])(?P<h>\d{1,2}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)"
             r"(?P<f>\.\d+)?(?!\w|:\w)", _length),
        Rule("time.race",
             r"(?<![\d.,:])(?P<m>\d{1,2}):(?P<s>[0-5]\d)(?P<f>\.\d{1,3})(?!\w|[:.]\d)", _race),
        Rule("time.range", rf"(?<![\d.,:/])(?P<h>[01]?\d|2[0-4])[:.](?P<m>[0-5]\d)"
             rf"{_DASH}(?=(?:[01]?\d|2[0-4])"
             rf"(?:[:.][0-5]\d)?(?:\s?{_AP}|(?<=:\d\d)(?!\d)))", _first),
        Rule("time.range-hour", rf"{BEFORE}(?<![\w:.-])(?P<h>1[0-2]|[1-9])\s?[-–]\s?(?=(?:1[0-2]|"
             rf"[1-9])(?:[:.][0-5]\d)?\s?{_AP})",
             lambda m: f"{cardinal(int(m['h']))} to "),
        Rule("time.clock", rf"(?<![\d.,:])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?:{ahead}|(?!\w|"
             rf"[:]\d|[.,]\d|[\s\u00a0]000(?!\d)))", _clock),
        Rule("time.clock-point", rf"(?<![\d.,:])(?P<h>1[0-2]|0?[1-9])\.(?P<m>[0-5]\d){ahead}",
             _clock),
        Rule("time.clock-at", r"(?<![A-Za-z])(?i:at|by|until|till|after|before)"
             r"\s(?P<say>(?P<h>1\d|2[0-3]|[1-9])\.(?P<m>[0-5][05]))"
             r"(?=\s(?:on\s[A-Z][a-z]+day|in the (?:morning|afternoon|evening)|tomorrow|tonight|"
             r"today|every|sharp|this (?:morning|afternoon|evening)|that (?:morning|afternoon|"
             r"evening|night))\b)",
             lambda m: (_told(m), 0.7)),
        Rule("time.clock-at", r"(?<!\w)(?i:trains?|bus(?:es)?|flights?|ferry|coach|planes?|"
             r"boats?|departs?|departed|departing|departure|arriv(?:es?|ed|ing)|leaves?|leaving|left|starts?|started|"
             r"begins?|began|meets?|met|service|lunch|dinner|lecture|concert|doors|kick-off)"
             r"\b[^.;:!?\d\n]{0,40}\s(?:at|by|until)\s(?P<say>(?P<h>[01]?\d|2[0-3])\.(?P<m>[0-5]\d))"
             r"(?!\w|[.,:%-]\d|\s?(?:%|per|m|km|seconds|metres|points|million|billion)\b)",
             lambda m: (_told(m), 0.8)),
        Rule("time.clock-at", r"(?<!\w)At\s(?P<say>(?P<h>1\d|2[0-3]|0\d)\.(?P<m>[0-5]\d))"
             r"(?=,?\s(?:the|we|he|she|they|it|I|an?|his|her|our|my|all|on)\s)",
             lambda m: (_told(m), 0.8)),
        Rule("time.clock-hours", r"(?<![\d.,:])(?P<h>[01]?\d|2[0-4])\.(?P<m>[0-5]\d)"
             r"(?=\s?(?:hrs\.?|hours|h)(?!\w)(?!\s(?:a|per)\b)|"
             r"\s?(?:[-–]|to|until)\s?(?:[01]?\d|2[0-4])\.[0-5]\d\s?(?:hrs\.?|hours|h)"
             r"(?!\w))", _hours),
        Rule("time.to", r"(?<=\d\.\d\d)\s?[-–]\s?(?=[012]?\d\.[0-5]\d\s?(?:hrs\.?|hours|h)(?!\w))",
             lambda _: " to "),
        Rule("time.clock-h", rf"{BEFORE}(?<!\w)(?P<h>[01]?\d|2[0-3])h(?P<m>[0-5]\d)(?!\w)", _clock),
        Rule("time.hour", rf"{BEFORE}(?<![\w:£$€¥])(?P<h>1[0-2]|0?[1-9]){ahead}",
             lambda m: cardinal(int(m["h"]))),
        Rule("time.to", r"(?<=\bnoon)\s?[-–]\s?(?=\d)", lambda _: " to "),
        Rule("time.train", r"(?<=\b[tT]he\s)(?P<h>1?\d|2[0-3])\.(?P<m>[0-5]\d)(?=\s(?:train|bus|"
             r"express|flight|ferry|boat|from\s[A-Z]|to\s[A-Z]))", lambda m: (_told(m), 0.9)),
        Rule("time.to", r"(?:(?<=\d[apAP][mM])|(?<=[apAP]\.[mM]\.)|(?<=\s[apAP][mM]))"
             r"\s?[-–]\s?(?=\d{1,2}(?:[:.]\d\d)?\s?[aApP]\.?[mM])", lambda _: " to "),
        Rule("money.each", rf"(?:[£$€¥]\s?\d[\d,.]*k?|\d\s(?:pounds|dollars|euros))\s?"
             rf"(?P<say>{_EACH})(?!\w)(?:(?<=\.)|\b)", _each),
        Rule("time.noon", rf"(?:(?<=\d)|(?<=\d[\s\u00a0]))(?P<say>{_AP})", noon),
    )  # fmt: skip


def _each(m: re.Match[str]) -> Reading:
    """What a sum is paid for: a month, a week, a person."""
    said = "per " + _EACH_OF[m["say"].replace(".", "").replace("/", "")]
    ended = m["say"].endswith(".") and not m.string[m.end() :].strip("\"'”’») ")
    return (said + "." if ended else said), 0.9


def _hours(m: re.Match[str]) -> Reading:
    """A time of the day with a stop; no length such as 2.25 hours."""
    if len(m["h"]) < 2 or (m["m"] in ("25", "50", "75") and int(m["h"]) < 13):
        return None
    if m["m"] == "00" and re.match(r"\s?h", m.string[m.end() :]):
        return f"{digits(m['h']) if m['h'][0] == '0' else cardinal(int(m['h']))} hundred", 0.8
    return _told(m), 0.8


def _told(m: re.Match[str]) -> str:
    hour, minute = int(m["h"]), int(m["m"])
    followed = "ap" in m.groupdict() and m["ap"]
    if minute:
        return f"{cardinal(hour)} {two(minute)}"
    if followed or re.match(r"\s?(?:noon|midnight|o[’']clock|hours)", m.string[m.end() :]):
        return cardinal(hour)
    if m["h"] == "00":
        return "zero hundred hours"
    if 0 < hour <= 12 and m["h"][0] != "0":
        return f"{cardinal(hour)} o'clock"
    return f"{digits(m['h']) if m['h'][0] == '0' else cardinal(hour)} hundred hours"


def _clock(m: re.Match[str]) -> Reading:
    before = word_before(m.string, m.start())
    if not m.groupdict().get("ap") and before in (
        "ratio",
        "odds",
        "scale",
        "mixture",
        "proportion",
        "aspect",
    ):
        return None
    return _told(m), 1.0 if len(m["m"]) == 2 and m["h"][0] != "0" else 0.9


def _first(m: re.Match[str]) -> Reading:
    hour, minute = int(m["h"]), int(m["m"])
    followed = m.groupdict().get("ap")
    said = f"{cardinal(hour)} {two(minute)}" if minute else cardinal(hour)
    if not minute and not followed:
        said = _told(m)
    link = m[0][len(m["h"]) + 3 :].strip()
    return f"{said} {link if link.isalpha() else 'to'} "


def _military(m: re.Match[str]) -> Reading:
    hour = (
        f"oh {cardinal(int(m['h']))}"
        if m["h"][0] == "0" and m["h"] != "00"
        else cardinal(int(m["h"]))
    )
    if m["h"] == "00":
        hour = "zero"
    minute = two(int(m["m"])).replace("-", " ") if m["m"][0] == "0" else two(int(m["m"]))
    return f"{hour} hundred" if m["m"] == "00" else f"{hour} {minute}"


def _length(m: re.Match[str]) -> Reading:
    hours, minutes, seconds = int(m["h"]), int(m["m"]), int(m["s"])
    tail = m.string[m.end() : m.end() + 6].lstrip().lower()
    dated = _DATED.search(m.string, max(0, m.start() - 16), m.start())
    if (
        dated
        or tail.startswith(("am", "a.m", "pm", "p.m"))
        or word_before(m.string, m.start())
        in (
            "at",
            "by",
        )
    ):
        return f"{cardinal(hours)} {two(minutes)} and {count(seconds, 'second', 'seconds')}"
    last = count(seconds, "second", "seconds")
    if m["f"]:
        last = f"{cardinal(seconds)} point {digits(m['f'])} seconds"
    said = f"{count(minutes, 'minute', 'minutes')} and {last}"
    return f"{count(hours, 'hour', 'hours')}, {said}", 0.8


def _race(m: re.Match[str]) -> Reading:
    minutes = count(int(m["m"]), "minute", "minutes")
    return f"{minutes} {cardinal(int(m['s']))} point {digits(m['f'])} seconds", 0.8
