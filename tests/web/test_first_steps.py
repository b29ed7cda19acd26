"""From an empty service to an administrator who is in."""

from dataclasses import replace
from datetime import UTC, datetime

from audiolib import set_up
from audiolib.named import Name
from audiolib.service import Service
from audiolib.settings import LibrarySettings
from tests.web.browser import Browser

FILLED = {
    "branch": "Thư viện tỉnh Đồng Nai",
    "name": "Nguyễn Thị Lan",
    "login": "lan",
    "password": "mùa thu Hà Nội",
}
NOW = datetime(2026, 11, 22, tzinfo=UTC)
IN = {"name": "lan", "password": "mùa thu Hà Nội"}


def test_the_first_administrator_is_made_once_by_whoever_knows_the_word(
    browser: Browser, service: Service
) -> None:
    page = browser.open("/setup?word=" + set_up.word(service.key))
    assert page.status == 200
    came = browser.send(page, "/setup", FILLED)
    assert came.address.startswith("/login")
    inside = browser.send(came, "/login", IN)
    assert inside.address == "/staff"
    assert browser.open("/setup").status == 404


def test_the_library_is_called_as_its_first_set_up_said_on_pages_and_in_packages(
    browser: Browser, service: Service
) -> None:
    page = browser.open("/setup?word=" + set_up.word(service.key))
    came = browser.send(page, "/setup", FILLED)
    assert came.tree.xpath("string(//header//a[@class='brand'])") == FILLED["branch"]
    assert service.library == FILLED["branch"]


def test_a_name_in_the_settings_goes_before_that_of_the_set_up(service: Service) -> None:
    with service.database.transaction() as session:
        set_up.begin(session, "Nhánh", "Lan", "lan", "a long word", language="vi", now=NOW)
    named = service.settings.model_copy(update={"library": LibrarySettings(name="Thư viện")})
    assert replace(service, settings=named).library == "Thư viện"
    assert replace(service, _name=Name()).library == "Nhánh"


def test_a_wrong_word_makes_nobody(browser: Browser) -> None:
    page = browser.send(browser.open("/setup"), "/setup", {"word": "AAAA-BBBB-CCCC", **FILLED})
    assert page.status == 422
    assert page.tree.get_element_by_id("branch").get("value") == FILLED["branch"]
    refused = browser.send(browser.open("/login"), "/login", IN)
    assert refused.status == 403


def test_a_password_that_is_too_short_leaves_nothing_half_made(
    browser: Browser, service: Service
) -> None:
    page = browser.open("/setup?word=" + set_up.word(service.key))
    assert browser.send(page, "/setup", {**FILLED, "password": "short"}).status == 422
    assert browser.send(page, "/setup", FILLED).address.startswith("/login")


def test_a_form_of_another_site_is_refused(browser: Browser, service: Service) -> None:
    page = browser.open("/setup?word=" + set_up.word(service.key))
    told = dict(page.tree.forms[0].form_values()) | FILLED
    for headers in (
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
    ):
        assert browser.client.post("/setup", data=told, headers=headers).status_code == 403
    assert browser.client.post("/setup", data={**told, "csrf": "0" * 64}).status_code == 403


def test_everybody_is_sent_to_the_login_before_a_staff_page(browser: Browser) -> None:
    page = browser.open("/staff")
    assert page.address == "/login?next=%2Fstaff"
