"""Does edits to a publication: the result is a publication like any other, its ids kept.

apply(publication, edit) -> Publication
done(publication, edit) -> Done          with the edit as it is kept in the history
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from audiolib.identify.tidy import tidy
from audiolib.merge.parts import inside, name, parts
from audiolib.proofing import outline
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
    RemovePage,
    ReplaceText,
    SetAlt,
    SetHeading,
    SetLanguage,
    SetMetadata,
    SetPageLabel,
    SplitBlock,
    UnmakeNote,
)
from audiolib.proofing.errors import EditImpossibleError, EditStaleError
from audiolib.proofing.mend import mended, without_empty
from audiolib.proofing.ranges import trimmed
from audiolib.proofing.tree import is_free, language, path_to, put
from audiolib.proofing.wording import (
    appended,
    cut_in_two,
    reworded,
    settled,
    with_pages,
)
from audiolib.proofing.work import Work, as_kind, label_of, look, outside
from audiolib.publication import (
    Figure,
    Heading,
    Mark,
    MarkKind,
    Note,
    PageBreak,
    Paragraph,
    Phrase,
    Publication,
    Section,
    Text,
    Verse,
)

__all__ = ["Done", "apply", "done"]


@dataclass(frozen=True, slots=True)
class Done:
    """A publication after an edit, and the edit with all that the history needs."""

    publication: Publication
    edit: Edit


def apply(publication: Publication, edit: Edit) -> Publication:
    """The publication after an edit.

    Raises:
        NoSuchBlockError: there is no such block, page, figure or note.
        EditStaleError: other words stand there than the edit was made for.
        EditImpossibleError: this can't be done with this kind of block.
        NothingLeftError: no words would be left.
    """
    return done(publication, edit).publication


def done(publication: Publication, edit: Edit) -> Done:
    """Like `apply`, and the edit as it is kept: what `apply` gives is filled in."""
    work = _Edits(publication)
    kept = work.do(edit)
    after = replace(work.now, next_id=work.ids.next_id)
    return Done(mended(publication, after, work.heirs), kept)


class _Edits(Work):
    """What each kind of edit does."""

    def do(self, edit: Edit) -> Edit:
        doing = cast("Callable[[Edit], Edit | None]", getattr(self, _METHODS[type(edit)]))
        return doing(edit) or edit

    def replace_text(self, edit: ReplaceText) -> Edit:
        path, text = self.worded(edit.block)
        look(text, edit.begin, edit.end, edit.was)
        new = reworded(
            text, edit.begin, edit.end, edit.text,
            language(self.now, path), self.split, self.ids,
        )  # fmt: skip
        if new is None:
            return self.delete_block(DeleteBlock(edit.block))
        self.now = put(self.now, path, (new,))
        old = text.text
        begin, end, behind = trimmed(old, new.text, edit.begin, len(old) - edit.end)
        was = old[begin:end]
        return ReplaceText(edit.block, begin, end, new.text[begin:behind], was)

    def confirm_text(self, edit: ConfirmText) -> Edit:
        _, text = self.worded(edit.block)
        look(text, edit.begin, edit.end, edit.was)
        return replace(edit, was=text.text[edit.begin : edit.end])

    def set_heading(self, edit: SetHeading) -> None:
        path, text = self.worded(edit.block)
        sections = self.now.sections
        if isinstance(text, Heading):
            if edit.level is None:
                new = as_kind(Paragraph, text)
                section = cast("Section", path[-2])
                new = replace(new, aliases=(*section.aliases, *new.aliases))
                self.heirs[section.id] = new.id
                sections = outline.without_heading(sections, text, (new,))
            else:
                sections = outline.at_level(sections, text, edit.level)
        elif edit.level is not None:
            if not isinstance(path[-2], Section):
                raise EditImpossibleError(edit.block, "not of a section's own")
            made = self.again(as_kind(Heading, text), path)
            heading = cast("Heading", made)
            sections = outline.with_heading(sections, text, heading, edit.level, self.ids.new())
        self.now = replace(self.now, sections=sections)

    def split_block(self, edit: SplitBlock) -> Edit:
        path, text = self.worded(edit.block)
        if not is_free(path):
            raise EditImpossibleError(edit.block, "it has to be one")
        if not 0 < edit.at < len(text.text):
            raise EditStaleError(edit.block, str(edit.at))
        first, second = cut_in_two(text, edit.at)
        second = replace(second, id=self.ids.new())
        if isinstance(second, Heading):
            second = as_kind(Paragraph, second)
        lang = language(self.now, path)
        one = settled(first, lang, self.split, self.ids)
        other = settled(second, lang, self.split, self.ids)
        if one is None or other is None:
            raise EditImpossibleError(edit.block, "one would be empty")
        self.now = put(self.now, path, (one, other))
        resumes = len(text.text) - len(other.text)
        return SplitBlock(edit.block, resumes, other.id, max(0, resumes - len(one.text)))

    def join_blocks(self, edit: JoinBlocks) -> Edit:
        path, text = self.worded(edit.block)
        other_path, other = self.worded(edit.following)
        around = inside(path[-2]) if is_free(path) else ()
        if not is_free(other_path) or other_path[-2] is not path[-2]:
            raise EditImpossibleError(edit.following, "not in the same place")
        at = next(n for n, node in enumerate(around) if node is text)
        tops: list[PageBreak] = []
        for node in around[at + 1 :]:
            if node is other:
                break
            if not isinstance(node, PageBreak):
                raise EditImpossibleError(edit.following, "not the next one")
            tops.append(node)
        else:
            raise EditImpossibleError(edit.following, "not the next one")
        between = "\n" if edit.between and isinstance(text, Verse) else edit.between
        whole = appended(text, other, between)
        resumes = len(text.text) + len(between)
        moved = [replace(page, at=resumes) for page in tops]
        whole = with_pages(whole, (*text.pages, *moved, *whole.pages[len(text.pages) :]))
        new = self.again(whole, path)
        for gone in (*tops, other):
            self.now = put(self.now, path_to(self.now, name(gone)), ())
        self.now = put(self.now, path_to(self.now, edit.block), (new,))
        self.heirs[other.id] = new.id
        return replace(edit, at=resumes)

    def move_block(self, edit: MoveBlock) -> None:
        path, goal = path_to(self.now, edit.block), path_to(self.now, edit.to)
        node = path[-1]
        if any(step is node for step in goal):
            raise EditImpossibleError(edit.block, "into itself")
        if isinstance(node, Heading | Section) or not (is_free(path) and is_free(goal)):
            raise EditImpossibleError(edit.block, "it has its place")
        if isinstance(goal[-1], Section) or (
            isinstance(goal[-1], Heading) and not edit.after and not isinstance(node, PageBreak)
        ):
            raise EditImpossibleError(edit.to, "nothing but a page stands before a heading")
        if isinstance(node, Note) and any(isinstance(step, Note) for step in goal[:-1]):
            raise EditImpossibleError(edit.block, "a note in a note")
        self.now = put(self.now, path, ())
        goal = path_to(self.now, edit.to)
        pair = (goal[-1], node) if edit.after else (node, goal[-1])
        self.now = put(self.now, goal, pair)

    def delete_block(self, edit: DeleteBlock) -> Edit:
        path = path_to(self.now, edit.block)
        node = path[-1]
        held = tuple(parts((node,)))
        pages = tuple(replace(part, at=0) for part in held if isinstance(part, PageBreak))
        words = "\n".join(part.text for part in held if isinstance(part, Text))
        if isinstance(node, Heading):
            section = cast("Section", path[-2])
            sections = outline.without_heading(self.now.sections, node, pages)
            self.now = replace(self.now, sections=sections)
            self.now = without_empty(self.now, section.id)
        elif isinstance(node, PageBreak):
            self.now = put(self.now, path, ())
        elif pages and isinstance(node, Section) and len(path) == 1:
            left = outline.without_section(self.now.sections, node, pages)
            if left is None:
                raise EditImpossibleError(edit.block, "the only one")
            self.now = replace(self.now, sections=left)
        else:
            self.now = put(self.now, path, pages)
        inner = tuple(name(part) for part in held[1:] if not isinstance(part, PageBreak))
        return DeleteBlock(edit.block, inner, words)

    def set_page_label(self, edit: SetPageLabel) -> None:
        label = label_of(edit.page, edit.label)
        self.pages(edit.page, lambda page: (replace(page, label=label),))

    def remove_page(self, edit: RemovePage) -> None:
        self.pages(edit.page, lambda _: ())

    def add_page(self, edit: AddPage) -> Edit:
        path, text = self.worded(edit.block)
        if edit.at > len(text.text):
            raise EditStaleError(edit.block, str(edit.at))
        page = PageBreak(phrase=self.ids.new(), label=label_of(edit.block, edit.label), at=edit.at)
        self.now = put(self.now, path, (with_pages(text, (*text.pages, page)),))
        return replace(edit, new=page.phrase)

    def make_note(self, edit: MakeNote) -> Edit:
        path, text = self.worded(edit.block)
        if isinstance(text, Heading) or not is_free(path):
            raise EditImpossibleError(edit.block, "not a paragraph")
        if any(isinstance(step, Note) for step in path):
            raise EditImpossibleError(edit.block, "a note in a note")
        note = Note(id=self.ids.new(), kind=edit.note, blocks=(text,))
        self.now = put(self.now, path, (note,))
        if edit.reference:
            where = edit.reference
            if where.block == edit.block:
                raise EditImpossibleError(edit.block, "it refers to itself")
            look(self.worded(where.block)[1], where.begin, max(where.end, where.begin + 1), None)
            mark = Mark(
                where.begin, where.end, MarkKind.NOTEREF, href=f"#{note.id}", id=self.ids.new()
            )
            self.mark(where.block, lambda marks: (*marks, mark))
        return replace(edit, new=note.id)

    def unmake_note(self, edit: UnmakeNote) -> None:
        path = path_to(self.now, edit.note)
        note = path[-1]
        if not isinstance(note, Note):
            raise EditImpossibleError(edit.note, type(note).__name__.lower())
        self.now = put(self.now, path, note.blocks)
        if note.blocks:
            self.heirs[note.id] = name(note.blocks[0])

    def set_alt(self, edit: SetAlt) -> None:
        path = path_to(self.now, edit.figure)
        figure = path[-1]
        if not isinstance(figure, Figure):
            raise EditImpossibleError(edit.figure, type(figure).__name__.lower())
        words = tidy(edit.text or "")
        alt = figure.alt
        if not words:
            alt = None
        elif alt is None:
            draft = Paragraph(
                id=self.ids.new(), text=words, phrases=(Phrase("", 0, 0, "generated"),)
            )
            alt = settled(draft, language(self.now, path), self.split, self.ids)
        elif words != alt.text:
            lang = language(self.now, path)
            alt = reworded(alt, 0, len(alt.text), words, lang, self.split, self.ids)
        self.now = put(self.now, path, (replace(figure, alt=alt),))

    def set_language(self, edit: SetLanguage) -> None:
        path, text = self.worded(edit.block)
        if edit.begin is None or edit.end is None:
            new = replace(text, lang=edit.lang)
            self.now = put(self.now, path, (self.again(new, (*path[:-1], new)),))
            return
        look(text, edit.begin, edit.end, None)
        begin, end = edit.begin, edit.end

        def changed(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
            kept = [m for mark in marks for m in outside(mark, begin, end)]
            own = [Mark(begin, end, MarkKind.LANGUAGE, lang=edit.lang)] if edit.lang else []
            return (*own, *kept)

        self.mark(edit.block, changed)

    def make_verse(self, edit: MakeVerse) -> None:
        path, text = self.worded(edit.block)
        if not is_free(path) or isinstance(text, Heading):
            raise EditImpossibleError(edit.block, "not a paragraph")
        signs = list(text.text)
        for at in edit.lines:
            if at >= len(signs) or not signs[at].isspace():
                raise EditStaleError(edit.block, str(at))
            signs[at] = "\n"
        verse = replace(as_kind(Verse, text), text="".join(signs))
        self.now = put(self.now, path, (self.again(verse, path),))

    def make_paragraph(self, edit: MakeParagraph) -> None:
        path, text = self.worded(edit.block)
        if not isinstance(text, Verse):
            raise EditImpossibleError(edit.block, "not a stanza")
        plain = replace(as_kind(Paragraph, text), text=text.text.replace("\n", " "))
        self.now = put(self.now, path, (self.again(plain, path),))

    def set_metadata(self, edit: SetMetadata) -> Edit:
        value = tidy(edit.value)
        if edit.name == "title" and not value:
            raise EditImpossibleError("", "title")
        about: Mapping[str, Any] = {edit.name: value}
        self.now = replace(self.now, metadata=replace(self.now.metadata, **about))
        return replace(edit, value=value)


_METHODS: Mapping[type, str] = {
    kind: kind.__dataclass_fields__["kind"].default.replace("-", "_") for kind in Edit.__args__
}
