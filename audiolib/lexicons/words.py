"""The words of a publication as they are written, with an example of each and its place."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from audiolib.order import Cue, Role, SoundOptions, sounding
from audiolib.production.script import Reading, reading
from audiolib.publication import Publication
from audiolib.sources.legacy import is_syllable
from tts.lexicon import Lexicon
from tts.spoken import Span

_MARKS = "\u0300-\u036f\u0483-\u0487\u064b-\u065f\u0670\u200c"
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*(?:['’ʼ](?:[^\W\d_]|[{_MARKS}])+)*")
_OPENS = re.compile(r"(?:^|[.!?:…»”\n–—-]\s*|--\s*|[\"“„«‘(\[])[\s\"“”„«»‘’'(\[–—-]*$")
"""What stands before a word that is capitalised as the first of a sentence or of speech."""
_LOOK = 12
_EXAMPLE = 120
_WORD_LIKE = 30
"""Characters; what is longer is an address."""
_NAMELESS = ("lexicon.", "source.", "furniture.")
"""Rules that leave nothing to decide."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands: the heading of its section, and its phrase."""

    section: str
    phrase: str


@dataclass(slots=True)
class Word:
    """A word of one language: how often it stands there, and how it is written."""

    lang: str
    written: Counter[str] = field(default_factory=Counter)
    small: int = 0
    """In small letters."""
    first: int = 0
    """Capitalised where any word would be."""
    inside: int = 0
    """Capitalised inside a sentence."""
    capitals: int = 0
    """All in capitals, in a phrase that is not."""
    ruled: float = 0.0
    """The doubt of the rule that reads it, 0 to 1."""
    example: str = ""
    place: Place = Place("", "")

    @property
    def count(self) -> int:
        return self.written.total()


def collect(
    publication: Publication, lexicons: Mapping[str, Lexicon]
) -> dict[tuple[str, str], Word]:
    """The words that neither a lexicon, the source nor a rule that is sure has decided about.

    The key is (primary language, word in small letters).
    """
    found: dict[tuple[str, str], Word] = {}
    for cue in sounding(publication, SoundOptions()):
        if cue.role in (Role.PAGE, Role.NOTEREF) or cue.phrase.origin != "source":
            continue
        read = reading(cue, lexicons)
        shouted = read.words.isupper()
        short = frozenset(s.end for s in read.spans if s.text.endswith("."))
        for begin, end, lang, doubt in _named(read.words, _undecided(read)):
            _count(found, cue, read.words, (begin, end), lang, doubt, short, shouted=shouted)
    return found


def _undecided(read: Reading) -> Iterator[tuple[int, int, str, float]]:
    """Words by their places: those no span covers, and the spans of rules that are not sure."""
    doubtful = [s for s in read.spans if s.confidence < 1 and _has_letter(s)]
    covered = [(s.begin, s.end) for s in read.spans if s.begin < s.end]
    at = 0
    for match in _WORD.finditer(read.words):
        begin, end = match.span()
        while at < len(covered) and covered[at][1] <= begin:
            at += 1
        if at < len(covered) and covered[at][0] < end:
            continue
        yield begin, end, _language(read, begin), 0.0
    for span in doubtful:
        yield span.begin, span.end, _language(read, span.begin), 1 - span.confidence


def _named(
    text: str, words: Iterable[tuple[int, int, str, float]]
) -> Iterator[tuple[int, int, str, float]]:
    """The same, with the syllables of a Vietnamese name as one word: they are written apart."""
    held: tuple[int, int, str, float] | None = None
    for word in words:
        begin, end, lang, doubt = word
        if held and _belongs(text, held, word):
            held = (held[0], end, lang, doubt)
            continue
        if held:
            yield held
        held = word
        if lang != "vi" or doubt or not _begins_name(text, begin, end):
            yield word
            held = None
    if held:
        yield held


def _belongs(
    text: str, held: tuple[int, int, str, float], word: tuple[int, int, str, float]
) -> bool:
    begin, end, lang, doubt = word
    return (
        lang == "vi"
        and not doubt
        and text[held[1] : begin] == " "
        and text[begin].isupper()
        and not (end - begin > 1 and text[begin:end].isupper())
    )


def _begins_name(text: str, begin: int, end: int) -> bool:
    written = text[begin:end]
    if not written[0].isupper() or (len(written) > 1 and written.isupper()):
        return False
    return not _is_first(text, begin) or not is_syllable(written)


def _is_first(text: str, begin: int) -> bool:
    """Whether any word would be capitalised there."""
    return not text[:begin].strip() or bool(_OPENS.search(text, max(0, begin - _LOOK), begin))


def _has_letter(span: Span) -> bool:
    if span.rule.startswith(_NAMELESS) or len(span.text) > _WORD_LIKE or "@" in span.text:
        return False
    return any(c.isalpha() for c in span.text)


def _language(read: Reading, at: int) -> str:
    here = next((tag for a, b, tag in read.languages if a <= at < b), read.lang)
    return here.partition("-")[0].lower()


def _count(
    found: dict[tuple[str, str], Word],
    cue: Cue,
    text: str,
    where: tuple[int, int],
    lang: str,
    doubt: float,
    short: frozenset[int],
    *,
    shouted: bool,
) -> None:
    begin, end = where
    # "Mr. Bennet": a full stop that belongs to an abbreviation ends no sentence.
    behind = len(text[:begin].rstrip()) in short
    written = text[begin:end]
    if lang == "en":
        written = re.sub(r"['’]s$", "", written)
    key = (lang, written.lower())
    word = found.get(key)
    if word is None:
        word = found[key] = Word(lang)
    word.written[written] += 1
    word.ruled = max(word.ruled, doubt)
    telling = False
    if written[:1].islower() or not written[:1].isupper():
        word.small += 1
    elif shouted or (_is_first(text, begin) and not behind):
        word.first += 1
    elif len(written) > 1 and written.isupper():
        word.capitals += 1
        telling = True
    else:
        word.inside += 1
        telling = word.inside == 1
    if telling or not word.example:
        word.example = _example(text, begin, end)
        word.place = Place(_section(cue), cue.id)


def _section(cue: Cue) -> str:
    headed = (s.heading.text for s in reversed(cue.sections) if s.heading)
    return next(headed, "")


def _example(text: str, begin: int, end: int) -> str:
    """The sentence around a word, cut at spaces where it is long."""
    room = max(0, (_EXAMPLE - (end - begin)) // 2)
    start, stop = max(0, begin - room), min(len(text), end + room)
    if start > 0:
        start = text.find(" ", start, begin) + 1 or begin
    if stop < len(text):
        stop = max(end, text.rfind(" ", end, stop))
    around = " ".join(text[start:stop].split())
    return f"{'…' if start > 0 else ''}{around}{'…' if stop < len(text) else ''}"


def small_words(words: Mapping[tuple[str, str], Word], lang: str) -> list[str]:
    """The words of a language that stand in small letters: what its other words look like."""
    return [key for (spoken, key), w in words.items() if spoken == lang and w.small and not w.ruled]
