"""Two people at one text: what both did is kept, and where they met, both readings are.

Edits of one that were made on an older version are moved to where their words lie after the edits
of the other (operational transformation). Where both changed the same words, the later edit
waits as a suggestion that changes the whole stretch from the one reading to the other.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audiolib.proofing.apply import done
from audiolib.proofing.compare import retyped
from audiolib.proofing.edits import (
    AddPage,
    ConfirmText,
    DeleteBlock,
    Edit,
    JoinBlocks,
    MakeNote,
    MakeVerse,
    MoveBlock,
    ReplaceText,
    SetLanguage,
    SetMetadata,
    SplitBlock,
    target,
)
from audiolib.proofing.errors import EditError
from audiolib.publication import Publication, texts

Ranged = ReplaceText | ConfirmText | SetLanguage
"""Edits of a stretch of a text."""


@dataclass(frozen=True, slots=True)
class Moved:
    """An edit as it is done after another one; `clash`: both meant the same words or place.

    `same` says that the other one has done it already.
    """

    edit: Edit
    clash: bool = False
    same: bool = False


@dataclass(frozen=True, slots=True)
class Rebased:
    """A publication after both, the edits of mine that were done, and those to be decided on.

    The latter are as they would be done now.
    """

    publication: Publication
    placed: tuple[Edit, ...]
    pending: tuple[Edit, ...]


def rebase(mine: Sequence[Edit], theirs: Sequence[Edit], there: Publication) -> Rebased:
    """Do my edits to `there`, the publication after theirs; both lists began at one version.

    The edits are as `apply.done` gives them, so that each tells all it did; the ids that mine made
    are none of `there`.
    """
    placed: list[Edit] = []
    pending: list[Edit] = []
    before = list(theirs)
    waiting = deque(mine)
    while waiting:
        edit = waiting.popleft()
        step, passed = _over_all(edit, before)
        if step.same:
            before = passed
            continue
        try:
            after = None if step.clash else done(there, step.edit)
        except EditError:
            after = None
        if after is None:
            pending.append(step.edit)
            waiting = deque(_without(edit, waiting))
            continue
        tidied = list(_tidied(there, step.edit, after.publication))
        there = after.publication
        placed.append(after.edit)
        pending = [moved(other, after.edit).edit for other in pending]
        before = passed + tidied
    return Rebased(there, tuple(placed), tuple(pending))


def _over_all(edit: Edit, before: Sequence[Edit]) -> tuple[Moved, list[Edit]]:
    """The edit after all others, and the others after it."""
    clash = False
    passed: list[Edit] = []
    for number, other in enumerate(before):
        step = moved(edit, other)
        if step.same:
            return step, passed + list(before[number + 1 :])
        passed.append(moved(other, edit, first=True).edit)
        edit, clash = step.edit, clash or step.clash
    return Moved(edit, clash), passed


def _tidied(before: Publication, edit: Edit, after: Publication) -> Iterator[Edit]:
    """What became of the words of an edit beside what it said: spaces that are not kept twice."""
    if isinstance(edit, ReplaceText):
        old, new = _text(before, edit.block), _text(after, edit.block)
        if old is not None and new is not None:
            meant = old[: edit.begin] + edit.text + old[edit.end :]
            yield from retyped(edit.block, meant, new)


def _text(publication: Publication, block: str) -> str | None:
    return next((text.text for text in texts(publication) if text.id == block), None)


def moved(edit: Edit, over: Edit, *, first: bool = False) -> Moved:
    """An edit as it is done after `over`; of two that put words in one place, is it the first?"""
    if isinstance(edit, ReplaceText) and isinstance(over, ReplaceText):
        return _words_over_words(edit, over, first)
    if _is_same(edit, over):
        return Moved(edit, same=True)
    if isinstance(over, DeleteBlock) and _ids(edit) & {over.block, *over.inner}:
        return Moved(edit, clash=True)
    if isinstance(edit, DeleteBlock):
        return Moved(edit, clash=bool(_ids(over) & {edit.block, *edit.inner}) and _matters(over))
    if isinstance(edit, SetMetadata):
        clash = isinstance(over, SetMetadata) and over.name == edit.name
        return Moved(edit, clash)
    if isinstance(over, JoinBlocks) and over.following in _ids(edit):
        return _over_joined(edit, over)
    if target(edit) != target(over) and not _reference_in(edit, over):
        return Moved(edit)
    if isinstance(over, ReplaceText | SplitBlock):
        return _placed(edit, over)
    return Moved(edit, clash=type(edit) is type(over) and not isinstance(edit, AddPage | Ranged))


def inverse(edit: Edit) -> Edit | None:
    """The edit that takes back where words lie; None where an edit moves none."""
    match edit:
        case ReplaceText(block=block, begin=begin, text=text, was=was):
            return ReplaceText(block, begin, begin + len(text), was or "", text)
        case SplitBlock(block=block, at=at, new=new, gap=gap):
            return JoinBlocks(block, new, " " if gap else "", at)
        case JoinBlocks(block=block, following=following, between=between, at=at):
            return SplitBlock(block, at, following, len(between))
    return None


def _without(undone: Edit, later: Sequence[Edit] | deque[Edit]) -> list[Edit]:
    """Later edits of the same writer as they are where an earlier one is not done."""
    back = inverse(undone)
    found: list[Edit] = []
    for edit in later:
        if back is None:
            found.append(edit)
            continue
        found.append(moved(edit, back).edit)
        back = moved(back, edit, first=True).edit
    return found


def _words_over_words(edit: ReplaceText, over: ReplaceText, first: bool) -> Moved:
    if edit.block != over.block:
        return Moved(edit)
    size = len(over.text) - (over.end - over.begin)
    alike = (edit.begin, edit.end, edit.text) == (over.begin, over.end, over.text)
    if alike and edit.begin < edit.end:
        return Moved(edit, same=True)
    if edit.end < over.begin or (edit.end == over.begin and edit.begin < edit.end):
        return Moved(edit)
    if over.end < edit.begin or (over.end == edit.begin and over.begin < over.end):
        return Moved(replace(edit, begin=edit.begin + size, end=edit.end + size))
    if edit.begin == over.begin and (over.begin == over.end or edit.begin == edit.end):
        # Words put in where others were, or before what was replaced.
        ahead = over.begin == over.end and not (first and edit.begin == edit.end)
        by = size if ahead else 0
        return Moved(replace(edit, begin=edit.begin + by, end=edit.end + by))
    return Moved(_widened(edit, over), clash=True)


def _widened(edit: ReplaceText, over: ReplaceText) -> ReplaceText:
    """The edit of all that either of two changed, from the other reading to this one's."""
    seen, there = edit.was or "", over.was or ""
    front = there[: max(0, edit.begin - over.begin)]
    back = there[len(there) - max(0, over.end - edit.end) :] if over.end > edit.end else ""
    before = seen[: max(0, over.begin - edit.begin)]
    behind = seen[len(seen) - max(0, edit.end - over.end) :] if edit.end > over.end else ""
    now = before + over.text + behind
    begin = min(edit.begin, over.begin)
    return ReplaceText(edit.block, begin, begin + len(now), front + edit.text + back, now)


def _placed(edit: Edit, over: ReplaceText | SplitBlock) -> Moved:
    """An edit with places in a block whose words went elsewhere."""
    match edit:
        case ReplaceText() | ConfirmText() | SetLanguage():
            return _range_over(edit, over)
        case SplitBlock(at=at) | AddPage(at=at):
            if isinstance(over, SplitBlock):
                if at == over.at:
                    return Moved(edit, clash=isinstance(edit, SplitBlock))
                block, at = _across(over, at, at > over.at)
                return Moved(replace(edit, block=block, at=at))
            if over.begin < at < over.end:
                return Moved(replace(edit, at=over.begin), clash=isinstance(edit, SplitBlock))
            return Moved(replace(edit, at=_shifted(over, at)))
        case MakeVerse(lines=lines):
            if isinstance(over, SplitBlock):
                return Moved(edit, clash=True)
            clash = any(over.begin <= at < over.end for at in lines)
            return Moved(replace(edit, lines=tuple(_shifted(over, at) for at in lines)), clash)
        case MakeNote(reference=where) if where and where.block == over.block:
            span, clash = span_over(where.begin, where.end, over)
            block, begin, end = span
            there = replace(where, block=block, begin=begin, end=end)
            return Moved(replace(edit, reference=there), clash)
        case JoinBlocks() if isinstance(over, SplitBlock) and edit.block == over.block:
            return Moved(replace(edit, block=over.new))
        case JoinBlocks(at=at) if isinstance(over, ReplaceText) and edit.block == over.block:
            return Moved(replace(edit, at=at + len(over.text) - (over.end - over.begin)))
    return Moved(edit)


def _range_over(edit: Ranged, over: ReplaceText | SplitBlock) -> Moved:
    if edit.begin is None or edit.end is None:
        return Moved(edit)
    if isinstance(edit, ReplaceText) and isinstance(over, ReplaceText):
        return _words_over_words(edit, over, first=False)
    (block, begin, end), clash = span_over(edit.begin, edit.end, over)
    return Moved(edit if clash else replace(edit, block=block, begin=begin, end=end), clash)


def span_over(
    begin: int, end: int, over: ReplaceText | SplitBlock
) -> tuple[tuple[str, int, int], bool]:
    """Where a stretch lies now: block, begin, end; and whether it was touched, or cut in two."""
    if isinstance(over, SplitBlock):
        first = over.at - over.gap
        clash = begin < first and end > over.at
        behind = begin >= first and (end > over.at or begin >= over.at)
        block, begin = _across(over, begin, behind)
        return (block, begin, max(begin, _across(over, end, behind)[1])), clash
    clash = begin < over.end and over.begin < end
    if over.begin == over.end:
        clash = begin < over.begin < end
    now = _shifted(over, begin)
    return (over.block, now, now + end - begin), clash


def _across(over: SplitBlock, at: int, behind: bool) -> tuple[str, int]:
    """Where a place lies after its block was cut in two."""
    if behind:
        return over.new, max(0, at - over.at)
    return over.block, min(at, over.at - over.gap)


def _shifted(over: ReplaceText, at: int) -> int:
    if at < over.begin or (at == over.begin < over.end):
        return at
    return at + len(over.text) - (over.end - over.begin)


def _over_joined(edit: Edit, over: JoinBlocks) -> Moved:
    """An edit of a text that is now the end of another one."""
    match edit:
        case ReplaceText() | ConfirmText():
            return Moved(
                replace(edit, block=over.block, begin=edit.begin + over.at, end=edit.end + over.at)
            )
        case SetLanguage(begin=begin, end=end) if begin is not None and end is not None:
            return Moved(replace(edit, block=over.block, begin=begin + over.at, end=end + over.at))
        case SplitBlock(block=block) | AddPage(block=block) if block == over.following:
            return Moved(replace(edit, block=over.block, at=edit.at + over.at))
        case JoinBlocks(block=block) if block == over.following:
            return Moved(replace(edit, block=over.block, at=edit.at + over.at))
        case MakeNote(reference=where) if where and where.block == over.following != edit.block:
            at = over.at
            return Moved(
                replace(
                    edit,
                    reference=replace(
                        where, block=over.block, begin=where.begin + at, end=where.end + at
                    ),
                )
            )
    return Moved(edit, clash=True)


def _is_same(edit: Edit, over: Edit) -> bool:
    """Whether both did the same, apart from what they had to call it."""
    if type(edit) is not type(over) or isinstance(edit, AddPage | SplitBlock):
        return edit == over
    if isinstance(edit, DeleteBlock):
        return edit.block == target(over)
    return _bare(edit) == _bare(over)


def _bare(edit: Edit) -> Edit:
    if isinstance(edit, MakeNote):
        return replace(edit, new="")
    return replace(edit, was=None) if isinstance(edit, ConfirmText) else edit


def _matters(over: Edit) -> bool:
    """Whether who deletes the block should know that it was worked on."""
    return not isinstance(over, ConfirmText | MoveBlock)


def _reference_in(edit: Edit, over: Edit) -> bool:
    where = edit.reference if isinstance(edit, MakeNote) else None
    return where is not None and where.block == target(over)


def _ids(edit: Edit) -> set[str]:
    """The ids of all that an edit needs to be there."""
    match edit:
        case JoinBlocks(block=block, following=following):
            return {block, following}
        case MoveBlock(block=block, to=to):
            return {block, to}
        case MakeNote(block=block, reference=where) if where:
            return {block, where.block}
    return {target(edit)} - {""}
