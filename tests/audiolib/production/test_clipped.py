"""What people recorded of a text is cut to its phrases; the rest is spoken, and both are told."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiolib import stored, timing
from audiolib.findings import Finding, Severity
from audiolib.narration import Narration, WordTime
from audiolib.production.clipped import Piece, _pieces
from audiolib.production.figures import RATE
from audiolib.production.report import Report
from audiolib.publication import Publication, Resource, texts
from audiolib.recording import RecordedClip, RecordedTrack, Recording
from audiolib.store import Store
from media import Milliseconds
from media.decode import decode
from tests.audiolib.talking import books
from tts import SpeechError

TEXT = "# Mill\n\nThe wheel turned. It stood still. Nobody came.\n\nThe miller slept.\n"


class Recorder:
    """Says the first three phrases from a recording of noise, with pauses of 400 and 9,000 ms."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __call__(
        self, publication: Publication, store: Store
    ) -> tuple[Recording, Sequence[Finding]]:
        digest, size = store.put_file(self.file)
        kept = Resource(self.file.name, "audio/mpeg", digest, size)
        track = RecordedTrack(kept, 44_100, 2, Milliseconds(20_000))
        phrases = [p for t in texts(publication) for p in t.phrases]
        spans = ((500, 1500), (1900, 3000), (12_000, 13_000))
        clips = {
            phrase.id: (RecordedClip(0, Milliseconds(a), Milliseconds(b), 0.9),)
            for phrase, (a, b) in zip(phrases, spans, strict=False)
        }
        second = phrases[1]
        word = WordTime(second.begin, second.begin + 3, Milliseconds(2000), Milliseconds(2500))
        recording = Recording((track,), clips, {second.id: (word,)}, ("Lan",), False, "cut")
        return recording, [Finding("speech-001", Severity.NOTE)]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("mixed")
    source = folder / "mill.md"
    source.write_text(TEXT)
    sound = books.sound(folder / "mill.mp3", 20, "-b:a", "96k", rate=44_100, channels=2)
    recorder = Recorder(sound)
    return books.made(
        source, folder, ("daisy202", "epub3"), lang="en", voice="tone:sine", recorder=recorder
    )


def narration(report: Report) -> tuple[Publication, Narration]:
    read = stored.read((report.folder / "publication.xhtml").read_bytes(), "publication.xhtml")
    spans, times = (report.folder / name for name in ("spans.json", "timing.json"))
    return read, timing.read(spans.read_bytes(), times.read_bytes())


def test_recorded_phrases_have_their_length_and_the_readers_own_pause(mixed: Report) -> None:
    publication, told = narration(mixed)
    body = [p for s in publication.sections if s.origin == "source" for t in texts(s)
            for p in t.phrases]  # fmt: skip
    lengths = [told.clips[p.id].end - told.clips[p.id].begin for p in body[:3]]
    # The reader paused 400 ms after the first; nine seconds after the second were no pause.
    assert abs(lengths[0] - 1400) <= 1
    assert 1100 < lengths[1] < 3000
    assert 1000 < lengths[2] < 3000
    (word,) = told.words[body[1].id]
    clip = told.clips[body[1].id]
    assert (word.start - clip.begin, word.stop - clip.begin) == (100, 600)
    assert word.begin == body[1].begin


def test_what_nobody_recorded_is_spoken_and_both_are_told(mixed: Report) -> None:
    publication, told = narration(mixed)
    assert {(v.name, v.synthetic) for v in told.voices} == {("Lan", False), ("tone:sine", True)}
    assert all(p.id in told.clips for t in texts(publication) for p in t.phrases)
    about = " ".join(t.text for s in publication.sections if s.kind == "about" for t in texts(s))
    assert "Lan" in about
    assert "synthetic" in about
    ncc = (mixed.folder / "daisy202" / "ncc.html").read_text()
    assert 'content="Lan"' in ncc
    assert 'content="tone:sine (synthetic voice)"' in ncc
    assert [f.code for f in mixed.findings if f.severity == "error"] == []
    assert mixed.coverage["lost"] == 0
    assert "speech-001" in {f.code for f in mixed.findings}


def test_a_recording_has_one_gain_that_stays(mixed: Report, tmp_path: Path) -> None:
    from audiolib.production import record

    production = record.read(mixed.folder)
    assert production is not None
    assert production.gain("human:Lan") is not None
    source = mixed.folder.parent.parent / "mill.md"
    recorder = Recorder(source.with_name("mill.mp3"))
    before = (mixed.folder / "timing.json").read_bytes()
    again = books.made(
        source, source.parent, ("daisy202",), lang="en", voice="tone:sine", recorder=recorder
    )
    assert again.spoken_anew == 0
    assert (again.folder / "timing.json").read_bytes() == before
    assert record.read(again.folder).gain("human:Lan") == production.gain("human:Lan")  # type: ignore[union-attr]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4000), st.integers(1, 900)), min_size=1, max_size=12),
    st.lists(st.integers(1, 9000), min_size=1, max_size=30),
)
def test_any_pieces_are_cut_to_the_sample(wanted: list[tuple[int, int]], chunks: list[int]) -> None:
    sound = (np.arange(sum(chunks)) % 30_000).astype(np.int16)
    edges = np.cumsum([0, *chunks])
    fed = iter([sound[a:b] for a, b in pairwise(edges.tolist())])
    pieces = {
        f"{n}": Piece(begin, begin + length, fade_in=False, fade_out=False)
        for n, (begin, length) in enumerate(wanted)
    }
    for key, piece in _pieces(fed, pieces):
        a, b = (t * RATE // 1000 for t in (pieces[key].begin, pieces[key].end))
        assert (piece == sound[a:b]).all()


def test_a_piece_is_what_a_decoder_gives_there(tmp_path: Path) -> None:
    path = books.cbr(tmp_path / "a.mp3", 6)
    whole = np.concatenate(list(decode(path, RATE)))
    piece = Piece(1000, 2500, fade_in=False, fade_out=False)
    ((_, cut),) = _pieces(decode(path, RATE), {"x": piece})
    assert (cut == whole[RATE : RATE * 5 // 2]).all()


def test_a_language_that_no_engine_speaks_is_read_by_people_alone(tmp_path: Path) -> None:
    source = tmp_path / "mill.md"
    source.write_text(TEXT)
    sound = books.sound(tmp_path / "mill.mp3", 20, "-b:a", "96k", rate=44_100, channels=2)
    report = books.made(source, tmp_path, ("daisy202",), lang="hmn", recorder=Recorder(sound))
    publication, told = narration(report)
    assert [(v.name, v.synthetic) for v in told.voices] == [("Lan", False)]
    assert len(told.clips) == 3
    assert [s.origin for s in publication.sections] == ["source"]
    assert {f.code for f in report.findings if f.severity != "note"} == {"talking-022"}
    with pytest.raises(SpeechError):
        books.made(source, tmp_path, ("daisy202",), lang="hmn")
