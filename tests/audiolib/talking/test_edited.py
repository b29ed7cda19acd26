"""Edits of a talking book's text: the sound stays, nothing is silently wrong."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from audiolib.findings import Finding
from audiolib.identify import identify
from audiolib.narration import WordTime
from audiolib.order import Cue, SoundOptions, cues
from audiolib.proofing.apply import apply
from audiolib.proofing.edits import DeleteBlock, Edit, JoinBlocks, ReplaceText, SplitBlock
from audiolib.proofing.errors import EditError
from audiolib.publication import Heading, Metadata, Paragraph, Publication, Resource, Section, texts
from audiolib.recording import RecordedClip, RecordedTrack, Recording
from audiolib.talking.edited import edited
from media import Milliseconds
from tts import segment

BLOCKS = (
    "A heron stood by the river. It waited for three days. Nobody came.",
    "Then the miller came. The heron did not move.",
    "The wheel turned.",
)


def _book(*blocks: str) -> Publication:
    section = Section(content=(Heading(text="Birds"), *(Paragraph(text=b) for b in blocks)))
    about = Metadata(identifier="urn:x", title="Birds", language="en")
    draft = Publication(metadata=about, sections=(section,))
    return identify(draft, split=lambda t, lang, lines: segment(t, lang, lines=lines)).publication


def _cues(book: Publication) -> tuple[Cue, ...]:
    return cues(book, SoundOptions())


def _recording(book: Publication, *, words: bool = False) -> Recording:
    """A second for each phrase, in their order, in one file."""
    track = RecordedTrack(Resource("a.mp3", "audio/mpeg", "0", 1), 22050, 1, Milliseconds(99_000))
    clips, times = {}, {}
    for n, cue in enumerate(_cues(book)):
        begin, end = Milliseconds(n * 1000), Milliseconds(n * 1000 + 900)
        clips[cue.id] = (RecordedClip(0, begin, end),)
        times[cue.id] = tuple(_times(cue, begin)) if words else ()
    return Recording((track,), clips, times, laid="kept")


def _times(cue: Cue, begin: int) -> list[WordTime]:
    found, at = [], cue.phrase.begin
    for n, word in enumerate(cue.text[cue.phrase.begin : cue.phrase.end].split()):
        start = Milliseconds(begin + n * 100)
        found.append(WordTime(at, at + len(word), start, Milliseconds(start + 90)))
        at += len(word) + 1
    return found


def _after(
    book: Publication, *edits: Edit, words: bool = False
) -> tuple[Publication, Recording, dict[str, Finding]]:
    now = book
    for edit in edits:
        now = apply(now, edit)
    recording, told = edited(_recording(book, words=words), _cues(book), _cues(now))
    return now, recording, {finding.code: finding for finding in told}


def _said(book: Publication) -> dict[str, str]:
    return {c.text[c.phrase.begin : c.phrase.end]: c.id for c in _cues(book)}


def _block(book: Publication, begins: str) -> str:
    return next(text.id for text in texts(book) if text.text.startswith(begins))


def _span(recording: Recording, phrase: str) -> list[tuple[int, int]]:
    return [(clip.begin, clip.end) for clip in recording.clips[phrase]]


def test_a_text_that_nobody_changed_sounds_as_it_did() -> None:
    book = _book(*BLOCKS)
    _now, recording, told = _after(book, words=True)
    assert recording == _recording(book, words=True)
    assert told == {}


def test_another_spelling_keeps_its_sound_and_is_told() -> None:
    book = _book(*BLOCKS)
    edit = ReplaceText(_block(book, "A heron"), 2, 7, "stork", was="heron")
    now, recording, told = _after(book, edit, words=True)
    phrase = _said(now)["A stork stood by the river."]
    assert _span(recording, phrase) == [(1000, 1900)]
    assert told["talking-024"].place.id == phrase
    assert told["talking-024"].facts == {
        "was": "A heron stood by the river.",
        "now": "A stork stood by the river.",
    }
    assert phrase not in recording.words
    behind = _said(now)["It waited for three days."]
    assert recording.words[behind][0].begin == 28


def test_signs_and_capitals_may_change_freely() -> None:
    book = _book(*BLOCKS)
    text = _block(book, "Then")
    now, recording, told = _after(book, ReplaceText(text, 0, 21, "Then, the Miller came!"))
    assert _span(recording, _said(now)["Then, the Miller came!"]) == [(4000, 4900)]
    assert told == {}


def test_sentences_that_were_joined_sound_one_after_the_other() -> None:
    book = _book(*BLOCKS)
    text = _block(book, "Then")
    now, recording, told = _after(book, ReplaceText(text, 20, 25, ", and the", was=". The"))
    phrase = _said(now)["Then the miller came, and the heron did not move."]
    assert recording.clips[phrase][0].begin == 4000
    assert told.keys() == {"talking-024", "talking-025"}
    now, recording, told = _after(book, ReplaceText(text, 20, 25, ", the", was=". The"))
    phrase = _said(now)["Then the miller came, the heron did not move."]
    assert _span(recording, phrase) == [(4000, 4900), (5000, 5900)]
    assert told == {}


def test_blocks_that_were_joined_lose_no_sound() -> None:
    book = _book("One and a", "half. Two.")
    join = JoinBlocks(_block(book, "One"), _block(book, "half"), between=" ")
    now, recording, told = _after(book, join)
    assert _span(recording, _said(now)["One and a half."]) == [(1000, 1900), (2000, 2900)]
    assert told == {}


def test_a_sentence_that_was_cut_is_heard_in_parts() -> None:
    book = _book(*BLOCKS)
    cut = SplitBlock(_block(book, "The wheel"), 9)
    now, recording, told = _after(book, cut)
    first, second = (_said(now)[words] for words in ("The wheel", "turned."))
    assert _span(recording, first)[0][0] == 6000
    assert _span(recording, second)[0][1] == 6900
    assert _span(recording, first)[0][1] == _span(recording, second)[0][0]
    assert told.keys() == {"talking-026"}
    now, recording, told = _after(book, cut, words=True)
    assert _span(recording, second) == [(6200, 6900)]
    assert told == {}


def test_what_was_taken_out_is_told_and_what_was_added_is_silent() -> None:
    book = _book(*BLOCKS)
    gone = DeleteBlock(_block(book, "The wheel"))
    now, recording, told = _after(book, gone)
    assert told["talking-025"].facts == {"count": 1, "text": "The wheel turned."}
    text = _block(book, "Then")
    more = ReplaceText(text, 21, 21, " He sang.", was="")
    now, recording, told = _after(book, more)
    assert _said(now)["He sang."] not in recording.clips
    assert told == {}


def test_the_order_of_hearing_stays_that_of_the_source() -> None:
    book = _book(*BLOCKS)
    source = _recording(book)
    turned = replace(source, clips=dict(reversed([*source.clips.items()])))
    recording, _told = edited(turned, _cues(book), _cues(book))
    assert [*recording.clips] == [*turned.clips]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_sound_is_lost_without_a_word(data: st.DataObject) -> None:
    book = now = _book(*BLOCKS)
    for _ in range(data.draw(st.integers(1, 4))):
        text = data.draw(st.sampled_from([*texts(now)]))
        begin = data.draw(st.integers(0, len(text.text)))
        end = data.draw(st.integers(begin, len(text.text)))
        new = data.draw(st.sampled_from(["", " ", "bird", ". Then", ", and"]))
        try:
            now = apply(now, ReplaceText(text.id, begin, end, new, was=text.text[begin:end]))
        except EditError:  # proof-reading refuses it
            continue
    recording, told = edited(_recording(book), _cues(book), _cues(now))
    known = {cue.id for cue in _cues(now)}
    assert set(recording.clips) <= known
    heard = sorted(c for clips in recording.clips.values() for c in _whole(clips))
    assert all(a[1] <= b[0] for a, b in pairwise(heard))
    codes = [finding.code for finding in told]
    lost = 9 * len(_cues(book)) * 100 - sum(end - begin for begin, end in heard)
    assert (lost > 0) <= ("talking-025" in codes)
    told_of = {finding.place.id for finding in told}
    letters = {clip: _letters(cue) for cue, clip in _source(book)}
    for cue in _cues(now):
        clips = recording.clips.get(cue.id)
        if clips and all(clip in letters for clip in clips):
            said = "".join(letters[clip] for clip in clips)
            assert said == _letters(cue) or cue.id in told_of
        elif clips:
            assert {"talking-024", "talking-026"} & set(codes)


def _source(book: Publication) -> list[tuple[Cue, RecordedClip]]:
    clips = _recording(book).clips
    return [(cue, clips[cue.id][0]) for cue in _cues(book)]


def _whole(clips: tuple[RecordedClip, ...]) -> list[tuple[int, int]]:
    return [(clip.begin, clip.end) for clip in clips]


def _letters(cue: Cue) -> str:
    return "".join(c for c in cue.text[cue.phrase.begin : cue.phrase.end].casefold() if c.isalnum())
