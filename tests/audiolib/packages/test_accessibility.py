"""What a package says of its accessibility is true."""

from dataclasses import replace

import pytest

from audiolib.formats import DEFAULT, named
from audiolib.order import SoundOptions
from audiolib.packages import Rendition
from audiolib.packages.accessibility import described, facts, sound_only, together, with_text
from audiolib.packages.accessibility_texts import direction, texts, texts_lang
from audiolib.publication import Figure, Paragraph, Phrase, Publication, Section
from tests.audiolib.rendition import tiny_rendition


@pytest.fixture(scope="module")
def rendition(tmp_path_factory: pytest.TempPathFactory) -> Rendition:
    return tiny_rendition(tmp_path_factory.mktemp("sound"))


def test_a_book_whose_every_word_sounds_says_so(rendition: Rendition) -> None:
    claims = with_text(facts(rendition), "en")
    assert "synchronizedAudioText" in claims.features
    assert ("auditory",) in claims.sufficient
    assert "sound for every sentence" in claims.summary


def test_the_metadata_says_the_same_in_the_language_of_the_reader(rendition: Rendition) -> None:
    found = replace(facts(rendition), voices=())
    told = with_text(found, "en")
    for lang in ("en", "vi", "fa"):
        assert described(told.modes, told.features, lang) == with_text(found, lang).summary
    assert described(("auditory",), (), "vi") == texts("vi").sound_only


def test_one_silent_phrase_is_enough_not_to_claim_synchronised_sound(rendition: Rendition) -> None:
    clips = dict(rendition.narration.clips)
    del clips[rendition.cues[4].id]
    claims = with_text(
        facts(replace(rendition, narration=replace(rendition.narration, clips=clips))), "en"
    )
    assert "synchronizedAudioText" not in claims.features
    assert ("auditory",) not in claims.sufficient


def test_words_outside_of_any_phrase_are_silent_words(rendition: Rendition) -> None:
    bare = Paragraph(id="s9001", text="One. Two.", phrases=(Phrase("s9002", 0, 4),))
    publication = _with(rendition.publication, bare)
    narration = replace(
        rendition.narration,
        clips={**rendition.narration.clips, "s9002": rendition.narration.clips["s0037"]},
    )
    made = replace(rendition, publication=publication, narration=narration)
    assert not facts(made).spoken


def test_skipped_notes_are_silent_words(rendition: Rendition) -> None:
    narration = replace(rendition.narration, options=SoundOptions(notes="skip"))
    assert not facts(replace(rendition, narration=narration)).spoken


def test_a_picture_without_description_makes_sight_needed(rendition: Rendition) -> None:
    publication = _with(rendition.publication, Figure(id="s9001", href="resources/img001.png"))
    claims = with_text(facts(replace(rendition, publication=publication)), "en")
    assert "alternativeText" not in claims.features
    assert claims.sufficient == (("textual", "visual"),)
    assert sound_only(facts(replace(rendition, publication=publication)), "en").sufficient == ()


def test_a_picture_that_may_move_leaves_hazards_unknown(rendition: Rendition) -> None:
    moving = tuple(replace(r, media_type="image/gif") for r in rendition.publication.resources)
    publication = replace(rendition.publication, resources=moving)
    assert with_text(facts(rendition), "en").hazards == ("none",)
    assert with_text(facts(replace(rendition, publication=publication)), "en").hazards == (
        "unknown",
    )


def test_conformance_is_never_claimed_and_the_voice_is_told(rendition: Rendition) -> None:
    for lang in ("en", "vi", "uk", "ru", "fa"):
        claims = with_text(facts(rendition), lang)
        assert "WCAG" not in claims.summary
        assert texts(lang).synthetic.format(voice="tone:a, tone 1") in claims.summary


def test_an_unknown_language_is_answered_in_english_and_says_so() -> None:
    assert texts("sw").contents == "Contents"
    assert texts_lang("sw") == "en"
    assert texts("fa-IR").contents == texts("fa").contents


@pytest.mark.parametrize(
    ("lang", "run"),
    [("fa", "rtl"), ("ar-EG", "rtl"), ("vi", "ltr"), ("ar-Latn", "ltr"), ("az-Arab", "rtl")],
)
def test_the_script_of_a_language_decides_how_it_runs(lang: str, run: str) -> None:
    assert direction(lang) == run


def _with(publication: Publication, block: Paragraph | Figure) -> Publication:
    section = Section(id="s9000", content=(block,))
    return replace(publication, sections=(*publication.sections, section))


@pytest.mark.parametrize(
    ("formats", "modes", "sufficient", "features"),
    [
        (["mp3"], {"auditory"}, {("auditory",)}, set()),
        (["m4b", "mp3", "audiobook"], {"auditory"}, {("auditory",)}, set()),
        (["daisy202-ncc"], {"auditory"}, {("auditory",)}, {"pageNavigation"}),
        (["webvtt"], {"textual"}, {("textual",)}, {"transcript"}),
        (
            ["mp3", "webvtt"],
            {"textual", "auditory"},
            {("textual",), ("auditory",)},
            {"transcript"},
        ),
        (
            ["mp3", "epub3"],
            {"textual", "auditory"},
            {("textual",), ("auditory",), ("textual", "auditory")},
            {"synchronizedAudioText", "displayTransformability", "pageNavigation"},
        ),
    ],
)
def test_of_packages_together_is_said_what_they_hold(
    rendition: Rendition,
    formats: list[str],
    modes: set[str],
    sufficient: set[tuple[str, ...]],
    features: set[str],
) -> None:
    told = together([named(name).access(facts(rendition), "en") for name in formats])  # type: ignore[attr-defined]
    assert told is not None
    plain = {m for m in told.modes if m != "visual"}
    telling = {"synchronizedAudioText", "displayTransformability", "pageNavigation", "transcript"}
    assert (plain, set(told.sufficient)) == (modes, sufficient)
    assert set(told.features) & telling == features
    assert told.hazards == ("none",)


def test_every_format_of_ours_says_what_it_holds_and_nothing_is_said_of_none() -> None:
    assert all(callable(getattr(named(name), "access", None)) for name in DEFAULT)
    assert together([]) is None
