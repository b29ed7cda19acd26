"""Who may do what for people: staff by their role in the branch, the operator of the machine."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from audiolib.people.errors import NotYourDutyError
from audiolib.people.reader import Reader
from audiolib.tables.people import Role


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever sits at the machine's command line: may do everything, and is `system` in logs."""

    actor: str = "system"


OPERATOR: Final = Operator()
By = Reader | Operator
"""On whose word something is done."""


class Duty(Enum):
    """An act for people, and the roles that may do it; an administrator may do each."""

    SERVE = ("serve", Role.CLERK, Role.LIBRARIAN, Role.MANAGER)
    """Look a patron up, give, renew and replace cards, check applications."""
    APPROVE = ("approve", Role.LIBRARIAN, Role.MANAGER)
    """Say yes to an application that a colleague checked."""
    VERIFY = ("verify", Role.LIBRARIAN, Role.MANAGER)
    """Say that somebody can't read print, and who acts for them."""
    LEND = ("lend", Role.LIBRARIAN, Role.MANAGER)
    """Give a volunteer a section, and take it back."""
    ENROL = ("enrol", Role.MANAGER)
    """Make accounts and give roles, but those of managers and administrators."""
    ADMINISTER = ("administer", Role.ADMIN)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(self.value[1:])


def may(by: By, duty: Duty, branch_id: int | None) -> bool:
    """Whether somebody may do an act in a branch; in any of theirs where none is named."""
    if isinstance(by, Operator):
        return True
    return any(by.holds(role, branch_id) for role in duty.roles)


def require(by: By, duty: Duty, branch_id: int | None) -> None:
    """Raise `NotYourDutyError` unless somebody may do an act in a branch."""
    if not may(by, duty, branch_id):
        raise NotYourDutyError(str(duty.value[0]))


def branches_of(by: By, duty: Duty) -> frozenset[int] | None:
    """The branches where somebody may do an act; None: all, for the operator."""
    if isinstance(by, Operator):
        return None
    there = (g.branch_ids for g in by.granted if g.role in duty.roles or g.role is Role.ADMIN)
    return frozenset().union(*there)


def account_of(by: By) -> int | None:
    """The account that acts; None for the operator."""
    return None if isinstance(by, Operator) else by.account_id
