"""The policy: the same after it was stored, and never looser than the floor."""

from copy import deepcopy
from typing import Any

import pytest

from audiolib.rights.conditions import JUDGES
from audiolib.rights.errors import PolicyError
from audiolib.rights.floor import NAMES
from audiolib.rights.policy import read, shipped
from audiolib.rights.terms import Standing
from audiolib.tables.catalogue import RightsStatus

ALL = ["see", "metadata", "sample", "stream", "download"]


def test_a_policy_is_the_same_after_it_was_stored() -> None:
    assert read(shipped().text()) == shipped()
    assert read(shipped().text()).text() == shipped().text()


def test_every_condition_has_its_judge() -> None:
    assert set(JUDGES) == NAMES
    assert {condition.name for condition in shipped().conditions} == NAMES


def test_every_source_says_what_it_is_for() -> None:
    assert all(source.law and source.says for source in shipped().sources)


@pytest.mark.parametrize("standing", list(Standing))
@pytest.mark.parametrize(
    "status",
    [
        RightsStatus.MARRAKESH,
        RightsStatus.UNKNOWN,
        RightsStatus.STAFF_ONLY,
        RightsStatus.WITHDRAWN,
    ],
)
def test_no_policy_makes_a_closed_work_public(status: RightsStatus, standing: Standing) -> None:
    plain = deepcopy(shipped().text())
    plain["matrix"][status][standing] = [*ALL, "publish_public"]
    with pytest.raises(PolicyError):
        read(plain)


@pytest.mark.parametrize("status", ["marrakesh", "orphan_or_unknown", "staff_only", "withdrawn"])
def test_no_policy_puts_a_closed_work_into_a_channel(status: str) -> None:
    plain = deepcopy(shipped().text())
    plain["channels"]["youtube"]["statuses"].append(status)
    with pytest.raises(PolicyError):
        read(plain)


@pytest.mark.parametrize("status", ["marrakesh", "orphan_or_unknown", "staff_only", "withdrawn"])
def test_no_policy_gives_closed_content_to_everybody(status: str) -> None:
    plain = deepcopy(shipped().text())
    plain["matrix"][status] = dict.fromkeys(Standing, ALL)
    with pytest.raises(PolicyError):
        read(plain)


@pytest.mark.parametrize(
    "name", ["approval", "lawful_access", "not_sold", "contract", "agreement", "our_own"]
)
def test_no_policy_leaves_out_what_the_law_asks_for(name: str) -> None:
    plain = deepcopy(shipped().text())
    plain["conditions"] = [c for c in plain["conditions"] if c["name"] != name]
    with pytest.raises(PolicyError):
        read(plain)


@pytest.mark.parametrize(
    "name", ["approval", "lawful_access", "contract", "agreement", "own_section"]
)
def test_no_policy_exempts_those_whom_the_law_binds(name: str) -> None:
    plain = deepcopy(shipped().text())
    for condition in plain["conditions"]:
        if condition["name"] == name:
            condition["exempt"] = list(Standing)
    with pytest.raises(PolicyError):
        read(plain)


def test_nobody_known_better_has_less() -> None:
    plain = deepcopy(shipped().text())
    plain["matrix"]["own_work"]["beneficiary"] = ["see"]
    with pytest.raises(PolicyError) as caught:
        read(plain)
    assert "own_work" in caught.value.reason


@pytest.mark.parametrize(
    "change",
    [
        {"version": ""},
        {"country": "Vietnam"},
        {"commercial_availability": "perhaps"},
        {"more": 1},
        {"matrix": {}},
        {"channels": {}},
        {"standings": {}},
        {"retention": {}},
        {"terms": None},
    ],
)
def test_a_policy_with_a_slip_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(PolicyError):
        read({**shipped().text(), **change})


def test_a_condition_that_nobody_knows_or_that_hides_titles_is_refused() -> None:
    for name, acts in (("luck", ["stream"]), ("approval", ["metadata"])):
        plain = deepcopy(shipped().text())
        plain["conditions"].append({"name": name, "statuses": ["own_work"], "acts": acts})
        with pytest.raises(PolicyError):
            read(plain)
