"""Staff of a library whose first set-up is done."""

from datetime import UTC, datetime

from audiolib import set_up
from audiolib.people.accounts import account_of_login, create_account, give_role
from audiolib.people.duties import OPERATOR
from audiolib.people.programs import SCOPES, give_token
from audiolib.service import Service
from audiolib.tables.people import Role
from tests.web.browser import Browser, Seen

PASSWORD = "mùa thu Hà Nội"


def begin(service: Service) -> None:
    """The first set-up, by `lan`, the administrator."""
    now = datetime.now(UTC)
    with service.database.transaction() as session:
        set_up.begin(session, "Thư viện", "Lan", "lan", PASSWORD, language="vi", now=now)


def staff(service: Service, login: str, role: Role = Role.LIBRARIAN, branch: int = 1) -> None:
    """A member of staff, of the first branch where none is named; comes in with `PASSWORD`."""
    now = datetime.now(UTC)
    with service.database.transaction() as session:
        account = create_account(session, login, login, PASSWORD, by=OPERATOR, now=now)
        assert account.id is not None
        give_role(session, account.id, role, branch, by=OPERATOR, since=now.date(), now=now)


def come_in(browser: Browser, login: str) -> Seen:
    return browser.send(browser.open("/login"), "/login", {"name": login, "password": PASSWORD})


def hand_in_scan(browser: Browser, title: str) -> Browser:
    """The browser of `lan`, who has begun a work of their own with a production from a scan."""
    come_in(browser, "lan")
    told = {"title": title, "language": "vi"}
    page = browser.send(browser.open("/staff/works/new"), "/staff/works/new", told)
    page = browser.send(page, page.address, {"status": "staff_only", "basis": "Bản nháp"})
    browser.send(page, "/staff/works/1/productions", {"source": "scan"})
    return browser


def token(service: Service, login: str, *scopes: str) -> str:
    """A program's token that acts for somebody; for everything where no scope is named."""
    named = scopes or tuple(f"write:{area}" for area in SCOPES)
    with service.database.transaction() as session:
        account = account_of_login(session, login)
        told, _number = give_token(
            session,
            "test",
            frozenset(named),
            by=OPERATOR,
            now=datetime.now(UTC),
            account_id=account.id,
        )
    return told
