"""What must be true besides the matrix: each condition of the policy, judged by its name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from audiolib.people.reader import Reader
from audiolib.rights.decision import Decision, denied
from audiolib.rights.facts import EVERYWHERE, Asked, Contract, WorkRights
from audiolib.rights.policy import Policy
from audiolib.rights.terms import Act, Standing
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.people import Role


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody's wish, seen from one of their standings."""

    facts: WorkRights
    reader: Reader
    act: Act
    standing: Standing
    asked: Asked
    policy: Policy
    today: date


def _term_over(case: Case) -> Decision | None:
    until = case.facts.protected_until
    if until is not None and until > case.today:
        return denied("rights-term", "rights-do-librarian", until=until)
    return None


def _licence_known(case: Case) -> Decision | None:
    if case.facts.licence not in case.policy.licences.known:
        return denied("rights-licence", "rights-do-librarian")
    return None


def _public_voice(case: Case) -> Decision | None:
    if case.facts.voice_public is None:
        return denied("rights-no-sound", "rights-do-request")
    if not case.facts.voice_public:
        return denied("rights-voice", "rights-do-card")
    return None


def _approval(case: Case) -> Decision | None:
    return None if case.facts.approved else denied("rights-approval", "rights-do-librarian")


def _lawful_access(case: Case) -> Decision | None:
    return None if case.facts.lawful_access else denied("rights-access", "rights-do-librarian")


def _not_sold(case: Case) -> Decision | None:
    if case.policy.commercial_availability != "block":
        return None
    sold = case.facts.commercially_available
    if sold is None:
        return denied("rights-sold-unknown", "rights-do-librarian")
    return denied("rights-sold", "rights-do-buy") if sold else None


def _agreement(case: Case) -> Decision | None:
    partner = case.facts.partner
    if partner is None or partner.partner_id != case.reader.partner_id or not partner.active:
        return denied("rights-agreement", "rights-do-agreement")
    if partner.formats and case.asked.format not in partner.formats:
        return denied("rights-agreement-format", "rights-do-format")
    return None


def _our_own(case: Case) -> Decision | None:
    if case.facts.received_from is not None:
        return denied("rights-origin", "rights-do-origin")
    return None


def _own_section(case: Case) -> Decision | None:
    asked = case.asked
    theirs = [
        granted
        for granted in case.reader.granted
        if granted.role is Role.VOLUNTEER
        and granted.production_id is not None
        and granted.section
        and granted.production_id in case.facts.production_ids
        and (granted.production_id, granted.section) == (asked.production_id, asked.section)
    ]
    if not theirs:
        return denied("rights-section", "rights-do-section")
    if not any(granted.signed for granted in theirs):
        return denied("rights-undertaking", "rights-do-undertaking")
    return None


def _contract(case: Case) -> Decision | None:
    contract = case.facts.contract
    if contract is None:
        return denied("rights-contract", "rights-do-librarian")
    answer = contract_runs(contract, case.today)
    if answer is not None or case.act is Act.SAMPLE:
        return answer
    return _agreed(case, contract)


def contract_runs(contract: Contract, today: date) -> Decision | None:
    """Why a contract does not count today, if so."""
    if today < contract.since:
        return denied("rights-contract-early", "rights-do-wait", since=contract.since)
    if contract.until is not None and today >= contract.until:
        return denied("rights-contract-over", "rights-do-librarian", until=contract.until)
    return None


def _agreed(case: Case, contract: Contract) -> Decision | None:
    """Why the contract does not cover a wish, if so: act, standing, place, format, number."""
    if case.act not in contract.acts:
        return denied("rights-contract-act", "rights-do-librarian")
    if not {_country(case), EVERYWHERE} & contract.territory:
        return denied("rights-contract-territory", "rights-do-librarian")
    carries = case.act in (Act.DOWNLOAD, Act.EXCHANGE)
    if carries and contract.formats and case.asked.format not in contract.formats:
        return denied("rights-contract-format", "rights-do-format")
    if contract.readers is not None and case.facts.readers >= contract.readers:
        return denied("rights-contract-full", "rights-do-wait", readers=contract.readers)
    covered = {case.standing}
    if case.standing is Standing.CARER:
        covered.add(Standing.BENEFICIARY)
    # The last, so that somebody of several standings is told what would help with all of them.
    if not covered & contract.standings:
        return denied("rights-contract-readers", "rights-do-librarian")
    return None


def _country(case: Case) -> str:
    """Where the work would be heard; readers with a card live where the library is."""
    if case.standing is Standing.ANONYMOUS:
        return EVERYWHERE
    if case.standing is Standing.PARTNER:
        return case.facts.partner.country if case.facts.partner else EVERYWHERE
    return case.policy.country


JUDGES: Mapping[str, Callable[[Case], Decision | None]] = {
    "term_over": _term_over,
    "licence_known": _licence_known,
    "public_voice": _public_voice,
    "contract": _contract,
    "approval": _approval,
    "lawful_access": _lawful_access,
    "not_sold": _not_sold,
    "agreement": _agreement,
    "our_own": _our_own,
    "own_section": _own_section,
}


def failing(case: Case, status: RightsStatus) -> Decision | None:
    """The first condition that is not met, as the answer it leads to."""
    for condition in case.policy.conditions:
        if condition.binds(status, case.standing, case.act):
            answer = JUDGES[condition.name](case)
            if answer is not None:
                return answer
    return None
