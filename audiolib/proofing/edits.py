"""The edits of proof-reading: a small closed set, each addressed by ids, each plain JSON.

Offsets are code points of the block's text. `was` is what the writer saw there: an edit whose
words have changed since is refused, never done to other words. What says "given by `apply`" may be
left out; the edit that is kept in the history has it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, TypeAdapter, ValidationError

from audiolib.proofing.errors import EditMalformedError
from audiolib.publication import NoteKind

LONGEST_TEXT = 100_000
MOST_EDITS = 2000

Id = Annotated[str, Field(min_length=1, max_length=40)]
Offset = Annotated[int, Field(ge=0)]
Words = Annotated[str, Field(max_length=LONGEST_TEXT)]
Label = Annotated[str, Field(min_length=1, max_length=40)]
Tag = Annotated[str, Field(max_length=35, pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """Other words for a stretch of a text; an empty stretch takes words in."""

    block: Id
    begin: Offset
    end: Offset
    text: Words
    was: Words | None = None
    kind: Literal["replace-text"] = "replace-text"


@dataclass(frozen=True, slots=True)
class ConfirmText:
    """Somebody looked at a doubtful stretch, and it is right."""

    block: Id
    begin: Offset
    end: Offset
    was: Words | None = None
    kind: Literal["confirm-text"] = "confirm-text"


@dataclass(frozen=True, slots=True)
class SetHeading:
    """A text made a heading of a level from 1, or a heading made a paragraph; sections follow."""

    block: Id
    level: Annotated[int, Field(ge=1, le=20)] | None
    kind: Literal["set-heading"] = "set-heading"


@dataclass(frozen=True, slots=True)
class SplitBlock:
    """A text cut in two at `at`; the second has the id `new`, given by `apply`."""

    block: Id
    at: Offset
    new: str = ""
    gap: Offset = 0
    """Signs of white space that go, given by `apply`."""
    kind: Literal["split-block"] = "split-block"


@dataclass(frozen=True, slots=True)
class JoinBlocks:
    """A text and the next one made one; `between` is what stands where they meet."""

    block: Id
    following: Id
    between: Literal["", " "] = " "
    at: Offset = 0
    """Where the second one's words begin, given by `apply`."""
    kind: Literal["join-blocks"] = "join-blocks"


@dataclass(frozen=True, slots=True)
class MoveBlock:
    """A block put before or after another one."""

    block: Id
    to: Id
    after: bool = False
    kind: Literal["move-block"] = "move-block"


@dataclass(frozen=True, slots=True)
class DeleteBlock:
    """A block gone with all it holds, but for its page numbers."""

    block: Id
    inner: tuple[str, ...] = ()
    """Ids of what it held, given by `apply`."""
    was: str = ""
    """The words that are gone, given by `apply`."""
    kind: Literal["delete-block"] = "delete-block"


@dataclass(frozen=True, slots=True)
class SetPageLabel:
    """Another number for a page; `page` is the id of its phrase."""

    page: Id
    label: Label
    kind: Literal["set-page-label"] = "set-page-label"


@dataclass(frozen=True, slots=True)
class AddPage:
    """The top of a page in a text; its id is given by `apply`."""

    block: Id
    at: Offset
    label: Label
    new: str = ""
    kind: Literal["add-page"] = "add-page"


@dataclass(frozen=True, slots=True)
class RemovePage:
    """A page number that is none."""

    page: Id
    kind: Literal["remove-page"] = "remove-page"


@dataclass(frozen=True, slots=True)
class Reference:
    """The stretch of a text that refers to a note."""

    block: Id
    begin: Offset
    end: Offset


@dataclass(frozen=True, slots=True)
class MakeNote:
    """A paragraph made a note, and the words that refer to it; its id is given by `apply`."""

    block: Id
    note: NoteKind = NoteKind.FOOTNOTE
    reference: Reference | None = None
    new: str = ""
    kind: Literal["make-note"] = "make-note"


@dataclass(frozen=True, slots=True)
class UnmakeNote:
    """A note made ordinary text; what refers to it becomes plain words."""

    note: Id
    kind: Literal["unmake-note"] = "unmake-note"


@dataclass(frozen=True, slots=True)
class SetAlt:
    """What is said in place of a picture; None where it is decoration."""

    figure: Id
    text: Words | None
    kind: Literal["set-alt"] = "set-alt"


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """The language of a text, or of a stretch of it; None: that of what is around."""

    block: Id
    lang: Tag | None
    begin: Offset | None = None
    end: Offset | None = None
    kind: Literal["set-language"] = "set-language"


@dataclass(frozen=True, slots=True)
class MakeVerse:
    """A paragraph made a stanza; `lines` are the places of the spaces where its lines end."""

    block: Id
    lines: tuple[Offset, ...] = ()
    kind: Literal["make-verse"] = "make-verse"


@dataclass(frozen=True, slots=True)
class MakeParagraph:
    """A stanza made a paragraph."""

    block: Id
    kind: Literal["make-paragraph"] = "make-paragraph"


@dataclass(frozen=True, slots=True)
class SetMetadata:
    """What the publication says of itself."""

    name: Literal["title", "publisher", "date", "rights", "description"]
    value: Annotated[str, Field(max_length=5000)]
    kind: Literal["set-metadata"] = "set-metadata"


Edit = (
    ReplaceText
    | ConfirmText
    | SetHeading
    | SplitBlock
    | JoinBlocks
    | MoveBlock
    | DeleteBlock
    | SetPageLabel
    | AddPage
    | RemovePage
    | MakeNote
    | UnmakeNote
    | SetAlt
    | SetLanguage
    | MakeVerse
    | MakeParagraph
    | SetMetadata
)

KINDS = tuple(kind.__dataclass_fields__["kind"].default for kind in get_args(Edit))
_LIST: TypeAdapter[list[Edit]] = TypeAdapter(
    Annotated[list[Annotated[Edit, Field(discriminator="kind")]], Field(max_length=MOST_EDITS)]
)


def from_json(values: Iterable[Mapping[str, Any]] | Any) -> tuple[Edit, ...]:
    """Edits from what `as_json` gave, or a reader sent.

    Raises:
        EditMalformedError: `reason` names the place in the list, and what is wrong there.
    """
    try:
        return tuple(_LIST.validate_python(values))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise EditMalformedError("", f"{place}: {first['msg']}") from error


def as_json(edits: Sequence[Edit]) -> list[dict[str, Any]]:
    """Edits as plain data; what is not set is left out."""
    found: list[dict[str, Any]] = _LIST.dump_python(list(edits), mode="json", exclude_defaults=True)
    return [{"kind": edit.kind, **value} for edit, value in zip(edits, found, strict=True)]


def target(edit: Edit) -> str:
    """The id of what an edit is done to; empty for metadata."""
    match edit:
        case SetPageLabel(page=page) | RemovePage(page=page):
            return page
        case UnmakeNote(note=note):
            return note
        case SetAlt(figure=figure):
            return figure
        case SetMetadata():
            return ""
    return edit.block
