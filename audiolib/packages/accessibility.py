"""What a package may truly say of its accessibility, computed from what is in it.

Terms of the schema.org accessibility properties (EPUB Accessibility 1.1 §2). Conformance is never
claimed: only a person who evaluated a publication can.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from audiolib.narration import VoiceUsed
from audiolib.order import Cue
from audiolib.packages import Rendition
from audiolib.packages.accessibility_texts import texts
from audiolib.publication import (
    Figure,
    Heading,
    PageBreak,
    Publication,
    Stretch,
    Text,
    walk,
)
from audiolib.wordless import is_wordless

_T = TypeVar("_T")
# Pictures that can't move; a GIF or an SVG may, so of those nothing is promised.
_STILL = frozenset({"image/jpeg", "image/png"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is in a publication and its sound, as far as access depends on it."""

    spoken: bool
    """Every word of the text has sound."""
    silent: bool
    """Nothing has sound."""
    headings: bool
    pages: bool
    pictures: bool
    described: bool
    """Every picture has a description; true where there are none."""
    still: bool
    """No picture can move."""
    voices: tuple[VoiceUsed, ...]
    wordless: bool = False
    """It is for the most part sound whose words are not known."""
    partly: bool = False
    """Some of its sound is."""


@dataclass(frozen=True, slots=True)
class Accessibility:
    """The metadata; `sufficient` are sets of modes of which each is enough by itself."""

    modes: tuple[str, ...]
    sufficient: tuple[tuple[str, ...], ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str


Claims = Callable[[Facts, str], Accessibility]
"""What a format claims for a book, in the book's language."""


def facts(rendition: Rendition) -> Facts:
    """The facts of a rendition."""
    publication = rendition.publication
    sounding = {cue.id for cue in rendition.cues if has_sound(rendition, cue)}
    figures = [node for node in walk(publication) if isinstance(node, Figure)]
    used = {figure.href for figure in figures} | {publication.metadata.cover}
    return Facts(
        spoken=bool(sounding) and _all_spoken(publication, sounding),
        silent=not sounding,
        headings=any(isinstance(node, Heading) for node in walk(publication)),
        pages=any(True for _ in pages(publication)),
        pictures=bool(figures),
        described=all(figure.alt and figure.alt.text for figure in figures),
        still=all(r.media_type in _STILL for r in publication.resources if r.href in used),
        voices=rendition.narration.voices,
        wordless=is_wordless(publication),
        partly=is_wordless(publication)
        or any(isinstance(node, Stretch) for node in walk(publication)),
    )


def has_sound(rendition: Rendition, cue: Cue) -> bool:
    """Whether the phrase of a cue has a clip of some length."""
    clip = rendition.narration.clips.get(cue.id)
    return clip is not None and clip.end > clip.begin


def pages(publication: Publication) -> list[PageBreak]:
    """Every page break, in the order of the document."""
    found: list[PageBreak] = []
    for node in walk(publication):
        if isinstance(node, PageBreak):
            found.append(node)
        elif isinstance(node, Text):
            found += sorted(node.pages, key=lambda page: page.at)
    return found


def _all_spoken(publication: Publication, sounding: set[str]) -> bool:
    return all(_spoken(node, sounding) for node in walk(publication) if isinstance(node, Text))


def _spoken(text: Text, sounding: set[str]) -> bool:
    at = 0
    for phrase in text.phrases:
        if phrase.id not in sounding or text.text[at : phrase.begin].strip():
            return False
        at = phrase.end
    return not text.text[at:].strip()


def with_text(found: Facts, lang: str) -> Accessibility:
    """For a package of text and sound."""
    modes = ["textual"]
    if not found.silent:
        modes.append("auditory")
    if found.pictures:
        modes.append("visual")
    return Accessibility(
        modes=tuple(modes),
        sufficient=_sufficient(found),
        features=_features(found),
        hazards=_hazards(found),
        summary=_summary(found, lang, _sound_of_text(found, lang)),
    )


def sound_only(found: Facts, lang: str) -> Accessibility:
    """For a package of sound with a table of contents."""
    enough = found.spoken and found.described
    return Accessibility(
        modes=("auditory",),
        sufficient=(("auditory",),) if enough else (),
        features=("tableOfContents", "readingOrder", "structuralNavigation", "unlocked")
        if found.headings
        else ("tableOfContents", "readingOrder", "unlocked"),
        hazards=_hazards(found),
        summary=_summary(found, lang, texts(lang).sound_only, sound=True),
    )


def sound_with_pages(found: Facts, lang: str) -> Accessibility:
    """For a package of sound whose table of contents leads to the printed pages too."""
    claims = sound_only(found, lang)
    pages = ("pageNavigation",) if found.pages else ()
    return replace(claims, features=claims.features + pages)


def text_only(found: Facts, lang: str) -> Accessibility:
    """For a package of text and times, whose sound lies elsewhere."""
    return Accessibility(
        modes=("textual",),
        sufficient=(("textual",),) if found.described and not found.partly else (),
        features=("readingOrder", "unlocked", *(("transcript",) if found.spoken else ())),
        hazards=("none",),
        summary=_summary(replace(found, voices=()), lang, texts(lang).text_only, sound=True),
    )


def together(claims: Sequence[Accessibility]) -> Accessibility | None:
    """What may be said of packages of one book: what some of them has; None where there are none.

    A hazard of one is one of all. The summary is that of the package with the most in it.
    """
    if not claims:
        return None
    richest = max(claims, key=lambda one: (len(one.modes), len(one.features)))
    hazards = _each(one.hazards for one in claims)
    return Accessibility(
        modes=_each(one.modes for one in claims),
        sufficient=_each(one.sufficient for one in claims),
        features=_each(one.features for one in claims),
        hazards=tuple(h for h in hazards if h != "none") or hazards,
        summary=richest.summary,
    )


def described(modes: Collection[str], features: Collection[str], lang: str) -> str:
    """What the metadata of packages says, as sentences in the language of whoever asks."""
    words = texts(lang)
    if "textual" not in modes:
        sentences = [words.sound_only]
    elif "synchronizedAudioText" in features:
        sentences = [words.text_and_sound]
    else:
        sentences = [words.text_some_sound if "auditory" in modes else words.text_only]
    if "structuralNavigation" in features:
        sentences.append(words.headings)
    if "pageBreakMarkers" in features:
        sentences.append(words.page_numbers)
    if "visual" in modes:
        sentences.append(words.pictures if "alternativeText" in features else words.some_pictures)
    return " ".join(sentences)


def _each(told: Iterable[Iterable[_T]]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(value for values in told for value in values))


def _sufficient(found: Facts) -> tuple[tuple[str, ...], ...]:
    if not found.described:
        return (("textual", "visual"),)
    if found.partly:
        return (("auditory",),) if found.spoken else (("textual", "auditory"),)
    if found.spoken:
        return (("textual",), ("auditory",), ("textual", "auditory"))
    return (("textual",),)


def _features(found: Facts) -> tuple[str, ...]:
    features = ["tableOfContents", "readingOrder", "displayTransformability", "unlocked"]
    if found.headings:
        features.append("structuralNavigation")
    if found.pages:
        features += ["pageBreakMarkers", "pageNavigation"]
    if found.pictures and found.described:
        features.append("alternativeText")
    if found.spoken and not found.partly:
        features.append("synchronizedAudioText")
    return tuple(features)


def _hazards(found: Facts) -> tuple[str, ...]:
    return ("none",) if found.still else ("unknown",)


def _sound_of_text(found: Facts, lang: str) -> str:
    words = texts(lang)
    if found.silent:
        return words.text_only
    if found.wordless:
        return words.sound_only
    if found.partly:
        return words.text_some_sound
    return words.text_and_sound if found.spoken else words.text_some_sound


def _summary(found: Facts, lang: str, first: str, *, sound: bool = False) -> str:
    words = texts(lang)
    sentences = [first]
    if found.voices and not found.silent:
        sentences.append(words.voice.format(voice=", ".join(voices(found.voices, lang))))
    if found.headings:
        sentences.append(words.headings)
    if found.pages and not sound:
        sentences.append(words.page_numbers)
    if found.pictures:
        sentences.append(words.pictures if found.described else words.some_pictures)
    return " ".join(sentences)


def _and_engine(voice: VoiceUsed) -> str:
    engine = f"{voice.engine} {voice.version}".strip()
    return f"{voice.name}, {engine}" if engine else voice.name


def voices(used: tuple[VoiceUsed, ...], lang: str) -> list[str]:
    """The voices as a listener is told of them; a synthetic one is always disclosed."""
    named = (
        texts(lang).synthetic.format(voice=_and_engine(voice)) if voice.synthetic else voice.name
        for voice in used
    )
    return list(dict.fromkeys(named))
