"""Why the matrix itself says no, and what the asker can do about it."""

from audiolib.people.reader import Reader
from audiolib.rights.decision import Decision, denied
from audiolib.rights.facts import WorkRights
from audiolib.rights.policy import Policy
from audiolib.rights.standing import standings
from audiolib.rights.terms import MAY_BE_PUBLIC, Act, Standing
from audiolib.tables.catalogue import RightsStatus


def refusal(
    facts: WorkRights, status: RightsStatus, reader: Reader, act: Act, policy: Policy
) -> Decision:
    """The answer to somebody none of whose standings may do what they want."""
    theirs = standings(facts, reader, policy)
    if not any(policy.allows(status, standing, Act.SEE) for standing in theirs):
        # The same as for a work that never was: that there is one is told to nobody.
        return denied("rights-nothing", "rights-do-search")
    if status is RightsStatus.WITHDRAWN:
        return denied("rights-held" if facts.held else "rights-withdrawn", "rights-do-librarian")
    if act is Act.WORK:
        return denied("rights-makers", "rights-do-role")
    if act is Act.PUBLISH_PUBLIC:
        if status not in MAY_BE_PUBLIC:
            return denied("rights-never-public", "rights-do-librarian")
        return denied("rights-publishers", "rights-do-role")
    if act is Act.EXCHANGE:
        return denied("rights-exchange", "rights-do-agreement")
    return _for_readers(status, reader, act, policy, theirs)


def _for_readers(
    status: RightsStatus,
    reader: Reader,
    act: Act,
    policy: Policy,
    theirs: frozenset[Standing],
) -> Decision:
    """What would open the door: a card, a verification, somebody to act for, a decision."""
    if policy.allows(status, Standing.CARD_HOLDER, act):
        return denied("rights-card", "rights-do-card")
    if policy.allows(status, Standing.BENEFICIARY, act):
        if reader.cares_for and Standing.CARER not in theirs:
            return denied("rights-carer", "rights-do-carer")
        if reader.patron_id is None:
            return denied("rights-beneficiaries", "rights-do-card-verify")
        return denied("rights-beneficiaries", "rights-do-verify")
    if status is RightsStatus.UNKNOWN:
        return denied("rights-undecided", "rights-do-request")
    return denied("rights-closed", "rights-do-librarian")
