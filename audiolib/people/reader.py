"""Who asks: the one value that says what a person is to the library, for every decision."""

from dataclasses import dataclass

from audiolib.tables.people import Role


@dataclass(frozen=True, slots=True)
class Granted:
    """A role that counts today, in a branch and in everything below it.

    A volunteer's is for one section (its id) of one production; `signed` tells whether the
    undertaking was.
    """

    role: Role
    branch_ids: frozenset[int]
    production_id: int | None = None
    section: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A person, or a partner's program, as they are at this moment; nobody known: `ANONYMOUS`.

    Args:
        cares_for: Patrons, beneficiaries all, for whom a carer may act.
        acting_for: The one of them for whom the carer acts now, `acting_name` their name.
        reader_key: Stands for the patron in logs.
        language: Of the pages.
    """

    account_id: int | None = None
    patron_id: int | None = None
    partner_id: int | None = None
    name: str = ""
    granted: tuple[Granted, ...] = ()
    is_beneficiary: bool = False
    cares_for: frozenset[int] = frozenset()
    acting_for: int | None = None
    acting_name: str = ""
    reader_key: str = ""
    language: str = "vi"

    @property
    def is_staff(self) -> bool:
        """Whether some role other than a volunteer's is held."""
        return any(g.role is not Role.VOLUNTEER for g in self.granted)

    @property
    def is_volunteer(self) -> bool:
        """Whether a section of a text was given to the person."""
        return any(g.role is Role.VOLUNTEER for g in self.granted)

    @property
    def for_whom(self) -> int | None:
        """The patron whom an act concerns: the one that a carer acts for, else oneself."""
        return self.patron_id if self.acting_for is None else self.acting_for

    def holds(self, role: Role, branch_id: int | None = None) -> bool:
        """Whether a role is held, in a branch where one is named; an administrator holds all."""
        return any(
            g.role in (role, Role.ADMIN) and (branch_id is None or branch_id in g.branch_ids)
            for g in self.granted
        )

    @property
    def actor(self) -> str:
        """How the audit log names the person: `account:7`, `patron:12`, `partner:3`."""
        for kind in ("account", "patron", "partner"):
            if (number := getattr(self, f"{kind}_id")) is not None:
                return f"{kind}:{number}"
        return "anonymous"


ANONYMOUS = Reader()
