"""Two people at one text lose nothing: every word is in the text or waits as a suggestion."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from audiolib.identify import identify
from audiolib.proofing.apply import done
from audiolib.proofing.edits import (
    DeleteBlock,
    Edit,
    JoinBlocks,
    ReplaceText,
    SetHeading,
    SetPageLabel,
    SplitBlock,
)
from audiolib.proofing.errors import EditError
from audiolib.proofing.together import rebase
from audiolib.publication import Metadata, Paragraph, Publication, Section, texts
from tests.audiolib.sentences import split

ABOUT = Metadata(identifier="urn:test", title="Thử", language="vi")
LINES = (
    "Một con cò đứng bên sông. Nó đợi ba ngày.",
    "Người thợ xay nói: về đi, chim.",
    "Bánh xe quay mãi. Đến tối thì dừng.",
)


def story() -> Publication:
    section = Section(content=tuple(Paragraph(text=line) for line in LINES))
    return identify(Publication(metadata=ABOUT, sections=(section,)), split=split).publication


def blocks(publication: Publication) -> dict[str, str]:
    return {text.id: text.text for text in texts(publication)}


def did(publication: Publication, edits: list[Edit]) -> tuple[Publication, list[Edit]]:
    kept = []
    for edit in edits:
        after = done(publication, edit)
        publication = after.publication
        kept.append(after.edit)
    return publication, kept


def met(mine: list[Edit], theirs: list[Edit]) -> tuple[Publication, list[Edit]]:
    """The text after both, and what waits."""
    base = story()
    there, other = did(base, theirs)
    _, own = did(behind(theirs), mine)
    both = rebase(own, other, there)
    return both.publication, list(both.pending)


def behind(theirs: list[Edit]) -> Publication:
    """The story for a second person: what they make has no name that the first one gave.

    So it is when a version is saved.
    """
    return replace(story(), next_id=did(story(), theirs)[0].next_id)


FIRST, SECOND, THIRD = (block for block in blocks(story()))


@st.composite
def edits(draw: st.DrawFn, marks: str, publication: Publication) -> list[Edit]:
    """Edits of one person, who writes words that nobody else writes."""
    found: list[Edit] = []
    for number in range(draw(st.integers(1, 4))):
        known = blocks(publication)
        block = draw(st.sampled_from(list(known)))
        size = len(known[block])
        begin = draw(st.integers(0, size))
        end = draw(st.one_of(st.just(begin), st.integers(begin, min(size, begin + 9))))
        word = f"{marks}{number}"
        some: list[Edit] = [
            ReplaceText(block, begin, end, word),
            ReplaceText(block, begin, end, word),
            ReplaceText(block, begin, end, f" {word} "),
            ReplaceText(block, begin, end, ""),
            SplitBlock(block, begin),
            JoinBlocks(block, draw(st.sampled_from(list(known)))),
            DeleteBlock(block),
            SetHeading(block, 1),
        ]
        edit = draw(st.sampled_from(some))
        try:
            publication = done(publication, edit).publication
        except EditError:
            continue
        found.append(edit)
    return found


@settings(max_examples=400)
@given(st.data())
def test_every_word_that_was_put_in_is_in_the_text_or_in_a_suggestion(data: st.DataObject) -> None:
    theirs = data.draw(edits("ⓣ", story()))
    mine = data.draw(edits("ⓜ", behind(theirs)))
    alone, _ = did(behind(theirs), mine)
    before, _ = did(story(), theirs)
    after, left = met(mine, theirs)
    said = " ".join(blocks(after).values())
    suggested = " ".join(edit.text for edit in left if isinstance(edit, ReplaceText))
    assert all(word in said or word in suggested for word in written(alone, "ⓜ"))
    assert all(word in said for word in written(before, "ⓣ"))


def written(publication: Publication, mark: str) -> set[str]:
    said = " ".join(blocks(publication).values())
    return {f"{mark}{n}" for n in range(4) if f"{mark}{n}" in said}


def test_words_in_different_places_of_a_block_are_both_changed() -> None:
    after, left = met([ReplaceText(FIRST, 8, 10, "vạc")], [ReplaceText(FIRST, 0, 3, "Có hai")])
    assert blocks(after)[FIRST] == "Có hai con vạc đứng bên sông. Nó đợi ba ngày."
    assert left == []


def test_the_same_correction_is_made_once() -> None:
    fix = ReplaceText(FIRST, 8, 10, "vạc")
    after, left = met([fix, ReplaceText(SECOND, 0, 5, "Bác")], [fix])
    assert blocks(after)[FIRST].startswith("Một con vạc đứng")
    assert blocks(after)[SECOND].startswith("Bác thợ")
    assert left == []


def test_of_two_readings_of_one_word_the_later_waits_and_can_be_taken() -> None:
    after, left = met([ReplaceText(FIRST, 8, 10, "vạc")], [ReplaceText(FIRST, 8, 10, "diệc")])
    assert blocks(after)[FIRST].startswith("Một con diệc đứng")
    assert left == [ReplaceText(FIRST, 8, 12, "vạc", "diệc")]
    assert blocks(done(after, left[0]).publication)[FIRST].startswith("Một con vạc đứng")


def test_overlapping_readings_wait_as_the_whole_stretch() -> None:
    after, left = met(
        [ReplaceText(FIRST, 4, 10, "chim cò")], [ReplaceText(FIRST, 8, 15, "vạc nằm")]
    )
    assert blocks(after)[FIRST].startswith("Một con vạc nằm bên")
    assert blocks(done(after, left[0]).publication)[FIRST].startswith("Một chim cò đứng bên")


def test_an_edit_follows_its_words_into_the_block_they_were_cut_off_to() -> None:
    after, left = met([ReplaceText(FIRST, 29, 32, "bốn")], [SplitBlock(FIRST, 26)])
    assert list(blocks(after).values())[:2] == ["Một con cò đứng bên sông.", "Nó bốn ba ngày."]
    assert left == []


def test_an_edit_follows_its_words_into_the_block_they_were_joined_to() -> None:
    after, left = met([ReplaceText(SECOND, 6, 9, "thầy")], [JoinBlocks(FIRST, SECOND)])
    assert blocks(after)[FIRST].endswith("Người thầy xay nói: về đi, chim.")
    assert left == []


def test_words_for_a_block_that_somebody_deleted_wait() -> None:
    after, left = met([ReplaceText(SECOND, 0, 5, "Bác")], [DeleteBlock(SECOND)])
    assert SECOND not in blocks(after)
    assert [edit.text for edit in left if isinstance(edit, ReplaceText)] == ["Bác"]


def test_a_block_that_somebody_corrected_is_not_deleted_unseen() -> None:
    after, left = met([DeleteBlock(SECOND)], [ReplaceText(SECOND, 0, 5, "Bác")])
    assert blocks(after)[SECOND].startswith("Bác")
    assert [type(edit) for edit in left] == [DeleteBlock]


def test_two_levels_for_one_heading_wait_for_a_decision() -> None:
    after, left = met([SetHeading(SECOND, 2)], [SetHeading(SECOND, 1)])
    assert left == [SetHeading(SECOND, 2)]
    assert len(after.sections) == 2


def test_an_edit_of_a_page_that_is_not_there_waits() -> None:
    left = rebase([SetPageLabel("s0999", "7")], [], story())
    assert (left.placed, left.pending) == ((), (SetPageLabel("s0999", "7"),))
