"""The one decision on access: what is known of a work, who asks, for what; nothing else."""

from datetime import date

from audiolib.people.reader import Reader
from audiolib.rights.channels import into_public
from audiolib.rights.conditions import Case, failing
from audiolib.rights.decision import Decision, denied
from audiolib.rights.facts import NOTHING_MORE, Asked, WorkRights
from audiolib.rights.policy import Policy
from audiolib.rights.refusals import refusal
from audiolib.rights.standing import standings
from audiolib.rights.terms import REVIEWED_FIRST, Act, Standing
from audiolib.tables.catalogue import RightsStatus


def decide(
    facts: WorkRights,
    reader: Reader,
    act: Act,
    policy: Policy,
    today: date,
    asked: Asked = NOTHING_MORE,
) -> Decision:
    """Whether a reader may do something with a work; what nobody foresaw is denied.

    Each of the reader's standings is tried; the first one whose cell of the matrix names the act,
    and whose conditions are met, allows it.
    """
    status = counting(facts)
    if status is None or not isinstance(act, Act):
        return denied("rights-nothing", "rights-do-search")
    theirs = standings(facts, reader, policy)
    cases = [
        Case(facts, reader, act, standing, asked, policy, today)
        for standing in reversed(Standing)
        if standing in theirs and policy.allows(status, standing, act)
    ]
    missing: list[Decision] = []
    for case in cases:
        answer = failing(case, status)
        if answer is None and act is Act.PUBLISH_PUBLIC:
            answer = into_public(facts, asked.channel, policy, today)
            answer = _unheard(facts) if answer is None else answer
        if answer is None and facts.held and act not in (Act.SEE, Act.METADATA):
            # Those who know of it still do; nobody has it.
            answer = denied("rights-held", "rights-do-librarian")
        if answer is None:
            return _allowed(case, status)
        missing.append(answer)
    return missing[0] if missing else refusal(facts, status, reader, act, policy)


def counting(facts: WorkRights) -> RightsStatus | None:
    """The status that counts: a notice withdraws at once, what is public wants a second look.

    A notice makes no tombstone of what nobody outside knows of. None where the status is none that
    anybody knows.
    """
    if facts.status not in set(RightsStatus):
        return None
    if facts.held and facts.status != RightsStatus.STAFF_ONLY:
        return RightsStatus.WITHDRAWN
    if facts.status in REVIEWED_FIRST and not facts.reviewed:
        return RightsStatus.UNKNOWN
    return RightsStatus(facts.status)


def _unheard(facts: WorkRights) -> Decision | None:
    """Why the sound itself can't be put before everybody, if so."""
    if facts.voice_public:
        return None
    return denied("rights-voice", "rights-do-voice")


def _allowed(case: Case, status: RightsStatus) -> Decision:
    warnings = []
    content = case.act not in (Act.SEE, Act.METADATA)
    marrakesh = status is RightsStatus.MARRAKESH and content
    watched = case.policy.commercial_availability == "warn"
    if marrakesh and watched and case.facts.commercially_available is not False:
        warnings.append("rights-sold-warning")
    sharing = case.policy.sharing
    if case.asked.devices > sharing.devices or case.asked.streams > sharing.streams:
        warnings.append("rights-shared-warning")
    return Decision(
        allowed=True,
        standing=case.standing,
        duties=case.policy.duties.get(status, frozenset()) if content else frozenset(),
        warnings=tuple(warnings),
    )
