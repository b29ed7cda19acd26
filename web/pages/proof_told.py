"""What an edit, a suggestion and a version of a text are called, for people to read."""

from dataclasses import dataclass

from audiolib.proofing.edits import (
    DeleteBlock,
    Edit,
    ReplaceText,
    SetAlt,
    SetHeading,
    SetPageLabel,
    target,
)
from audiolib.proofing.repository import Waiting
from web.texts import Texts


@dataclass(frozen=True, slots=True)
class ToldEdit:
    """What was done, in words, with the words that went and that came."""

    sentence: str
    block: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class ToldSuggestion:
    """A suggestion, with who made it and when."""

    id: int
    edit: ToldEdit
    block: str
    author: str
    when: str


def told_edit(t: Texts, edit: Edit) -> ToldEdit:
    """An edit in words."""
    was, now = "", ""
    match edit:
        case ReplaceText():
            was, now = edit.was or "", edit.text
        case DeleteBlock():
            was = edit.was
        case SetAlt():
            now = edit.text or ""
        case SetPageLabel():
            now = edit.label
        case SetHeading(level=level) if level is not None:
            now = t("proof-level", level=t.number(level))
    return ToldEdit(t(f"proof-kind-{edit.kind}"), target(edit), was, now)


def told(t: Texts, one: Waiting) -> ToldSuggestion:
    """A suggestion in words."""
    return ToldSuggestion(one.id, told_edit(t, one.edit), one.block, one.author, t.moment(one.at))
