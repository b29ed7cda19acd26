"""Ids under every edit that a source may see; sentences are made so that each is known by sight."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiolib.identify import identify
from audiolib.publication import (
    Block,
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
    Publication,
    Row,
    Section,
    Table,
    Text,
    texts,
    walk,
)
from tests.audiolib.sentences import split
from tests.audiolib.strategies import drafts

WORDS = ("river", "stone", "lantern", "harbour", "winter", "orchard", "letter", "silver", "garden")


def sentence(number: int) -> str:
    """A sentence that no other number gives, with hardly a word in common with its neighbours."""
    first, second = WORDS[number % 9], WORDS[number // 9 % 9]
    return f"Nr{number} {first} of{number * 7} {second}{number} was x{number * 3}."


def paragraph(*numbers: int) -> Paragraph:
    return Paragraph(text=" ".join(sentence(number) for number in numbers))


def draft(*content: Block | Section) -> Publication:
    metadata = Metadata(identifier="x", title="x", language="en")
    sections = [c if isinstance(c, Section) else Section(content=(c,)) for c in content]
    return Publication(metadata=metadata, sections=tuple(sections))


def one_section(*content: Block) -> Publication:
    return draft(Section(content=(Heading(text="A heading"), *content)))


def read(new: Publication, previous: Publication | None = None) -> Publication:
    return identify(new, previous, split=split).publication


def phrase_ids(publication: Publication) -> dict[str, str]:
    """Ids by what the phrase says."""
    return {
        text.text[phrase.begin : phrase.end]: phrase.id
        for text in texts(publication)
        for phrase in text.phrases
    }


def block_ids(publication: Publication) -> dict[str, str]:
    return {text.text: text.id for text in texts(publication)}


def every_id(publication: Publication) -> list[str]:
    ids: list[str] = []
    for node in walk(publication):
        ids.append(node.phrase if isinstance(node, PageBreak) else node.id)
        if isinstance(node, Text):
            ids += [p.id for p in node.phrases] + [m.id for m in node.marks if m.id]
            ids += [p.phrase for p in node.pages]
        if isinstance(node, List):
            ids += [item.id for item in node.items]
        if isinstance(node, Table):
            ids += [cell.id for row in node.rows for cell in row.cells]
    return ids


blocks = st.lists(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=4).map(tuple),
    min_size=1,
    max_size=12,
    unique_by=lambda numbers: numbers[0],
).filter(lambda numbers: len({n for some in numbers for n in some}) == sum(map(len, numbers)))


@settings(max_examples=60, deadline=None)
@given(drafts())
def test_reading_an_unchanged_source_again_changes_nothing(source: Publication) -> None:
    first = read(source)
    assert read(source, first) == first


@settings(max_examples=60, deadline=None)
@given(drafts(), drafts())
def test_whatever_a_source_becomes_no_id_is_used_twice(
    source: Publication, other: Publication
) -> None:
    first = read(source)
    second = read(other, first)
    third = read(source, second)
    for publication in (first, second, third):
        ids = every_id(publication)
        assert len(ids) == len(set(ids))
        assert all(0 < int(id_[1:]) < publication.next_id for id_ in ids)
    assert first.next_id <= second.next_id <= third.next_id


@settings(max_examples=100, deadline=None)
@given(blocks, st.data())
def test_what_is_inserted_gets_new_ids_and_all_else_keeps_its_own(
    numbers: list[tuple[int, ...]], data: st.DataObject
) -> None:
    first = read(one_section(*(paragraph(*n) for n in numbers)))
    at = data.draw(st.integers(0, len(numbers)))
    inserted = paragraph(10**7, 10**7 + 1)
    second = read(
        one_section(*(paragraph(*n) for n in numbers[:at]), inserted,
                    *(paragraph(*n) for n in numbers[at:])), first,
    )  # fmt: skip
    assert phrase_ids(second).items() > phrase_ids(first).items()
    assert block_ids(second).items() > block_ids(first).items()
    assert int(block_ids(second)[inserted.text][1:]) >= first.next_id


@settings(max_examples=100, deadline=None)
@given(blocks, st.data())
def test_what_is_deleted_leaves_the_ids_of_all_else(
    numbers: list[tuple[int, ...]], data: st.DataObject
) -> None:
    first = read(one_section(*(paragraph(*n) for n in numbers)))
    at = data.draw(st.integers(0, len(numbers) - 1))
    second = read(one_section(*(paragraph(*n) for n in numbers[:at] + numbers[at + 1 :])), first)
    assert phrase_ids(second).items() < phrase_ids(first).items()
    assert block_ids(second).items() < block_ids(first).items()
    assert second.next_id == first.next_id


@settings(max_examples=100, deadline=None)
@given(blocks, st.randoms(use_true_random=False))
def test_blocks_keep_their_ids_wherever_they_move(
    numbers: list[tuple[int, ...]], random: Random
) -> None:
    first = read(one_section(*(paragraph(*n) for n in numbers)))
    moved = numbers[:]
    random.shuffle(moved)
    second = read(one_section(*(paragraph(*n) for n in moved)), first)
    assert phrase_ids(second) == phrase_ids(first)
    assert block_ids(second) == block_ids(first)


@settings(max_examples=100, deadline=None)
@given(blocks, st.data())
def test_a_split_block_keeps_its_id_on_the_first_part_and_phrases_keep_theirs(
    numbers: list[tuple[int, ...]], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(numbers) - 1))
    cut = data.draw(st.integers(1, max(1, len(numbers[at]) - 1)))
    parts = [part for part in (numbers[at][:cut], numbers[at][cut:]) if part]
    first = read(one_section(*(paragraph(*n) for n in numbers)))
    new = [*numbers[:at], *parts, *numbers[at + 1 :]]
    second = read(one_section(*(paragraph(*n) for n in new)), first)
    whole = block_ids(first)[paragraph(*numbers[at]).text]
    assert phrase_ids(second) == phrase_ids(first)
    assert block_ids(second)[paragraph(*parts[0]).text] == whole
    # And joined again, the block is the first of its parts.
    third = read(one_section(*(paragraph(*n) for n in numbers)), second)
    assert phrase_ids(third) == phrase_ids(first)
    assert block_ids(third) == block_ids(first)


@settings(max_examples=100, deadline=None)
@given(blocks, st.data())
def test_an_edited_phrase_keeps_its_id(numbers: list[tuple[int, ...]], data: st.DataObject) -> None:
    first = read(one_section(*(paragraph(*n) for n in numbers)))
    at = data.draw(st.integers(0, len(numbers) - 1))
    number = data.draw(st.sampled_from(numbers[at]))
    edited = sentence(number).replace(" was ", " has never been ")
    content = [paragraph(*n) for n in numbers]
    content[at] = Paragraph(text=content[at].text.replace(sentence(number), edited))
    second = read(one_section(*content), first)
    expected = {
        (edited if said == sentence(number) else said): id_
        for said, id_ in phrase_ids(first).items()
    }
    assert phrase_ids(second) == expected
    assert block_ids(second)[content[at].text] == block_ids(first)[paragraph(*numbers[at]).text]


def test_a_split_sentence_keeps_its_id_on_the_first_part() -> None:
    first = read(one_section(Paragraph(text="The old man sat by the door, and the dog barked.")))
    second = read(
        one_section(Paragraph(text="The old man sat by the door. And the dog barked.")), first
    )
    (whole,) = (i for said, i in phrase_ids(first).items() if said.startswith("The"))
    ids = phrase_ids(second)
    assert ids["The old man sat by the door."] == whole
    assert int(ids["And the dog barked."][1:]) >= first.next_id


def test_merged_sentences_keep_the_id_of_the_first() -> None:
    first = read(one_section(Paragraph(text="The old man sat by the door. And the dog barked.")))
    second = read(
        one_section(Paragraph(text="The old man sat by the door, and the dog barked.")), first
    )
    assert (
        phrase_ids(second)["The old man sat by the door, and the dog barked."]
        == phrase_ids(first)["The old man sat by the door."]
    )


def test_other_rules_for_sentences_keep_what_begins_alike() -> None:
    source = one_section(Paragraph(text="One is here; two is there. Three is gone."))
    first = read(source)
    by_clause = identify(
        source, first, split=lambda words, *_: [(0, 12), (13, 26), (27, 41)]
        if words.startswith("One") else [(0, len(words))],
    ).publication  # fmt: skip
    ids = phrase_ids(by_clause)
    assert ids["One is here;"] == phrase_ids(first)["One is here; two is there."]
    assert ids["Three is gone."] == phrase_ids(first)["Three is gone."]
    assert read(source, by_clause).sections == first.sections


def test_corrected_accents_and_letters_keep_ids() -> None:
    first = read(one_section(Paragraph(text="Tram nam trong coi nguoi ta. Chaptcr I. Ok.")))
    second = read(one_section(Paragraph(text="Trăm năm trong cõi người ta. Chapter I. Ok.")), first)
    assert list(phrase_ids(second).values()) == list(phrase_ids(first).values())


def test_a_sentence_in_the_place_of_quite_another_one_is_new() -> None:
    first = read(one_section(paragraph(1), Paragraph(text="He went home at once."), paragraph(2)))
    second = read(
        one_section(paragraph(1), Paragraph(text="Bring my hat, sir!"), paragraph(2)), first
    )
    assert int(phrase_ids(second)["Bring my hat, sir!"][1:]) >= first.next_id


def test_a_moved_section_takes_its_repeated_lines_along() -> None:
    def chapter(number: int) -> Section:
        content = (Heading(text=f"Part {number}"), Paragraph(text="Yes."), paragraph(number))
        return Section(content=content)

    first = read(draft(*(chapter(n) for n in range(5))))
    second = read(draft(*(chapter(n) for n in (3, 4, 0, 1, 2))), first)
    assert {s.heading.text: s for s in second.sections if s.heading} == {
        s.heading.text: s for s in first.sections if s.heading
    }


def test_a_section_is_known_by_its_heading_and_a_new_one_inside_it_is_new() -> None:
    body = (paragraph(1), paragraph(2))
    first = read(draft(Section(content=(Heading(text="Morning"), *body))))
    inner = Section(content=(Heading(text="An inner one"), *body))
    second = read(draft(Section(content=(Heading(text="Morning"), inner))), first)
    assert second.sections[0].id == first.sections[0].id
    nested = second.sections[0].content[1]
    assert isinstance(nested, Section)
    assert int(nested.id[1:]) >= first.next_id


def test_a_paragraph_that_becomes_a_heading_keeps_its_ids() -> None:
    first = read(draft(Section(content=(Paragraph(text="The title"), paragraph(1)))))
    second = read(draft(Section(content=(Heading(text="The title"), paragraph(1)))), first)
    assert block_ids(second) == block_ids(first)
    assert phrase_ids(second) == phrase_ids(first)


def structured(cell: str, label: str = "9") -> Publication:
    """A list, a table with an empty cell, a figure, a note with its reference, page breaks."""
    empty = Cell(blocks=())
    return one_section(
        List(items=(Item(blocks=(paragraph(1),)), Item(blocks=(paragraph(2),)))),
        Table(
            caption=Paragraph(text="Rain in May"),
            rows=(Row(cells=(Cell(blocks=(Paragraph(text=cell),)), empty)), Row(cells=(empty,))),
        ),
        Figure(href="resources/a.png", alt=Paragraph(text="A picture of a house.")),
        PageBreak(label="8"),
        Paragraph(
            text="A word1 and more.",
            marks=(Mark(6, 7, MarkKind.NOTEREF, href="#n1"),),
            pages=(PageBreak(label=label, at=3),),
        ),
        Note(blocks=(paragraph(4),), aliases=("n1",)),
    )


def test_structures_pages_and_references_keep_their_ids_when_words_around_them_change() -> None:
    first = read(structured("12"))
    second = read(structured("15"), first)
    changed = set(every_id(first)) ^ set(every_id(second))
    assert len(every_id(second)) == len(every_id(first))
    assert len(changed) <= 4  # the cell's paragraph and its phrase
    assert first.next_id <= second.next_id <= first.next_id + 2


def test_a_page_with_another_number_is_another_page() -> None:
    first = read(structured("12"))
    second = read(structured("12", label="10"), first)
    assert len(set(every_id(second)) - set(every_id(first))) == 1


@pytest.mark.parametrize("size", [50, 400])
def test_long_runs_of_the_same_words_are_aligned_in_order(size: int) -> None:
    refrain = [Paragraph(text="Fa la la." if n % 3 else "Hey ho.") for n in range(size)]
    first = read(one_section(*refrain))
    second = read(one_section(paragraph(1), *refrain[:-1], paragraph(2)), first)
    kept = [t.id for t in texts(second) if t.id in {o.id for o in texts(first)}]
    assert len(kept) == size  # the heading, and all but one of the refrain


def test_a_damaged_stored_form_with_an_id_twice_gives_each_id_once() -> None:
    first = read(one_section(paragraph(1), paragraph(2)))
    section = first.sections[0]
    twice = tuple(
        replace(c, id="s0002") if isinstance(c, Paragraph) else c for c in section.content
    )
    damaged = replace(first, sections=(replace(section, content=twice),))
    ids = every_id(read(one_section(paragraph(1), paragraph(2)), damaged))
    assert len(ids) == len(set(ids))
