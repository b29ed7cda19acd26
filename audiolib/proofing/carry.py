"""What was known of the words of an older version, at the places where they stand now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from audiolib.intake.doubts import Doubt
from audiolib.proofing.doubtful import Suspect
from audiolib.proofing.edits import (
    ConfirmText,
    DeleteBlock,
    Edit,
    JoinBlocks,
    ReplaceText,
    SplitBlock,
)
from audiolib.proofing.together import span_over

Placed = TypeVar("Placed", Doubt, ConfirmText, Suspect)


def carried(known: Iterable[Placed], edits: Sequence[Edit]) -> tuple[Placed, ...]:
    """Those whose words no edit has touched, moved with them; in the order they had by block."""
    places: dict[str, list[Placed]] = defaultdict(list)
    for one in known:
        places[one.block].append(one)
    for edit in edits:
        match edit:
            case ReplaceText() | SplitBlock():
                for one in places.pop(edit.block, ()):
                    where, touched = span_over(one.begin, one.end, edit)
                    if not touched:
                        block, begin, end = where
                        places[block].append(replace(one, block=block, begin=begin, end=end))
            case JoinBlocks(block=block, following=following, at=at):
                places[block] += [
                    replace(one, block=block, begin=one.begin + at, end=one.end + at)
                    for one in places.pop(following, ())
                ]
            case DeleteBlock():
                _drop(places, edit)
    return tuple(one for block in places.values() for one in block)


def _drop(places: dict[str, list[Placed]], edit: DeleteBlock) -> None:
    for gone in (edit.block, *edit.inner):
        places.pop(gone, None)
