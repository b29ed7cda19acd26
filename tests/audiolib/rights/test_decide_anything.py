"""Properties over everything that can be asked: denials are told, and the protected stays so."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from audiolib.messages import Messages
from audiolib.people import ANONYMOUS, Granted, Reader
from audiolib.rights import Act, Asked, Channel, Contract, WorkRights, decide
from audiolib.rights.facts import PartnerTerms
from audiolib.rights.policy import shipped
from audiolib.rights.terms import MAY_BE_PUBLIC, Standing
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.people import Role
from tests.audiolib.rights.test_matrix import TODAY

CONTENT = (Act.SAMPLE, Act.STREAM, Act.DOWNLOAD, Act.WORK, Act.PUBLISH_PUBLIC, Act.EXCHANGE)

# Everything that can be known of a work and of who asks.

contracts = st.builds(
    Contract,
    acts=st.frozensets(st.sampled_from(Act)),
    standings=st.frozensets(st.sampled_from(Standing)),
    channels=st.frozensets(st.sampled_from(Channel)),
    territory=st.frozensets(st.sampled_from(["VN", "LA", "*"])),
    formats=st.frozensets(st.sampled_from(["daisy202", "mp3"])),
    since=st.sampled_from([date(2020, 1, 1), TODAY, TODAY + timedelta(1)]),
    until=st.sampled_from([None, TODAY, TODAY + timedelta(1)]),
    readers=st.sampled_from([None, 1, 2]),
)
works = st.builds(
    WorkRights,
    work_id=st.just(10),
    branch_id=st.sampled_from([1, 2, None]),
    status=st.sampled_from(RightsStatus),
    reviewed=st.booleans(),
    protected_until=st.sampled_from([None, TODAY, TODAY + timedelta(1)]),
    licence=st.sampled_from(["", "CC-BY-4.0", "CC-BY-NC-4.0", "other"]),
    contract=st.none() | contracts,
    commercially_available=st.sampled_from([None, True, False]),
    approved=st.booleans(),
    lawful_access=st.booleans(),
    held=st.booleans(),
    received_from=st.sampled_from([None, 6]),
    partner=st.sampled_from([None, PartnerTerms(partner_id=6, country="LA", active=True)]),
    voice_public=st.sampled_from([None, True, False]),
    production_ids=st.frozensets(st.sampled_from([7, 8])),
    readers=st.integers(0, 3),
)
grants = st.builds(
    Granted,
    role=st.sampled_from(Role),
    branch_ids=st.frozensets(st.sampled_from([1, 2])),
    production_id=st.sampled_from([None, 7]),
    section=st.sampled_from(["", "s0001"]),
    signed=st.booleans(),
)
askers = st.builds(
    Reader,
    account_id=st.sampled_from([None, 4]),
    patron_id=st.sampled_from([None, 1]),
    partner_id=st.sampled_from([None, 6]),
    granted=st.lists(grants, max_size=2).map(tuple),
    is_beneficiary=st.booleans(),
    cares_for=st.frozensets(st.sampled_from([2, 3])),
    acting_for=st.sampled_from([None, 2, 9]),
)
wishes = st.builds(
    Asked,
    format=st.sampled_from(["", "mp3", "daisy202"]),
    production_id=st.sampled_from([None, 7]),
    section=st.sampled_from(["", "s0001"]),
    channel=st.sampled_from([None, *Channel]),
)


@given(facts=works, reader=askers, act=st.sampled_from(Act), asked=wishes)
def test_every_denial_says_why_and_what_to_do(
    facts: WorkRights, reader: Reader, act: Act, asked: Asked
) -> None:
    """R13, in both languages; and every permission names the standing that it rests on."""
    found = decide(facts, reader, act, shipped(), TODAY, asked)
    if found.allowed:
        assert found.standing is not None
        codes: tuple[str, ...] = found.warnings
    else:
        assert found.reason
        assert found.next_step.startswith("rights-do-")
        codes = (found.reason, found.next_step)
    for language in ("en", "vi"):
        for code in codes:
            sentence = Messages(language)(code, **found.facts)
            assert sentence != code
            assert "{" not in sentence


@given(facts=works, reader=askers, asked=wishes)
def test_whoever_is_known_better_has_no_less(
    facts: WorkRights, reader: Reader, asked: Asked
) -> None:
    card = replace(reader, patron_id=1, is_beneficiary=False)
    ladder = (ANONYMOUS, replace(reader, patron_id=None), card, replace(card, is_beneficiary=True))
    allowed = [
        {act for act in Act if decide(facts, who, act, shipped(), TODAY, asked)} for who in ladder
    ]
    assert allowed[0] <= allowed[1] <= allowed[2] <= allowed[3]


@given(facts=works, reader=askers, act=st.sampled_from(CONTENT), asked=wishes)
def test_protected_content_never_reaches_somebody_of_no_standing(
    facts: WorkRights, reader: Reader, act: Act, asked: Asked
) -> None:
    """The one that matters: told apart from the policy, from what the law itself says."""
    if not decide(facts, reader, act, shipped(), TODAY, asked):
        return
    assert not facts.held
    staff = any(
        g.role is not Role.VOLUNTEER and facts.branch_id in g.branch_ids for g in reader.granted
    )
    if facts.status is RightsStatus.MARRAKESH:
        assert facts.approved
        assert facts.lawful_access
        assert act is not Act.PUBLISH_PUBLIC
        linked = reader.acting_for in reader.cares_for
        patron = reader.patron_id is not None and (reader.is_beneficiary or linked)
        volunteer = act is Act.WORK and asked.section == "s0001"
        partner = act is Act.EXCHANGE and reader.partner_id == 6 and facts.received_from is None
        assert staff or patron or volunteer or partner
    elif facts.status in (RightsStatus.UNKNOWN, RightsStatus.STAFF_ONLY):
        assert staff
    elif facts.status is RightsStatus.WITHDRAWN:
        raise AssertionError(act)
    if act is Act.PUBLISH_PUBLIC:
        assert facts.status in MAY_BE_PUBLIC
        assert facts.reviewed
        assert facts.voice_public


@given(facts=works, reader=askers, asked=wishes, odd=st.text(max_size=20))
def test_what_nobody_foresaw_is_denied(
    facts: WorkRights, reader: Reader, asked: Asked, odd: str
) -> None:
    strange = odd + "?"
    unknown_act: Any = strange
    assert not decide(facts, reader, unknown_act, shipped(), TODAY, asked)
    unknown_status: Any = strange
    for act in Act:
        assert not decide(
            replace(facts, status=unknown_status), reader, act, shipped(), TODAY, asked
        )
