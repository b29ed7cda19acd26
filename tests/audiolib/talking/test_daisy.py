"""DAISY books as others made them: their sound keeps its times, their faults are told."""

import re
import shutil
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audiolib.errors import SourceError
from audiolib.identify import identify
from audiolib.publication import (
    Heading,
    Note,
    NoteKind,
    PageBreak,
    Publication,
    Resource,
    Section,
    Stretch,
    Text,
    texts,
    walk,
)
from audiolib.sources import Reading
from audiolib.talking.errors import SeveralBooksError, SoundlessError, WordlessError
from audiolib.wordless import is_wordless
from tests.audiolib.talking import books

Clips = list[tuple[int, int, int]]


def said(reading: Reading) -> list[tuple[str, Clips]]:
    """Every phrase with its words and clips, in the order of the document."""
    return [
        (normalize("NFC", text.text[p.begin : p.end]), clips(reading, p.id))
        for text in texts(reading.publication)
        for p in text.phrases
    ]


def clips(reading: Reading, name: str) -> Clips:
    assert reading.recording is not None
    return [(c.track, c.begin, c.end) for c in reading.recording.clips.get(name, ())]


def codes(reading: Reading) -> list[str]:
    return [f.code for f in reading.findings if f.code.startswith("talking")]


def levels(publication: Publication) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []

    def walk_down(section: Section, level: int) -> None:
        for child in section.content:
            if isinstance(child, Section):
                walk_down(child, level + 1)
            elif isinstance(child, Heading):
                found.append((level, normalize("NFC", child.text)))

    for section in publication.sections:
        walk_down(section, 1)
    return found


def test_a_book_of_sound_alone_has_its_headings_pages_and_notes(tmp_path: Path) -> None:
    reading = books.taken(books.ncc_only(tmp_path))
    publication = reading.publication
    assert levels(publication) == [(1, "Lời nói đầu"), (2, "Bến nước"), (1, "Chương hai")]
    assert is_wordless(publication)
    notes = [n for n in walk(publication) if isinstance(n, Note)]
    assert [n.kind for n in notes] == [NoteKind.PRODUCER]
    (page,) = (n for n in walk(publication) if isinstance(n, PageBreak))
    assert (page.label, clips(reading, page.phrase)) == ("1", [(0, 4100, 5000)])
    assert codes(reading) == []


def test_the_times_of_a_book_of_sound_alone_are_the_sources(tmp_path: Path) -> None:
    reading = books.taken(books.ncc_only(tmp_path))
    assert said(reading) == [
        ("Lời nói đầu", [(0, 500, 2250)]),
        ("", [(0, 2250, 4000)]),
        ("Ghi chú", [(0, 5000, 6500)]),
        ("", [(0, 6500, 8000)]),
        ("Bến nước", [(0, 8000, 9125)]),
        ("", [(0, 12000, 19000)]),
        ("Chương hai", [(1, 0, 1500)]),
        ("", [(1, 1500, 7900)]),
    ]


def test_an_old_encoding_is_read_and_the_people_are_known(tmp_path: Path) -> None:
    reading = books.taken(books.ncc_only(tmp_path))
    about, recording = reading.publication.metadata, reading.recording
    assert normalize("NFC", about.title + about.authors[0]) == "Sông quêNguyễn Văn A"
    assert (about.identifier, about.date, about.language) == ("vn-1234", "2003-05-07", "vi")
    assert normalize("NFC", about.publisher + about.source.publisher) == "Thư viện tỉnhNXB Trẻ"
    assert recording is not None
    assert (recording.narrators, recording.synthetic) == (("Lê Thị B",), False)


def test_a_folder_a_zip_and_the_ncc_itself_are_the_same_book(tmp_path: Path) -> None:
    folder = books.ncc_only(tmp_path / "book")
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "book")
    one = said(books.taken(folder))
    assert one == said(books.taken(Path(packed))) == said(books.taken(folder / "NCC.HTML"))


def test_a_par_of_two_sentences_is_one_phrase(tmp_path: Path) -> None:
    phrases = dict(said(books.taken(books.full_text(tmp_path))))
    assert phrases["The miller rose. He went to the wheel."] == [(0, 1000, 4000)]


def test_words_are_shared_out_where_the_source_does_not_tell(tmp_path: Path) -> None:
    reading = books.taken(books.full_text(tmp_path))
    phrases = said(reading)
    at = next(i for i, (words, _) in enumerate(phrases) if words.startswith("Rain"))
    (rain, [(_, begin, middle)]), (nobody, [(_, again, end)]) = phrases[at : at + 2]
    assert (begin, end) == (7000, 12000)
    assert middle == again == 7000 + 5000 * len(rain) // (len(rain) + len(nobody))
    counted = phrases[at + 2 : at + 4]
    assert [c for _, c in counted] == [[(0, 13000, 15000)], [(0, 20000, 24000)]]
    assert " ".join(w for w, _ in counted).startswith("He counted the sacks of flour again,")
    assert codes(reading).count("talking-009") == 2


def test_sound_whose_words_are_not_found_is_kept_where_it_is_heard(tmp_path: Path) -> None:
    reading = books.taken(books.full_text(tmp_path))
    phrases = said(reading)
    assert phrases[-2:] == [("", [(0, 28000, 29000)]), ("The end was near.", [(0, 30000, 31500)])]
    assert "talking-008" in codes(reading)


def test_pages_and_references_within_words_have_their_own_clips(tmp_path: Path) -> None:
    reading = books.taken(books.full_text(tmp_path))
    pages = [p for t in texts(reading.publication) for p in t.pages]
    assert [clips(reading, p.phrase) for p in pages] == [[(0, 6250, 7000)]]
    marks = [m for t in texts(reading.publication) for m in t.marks]
    assert [clips(reading, m.id or "") for m in marks if m.kind == "noteref"] == [
        [(0, 26000, 26500)]
    ]
    assert not any("\ue0f7" in (m.value or "") for m in marks)


def test_only_its_text_is_read_where_a_voice_will_speak_it(tmp_path: Path) -> None:
    from audiolib.sources.read import read

    reading = read(books.full_text(tmp_path), lang=None, keep=_never)
    assert reading.recording is None
    assert not any(t.phrases for t in texts(reading.publication))
    with pytest.raises(WordlessError):
        read(books.ncc_only(tmp_path / "other"), lang=None, keep=_never)


def _never(*_: object) -> Resource:
    raise AssertionError("nothing is kept")


def test_daisy_3_under_an_ncx_has_sections_pages_and_its_narrator(tmp_path: Path) -> None:
    reading = books.taken(books.audio_ncx(tmp_path))
    assert levels(reading.publication) == [(1, "Side one"), (2, "The well")]
    assert said(reading) == [
        ("Side one", [(0, 0, 1500)]),
        ("", [(0, 1500, 3000)]),
        ("The well", [(0, 4000, 5000)]),
        ("", [(0, 5000, 14900)]),
    ]
    assert reading.recording is not None
    assert reading.recording.narrators == ("Bea",)
    assert codes(reading) == []


FAULTS = (
    ("talking-001", r'Sound/part1\.mp3" clip-begin="npt=5s', 'gone.mp3" clip-begin="npt=5s'),
    ("talking-005", r"npt=9\.125s", "npt=soon"),
    ("talking-006", r"npt=19\.000s", "npt=90.000s"),
    ("talking-007", r"npt=6\.5s\"", 'npt=5s"'),
)


@pytest.mark.parametrize(("code", "pattern", "instead"), FAULTS)
def test_a_fault_of_the_source_is_told_with_its_place(
    tmp_path: Path, code: str, pattern: str, instead: str
) -> None:
    folder = books.ncc_only(tmp_path)
    smil = folder / "one.SMIL"
    text = smil.read_bytes().decode("cp1258")
    broken, count = re.subn(pattern, instead, text, count=1)
    assert count == 1
    smil.write_bytes(broken.encode("cp1258"))
    reading = books.taken(folder)
    found = next(f for f in reading.findings if f.code == code)
    assert found.place.file == "one.SMIL"
    assert found.place.line > 0
    assert len(said(reading)) >= 7


def test_contents_that_lead_nowhere_or_backward_are_told(tmp_path: Path) -> None:
    folder = books.ncc_only(tmp_path)
    ncc = folder / "NCC.HTML"
    whole = ncc.read_bytes()
    ncc.write_bytes(whole.replace(b"One.smil#p5", b"One.smil#p55").replace(b"n4", b"n44"))
    lost = books.taken(folder)
    assert "talking-010" in codes(lost)
    assert (2, "Bến nước") in levels(lost.publication)
    ncc.write_bytes(whole.replace(b"two.smil#t6", b"one.smil#p1"))
    assert "talking-011" in codes(books.taken(folder))


def test_a_book_none_of_whose_sound_is_there_is_refused(tmp_path: Path) -> None:
    folder = books.ncc_only(tmp_path)
    shutil.rmtree(folder / "Sound")
    with pytest.raises(SoundlessError):
        books.taken(folder)


def test_of_several_books_one_must_be_named(tmp_path: Path) -> None:
    for name in ("one", "two"):
        books.ncc_only(tmp_path / name)
    with pytest.raises(SeveralBooksError):
        books.taken(tmp_path)
    assert said(books.taken(tmp_path / "one"))


@pytest.mark.parametrize("damage", [b"", b"\0" * 100, b"<html>", b"<html><body><h1><a href='x"])
def test_a_damaged_navigation_centre_is_an_error_and_never_a_crash(
    tmp_path: Path, damage: bytes
) -> None:
    folder = books.ncc_only(tmp_path)
    (folder / "NCC.HTML").write_bytes(damage)
    with pytest.raises(SourceError):
        books.taken(folder)


def test_every_phrase_has_a_name_of_its_own(tmp_path: Path) -> None:
    for make in (books.ncc_only, books.full_text, books.audio_ncx):
        reading = books.taken(make(tmp_path / make.__name__))
        assert reading.recording is not None
        names = [p.id for t in texts(reading.publication) for p in t.phrases if p.id]
        names += [m.id for t in texts(reading.publication) for m in t.marks if m.id]
        names += [p.phrase for t in texts(reading.publication) for p in t.pages if p.phrase]
        nodes = walk(reading.publication)
        names += [n.phrase for n in nodes if isinstance(n, PageBreak) and n.phrase]
        assert sorted(names) == sorted(reading.recording.clips)


def test_stretches_hold_no_words(tmp_path: Path) -> None:
    reading = books.taken(books.ncc_only(tmp_path))
    stretches = [t for t in texts(reading.publication) if isinstance(t, Stretch)]
    assert stretches
    assert all(t.text == "" and isinstance(t, Text) for t in stretches)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_damage_ever_crashes_the_reader_or_loses_a_clip_in_silence(
    tmp_path: Path, data: st.DataObject
) -> None:
    source = tmp_path / "whole"
    if not source.exists():
        for make in (books.ncc_only, books.full_text, books.audio_ncx):
            make(source / make.__name__)
    shutil.rmtree(tmp_path / "x", ignore_errors=True)
    book = shutil.copytree(data.draw(st.sampled_from(sorted(source.iterdir()))), tmp_path / "x")
    texts_ = sorted(f for f in book.iterdir() if f.is_file() and f.suffix != ".mp3")
    file = data.draw(st.sampled_from(texts_))
    content = file.read_bytes()
    at, gone = data.draw(st.integers(0, len(content))), data.draw(st.integers(0, 30))
    put = data.draw(st.binary(max_size=8) | st.sampled_from([b"<par>", b"</seq>", b"npt=-1s"]))
    file.write_bytes(content[:at] + put + content[at + gone :])
    try:
        reading = books.taken(book)
    except SourceError:
        return
    assert reading.recording is not None
    split = identify(reading.publication, split=lambda text, lang, lines: [(0, len(text))])
    # A label or words of nothing but silent characters may go; that is told where it is made.
    lost = reading.recording.clips.keys() - split.given.keys()
    assert len(lost) <= 1


def test_several_text_documents_may_use_the_same_ids(tmp_path: Path) -> None:
    folder = books.full_text(tmp_path)
    smil = folder / "s.smil"
    text = smil.read_text()
    second = books.CONTENT.replace("The miller rose. He went to the wheel.", "Snow fell.")
    (folder / "more.html").write_text(second)
    par = (
        '<par endsync="last" id="p99"><text src="more.html#q1" id="t99"/><seq><audio src="a.mp3" '
        'clip-begin="npt=33s" clip-end="npt=35s" id="c99"/></seq></par></seq></body>'
    )
    smil.write_text(text.replace("</seq></body>", par))
    phrases = said(books.taken(folder))
    assert ("The miller rose. He went to the wheel.", [(0, 1000, 4000)]) in phrases
    assert ("Snow fell.", [(0, 33000, 35000)]) in phrases


def test_what_a_listener_may_skip_stays_so(tmp_path: Path) -> None:
    folder = books.full_text(tmp_path)
    content = folder / "content.html"
    side = '<div class="optional-prodnote" id="d1">'
    content.write_text(content.read_text().replace('<div id="d1">', side))
    reading = books.taken(folder)
    notes = [n for n in walk(reading.publication) if isinstance(n, Note)]
    assert [n.kind for n in notes] == [NoteKind.PRODUCER, NoteKind.FOOTNOTE]


def test_pars_that_say_one_text_in_turn_share_it(tmp_path: Path) -> None:
    folder = books.full_text(tmp_path)
    smil = folder / "s.smil"
    # Nobody says seventy letters in a second: the second par goes on with them.
    smil.write_text(
        smil.read_text()
        .replace("npt=15.000s", "npt=13.500s")
        .replace("npt=24.000s", "npt=20.500s")
        .replace("content.html#q3", "content.html#q2")
    )
    phrases = said(books.taken(folder))
    shared = {clips_[0]: words for words, clips_ in phrases if clips_}
    told = [shared[0, a, b] for a, b in ((13000, 13500), (20000, 20500), (25000, 26000))]
    whole = "He counted the sacks of flour again, one after the other, until evening."
    assert all(told)
    assert " ".join(told) == whole
