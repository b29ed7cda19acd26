"""Edits leave a publication that is stored and read like any other, with the ids it had."""

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
)
from audiolib.publication import (
    Metadata,
    PageBreak,
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
