import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audiolib.identify import identify
from audiolib.order import Cue, Role, SoundOptions, cues
from audiolib.publication import (
    Block,
    Break,
    Cell,
    Figure,
    Heading,
    Item,
    List,
    Mark,
    MarkKind,
    Metadata,
    Note,
    PageBreak,
    Paragraph,
    Phrase,
    Publication,
    Quote,
    Row,
    Section,
    Speech,
    Table,
    Text,
    texts,
    walk,
)
from tests.audiolib.sentences import split
from tests.audiolib.strategies import publications

EVERY = SoundOptions()


def made(*content: Block | Section, lang: str = "en") -> Publication:
    metadata = Metadata(identifier="x", title="x", language=lang)
    draft = Publication(metadata=metadata, sections=(Section(content=content),))
    return identify(draft, split=split).publication


def said(cue: Cue) -> str:
    return cue.text[cue.phrase.begin : cue.phrase.end]


def heard(publication: Publication, options: SoundOptions = EVERY) -> list[str]:
    return [said(cue) for cue in cues(publication, options)]


def roles(publication: Publication, options: SoundOptions = EVERY) -> list[tuple[str, str]]:
    return [(said(cue), cue.role.value) for cue in cues(publication, options)]


def paragraph(text: str, *references: tuple[str, str], at: tuple[int, ...] = ()) -> Paragraph:
    """A paragraph; references are (words, alias of the note), `at` are tops of pages."""
    marks = tuple(
        Mark(text.index(words), text.index(words) + len(words), MarkKind.NOTEREF, href=f"#{alias}")
        for words, alias in references
    )
    pages = tuple(PageBreak(label=str(n), at=where) for n, where in enumerate(at, 1))
    return Paragraph(text=text, marks=marks, pages=pages)


def note(alias: str, text: str, *references: tuple[str, str], lang: str | None = None) -> Note:
    return Note(aliases=(alias,), blocks=(paragraph(text, *references),), lang=lang)


def test_a_page_number_before_a_heading_sounds_before_it() -> None:
    publication = made(PageBreak(label="12"), Heading(text="Morning"), paragraph("It rained."))
    assert roles(publication) == [("12", "page"), ("Morning", "heading"), ("It rained.", "text")]


@pytest.mark.parametrize(
    ("at", "expected"),
    [(0, ["1", "One two three.", "Four."]), (3, ["1", "One two three.", "Four."]),
     (11, ["One two three.", "1", "Four."]), (15, ["One two three.", "1", "Four."]),
     (20, ["One two three.", "Four.", "1"])],
)  # fmt: skip
def test_a_page_number_sounds_at_the_nearest_boundary_of_a_sentence(
    at: int, expected: list[str]
) -> None:
    assert heard(made(paragraph("One two three. Four.", at=(at,)))) == expected


def test_several_page_numbers_keep_their_order() -> None:
    assert heard(made(paragraph("One. Two.", at=(4, 4, 9)))) == ["One.", "1", "2", "Two.", "3"]


def test_a_note_sounds_after_the_sentence_that_refers_to_it_and_never_again() -> None:
    publication = made(
        paragraph("One.1 Two. Three.", ("1", "n")), note("n", "A note."), paragraph("Four.")
    )
    again = made(paragraph("One.* Two.+", ("*", "n"), ("+", "n")), note("n", "A note."))
    assert heard(publication) == ["One.1", "1", "A note.", "Two.", "Three.", "Four."]
    assert heard(again) == ["One.*", "*", "A note.", "Two.+", "+"]


def test_notes_may_sound_at_the_end_of_their_section_or_not_at_all() -> None:
    publication = made(paragraph("One.1 Two.", ("1", "n")), note("n", "A note."), paragraph("End."))
    at_end, skipped = SoundOptions(notes="end"), SoundOptions(notes="skip")
    assert heard(publication, at_end) == ["One.1", "1", "Two.", "End.", "A note."]
    assert heard(publication, skipped) == ["One.1", "Two.", "End."]


def test_a_note_that_nothing_refers_to_sounds_where_it_stands() -> None:
    publication = made(paragraph("One."), note("n", "A note."), paragraph("Two."))
    assert heard(publication) == ["One.", "A note.", "Two."]


@pytest.mark.parametrize("place", ["inline", "end"])
def test_a_note_of_a_note_sounds_too(place: str) -> None:
    publication = made(
        paragraph("One.1", ("1", "a")), note("a", "See.2", ("2", "b")), note("b", "There.")
    )
    options = SoundOptions(notes="inline" if place == "inline" else "end")
    assert heard(publication, options) == ["One.1", "1", "See.2", "2", "There."]


def test_notes_that_only_refer_to_each_other_sound_where_the_first_stands() -> None:
    publication = made(
        paragraph("One."), note("a", "See.2", ("2", "b")), note("b", "Or.3", ("3", "a"))
    )
    assert heard(publication) == ["One.", "See.2", "2", "Or.3", "3"]


def test_a_note_is_read_in_the_language_of_its_own_place() -> None:
    quoting = Quote(lang="fr", blocks=(paragraph("Bonjour.1", ("1", "n")),))
    publication = made(quoting, note("n", "He says hello."))
    assert [(said(c), c.lang) for c in cues(publication, EVERY)] == [
        ("Bonjour.1", "fr"), ("1", "fr"), ("He says hello.", "en"),
    ]  # fmt: skip


def test_a_note_is_skipped_whole_as_one_structure_within_the_place_of_its_reference() -> None:
    entry = Item(blocks=(paragraph("One.1", ("1", "n")),))
    publication = made(List(items=(entry,)), note("n", "First. Second."))
    inside = [[type(w).__name__ for w in c.within] for c in cues(publication, EVERY)]
    assert inside == [["List", "Item"]] * 2 + [["List", "Item", "Note"]] * 2


def test_a_change_of_scene_is_told_by_the_next_cue_alone() -> None:
    publication = made(paragraph("One."), Break(), PageBreak(label="2"), paragraph("Two. Three."))
    assert [c.after_break for c in cues(publication, EVERY)] == [False, True, False, False]


def test_pictures_plays_and_captions_have_roles() -> None:
    figure = Figure(href="a.png", alt=Paragraph(text="A cat."), caption=(paragraph("Tom."),))
    play = Speech(speaker=Paragraph(text="HAMLET"), blocks=(paragraph("To be."),))
    assert roles(made(figure, play)) == [
        ("A cat.", "alt"), ("Tom.", "caption"), ("HAMLET", "speaker"), ("To be.", "text"),
    ]  # fmt: skip


def table(*rows: tuple[Cell, ...]) -> Table:
    return Table(rows=tuple(Row(cells=cells) for cells in rows))


def cell(*words: str, header: bool = False, columns: int = 1, rows: int = 1) -> Cell:
    blocks = tuple(Paragraph(text=word) for word in words)
    return Cell(blocks=blocks, header=header, columns=columns, rows=rows)


def headers(publication: Publication) -> list[tuple[str, str]]:
    options = SoundOptions(tables="header")
    return [(cue.header, said(cue)) for cue in cues(publication, options)]


def test_a_table_read_by_header_tells_it_once_before_each_cell() -> None:
    head = (cell("Year", header=True), cell("Rain", header=True))
    publication = made(table(head, (cell("1901"), cell("Much.", "Too much."))))
    assert headers(publication) == [
        ("", "Year"), ("", "Rain"), ("Year", "1901"), ("Rain", "Much."), ("", "Too much."),
    ]  # fmt: skip
    assert heard(publication) == ["Year", "Rain", "1901", "Much.", "Too much."]


def test_cells_that_span_rows_and_columns_push_the_others_under_their_own_header() -> None:
    head = (cell("A", header=True), cell("B", header=True, columns=2), cell("C", header=True))
    publication = made(
        table(
            head,
            (cell("a", rows=2), cell("b"), cell("b2"), cell("c")),
            (cell("b3", columns=2), cell("c2")),
        )
    )
    assert headers(publication)[3:] == [
        ("A", "a"), ("B", "b"), ("B", "b2"), ("C", "c"), ("B", "b3"), ("C", "c2"),
    ]  # fmt: skip


def test_an_empty_cell_does_not_hand_its_header_on() -> None:
    head = (cell("A", header=True), cell("B", header=True))
    publication = made(table(head, (cell("a"), cell())), paragraph("After."))
    assert headers(publication)[2:] == [("A", "a"), ("", "After.")]


def test_languages_are_inherited_and_the_nearest_one_counts() -> None:
    inner = Section(lang="vi", content=(paragraph("Xin chào."), Quote(lang="fr", blocks=(
        paragraph("Bonjour."), Paragraph(text="Hello.", lang="en")))))  # fmt: skip
    publication = made(paragraph("Hi."), inner)
    assert [c.lang for c in cues(publication, EVERY)] == ["en", "vi", "fr", "en"]


def test_the_first_and_the_last_phrase_of_a_text_are_told() -> None:
    told = [(c.first, c.last) for c in cues(made(paragraph("One. Two. Three.")), EVERY)]
    assert told == [(True, False), (False, False), (False, True)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(publications(), st.sampled_from(["inline", "end"]), st.sampled_from(["row", "header"]))
def test_every_phrase_and_page_sounds_exactly_once(
    publication: Publication, notes: str, tables: str
) -> None:
    options = SoundOptions(
        notes="end" if notes == "end" else "inline", tables="row" if tables == "row" else "header"
    )
    sounding = [c.id for c in cues(publication, options) if c.role is not Role.NOTEREF]
    phrases = [p.id for t in texts(publication) for p in t.phrases]
    pages = [p.phrase for t in texts(publication) for p in t.pages]
    pages += [n.phrase for n in walk(publication) if isinstance(n, PageBreak)]
    assert sorted(sounding) == sorted(phrases + pages)


def test_a_reference_outside_of_every_phrase_does_not_silence_its_note() -> None:
    text = Paragraph(
        id="s0002",
        text="One. 1",
        phrases=(Phrase("s0003", 0, 4),),
        marks=(Mark(5, 6, MarkKind.NOTEREF, href="#s0005", id="s0004"),),
    )
    words = Paragraph(id="s0006", text="A note.", phrases=(Phrase("s0007", 0, 7),))
    publication = Publication(
        metadata=Metadata(identifier="x", title="x", language="en"),
        sections=(Section(id="s0001", content=(text, Note(id="s0005", blocks=(words,)))),),
    )
    assert all(isinstance(c.holder, Text) for c in cues(publication, EVERY))
    assert heard(publication) == ["One.", "A note."]
