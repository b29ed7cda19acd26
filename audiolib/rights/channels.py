"""Whether a work may stand where everybody can have it (R1)."""

from datetime import date

from audiolib.rights.conditions import contract_runs
from audiolib.rights.decision import Decision, denied
from audiolib.rights.facts import EVERYWHERE, WorkRights
from audiolib.rights.policy import Policy, PublicChannel
from audiolib.rights.terms import MAY_BE_PUBLIC, Channel
from audiolib.tables.catalogue import RightsStatus


def into_public(
    facts: WorkRights, channel: Channel | None, policy: Policy, today: date
) -> Decision | None:
    """Why a work may not go into a public channel, None where it may; no channel: into any."""
    if channel is not None and channel not in policy.channels:
        return denied("rights-never-public", "rights-do-librarian")
    if facts.held:
        return denied("rights-held", "rights-do-librarian")
    if facts.status not in MAY_BE_PUBLIC:
        return denied("rights-never-public", "rights-do-librarian")
    if not facts.reviewed:
        return denied("rights-review", "rights-do-review")
    for name in policy.channels if channel is None else (channel,):
        answer = _refused(facts, name, policy, today)
        if answer is not None:
            return answer
    return None


def _refused(facts: WorkRights, channel: Channel, policy: Policy, today: date) -> Decision | None:
    told = policy.channels[channel]
    if facts.status not in told.statuses:
        return denied("rights-channel", "rights-do-channel", channel=channel.value)
    if facts.status == RightsStatus.PUBLIC_DOMAIN:
        if facts.protected_until is not None and facts.protected_until > today:
            return denied("rights-term", "rights-do-librarian", until=facts.protected_until)
    elif facts.status == RightsStatus.OPEN_LICENCE:
        return _licence(facts, channel, told, policy)
    elif facts.status == RightsStatus.LICENSED:
        return _contract(facts, channel, today)
    return None


def _licence(
    facts: WorkRights, channel: Channel, told: PublicChannel, policy: Policy
) -> Decision | None:
    if facts.licence not in policy.licences.known:
        return denied("rights-licence", "rights-do-librarian")
    if told.refuses & set(facts.licence.split("-")):
        return denied(
            "rights-channel-licence",
            "rights-do-channel",
            channel=channel.value,
            licence=facts.licence,
        )
    return None


def _contract(facts: WorkRights, channel: Channel, today: date) -> Decision | None:
    contract = facts.contract
    if contract is None:
        return denied("rights-contract", "rights-do-librarian")
    answer = contract_runs(contract, today)
    if answer is not None:
        return answer
    if channel not in contract.channels or EVERYWHERE not in contract.territory:
        return denied("rights-channel", "rights-do-channel", channel=channel.value)
    return None
