"""Letters of a draft put right: old encodings, misread UTF-8, what a language lost on the way."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from audiolib.findings import Finding, Place, Severity
from audiolib.publication import (
    Heading,
    Metadata,
    PageBreak,
    Publication,
    Text,
    Verse,
    texts,
    walk,
)
from audiolib.sources import legacy, mojibake, persian
from audiolib.sources.over import every, rewritten
from audiolib.sources.scripts import by_letters

_NAMED = {"tcvn3": "TCVN3", "vni": "VNI", "viscii": "VISCII", "vps": "VPS"}


def named(encoding: str) -> str:
    """An old encoding as people call it."""
    return _NAMED.get(encoding, "windows-1258")


def healed(publication: Publication, file: str) -> tuple[Publication, list[Finding]]:
    """The draft with its letters in Unicode, and what was done."""
    publication, findings = _unscrambled(publication, file)
    publication, more = _unicode(publication, file)
    return publication, [*findings, *more]


def _unscrambled(publication: Publication, file: str) -> tuple[Publication, list[Finding]]:
    """UTF-8 that somebody read as another encoding, read anew."""
    encoding = mojibake.encoding_of(text.text for text in texts(publication))
    if not encoding:
        return publication, []

    def repair(words: str) -> str:
        return mojibake.repaired(words, encoding)

    publication = every(publication, lambda text: rewritten(text, repair))
    facts: dict[str, str | int | float] = {"encoding": encoding}
    found = Finding("mojibake-repaired", Severity.NOTE, Place(file), facts)
    return _with_metadata(publication, repair), [found]


def _unicode(publication: Publication, file: str) -> tuple[Publication, list[Finding]]:
    """Blocks in an old Vietnamese encoding converted, those that are Unicode left alone."""
    evidence = legacy.encoding_of(text.text for text in texts(publication))
    if not evidence.encoding:
        return publication, []

    def convert(words: str) -> str:
        return legacy.converted(words, evidence.encoding)

    def change(text: Text) -> Text:
        own = legacy.weigh(text.text, evidence.encoding)
        return rewritten(text, convert) if own.after >= own.before else text

    publication = _with_metadata(every(publication, change), convert)
    return publication, [told(file, evidence.encoding, evidence.before, evidence.after)]


def told(file: str, encoding: str, before: float, after: float, font: str = "") -> Finding:
    """That a text was converted, and how many of its words were syllables before and after."""
    facts: dict[str, str | int | float] = {
        "encoding": named(encoding),
        "before": round(100 * before),
        "after": round(100 * after),
        "font": font,
    }
    return Finding("legacy-converted", Severity.NOTE, Place(file), facts)


_RIGHT = 0.6
"""Share of syllables below which a font's name is not believed to tell its encoding."""


def converted_fonts(ledger: legacy.Ledger, file: str, wrong: str) -> Iterator[Finding]:
    """What was done to words in fonts of old encodings; `wrong` is the code where it failed."""
    for encoding in dict.fromkeys(ledger.fonts.values()):
        before, after = ledger.shares(encoding)
        fonts = [font for font, own in ledger.fonts.items() if own == encoding]
        if ledger.total[encoding] and after < _RIGHT:
            for font in fonts:
                facts: dict[str, str | int | float] = {"font": font, "count": ledger.words[font]}
                yield Finding(wrong, Severity.ERROR, Place(file), facts)
        elif ledger.total[encoding]:
            yield told(file, encoding, before, after, ", ".join(fonts))


def of_legacy(metadata: Metadata, ledger: legacy.Ledger) -> Metadata:
    """Metadata of a document in old fonts, which was mostly typed in the same way."""
    encoding = next(iter(ledger.fonts.values()), "")
    if not encoding:
        return metadata
    return rewritten_metadata(metadata, lambda words: legacy.converted(words, encoding))


def _with_metadata(publication: Publication, change: Callable[[str], str]) -> Publication:
    return replace(publication, metadata=rewritten_metadata(publication.metadata, change))


def rewritten_metadata(metadata: Metadata, change: Callable[[str], str]) -> Metadata:
    """Metadata changed where that makes more words Vietnamese, or loses nothing."""

    def better(words: str) -> str:
        new = change(words)
        return new if legacy.doubtful(words) and not legacy.doubtful(new) else words

    return replace(
        metadata,
        title=better(metadata.title),
        contributors=tuple(replace(c, name=better(c.name)) for c in metadata.contributors),
        description=better(metadata.description),
        subjects=tuple(map(better, metadata.subjects)),
    )


_SHARE = 0.01
"""Above this share of doubtful words a Vietnamese text is told of."""
_LEAST = 50
_SHOWN = 8


def repaired(publication: Publication, file: str) -> tuple[Publication, list[Finding]]:
    """The draft, its language known, with letters restored that are certain, and what was done."""
    if publication.metadata.language.partition("-")[0] == "vi":
        publication = every(publication, _vietnamese)
        publication, lost = _with_u(publication, file)
        return publication, [*lost, *doubts(publication, file)]
    return publication, []


def with_persian(publication: Publication, file: str) -> tuple[Publication, list[Finding]]:
    """The draft with letters and half spaces of its Persian texts; what is Arabic is left alone."""
    tally = persian.Tally()
    own = publication.metadata.language

    def change(text: Text) -> Text:
        language = (text.lang or own).partition("-")[0]
        if language != "fa" or by_letters(text.text, "Arab") == "ar":
            return text
        verse = isinstance(text, Verse)
        text = rewritten(text, lambda words: persian.with_letters(words, tally))
        return rewritten(text, lambda words: persian.with_joiners(words, tally, verse=verse))

    publication = every(publication, change)
    found: list[Finding] = []
    if tally.letters:
        facts: dict[str, str | int | float] = {"count": tally.letters}
        found.append(Finding("persian-letters", Severity.NOTE, Place(file), facts))
    if tally.joined:
        examples = ", ".join(word for word, _ in tally.joined.most_common(_SHOWN))
        facts = {"count": tally.joined.total(), "examples": examples}
        found.append(Finding("persian-joiners", Severity.NOTE, Place(file), facts))
    return publication, found


def _with_u(publication: Publication, file: str) -> tuple[Publication, list[Finding]]:
    """The draft with the letter ư where it was certainly lost, and that it was lost."""
    own = [text for text in texts(publication) if text.lang is None]
    loss = legacy.loss(text.text for text in own)
    if not loss.is_certain:
        return publication, []
    count = 0

    def change(text: Text) -> Text:
        nonlocal count
        if text.lang is not None:
            return text
        new = rewritten(text, legacy.restored)
        count += len(new.text) - len(text.text)
        return new

    where = _where(publication, set(loss.lost))
    publication = every(publication, change)
    facts: dict[str, str | int | float] = {
        "restored": count,
        "missing": loss.hidden,
        "examples": ", ".join(word for word, _ in loss.lost.most_common(_SHOWN)),
        "where": "; ".join(where),
    }
    return publication, [Finding("legacy-lost-u", Severity.ERROR, Place(file), facts)]


def _where(publication: Publication, words: set[str]) -> list[str]:
    """The headings or pages that some words stand under, the first few."""
    found: dict[str, None] = {}
    place = ""
    for node in walk(publication):
        if isinstance(node, PageBreak):
            place = node.label
        elif isinstance(node, Heading):
            place = node.text[:60]
        if isinstance(node, Text) and not words.isdisjoint(node.text.split()):
            found[node.pages[0].label if node.pages else place] = None
        if len(found) > _SHOWN:
            break
    return [name for name in found if name][:_SHOWN]


def _vietnamese(text: Text) -> Text:
    """Icelandic eth, which old pages wrote for the Vietnamese letter that looks like it."""
    if "Ð" not in text.text or text.lang is not None:
        return text
    return rewritten(text, lambda words: words.replace("Ð", "Đ"))


def doubts(publication: Publication, file: str) -> Iterator[Finding]:
    """What is still no Vietnamese in a publication that should be."""
    words = wrong = 0
    examples: Counter[str] = Counter()
    for text in texts(publication):
        if text.lang is not None:
            continue
        right, total = legacy.syllables(text.text)
        words += total
        if right < total:
            # Names of peoples who write otherwise (Đắk Lắk, Krông Pắc) are no slips.
            found = [word for word in legacy.doubtful(text.text) if word[0].islower()]
            wrong += len(found)
            examples.update(found)
    if words >= _LEAST and wrong > _SHARE * words:
        facts: dict[str, str | int | float] = {
            "percent": round(100 * wrong / words, 1),
            "count": wrong,
            "examples": ", ".join(word for word, _ in examples.most_common(_SHOWN)),
        }
        yield Finding("legacy-doubt", Severity.WARNING, Place(file), facts)
