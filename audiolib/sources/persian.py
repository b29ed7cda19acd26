"""Persian as it was typed on Arabic keyboards: its own letters, and half spaces that are certain.

Arabic is left alone: words with Arabic letters or its article keep what they have.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ە": "ه", "ے": "ی"})
_TYPED = re.compile("[يىكەے]")
_WORD = re.compile(r"[\u0620-\u065f\u0670-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u200c]+")
_ARABIC = re.compile(r"^(?:[وبفل]?ال(?=..)|لل)|[ةأإؤ\u064b-\u0652]")
_ARABIC_WORDS = frozenset({"في", "على", "هي", "التي", "الذي", "حتى", "لكن", "متى"})
_JOINER = "\u200c"
_PRESENT = """
کن شو باش خواه توان دان گوی رو روی آی بین ده گیر زن خور ساز رس گذار گذر نویس خوان بر آور
افت مان شناس پرداز یاب کش فروش خر جوی پوش ریز سوز شنو پذیر پرس نشین خواب انداز نگر ایست
فهم خند لرز ترس جنگ گرد دار آموز فرست آزمای افزای فرمای نمای پیوند بند شکن شکاف ران گریز
گری گنج کار باز لنگ نال کوش جوش نوش پیچ تاب چین دوز دو خیز آمیز انگیز سنج طلب پندار گمار
سپار شمار فشار گذران رسان چرخان
"""
_PAST = """
کرد شد بود خواست توانست دانست گفت رفت آمد دید داد گرفت زد خورد ساخت رسید گذاشت گذشت نوشت
خواند برد آورد افتاد ماند شناخت پرداخت یافت کشید فروخت خرید جست پوشید ریخت سوخت شنید
پذیرفت پرسید نشست خوابید انداخت داشت گشت گردید نگریست ایستاد فهمید خندید لرزید ترسید جنگید
آموخت فرستاد آزمود افزود فرمود نمود پیوست بست شکست شکافت راند گریخت گریست گنجید کاشت باخت
نالید کوشید جوشید نوشید پیچید تافت چید دوخت دوید خاست آمیخت انگیخت سنجید طلبید پنداشت
گماشت سپرد شمرد فشرد گذراند رساند چرخاند مرد زیست
"""
_ENDS = ("م", "ی", "د", "یم", "ید", "ند")
_HANDS = "ها|های|هایی|هایم|هایت|هایش|هایمان|هایتان|هایشان|هاست"
_MORE = """
بزرگ کوچک مهم بیش کم به بد خوب زیبا بلند کوتاه قوی ضعیف سریع آرام جدید قدیمی نزدیک دور
پایین بالا سخت آسان گران ارزان روشن تاریک گرم سرد سنگین سبک جوان پیر کامل دقیق عمیق وسیع
گسترده شدید بهتر پیش زود دیر ساده پیچیده مناسب قابل موفق فعال عمومی مشهور معروف بیشتر محکم
تند کند تیز نرم عالی پاک زشت شیرین تلخ
"""


@dataclass(slots=True)
class Tally:
    """What was put right."""

    letters: int = 0
    joined: Counter[str] = field(default_factory=Counter)


def with_letters(text: str, tally: Tally) -> str:
    """The text with Persian letters where an Arabic keyboard gave its own."""
    if not _TYPED.search(text):
        return text

    def word(match: re.Match[str]) -> str:
        found = match[0]
        if _ARABIC.search(found) or found in _ARABIC_WORDS:
            return found
        tally.letters += len(_TYPED.findall(found))
        return found.translate(_LETTERS)

    return _WORD.sub(word, text)


def with_joiners(text: str, tally: Tally, *, verse: bool = False) -> str:
    """The text with half spaces where only one reading is possible.

    In verse `می` is wine as often as the sign of a verb, and words run together for the metre.
    """

    def joined(match: re.Match[str]) -> str:
        new = match["stem"] + _JOINER + match["end"]
        tally.joined[new] += 1
        return new

    for pattern in _patterns()[1 if verse else 0 :]:
        text = pattern.sub(joined, text)
    return text


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The rules; the first one, of verbs, is for prose only."""
    present, past = _PRESENT.split(), _PAST.split()
    forms = {stem + end for stem in present for end in _ENDS}
    forms |= {stem + end for stem in past for end in ("", "م", "ی", "یم", "ید", "ند")}
    verbs = "|".join(sorted(forms, key=len, reverse=True))
    before = r"(?<![\w\u200c])"
    after = r"(?![\w\u200c])"
    parts = "|".join(sorted({f"{stem}ه" for stem in past}, key=len, reverse=True))
    more = "|".join(_MORE.split())
    rules = (
        rf"{before}(?P<stem>ن?می) ?(?P<end>(?:{verbs})){after}",
        rf"{before}(?P<stem>[\u0620-\u06d3\u200c]{{2,}}+) (?P<end>{_HANDS}){after}",
        rf"{before}(?P<stem>[\u0620-\u06d3\u200c]{{2,}}+) (?P<end>ترین(?:ها|های)?){after}",
        rf"{before}(?P<stem>{more}) (?P<end>تر(?:ی)?){after}",
        rf"{before}(?P<stem>(?:ن|ب)?(?:{parts})) (?P<end>ام|اند|ایم|اید){after}",
        rf"{before}(?P<stem>(?:ن|ب)?(?:{parts})) (?P<end>ای)(?=[.،؛؟!:»)]|$)",
        rf"{before}(?P<stem>[\u0620-\u06d3]+ه) (?P<end>اش){after}",
    )
    return tuple(re.compile(rule) for rule in rules)
