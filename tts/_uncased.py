"""How a sentence goes on behind its mark in a script without capitals to tell it."""

import re

from tts._marks import Marks

NEXT_WORD = re.compile(r"[\s\u200c]*([\w\u200c]+)")
_NOTES = re.compile(r"(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]{1,3})+\Z")
_LAST_WORD = re.compile("([^\\W\\d_\u200c\u064b-\u0655]+[\u064b-\u0655]?)\\s\\Z")
_QUOTES = {"»": "«", "”": "“", '"': '"', "›": "‹", "’": "‘"}
_SHORT = 3
"""So many words make a quotation behind a conjunction a part of the sentence."""


def goes_on(text: str, begin: int, match: re.Match[str], marks: Marks) -> bool:
    """Whether a sentence goes on after its mark."""
    mark, at = _NOTES.sub("", match[0]), match.start()
    if text[at - 1 : at] in tuple("([") and at > begin:  # […], (؟)
        return True
    if text[match.end() : match.end() + 4].lstrip()[:1] in tuple(".!?…؟"):
        return True
    if _is_titled(text, begin, at, marks):
        return True
    follows = NEXT_WORD.match(text, match.end())
    if mark.startswith(("..", "…")):
        before = text[max(begin, at - 4) : at].rstrip()
        if not before or before[-1] in '«“"‹' or before.split()[-1] == "و":
            return True  # at the start of what is said, or "and so on"
        if mark[-1] in ".…" and follows and follows[1] in marks.links:
            return True
    if mark[-1] in ")]":  # a bracket amid a sentence; one that holds whole sentences begins it
        opened = max(text.rfind("(", begin, at), text.rfind("[", begin, at))
        if opened >= begin:
            return bool(text[begin:opened].strip())
    if mark[-1].isdigit() and follows and follows[1] in marks.counted:
        return True
    if not follows or text.startswith(":", follows.end()):  # گفت: begins what another says
        return False
    if mark[-1] in "\"'”’»)]›" and follows[1] in marks.carry:
        return True
    return mark[-1] in _QUOTES and _is_named(text, begin, at, _QUOTES[mark[-1]], marks)


def _is_named(text: str, begin: int, at: int, quote: str, marks: Marks) -> bool:
    """Whether a quotation is a name or a word spoken of, not what somebody says."""
    opened = text.rfind(quote, begin, at)
    before = _LAST_WORD.search(text, max(begin, opened - 24), opened) if opened > begin else None
    if not before:
        return False
    short = len(text[opened:at].split()) <= _SHORT
    return before[1] in marks.titled or (short and before[1] in marks.links | marks.leads)


def _is_titled(text: str, begin: int, at: int, marks: Marks) -> bool:
    """Whether the mark stands inside a title in quotation marks: «از کجا؟ چگونه؟»."""
    opened = text.rfind("«", max(begin, at - 60), at)
    if opened < 0 or "»" in text[opened : at + 2] or not marks.titled:
        return False
    before = _LAST_WORD.search(text, max(begin, opened - 24), opened)
    return bool(before and before[1] in marks.titled and "»" in text[at : at + 60])


def is_verbless(text: str, begin: int, at: int, after: int, marks: Marks) -> bool:
    """Whether nothing has been said yet of a year with its era, and the sentence goes on."""
    if not marks.verb or not 0 < at - begin < 90 or marks.verb.search(text, begin, at):
        return False
    follows = NEXT_WORD.match(text, after)
    behind = text[after : after + 120].split(".", 1)[0] + " "
    return bool(follows and follows[1] not in marks.pronouns and marks.verb.search(behind))


def is_listed_next(head: str, token: str) -> bool:
    """Whether a number is the next of a list that the sentence's `head` has begun: 1. a 2. b."""
    if not token.isdigit() or not 1 < int(token) < 100:
        return False
    return bool(re.search(rf"(?:\A|\s){int(token) - 1}\.\s", head))
