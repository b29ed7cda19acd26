"""The listening check: places shown an hour of sound, and of planted misreadings those among them.

Real texts are narrated once with every misreading planted: readings that `docs/languages.md` names
as wrong, words that no rule knows, and entries of a lexicon that say another word, as where a table
slipped by a row, among right ones. Then rounds leave only a few of them in, as a real text would
have, and count those that a listener is shown.
"""

import argparse
import hashlib
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audiolib import stored, timing
from audiolib.lexicons import FOLDER, scoped
from audiolib.lexicons.suggest import suggest
from audiolib.narration import Narration
from audiolib.proofing.chances import UnknownWord
from audiolib.proofing.hearing import SHARE, Doubted, doubted, ranked, shown
from audiolib.proofing.listening import findings_of
from bench import options
from bench.making import Speaker, make
from bench.pages import CORPUS
from bench.told import Told
from tts.lexicon import Entry, write_pls

TEXTS = {
    "vi": ("vi", "vi/vi_folktales_25.TESTONLY.txt", 40_000),
    "en": ("en", "en/en_pride_and_prejudice_pg1342.txt", 40_000),
    "fa": ("fa", "fa/fa_saadi_divan_excerpt.txt", 24_000),
    "forms": ("vi", "vi-legacy/2002-0112qd.txt", 40_000),
}
"""Language, file, so many signs of it: about 40 minutes. The last is a decree with forms."""
MISREAD = {
    "vi": (
        "Đám giỗ làm vào 2/9 năm ấy.",
        "Bài có mã 10.1000/xyz123 trong kho.",
        "Phần TT ghi ở cuối trang.",
        "Lúa Pháp1 được trồng ở bãi sông.",
        "Cô gửi thư cho BCNL xin giúp.",
        "Tài liệu nằm ở tệp truyen.doc trên máy.",
        "Theo bản NaCl thì không phải thế.",
        "Ông Schwarzenegger kể lại chuyện xưa.",
        "Bà mua rượu Beaujolais ở chợ.",
        "Vua Chulalongkorn VI sang thăm xứ này.",
    ),
    "en": (
        "The dates are 5/12 and 6/12 in the parish register.",
        "They came on 3/4/2020 to see the house.",
        "The wall was 8.9m in all, said the mason.",
        "The PACC met in the hall.",
        "They stayed at Via D. Baullari for a week.",
        "She played it in Bb on the old piano.",
        "A tear ran down the sleeve of the coat.",
        "Mr. Szczepański brought the letter himself.",
        "King Ottokar II rode through the town.",
        "She went AWOL from the ball.",
    ),
    "fa": (
        "گروه SCIS در آن شهر بود.",
        "مقدار ۲/۵ را از او گرفت.",
        "سند ۱/۵۰۰ در دفتر ماند.",
        "د. امینی از راه رسید.",
        "نامهٔ Schwarzkopf به دستش رسید.",
        "در آن ۷/۰ درصد خطا بود.",
        "شمارهٔ ۲۰-۱۵ در دفتر بود.",
        "در کتاب II نوشته بود.",
    ),
}
"""Sentences of our own; each has something that is read wrongly, or in one of two ways."""
ENTRIES, WRONG = 16, 4
"""Words of the text that the library's lexicon reads, and how many of them wrongly."""
PER_HOUR = 4
"""Misreadings that a round leaves in an hour."""
ROUNDS = 300
FOUND = 0.7
PROSE = ("vi", "en", "fa")
"""What libraries narrate most; a decree whose forms are full of codes has no budget."""
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Case:
    """A narrated text: its doubted phrases, and of each planted misreading the phrases it is in."""

    narration: Narration
    hours: float
    doubted: tuple[Doubted, ...]
    planted: tuple[frozenset[str], ...]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--texts", default=",".join(TEXTS), help="with commas between")
    parser.add_argument("--share", type=float, default=SHARE, help="of the sound that is shown")
    parser.add_argument("--work", type=Path, help="folder to work in, and to keep")


def run(given: argparse.Namespace) -> list[Told]:
    told = Told("doubts")
    if not CORPUS.is_dir():
        told.row("texts", "no ../shared/corpus beside the project")
        return [told]
    with options.workplace(given) as work:
        for name in given.texts.split(","):
            _tell(told, name, case(name, work / name), given.share)
    return [told]


def _tell(told: Told, name: str, made: Case, share: float) -> None:
    every = frozenset().union(*made.planted)
    sound = [one for one in made.doubted if one.cue.id not in every]
    first, others = shown(ranked(sound), made.narration, share)
    found, seeded = rounds(made, share)
    named = sum(any(one.cue.id in phrases for one in made.doubted) for phrases in made.planted)
    an_hour = len(first) / made.hours
    told.row(
        f"{name}, {made.hours * 60:.0f} minutes: places shown",
        f"{len(first)}, {an_hour:.1f} an hour; {len(others)} more folded away",
    )
    budget = (f"≥ {FOUND:.0%}", found / seeded >= FOUND) if name in PROSE else ("", None)
    told.row(
        f"{name}: misreadings shown, {PER_HOUR} an hour planted, {ROUNDS} rounds",
        f"{found / seeded:.1%}; named at all {named} of {len(made.planted)}",
        *budget,
    )
    told.figures[name] = {
        "hours": round(made.hours, 3),
        "shown": len(first),
        "more": len(others),
        "found": found,
        "seeded": seeded,
        "named": named,
        "planted": len(made.planted),
    }


def rounds(made: Case, share: float) -> tuple[int, int]:
    """Of misreadings planted in many rounds those that were shown, and all of them."""
    chance = random.Random(1)
    count = min(len(made.planted), max(2, round(PER_HOUR * made.hours)))
    found = seeded = 0
    for _ in range(ROUNDS):
        kept = chance.sample(made.planted, count)
        away = frozenset().union(*made.planted) - frozenset().union(*kept)
        left = [one for one in made.doubted if one.cue.id not in away]
        first, _others = shown(ranked(left), made.narration, share)
        heard = {place.phrase for place in first}
        found += sum(not heard.isdisjoint(phrases) for phrases in kept)
        seeded += count
    return found, seeded


def case(name: str, work: Path) -> Case:
    """A text narrated with every misreading planted."""
    work.mkdir(parents=True, exist_ok=True)
    lang, path, size = TEXTS[name]
    told = (CORPUS / path).read_text(encoding="utf-8")[3000 : 3000 + size]
    parts = re.split(r"\n\s*\n" if lang == "en" else r"\n", unicodedata.normalize("NFC", told))
    lines = [" ".join(part.split()) for part in parts if part.strip()]
    entries = _entries(lines, lang)
    folder = work / "config" / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath(f"{lang}.pls").write_bytes(write_pls(entries, lang))
    file = work / f"{lang}.txt"
    file.write_text("\n\n".join(_planted(lines, MISREAD[lang])), encoding="utf-8")
    made = make(file, work, Speaker(lang), formats=("mp3",))
    publication = stored.read((made.folder / "publication.xhtml").read_bytes(), file.name)
    narration = timing.read(
        *((made.folder / part).read_bytes() for part in ("spans.json", "timing.json"))
    )
    words = [
        UnknownWord(one.word, one.place.phrase, one.count, one.doubt, one.reasons)
        for one in suggest(publication, scoped([lang], folder, ()))
    ]
    found = doubted(publication, narration, findings_of(made.report), (), words)
    length = sum(clip.end - clip.begin for clip in narration.clips.values())
    return Case(
        narration, length / 3_600_000, found,
        (*_sentences(found, lang), *_readings(narration, entries[:WRONG])),
    )  # fmt: skip


def _planted(lines: Sequence[str], misread: Sequence[str]) -> list[str]:
    """The lines with the sentences as paragraphs of their own, evenly spread."""
    step = len(lines) // (len(misread) + 1)
    found = list(lines)
    for number in range(len(misread), 0, -1):
        found.insert(number * step, misread[number - 1])
    return found


def _entries(lines: Sequence[str], lang: str) -> list[Entry]:
    """Entries for words that stand there a few times, the wrong ones first."""
    counts = Counter(match[0] for line in lines for match in _WORD.finditer(line))
    usual = [word for word, count in counts.items() if 3 <= count <= 8]
    usual.sort(key=lambda word: hashlib.sha1(word.encode()).hexdigest())
    chosen = usual[: ENTRIES + 1]
    return [
        Entry(word, alias=chosen[number + 1] if number < WRONG else _respelt(word), lang=lang)
        for number, word in enumerate(chosen[:ENTRIES])
    ]


def _respelt(word: str) -> str:
    """A word with a letter written twice: a right entry looks much like its word."""
    return f"{word[:2]}{word[1:]}"


def _sentences(found: Sequence[Doubted], lang: str) -> list[frozenset[str]]:
    """The phrases of each planted sentence; one that nothing doubts has none."""
    told = [(one.cue.id, " ".join(one.cue.text.split())) for one in found]
    return [frozenset(id_ for id_, text in told if text == sentence) for sentence in MISREAD[lang]]


def _readings(narration: Narration, entries: Sequence[Entry]) -> list[frozenset[str]]:
    """The phrases in which each wrong entry is spoken."""
    return [
        frozenset(
            phrase
            for phrase, spans in narration.spans.items()
            if any(span.rule.startswith("lexicon") and span.spoken == one.alias for span in spans)
        )
        for one in entries
    ]
