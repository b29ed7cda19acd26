"""Rules besides the matrix."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from audiolib.people import ANONYMOUS, Granted, Reader
from audiolib.rights import Act, Asked, Channel, Contract, Duty, WorkRights, decide
from audiolib.rights.channels import into_public
from audiolib.rights.facts import PartnerTerms
from audiolib.rights.policy import read, shipped
from audiolib.rights.terms import Standing
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.people import Role
from tests.audiolib.rights.test_matrix import ASKED, READERS, TODAY, in_order

CONTENT = (Act.SAMPLE, Act.STREAM, Act.DOWNLOAD, Act.WORK, Act.PUBLISH_PUBLIC, Act.EXCHANGE)
BENEFICIARY = READERS["beneficiary"]


def reason(facts: WorkRights, reader: Reader, act: Act, asked: Asked = ASKED) -> str:
    found = decide(facts, reader, act, shipped(), TODAY, asked)
    assert not found.allowed
    return found.reason


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"approved": False}, "rights-approval"), ({"lawful_access": False}, "rights-access")],
)
@pytest.mark.parametrize("act", [Act.SAMPLE, Act.STREAM, Act.DOWNLOAD, Act.WORK, Act.EXCHANGE])
def test_nothing_is_made_or_lent_under_marrakesh_without_approval_and_lawful_access(
    changes: dict[str, Any], code: str, act: Act
) -> None:
    """R2."""
    facts = in_order(RightsStatus.MARRAKESH, **changes)
    who = {Act.WORK: "librarian", Act.EXCHANGE: "partner"}.get(act, "beneficiary")
    assert reason(facts, READERS[who], act) == code


@pytest.mark.parametrize(
    ("setting", "sold", "code", "warnings"),
    [
        ("off", True, "", ()),
        ("warn", True, "", ("rights-sold-warning",)),
        ("warn", None, "", ("rights-sold-warning",)),
        ("warn", False, "", ()),
        ("block", False, "", ()),
        ("block", True, "rights-sold", ()),
        ("block", None, "rights-sold-unknown", ()),
    ],
)
def test_what_is_sold_is_told_or_blocked_as_the_policy_says(
    setting: str, sold: bool | None, code: str, warnings: tuple[str, ...]
) -> None:
    """R3."""
    policy = read({**shipped().text(), "commercial_availability": setting})
    facts = in_order(RightsStatus.MARRAKESH, commercially_available=sold)
    found = decide(facts, BENEFICIARY, Act.STREAM, policy, TODAY)
    assert (found.allowed, found.reason, found.warnings) == (not code, code, warnings)


def test_a_card_on_many_devices_is_told_and_never_locked_out() -> None:
    """R5."""
    many = Asked(devices=99, streams=99)
    for facts in (in_order(RightsStatus.MARRAKESH), in_order(RightsStatus.PUBLIC_DOMAIN)):
        found = decide(facts, BENEFICIARY, Act.STREAM, shipped(), TODAY, many)
        assert found.allowed
        assert found.warnings == ("rights-shared-warning",)


@pytest.mark.parametrize("status", [s for s in RightsStatus if s is not RightsStatus.STAFF_ONLY])
@pytest.mark.parametrize("who", list(READERS))
def test_a_notice_leaves_the_tombstone_alone(status: RightsStatus, who: str) -> None:
    """R12."""
    facts = in_order(status, held=True)
    for act in CONTENT:
        assert reason(facts, READERS[who], act) == "rights-held"
    assert decide(facts, READERS[who], Act.SEE, shipped(), TODAY).allowed
    assert into_public(facts, Channel.SITE, shipped(), TODAY) is not None


def test_a_notice_tells_nobody_of_what_only_staff_know() -> None:
    facts = in_order(RightsStatus.STAFF_ONLY, held=True)
    assert reason(facts, ANONYMOUS, Act.SEE) == "rights-nothing"


def test_a_notice_takes_the_sound_from_staff_too_of_what_they_alone_know() -> None:
    facts = in_order(RightsStatus.STAFF_ONLY, held=True)
    maker = Reader(account_id=1, granted=(Granted(Role.EDITOR, frozenset({facts.branch_id or 0})),))
    assert decide(facts, maker, Act.METADATA, shipped(), TODAY).allowed
    for act in (Act.STREAM, Act.DOWNLOAD, Act.WORK):
        assert reason(facts, maker, act) == "rights-held"


@pytest.mark.parametrize("status", ["public_domain", "open_licence", "own_work"])
def test_what_nobody_reviewed_is_as_good_as_undecided(status: str) -> None:
    facts = in_order(RightsStatus(status), reviewed=False)
    assert reason(facts, ANONYMOUS, Act.STREAM) == "rights-undecided"
    answer = into_public(facts, Channel.SITE, shipped(), TODAY)
    assert answer is not None
    assert answer.reason == "rights-review"


def test_a_work_still_protected_is_not_in_the_public_domain() -> None:
    free = date(2027, 1, 1)
    facts = in_order(RightsStatus.PUBLIC_DOMAIN, protected_until=free)
    assert reason(facts, ANONYMOUS, Act.STREAM) == "rights-term"
    assert into_public(facts, Channel.SITE, shipped(), TODAY) is not None
    assert decide(facts, ANONYMOUS, Act.STREAM, shipped(), free).allowed
    assert into_public(facts, Channel.SITE, shipped(), free) is None


def test_a_voice_that_may_not_be_public_is_heard_with_a_card_only() -> None:
    facts = in_order(RightsStatus.PUBLIC_DOMAIN, voice_public=False)
    assert reason(facts, ANONYMOUS, Act.STREAM) == "rights-voice"
    assert decide(facts, READERS["card holder"], Act.STREAM, shipped(), TODAY).allowed
    assert reason(facts, READERS["librarian"], Act.PUBLISH_PUBLIC) == "rights-voice"
    unheard = in_order(RightsStatus.PUBLIC_DOMAIN, voice_public=None)
    assert reason(unheard, ANONYMOUS, Act.STREAM) == "rights-no-sound"


@pytest.mark.parametrize(
    ("licence", "site", "youtube"),
    [
        ("CC-BY-4.0", True, True),
        ("CC-BY-SA-4.0", True, True),
        ("CC0-1.0", True, True),
        ("CC-BY-NC-4.0", True, False),
        ("CC-BY-ND-4.0", True, False),
        ("CC-BY-NC-ND-3.0", True, False),
        ("", False, False),
        ("CC-BY-9.9", False, False),
        ("all rights reserved", False, False),
    ],
)
def test_open_licences_go_where_they_allow(licence: str, site: bool, youtube: bool) -> None:
    facts = in_order(RightsStatus.OPEN_LICENCE, licence=licence)
    found = [
        into_public(facts, channel, shipped(), TODAY) is None
        for channel in (Channel.SITE, Channel.YOUTUBE)
    ]
    assert found == [site, youtube]
    assert decide(facts, ANONYMOUS, Act.STREAM, shipped(), TODAY).allowed == site


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"acts": frozenset({Act.DOWNLOAD})}, "rights-contract-act"),
        ({"standings": frozenset({Standing.PARTNER})}, "rights-contract-readers"),
        ({"territory": frozenset({"LA"})}, "rights-contract-territory"),
        ({"since": TODAY + timedelta(1)}, "rights-contract-early"),
        ({"until": TODAY}, "rights-contract-over"),
    ],
)
def test_a_contract_says_who_what_where_and_when(changes: dict[str, Any], code: str) -> None:
    facts = in_order(RightsStatus.LICENSED)
    assert facts.contract is not None
    narrow = replace(facts, contract=facts.contract.model_copy(update=changes))
    assert decide(facts, BENEFICIARY, Act.STREAM, shipped(), TODAY).allowed
    assert reason(narrow, BENEFICIARY, Act.STREAM) == code


def test_a_contract_says_in_which_formats_and_for_how_many() -> None:
    facts = in_order(RightsStatus.LICENSED)
    assert facts.contract is not None
    narrow = facts.contract.model_copy(update={"formats": frozenset({"mp3"}), "readers": 2})
    facts = replace(facts, contract=narrow)
    mp3 = Asked(format="mp3")
    assert reason(facts, BENEFICIARY, Act.DOWNLOAD) == "rights-contract-format"
    assert reason(facts, BENEFICIARY, Act.DOWNLOAD, Asked()) == "rights-contract-format"
    full = replace(facts, readers=2)
    assert reason(full, BENEFICIARY, Act.DOWNLOAD, mp3) == "rights-contract-full"
    last = replace(facts, readers=1)
    assert decide(last, BENEFICIARY, Act.DOWNLOAD, shipped(), TODAY, mp3).allowed


def test_a_contract_that_nobody_understands_allows_nothing() -> None:
    for plain in ({}, {"acts": ["stream"]}, {"acts": ["all"], "territory": ["*"]}, {"x": 1}):
        assert Contract.of(plain) is None
    facts = in_order(RightsStatus.LICENSED, contract=None)
    for who in ("anonymous", "card holder", "beneficiary", "carer", "partner"):
        for act in (Act.SAMPLE, Act.STREAM, Act.DOWNLOAD, Act.EXCHANGE):
            assert not decide(facts, READERS[who], act, shipped(), TODAY).allowed


def test_a_carer_acts_for_a_linked_person_or_for_nobody() -> None:
    facts = in_order(RightsStatus.MARRAKESH)
    carer = READERS["carer"]
    assert decide(facts, carer, Act.DOWNLOAD, shipped(), TODAY).allowed
    assert reason(facts, replace(carer, acting_for=None), Act.DOWNLOAD) == "rights-carer"
    assert reason(facts, replace(carer, acting_for=99), Act.DOWNLOAD) == "rights-carer"
    unlinked = replace(carer, cares_for=frozenset())
    assert reason(facts, unlinked, Act.DOWNLOAD) == "rights-beneficiaries"


@pytest.mark.parametrize(
    ("granted", "asked", "code"),
    [
        (Granted(Role.VOLUNTEER, frozenset({1}), 7, "s0001"), ASKED, "rights-undertaking"),
        (Granted(Role.VOLUNTEER, frozenset({1}), 7, "s2", signed=True), ASKED, "rights-section"),
        (Granted(Role.VOLUNTEER, frozenset({1}), 8, "s0001", signed=True), ASKED, "rights-section"),
        (
            Granted(Role.VOLUNTEER, frozenset({1}), 8, "s0001", signed=True),
            Asked(production_id=8, section="s0001"),
            "rights-section",
        ),
        (Granted(Role.VOLUNTEER, frozenset({1}), 7, "", signed=True), Asked(), "rights-section"),
        (Granted(Role.VOLUNTEER, frozenset({1}), signed=True), Asked(), "rights-section"),
    ],
)
def test_a_volunteer_has_their_section_of_this_work_once_they_signed(
    granted: Granted, asked: Asked, code: str
) -> None:
    facts = in_order(RightsStatus.MARRAKESH)
    assert reason(facts, Reader(account_id=4, granted=(granted,)), Act.WORK, asked) == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"partner": None}, "rights-agreement"),
        (
            {"partner": PartnerTerms(partner_id=6, country="LA", active=False)},
            "rights-agreement",
        ),
        ({"partner": PartnerTerms(partner_id=9, country="LA", active=True)}, "rights-agreement"),
        (
            {
                "partner": PartnerTerms(
                    partner_id=6, country="LA", active=True, formats=frozenset({"epub3"})
                )
            },
            "rights-agreement-format",
        ),
        ({"received_from": 3}, "rights-origin"),
        ({"received_from": 6}, "rights-origin"),
    ],
)
def test_partners_get_what_is_ours_under_an_agreement(changes: dict[str, Any], code: str) -> None:
    """R7."""
    facts = in_order(RightsStatus.MARRAKESH, **changes)
    assert reason(facts, READERS["partner"], Act.EXCHANGE) == code


def test_what_an_act_brings_along_is_told() -> None:
    found = decide(in_order(RightsStatus.MARRAKESH), BENEFICIARY, Act.DOWNLOAD, shipped(), TODAY)
    assert found.duties == {Duty.COPY_NUMBER, Duty.NOTICE}
    found = decide(in_order(RightsStatus.OPEN_LICENCE), ANONYMOUS, Act.STREAM, shipped(), TODAY)
    assert found.duties == {Duty.ATTRIBUTION}
