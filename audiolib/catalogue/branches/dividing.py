"""A branch divides: another begins beside it, and what is named goes over to it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from audiolib.catalogue import branches
from audiolib.catalogue.branches import repository
from audiolib.catalogue.branches.said import above, line, note, require, tell
from audiolib.catalogue.errors import (
    BranchCodeTakenError,
    BranchIncompleteError,
    BranchNotHereError,
    BranchRoleError,
)
from audiolib.catalogue.repository import holdings
from audiolib.people.accounts import give_role
from audiolib.people.duties import OPERATOR
from audiolib.people.numbers import card_number
from audiolib.people.reader import Reader
from audiolib.people.roles import move_role
from audiolib.tables.catalogue import BranchKind
from audiolib.tables.people import Role

_TOLD = 10
"""Numbers that an error names."""


@dataclass(frozen=True, slots=True)
class Held:
    """What of a branch goes over: `everything`, or just the `named` numbers."""

    everything: bool = False
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.everything or bool(self.named)


NOTHING = Held()


def split(
    session: Session,
    by: Reader,
    now: datetime,
    branch_id: int,
    *,
    code: str,
    name: str,
    kind: BranchKind,
    day: date,
    reason: str,
    along: Collection[int] = (),
    roles: Collection[int] = (),
) -> int:
    """A new branch out of one, beside it, from a day on; gives its number.

    Branches right below the old one go along where `along` names them, and people of the staff
    where `roles` names their roles in it. What was stays, as do readers and works: `hand_over`.
    Where none is above it, its administrator divides it, and is that of the new one too.

    Raises:
        BranchRoleError: it, or the branch above it, is not theirs to manage.
        BranchIncompleteError, BranchCodeTakenError, BranchUnknownError, BranchDayError
        NoSuchPersonError: a role is not one in this branch.
        NotYourDutyError: only an administrator moves the role of a manager.
    """
    over = above(session, branch_id, day)
    if not over and not by.holds(Role.ADMIN, branch_id):
        raise BranchRoleError(branch_id)
    require(by, branch_id, *over)
    code, name, why = line("code", code), line("name", name), note(by, reason)
    repository.lock_tree(session)
    if repository.has_code(session, code):
        raise BranchCodeTakenError(code)
    number = branches.split(session, branch_id, code, name, kind, day, why, along=along)
    if not over and by.account_id is not None:
        # Else nobody would manage the new one.
        give_role(session, by.account_id, Role.ADMIN, number, by=OPERATOR, since=day, now=now)
    for grant_id in roles:
        move_role(session, grant_id, branch_id, number, day, by=by, now=now)
    facts = {"into": number, "code": code, "name": name, "along": sorted(along)}
    tell(session, by, now, "split", branch_id, day, reason, **facts)
    return number


def hand_over(
    session: Session,
    by: Reader,
    now: datetime,
    branch_id: int,
    *,
    into: int,
    readers: Held = NOTHING,
    works: Held = NOTHING,
    reason: str,
) -> tuple[int, int]:
    """Let readers and works of a branch be another's from now on; gives how many of each.

    Readers are named by the numbers of their cards, works by their own; the productions of a work
    go along. Loans, copies and events keep the branch they had.

    Raises:
        BranchRoleError: one of the two is not theirs to manage.
        BranchIncompleteError: nothing goes over, or no reason is told.
        BranchUnknownError: the other one is not there today.
        BranchNotHereError: something that was named is not this branch's.
    """
    require(by, branch_id, into)
    note(by, reason)
    day = now.astimezone().date()
    branches.on(session, into, day)
    if branch_id == into or not (readers or works):
        raise BranchIncompleteError("what")
    cards = {told: card_number(told) for told in readers.named}
    people = holdings.readers(
        session, branch_id, None if readers.everything else list(cards.values())
    )
    mine = holdings.works(session, branch_id, None if works.everything else _whole(works.named))
    missing = [told for told, card in cards.items() if card not in people.values()]
    missing += [told for told in works.named if told not in {str(n) for n in mine}]
    if missing:
        raise BranchNotHereError(branch_id, missing[:_TOLD])
    holdings.give_readers(session, people, into, now)
    holdings.give_works(session, mine, into, now)
    facts = {"into": into, "readers": len(people), "works": len(mine)}
    tell(session, by, now, "handed-over", branch_id, day, reason, **facts)
    return len(people), len(mine)


def _whole(told: Collection[str]) -> list[int]:
    return [int(text) for text in told if text.isascii() and text.isdecimal() and len(text) < 19]
