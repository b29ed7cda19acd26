"""Edits leave a publication that is stored and read like any other, with the ids it had."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiolib import stored
from audiolib.identify import identify
from audiolib.merge.parts import name, parts
from audiolib.proofing.apply import apply, done
from audiolib.proofing.edits import (
    AddPage,
    ConfirmText,
    DeleteBlock,
    Edit,
    JoinBlocks,
    MakeNote,
    MakeParagraph,
    MakeVerse,
    MoveBlock,
    Reference,
    RemovePage,
    ReplaceText,
    SetAlt,
    SetHeading,
    SetLanguage,
    SetMetadata,
    SetPageLabel,
    SplitBlock,
    UnmakeNote,
    as_json,
    from_json,
)
from audiolib.proofing.errors import (
    EditError,
    EditImpossibleError,
    EditMalformedError,
    EditStaleError,
    NoSuchBlockError,
    NothingLeftError,
)
from audiolib.publication import (
    Figure,
    Heading,
    Mark,
    MarkKind,
    Metadata,
    Note,
    PageBreak,
    Paragraph,
    Publication,
    Section,
    Verse,
    texts,
    walk,
)
from tests.audiolib.sentences import split
from tests.audiolib.strategies import drafts, publications, words

ABOUT = Metadata(identifier="urn:test", title="Thử", language="vi")


def made(*content: object, **more: object) -> Publication:
    section = Section(content=content, **more)  # type: ignore[arg-type]
    return identify(Publication(metadata=ABOUT, sections=(section,)), split=split).publication


def text_of(publication: Publication) -> list[str]:
    return [text.text for text in texts(publication)]


def ids(publication: Publication) -> list[str]:
    return [found for part in parts(publication.sections) if (found := name(part))]


def spoken(publication: Publication) -> dict[str, str]:
    return {
        phrase.id: text.text[phrase.begin : phrase.end]
        for text in texts(publication)
        for phrase in text.phrases
    }


@st.composite
def edits(draw: st.DrawFn, publication: Publication) -> Edit:
    """An edit of something that is there, which may still be impossible."""
    known = list(texts(publication))
    nodes = [name(node) for node in walk(publication)] or ["s0"]
    blocks = st.sampled_from([text.id for text in known] or ["s0"])
    sizes = {text.id: len(text.text) for text in known}
    block = draw(blocks)
    begin = draw(st.integers(0, sizes.get(block, 0)))
    end = draw(st.integers(begin, sizes.get(block, 0)))
    pages = [p.phrase for p in parts(publication.sections) if isinstance(p, PageBreak)]
    page = draw(st.sampled_from(pages or ["s0"]))
    new = draw(st.one_of(st.just(""), words(), st.text(" \n.ab\u0301", max_size=5)))
    some = st.sampled_from(nodes)
    some_edits: list[Edit] = [
        ReplaceText(block, begin, end, new),
        ConfirmText(block, begin, end),
        SetHeading(block, draw(st.sampled_from([None, 1, 2, 3, 9]))),
        SplitBlock(block, begin),
        JoinBlocks(block, draw(blocks), draw(st.sampled_from(["", " "]))),
        MoveBlock(draw(some), draw(some), draw(st.booleans())),
        DeleteBlock(draw(some)),
        SetPageLabel(page, draw(words(4))),
        AddPage(block, begin, draw(words(4))),
        RemovePage(page),
        MakeNote(block, reference=Reference(draw(blocks), begin, end)),
        UnmakeNote(draw(some)),
        SetAlt(draw(some), draw(st.one_of(st.none(), words()))),
        SetLanguage(block, draw(st.sampled_from([None, "en", "uk"])), begin, end),
        SetLanguage(block, draw(st.sampled_from([None, "en", "uk"]))),
        MakeVerse(block, (begin,)),
        MakeParagraph(block),
        SetMetadata("title", new),
    ]
    return draw(st.sampled_from(some_edits))


@settings(max_examples=100)
@given(st.data())
def test_an_edited_publication_is_a_valid_one_and_no_id_is_used_twice(data: st.DataObject) -> None:
    publication = data.draw(publications())
    ever = set(ids(publication))
    for _ in range(3):
        edit = data.draw(edits(publication))
        try:
            after = done(publication, edit)
        except EditError:
            continue
        assert stored.read(stored.write(after.publication), "x") == after.publication
        now = ids(after.publication)
        assert len(now) == len(set(now))
        fresh = set(now) - set(ids(publication))
        assert not fresh & ever
        assert all(int(id_[1:]) < after.publication.next_id for id_ in fresh)
        assert from_json(as_json([after.edit])) == (after.edit,)
        ever |= set(now)
        publication = after.publication


@settings(max_examples=60)
@given(st.data())
def test_other_words_leave_every_untouched_phrase_its_id(data: st.DataObject) -> None:
    publication = identify(data.draw(drafts()), split=split).publication
    known = [text for text in texts(publication) if not isinstance(text, Verse)]
    if not known:
        return
    text = data.draw(st.sampled_from(known))
    begin = data.draw(st.integers(0, len(text.text)))
    end = data.draw(st.integers(begin, len(text.text)))
    try:
        after = apply(publication, ReplaceText(text.id, begin, end, data.draw(words())))
    except EditImpossibleError:
        return
    before, now = spoken(publication), spoken(after)
    inside = {phrase.id for phrase in text.phrases}
    assert {id_: said for id_, said in now.items() if id_ in before and id_ not in inside} == {
        id_: said for id_, said in before.items() if id_ not in inside
    }


def outline(publication: Publication) -> list[tuple[int, str]]:
    def below(section: Section, depth: int) -> Iterator[tuple[int, str]]:
        if section.heading:
            yield depth, section.heading.text
        for child in section.content:
            if isinstance(child, Section):
                yield from below(child, depth + 1)

    return [found for section in publication.sections for found in below(section, 1)]


def id_of(publication: Publication, words: str) -> str:
    return next(text.id for text in texts(publication) if text.text.startswith(words))


def paragraphs(*lines: str) -> Publication:
    return made(*(Paragraph(text=line) for line in lines))


def test_paragraphs_become_headings_and_the_sections_follow() -> None:
    book = paragraphs("Phần một", "Chương 1", "Lời.", "Chương 2", "Phần hai", "Chương 1b")
    for name_, level in (("Phần một", 1), ("Chương 1", 2), ("Chương 2", 2), ("Phần hai", 1)):
        book = apply(book, SetHeading(id_of(book, name_), level))
    book = apply(book, SetHeading(id_of(book, "Chương 1b"), 4))
    levels = [(1, "Phần một"), (2, "Chương 1"), (2, "Chương 2"), (1, "Phần hai"), (2, "Chương 1b")]
    assert outline(book) == levels
    again = apply(book, SetHeading(id_of(book, "Chương 2"), None))
    assert outline(again) == [levels[0], levels[1], levels[3], levels[4]]
    assert text_of(again) == text_of(book)


def test_a_note_is_made_with_its_reference_and_unmade_again() -> None:
    book = paragraphs("Con cò1 đứng.", "1 Một loài chim.")
    first, second = (text.id for text in texts(book))
    edit = done(book, MakeNote(second, reference=Reference(first, 6, 7)))
    (note,) = [node for node in walk(edit.publication) if isinstance(node, Note)]
    (mark,) = next(texts(edit.publication)).marks
    assert (mark.kind, mark.href, mark.begin) == (MarkKind.NOTEREF, f"#{note.id}", 6)
    back = apply(edit.publication, UnmakeNote(note.id))
    assert text_of(back) == text_of(book)
    assert next(texts(back)).marks == ()


def test_page_numbers_are_set_added_and_removed_and_stay_when_their_block_goes() -> None:
    top = Paragraph(text="Đầu trang.", pages=(PageBreak(label="l2", at=0),))
    book = made(top, Paragraph(text="b"))
    (page,) = [part for part in parts(book.sections) if isinstance(part, PageBreak)]
    book = apply(book, SetPageLabel(page.phrase, "12"))
    book = apply(book, DeleteBlock(id_of(book, "Đầu")))
    assert [node.label for node in walk(book) if isinstance(node, PageBreak)] == ["12"]
    assert not any(isinstance(n, PageBreak) for n in walk(apply(book, RemovePage(page.phrase))))


def test_marks_keep_their_words_and_an_alias_goes_with_its_word() -> None:
    marks = (Mark(4, 6, MarkKind.EMPHASIS), Mark(8, 11, MarkKind.ALIAS, value="tiến sĩ"))
    book = made(Paragraph(text="Con cò (TS.) bay.", marks=marks))
    (text,) = texts(apply(book, ReplaceText(id_of(book, "Con"), 4, 6, "vạc", "cò")))
    assert [text.text[m.begin : m.end] for m in text.marks] == ["vạc", "TS."]
    (text,) = texts(apply(book, ReplaceText(id_of(book, "Con"), 8, 11, "ThS.", "TS.")))
    assert [m.kind for m in text.marks] == [MarkKind.EMPHASIS]


def test_a_picture_is_described_and_made_decoration() -> None:
    book = made(Heading(text="Hình"), Figure(href="resources/a.png"))
    (figure,) = [node for node in walk(book) if isinstance(node, Figure)]
    book = apply(book, SetAlt(figure.id, "Một con cò."))
    (alt,) = [text for text in texts(book) if text.text == "Một con cò."]
    assert [phrase.origin for phrase in alt.phrases] == ["generated"]
    assert text_of(apply(book, SetAlt(figure.id, None))) == ["Hình"]


def test_two_paragraphs_are_joined_with_the_page_between_them_and_cut_again() -> None:
    book = made(Paragraph(text="Một nửa"), PageBreak(label="7"), Paragraph(text="câu này."))
    first, second = (text.id for text in texts(book))
    joined = apply(book, JoinBlocks(first, second))
    (text,) = texts(joined)
    assert (text.text, text.pages[0].label, text.pages[0].at) == ("Một nửa câu này.", "7", 8)
    assert len(text.phrases) == 1
    assert text_of(apply(joined, SplitBlock(first, 8))) == ["Một nửa", "câu này."]


def test_what_can_not_be_done_is_refused_with_its_reason() -> None:
    book = paragraphs("Con cò.")
    (block,) = (text.id for text in texts(book))
    refused: list[tuple[Edit, type[EditError]]] = [
        (ReplaceText(block, 0, 3, "x", "xyz"), EditStaleError),
        (ReplaceText(block, 0, 99, "x"), EditStaleError),
        (ReplaceText("s0999", 0, 0, "x"), NoSuchBlockError),
        (DeleteBlock(block), NothingLeftError),
        (MakeParagraph(block), EditImpossibleError),
        (MoveBlock(block, block), EditImpossibleError),
        (SetMetadata("title", " "), EditImpossibleError),
    ]
    for edit, error in refused:
        with pytest.raises(error):
            apply(book, edit)


@pytest.mark.parametrize(
    "value",
    [
        [{"kind": "replace-text", "block": "s0001", "begin": -1, "end": 0, "text": ""}],
        [{"kind": "no-such-edit"}],
        [{"kind": "set-heading", "block": "s0001"}],
        {"kind": "delete-block", "block": "s0001"},
        [None],
    ],
)
def test_what_is_no_edit_is_malformed(value: object) -> None:
    with pytest.raises(EditMalformedError):
        from_json(value)


def test_the_pages_of_a_deleted_part_go_to_the_part_beside_it() -> None:
    first = Section(content=(PageBreak(label="7"), Paragraph(text="Một.")))
    other = Section(content=(Paragraph(text="Hai."),))
    text = Publication(metadata=ABOUT, sections=(first, other))
    told = identify(text, split=split).publication
    after = apply(told, DeleteBlock(told.sections[0].id))
    assert text_of(after) == ["Hai."]
    assert [p.label for p in parts(after.sections) if isinstance(p, PageBreak)] == ["7"]
    with pytest.raises(EditImpossibleError):
        apply(after, DeleteBlock(after.sections[0].id))
