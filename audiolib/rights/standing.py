"""What a reader is to a work: all that fits, and anonymous always."""

from audiolib.people.reader import Reader
from audiolib.rights.facts import WorkRights
from audiolib.rights.policy import Policy
from audiolib.rights.terms import Standing
from audiolib.tables.people import Role


def standings(facts: WorkRights, reader: Reader, policy: Policy) -> frozenset[Standing]:
    """The standings of a reader; staff have theirs in the work's own branch alone."""
    found = {Standing.ANONYMOUS}
    if reader.patron_id is not None:
        found.add(Standing.CARD_HOLDER)
        # Who acts for somebody has that one's rights, not their own beside.
        if reader.acting_for is not None and reader.acting_for in reader.cares_for:
            found.add(Standing.CARER)
        elif reader.is_beneficiary:
            found.add(Standing.BENEFICIARY)
    if reader.partner_id is not None:
        found.add(Standing.PARTNER)
    if any(g.role is Role.VOLUNTEER for g in reader.granted):
        found.add(Standing.VOLUNTEER)
    roles = roles_in(reader, facts.branch_id)
    found |= {standing for standing, held in policy.standings.items() if held & roles}
    return frozenset(found)


def roles_in(reader: Reader, branch_id: int | None) -> frozenset[Role]:
    """The roles of a member of staff in a branch; a volunteer's is none of them."""
    if branch_id is None or reader.account_id is None:
        return frozenset()
    return frozenset(
        g.role for g in reader.granted if g.role is not Role.VOLUNTEER and branch_id in g.branch_ids
    )


def branches(reader: Reader, roles: frozenset[Role]) -> frozenset[int]:
    """The branches in which a member of staff has one of some roles."""
    if reader.account_id is None:
        return frozenset()
    held = (g.branch_ids for g in reader.granted if g.role in roles - {Role.VOLUNTEER})
    return frozenset().union(*held)


def in_office(reader: Reader, office: str, branch_id: int, policy: Policy) -> bool:
    """Whether a member of staff has an office of the policy (`decide`) in a branch."""
    return bool(policy.offices.get(office, frozenset()) & roles_in(reader, branch_id))
