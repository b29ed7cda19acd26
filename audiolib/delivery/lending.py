"""The register of media: what was handed or posted out on a stick, card or disc (R8).

The rights decide as if the patron took each title at home, and protected titles get their copy's
number; the entry tells which bytes are on the medium, and stays when it is back or lost.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from audiolib.delivery.repository import lending as kept
from audiolib.errors import AudiolibError
from audiolib.people.reader import Reader
from audiolib.rights.copies import hand_out
from audiolib.rights.errors import DeniedError
from audiolib.rights.facts import Asked
from audiolib.rights.repository.access import may
from audiolib.rights.repository.facts import day
from audiolib.rights.terms import Act
from audiolib.tables.delivery import MediumEnd, MediumKind, MediumLoan, MediumTitle
from audiolib.tables.people import Role

DESK = (Role.CLERK, Role.LIBRARIAN, Role.MANAGER)
_SHOWN = 500
_LONGEST = 40


class LendingError(AudiolibError):
    """Root of what goes wrong with media that are lent."""

    code = "medium"


class MediumDeskError(LendingError):
    """Only the desk of the patron's branch lends media."""

    code = "medium-desk"


class MediumUnknownError(LendingError):
    """There is no such entry."""

    code = "medium-unknown"


class MediumCardError(LendingError):
    """The card opens nothing today."""

    code = "medium-card"


class MediumOutError(LendingError):
    """A medium of that `label` is out, and not back yet."""

    code = "medium-out"

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.label = label


class MediumEndedError(LendingError):
    """The medium is back already, or was noted as lost."""

    code = "medium-ended"


class MediumDueError(LendingError):
    """The day on which it is to be back lies in the past."""

    code = "medium-due"


class MediumEmptyError(LendingError):
    """Nothing was chosen to be on the medium."""

    code = "medium-empty"


class MediumTitleError(LendingError):
    """The title of a number has no such package; `work` and `format` tell which."""

    code = "medium-title"

    def __init__(self, work: int, format_: str) -> None:
        super().__init__(work, format_)
        self.work = work
        self.format = format_


class MediumDeniedError(DeniedError):
    """The rights do not let the patron have the title of number `work`."""

    code = "medium-denied"

    def __init__(self, work: int, error: DeniedError) -> None:
        super().__init__(error.decision)
        self.work = work


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """What is given out: its kind and label (its number where empty), how, and till when."""

    kind: MediumKind
    due_on: date
    label: str = ""
    posted: bool = False


def give(
    session: Session,
    by: Reader,
    patron_id: int,
    medium: Medium,
    titles: Sequence[tuple[int, str]],
    now: datetime,
) -> MediumLoan:
    """Note that a patron gets titles on a medium, each told by work and format.

    Raises:
        MediumDeskError: somebody else's patron.
        MediumCardError: the card does not count today.
        MediumDueError: the medium would be overdue at once.
        MediumEmptyError: there are no titles.
        MediumOutError: the label is out.
        MediumTitleError: a title has no such package.
        MediumDeniedError: the patron may not have a title; its decision says why.
    """
    today = day(now)
    found = kept.reader(session, patron_id, today)
    if found is None:
        raise MediumCardError
    asks, branch_id = found
    if by.account_id is None or not any(by.holds(role, branch_id) for role in DESK):
        raise MediumDeskError
    if medium.due_on < today:
        raise MediumDueError
    if not titles:
        raise MediumEmptyError
    label = " ".join(medium.label.split())[:_LONGEST]
    if label and kept.out(session, label) is not None:
        raise MediumOutError(label)
    made = MediumLoan(
        label=label,
        kind=medium.kind,
        posted=medium.posted,
        patron_id=patron_id,
        branch_id=branch_id,
        given_by=by.account_id,
        given_on=today,
        due_on=medium.due_on,
    )
    kept.keep(session, made)
    if not label:
        made.label = f"{medium.kind.value.upper()}-{made.id}"
        kept.keep(session, made)
    for work_id, format_ in dict.fromkeys(titles):
        _put(session, made, asks, work_id, format_, now)
    return made


def end(
    session: Session, by: Reader, loan_id: int, state: MediumEnd, now: datetime, *, wiped: bool
) -> MediumLoan:
    """Note that a medium is back, and whether it was wiped, or that it is lost.

    One that was noted as lost and is found comes back all the same.

    Raises:
        MediumUnknownError: there is none, or it is another branch's.
        MediumEndedError: it is back already, or lost twice.
    """
    found = entry(session, by, loan_id)
    if found.state == MediumEnd.RETURNED or found.state == state or state is MediumEnd.OUT:
        raise MediumEndedError
    found.state = state
    found.ended_on = day(now)
    found.ended_by = by.account_id
    found.wiped = wiped and state is MediumEnd.RETURNED
    kept.keep(session, found)
    return found


def entry(session: Session, by: Reader, loan_id: int) -> MediumLoan:
    """An entry of the register, for the desk of its branch.

    Raises:
        MediumUnknownError: there is none, or it is another branch's.
    """
    found = kept.loan(session, loan_id)
    if found is None or not any(by.holds(role, found.branch_id) for role in DESK):
        raise MediumUnknownError
    return found


def register(
    session: Session, by: Reader, state: MediumEnd | None = None
) -> list[tuple[MediumLoan, str, int]]:
    """The entries of the branches somebody serves, each with the patron's name and its titles."""
    return kept.loans(session, _branches(by), state, _SHOWN)


def is_for_medium(
    session: Session, by: Reader, work_id: int, format_: str, digest: str, copy: str, now: datetime
) -> bool:
    """Whether a desk copies these bytes onto a medium now: it is out, its patron may have them."""
    for patron_id in kept.out_with(session, digest, copy, _branches(by)):
        found = kept.reader(session, patron_id, day(now))
        asked = Asked(format=format_)
        if found and may(session, work_id, found[0], Act.DOWNLOAD, now, asked):
            return True
    return False


def _branches(by: Reader) -> Collection[int]:
    served = (*DESK, Role.ADMIN)
    return frozenset[int]().union(*(g.branch_ids for g in by.granted if g.role in served))


def _put(
    session: Session, loan: MediumLoan, asks: Reader, work_id: int, format_: str, now: datetime
) -> None:
    package = kept.package(session, work_id, format_)
    if package is None or package.id is None:
        raise MediumTitleError(work_id, format_)
    try:
        copy = hand_out(session, package.id, asks, now)
    except DeniedError as error:
        raise MediumDeniedError(work_id, error) from error
    row = MediumTitle(
        loan_id=loan.id or 0,
        package_id=package.id,
        copy_number=copy.number if copy else "",
        digest=package.digest,
    )
    kept.keep(session, row)
