"""Times of day and lengths of time."""

import re

from tts._rules import Reading, Rule
from tts.languages.fa._numbers import PersianNumbers
from tts.languages.fa._script import DASH, JOINER

_HOUR = r"[01]?\d|2[0-4]"
_HOURS = rf"(?P<w>(?<!\w)ساعت(?:ِ|{JOINER}?های)?\s*:?\s*)?"
_HALF = r"(?:\s?(?P<p>[AP]\.?M\b\.?|[ap]\.?m\b\.?|[بق]\s?\.\s?ظ\.?))?"
_PART = re.compile(r"\s(?:صبح|شب|بامداد|ظهر|عصر|غروب|سحر|بعد\s?از\s?ظهر|پیش\s?از\s?ظهر|روز)(?!\w)")
_HOUR_BEFORE = re.compile(
    rf"(?<!\w)ساع(?:ت|ات)(?:ِ|{JOINER}?های)?\s*:?\s*(?:\d{{1,2}}(?::\d\d)?(?:\s|،\s|\s?[-–]\s?))+"
    r"(?:(?:تا|الی|لغایت|و|یا)\s)?\Z"
)
_LASTING = re.compile(r"(?<!\w)(?:رکورد|زمان|مدت|طی|ظرف)(?!\w)")
_LENGTH = re.compile(
    r"(?<!\w)(?:رکورد|باقی[\u200c\s]?مانده|مدت|به\sمدت|مدت\sزمان|مدتِ|طی|ظرف)(?:\s\w{1,8})?\s?:?\s\Z"
)
_SONG = re.compile(r"(?<!\w)(?:آهنگ|ترانه|قطعه|کلیپ|ویدئو|ویدیو|رکورد|دو|شنا|پخش)")
_COLON = r"(?:\s:\s|:)"
_FREE = r"(?<!\d)(?<!\d[.,:])(?<![+])"


def rules(numbers: PersianNumbers) -> tuple[Rule, ...]:
    """The rules for times, the most particular first."""
    say = _Times(numbers)
    return (
        Rule("time.range",
             rf"{_FREE}{_HOURS}(?P<say>(?P<h>{_HOUR}){_COLON}(?P<m>[0-5]\d)(?:{DASH}|\s(?:تا|ال[یي])\s)"
             rf"(?P<h2>{_HOUR}){_COLON}(?P<m2>[0-5]\d))(?!\w|[.:]\d)", say.between),
        Rule("time.length",
             rf"{_FREE}(?P<a>\d{{1,3}}):(?P<b>[0-5]\d)(?::(?P<c>[0-5]\d))?\s(?P<u>ساعت|دقیقه)(?!\w|\s(?:شب|صبح|ظهر|عصر|بامداد|روز|بعد|مانده))",
             say.length),
        Rule("time.clock",
             rf"{_FREE}{_HOURS}(?P<say>(?P<h>{_HOUR}){_COLON}(?P<m>[0-5]\d)"
             r"(?:\s?:\s?(?P<s>[0-5]\d))?" + _HALF + r")(?![^\W\u0621-\u06cc]|[.:]\d)", say.clock),
        Rule("time.half",
             r"(?<![\d.,:٫/])(?P<say>(?P<h>1[0-2]|0?[1-9])\s?(?P<p>[AP]\.?M\.?|[ap]\.?m\.?))(?!\w)",
             lambda m: f"{numbers.integer(int(m['h']))} {say.half(m['p'])}"),
        Rule("time.dotted",
             rf"(?<!\w)ساعت(?:ِ)?\s(?P<say>(?P<h>{_HOUR})\s?[./٫:]\s?(?P<m>[0-5]\d))(?![\w/]|\.\d)",
             lambda m: say.told(m["h"], m["m"])),
    )  # fmt: skip


class _Times:
    def __init__(self, numbers: PersianNumbers) -> None:
        self._say = numbers.integer

    def told(self, hour: str, minute: str, second: str | None = None) -> str:
        said = self._say(int(hour))
        if int(minute) or second:
            said += f" و {self._say(int(minute))} دقیقه"
        if second and int(second):
            said += f" و {self._say(int(second))} ثانیه"
        return said

    def clock(self, m: re.Match[str]) -> Reading:
        said = self.told(m["h"], m["m"], m["s"])
        before = m.string[max(0, m.start() - 32) : m.start()]
        if m["p"]:
            said = said.replace("دقیقه", "دقیقهٔ") + f" {self.half(m['p'])}"
        elif _PART.match(m.string, m.end()):
            said = said.replace("دقیقه", "دقیقهٔ")
        elif re.match(r"\sدقیقه", m.string[m.end() : m.end() + 6]):
            said = said.removesuffix(" دقیقه")
        if not m["s"] and not m["w"] and not m["p"] and _LENGTH.search(before):
            large, small = ("دقیقه", "ثانیه") if _SONG.search(before) else ("ساعت", "دقیقه")
            least = f" و {self._say(int(m['m']))} {small}" if int(m["m"]) else ""
            return f"{self._say(int(m['h']))} {large}{least}", 0.6
        if m["s"] and not m["w"] and not m["p"] and _LASTING.search(before):
            hour = self._say(int(m["h"]))
            return f"{hour} ساعت و {said.removeprefix(hour + ' و ')}", 0.8
        return said if m["w"] or _HOUR_BEFORE.search(before) else f"ساعتِ {said}"

    def half(self, written: str) -> str:
        return "قبل از ظهر" if written[0] in "aAق" else "بعد از ظهر"

    def between(self, m: re.Match[str]) -> Reading:
        said = f"{self.told(m['h'], m['m'])} تا {self.told(m['h2'], m['m2'])}"
        return said if m["w"] else f"ساعتِ {said}"

    def length(self, m: re.Match[str]) -> Reading:
        """3:45 دقیقه, 2:30 ساعت."""
        if m.string[max(0, m.start() - 5) : m.start()].strip() == "ساعت":
            return None
        units = ("ساعت", "دقیقه", "ثانیه")[1 if m["u"] == "دقیقه" and not m["c"] else 0 :]
        parts = [int(m[name]) for name in "abc" if m[name]]
        said = (f"{self._say(n)} {u}" for n, u in zip(parts, units, strict=False) if n)
        told = " و ".join(said)
        return (told, 0.6) if told else None
