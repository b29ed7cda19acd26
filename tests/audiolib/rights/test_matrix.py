"""Every cell of the matrix, as the requirements say it."""

from datetime import date

import pytest

from audiolib.people import ANONYMOUS, Granted, Reader
from audiolib.rights import Act, Asked, Channel, Contract, Decision, WorkRights, decide
from audiolib.rights.channels import into_public
from audiolib.rights.facts import PartnerTerms
from audiolib.rights.policy import shipped
from audiolib.rights.terms import Standing
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.people import Role

TODAY = date(2026, 11, 22)
HERE = frozenset({1})

READERS = {
    "anonymous": ANONYMOUS,
    "card holder": Reader(patron_id=1, reader_key="k1"),
    "beneficiary": Reader(patron_id=2, is_beneficiary=True, reader_key="k2"),
    "carer": Reader(patron_id=3, cares_for=frozenset({2}), acting_for=2, reader_key="k3"),
    "volunteer": Reader(
        account_id=4, granted=(Granted(Role.VOLUNTEER, HERE, 7, "s0001", signed=True),)
    ),
    "clerk": Reader(account_id=5, granted=(Granted(Role.CLERK, HERE),)),
    "editor": Reader(account_id=5, granted=(Granted(Role.EDITOR, HERE),)),
    "listener": Reader(account_id=5, granted=(Granted(Role.LISTENER, HERE),)),
    "librarian": Reader(account_id=5, granted=(Granted(Role.LIBRARIAN, HERE),)),
    "manager": Reader(account_id=5, granted=(Granted(Role.MANAGER, HERE),)),
    "admin": Reader(account_id=5, granted=(Granted(Role.ADMIN, HERE),)),
    "partner": Reader(partner_id=6),
}

# Letters: e SEE, m METADATA, a SAMPLE, s STREAM, d DOWNLOAD, w WORK, p PUBLISH_PUBLIC, x EXCHANGE.
OPEN = {
    "anonymous": "emasd",
    "card holder": "emasd",
    "beneficiary": "emasd",
    "carer": "emasd",
    "volunteer": "emasdw",
    "clerk": "emasdw",
    "editor": "emasdw",
    "listener": "emasdw",
    "librarian": "emasdwp",
    "manager": "emasdp",
    "admin": "emasdwp",
    "partner": "emasdx",
}
MATRIX = {
    RightsStatus.PUBLIC_DOMAIN: OPEN,
    RightsStatus.OWN_WORK: OPEN,
    RightsStatus.OPEN_LICENCE: OPEN,
    RightsStatus.LICENSED: {
        "anonymous": "ema",
        "card holder": "emasd",
        "beneficiary": "emasd",
        "carer": "emasd",
        "volunteer": "ema",
        "clerk": "emasdw",
        "editor": "emasdw",
        "listener": "emasdw",
        "librarian": "emasdw",
        "manager": "emasd",
        "admin": "emasdw",
        "partner": "emax",
    },
    RightsStatus.MARRAKESH: {
        "anonymous": "em",
        "card holder": "em",
        "beneficiary": "emasd",
        "carer": "emasd",
        "volunteer": "emw",
        "clerk": "emasdw",
        "editor": "emasdw",
        "listener": "emasdw",
        "librarian": "emasdw",
        "manager": "em",
        "admin": "emasdw",
        "partner": "emx",
    },
    RightsStatus.UNKNOWN: {
        "anonymous": "em",
        "card holder": "em",
        "beneficiary": "em",
        "carer": "em",
        "volunteer": "em",
        "clerk": "emasdw",
        "editor": "emasdw",
        "listener": "emasdw",
        "librarian": "emasdw",
        "manager": "emasd",
        "admin": "emasdw",
        "partner": "em",
    },
    RightsStatus.STAFF_ONLY: {
        "anonymous": "",
        "card holder": "",
        "beneficiary": "",
        "carer": "",
        "volunteer": "",
        "clerk": "emasdw",
        "editor": "emasdw",
        "listener": "emasdw",
        "librarian": "emasdw",
        "manager": "emasd",
        "admin": "emasdw",
        "partner": "",
    },
    RightsStatus.WITHDRAWN: {
        "anonymous": "e",
        "card holder": "e",
        "beneficiary": "e",
        "carer": "e",
        "volunteer": "e",
        "clerk": "e",
        "editor": "e",
        "listener": "e",
        "librarian": "em",
        "manager": "em",
        "admin": "em",
        "partner": "e",
    },
}
LETTERS = dict(zip("emasdwpx", Act, strict=True))


def in_order(status: RightsStatus, **changes: object) -> WorkRights:
    """Facts under which nothing but the matrix says no; a contract without public channels."""
    values: dict[str, object] = {
        "work_id": 10,
        "branch_id": 1,
        "status": status,
        "reviewed": True,
        "licence": "CC-BY-4.0",
        "contract": Contract(
            acts=frozenset({Act.STREAM, Act.DOWNLOAD, Act.EXCHANGE}),
            standings=frozenset({Standing.CARD_HOLDER, Standing.PARTNER}),
            territory=frozenset({"VN", "LA"}),
            since=date(2026, 1, 1),
        ),
        "commercially_available": False,
        "approved": True,
        "lawful_access": True,
        "partner": PartnerTerms(partner_id=6, country="LA", active=True),
        "voice_public": True,
        "production_ids": frozenset({7}),
    }
    return WorkRights(**{**values, **changes})  # type: ignore[arg-type]


ASKED = Asked(format="daisy202", production_id=7, section="s0001")


def ask(facts: WorkRights, reader: Reader, act: Act) -> Decision:
    return decide(facts, reader, act, shipped(), TODAY, ASKED)


def test_the_matrix_of_the_test_is_whole() -> None:
    assert list(MATRIX) == [
        RightsStatus.PUBLIC_DOMAIN,
        RightsStatus.OWN_WORK,
        RightsStatus.OPEN_LICENCE,
        RightsStatus.LICENSED,
        RightsStatus.MARRAKESH,
        RightsStatus.UNKNOWN,
        RightsStatus.STAFF_ONLY,
        RightsStatus.WITHDRAWN,
    ]
    assert set(MATRIX) == set(RightsStatus)
    assert all(set(row) == set(READERS) for row in MATRIX.values())


@pytest.mark.parametrize(
    ("status", "who", "acts"),
    [(status, who, acts) for status, row in MATRIX.items() for who, acts in row.items()],
)
def test_every_cell_of_the_matrix_is_what_the_requirements_say(
    status: RightsStatus, who: str, acts: str
) -> None:
    facts = in_order(status)
    found = {act for act in Act if ask(facts, READERS[who], act).allowed}
    assert found == {LETTERS[letter] for letter in acts}


@pytest.mark.parametrize("status", list(RightsStatus))
@pytest.mark.parametrize("channel", list(Channel))
def test_only_free_works_go_into_public_channels(status: RightsStatus, channel: Channel) -> None:
    """The last column: never Marrakesh, by contract only where the contract says so."""
    answer = into_public(in_order(status), channel, shipped(), TODAY)
    free = {RightsStatus.PUBLIC_DOMAIN, RightsStatus.OWN_WORK, RightsStatus.OPEN_LICENCE}
    assert (answer is None) == (status in free)


@pytest.mark.parametrize("channel", list(Channel))
def test_a_contract_opens_the_channel_that_it_names_and_no_feed(channel: Channel) -> None:
    contract = Contract(
        acts=frozenset({Act.STREAM}),
        channels=frozenset(Channel),
        territory=frozenset({"*"}),
        since=date(2026, 1, 1),
    )
    facts = in_order(RightsStatus.LICENSED, contract=contract)
    answer = into_public(facts, channel, shipped(), TODAY)
    assert (answer is None) == (channel is Channel.YOUTUBE)


@pytest.mark.parametrize("who", list(READERS))
@pytest.mark.parametrize("status", list(RightsStatus))
def test_staff_have_nothing_more_in_a_branch_that_is_not_theirs(
    status: RightsStatus, who: str
) -> None:
    elsewhere = in_order(status, branch_id=2)
    stranger = READERS[who] if who == "volunteer" else ANONYMOUS
    for act in Act:
        if READERS[who].granted:
            found = ask(elsewhere, READERS[who], act).allowed
            assert found == ask(elsewhere, stranger, act).allowed
