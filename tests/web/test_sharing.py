"""One card on many devices, as its readers meet it: told plainly, never stranded."""

from contextlib import ExitStack

from sqlmodel import select

from audiolib.rights.policy import shipped
from audiolib.service import Service
from audiolib.tables import AuditEntry
from tests.web import protected
from tests.web.books import card, patron
from tests.web.browser import Browser, Seen
from tests.web.people import come_in

STREAMS = shipped().sharing.streams
DEVICES = shipped().sharing.devices


def sound(page: Seen) -> str:
    """The address of the first track of a work's page."""
    return str(page.tree.xpath("//audio/@src")[0])


def test_whoever_opens_the_page_hears_and_the_device_silent_for_longest_is_told_why(
    library: Service,
) -> None:
    work, _ = protected.title(library, {})
    with ExitStack() as stack:
        devices = [stack.enter_context(Browser(library.url)) for _ in range(STREAMS + 1)]
        told = card(library)
        devices[0].send(devices[0].open("/login"), "/login/card", told)
        protected.verify(library)
        for browser in devices[1:]:
            assert browser.send(browser.open("/login"), "/login/card", told).status == 200
        links = [sound(browser.open(f"/works/{work}")) for browser in devices]
        assert len(set(links)) == len(links)
        for browser, link in zip(devices, links, strict=True):
            assert browser.client.get(link).content == protected.SOUND
        stopped = devices[0].client.get(links[0], headers={"accept-language": "vi"})
        assert stopped.status_code == 403
        assert stopped.json()["code"] == "delivery-plays-elsewhere"
        assert str(STREAMS) in stopped.json()["detail"]
        again = devices[0].open(f"/works/{work}")
        assert again.tree.get_element_by_id("gave-way").text_content()
        assert devices[0].client.get(sound(again)).content == protected.SOUND
        assert devices[1].client.get(links[1]).status_code == 403
        assert not devices[2].open(f"/works/{work}").tree.xpath("//*[@id='gave-way']")


def test_the_mark_of_a_device_can_t_be_taken_off_a_link(library: Service, browser: Browser) -> None:
    work, _ = protected.title(library, {})
    patron(library, browser)
    protected.verify(library)
    link = sound(browser.open(f"/works/{work}"))
    bare = "&".join(part for part in link.split("&") if not part.startswith("on="))
    assert bare != link
    assert browser.client.get(bare).status_code == 403


def test_one_device_more_is_let_in_and_told_which_one_gave_way(library: Service) -> None:
    told = card(library)
    with ExitStack() as stack:
        devices = [stack.enter_context(Browser(library.url)) for _ in range(DEVICES + 1)]
        for browser in devices[:-1]:
            came = browser.send(browser.open("/login?next=/works"), "/login/card", told)
            assert came.address == "/works"
        came = devices[-1].send(devices[-1].open("/login?next=/works"), "/login/card", told)
        assert came.address.startswith("/me/devices?")
        assert str(DEVICES) in came.words
        assert devices[-1].open(came.link("Tiếp tục")).address == "/works"
        signed_in = [b.open("/me").address == "/me" for b in devices]
        assert signed_in == [False] + [True] * DEVICES
        left = devices[0].open("/login")
        assert "không còn đăng nhập" in left.words
        assert devices[0].send(left, "/login/card", told).status == 200
        assert devices[0].open("/me").address == "/me"


def test_a_reader_signs_others_out_and_stays_in(library: Service) -> None:
    told = card(library)
    with Browser(library.url) as one, Browser(library.url) as two:
        for browser in (one, two):
            browser.send(browser.open("/login"), "/login/card", told)
        page = one.open("/me/devices")
        assert "thiết bị này" in page.words
        forms = [f for f in page.tree.forms if f.get("action") == "/me/devices"]
        assert len(forms) == 2
        after = one.send(page, "/me/devices", {})
        assert after.address == "/me/devices"
        assert one.open("/me").address == "/me"
        assert two.open("/me").address != "/me"


def test_the_desk_signs_a_card_out_everywhere_and_that_is_on_record(
    library: Service, browser: Browser
) -> None:
    told = card(library)
    come_in(browser, "lan")
    with Browser(library.url) as lost:
        lost.send(lost.open("/login"), "/login/card", told)
        page = browser.open("/staff/patrons/1/devices")
        browser.send(page, "/staff/patrons/1/devices", {})
        assert lost.open("/me").address != "/me"
    with library.database.transaction() as session:
        acts = session.exec(select(AuditEntry.act)).all()
    assert "devices.freed" in acts


def test_an_address_that_leads_elsewhere_is_not_gone_on_to(
    library: Service, browser: Browser
) -> None:
    patron(library, browser)
    page = browser.open("/me/devices?gave_way=2026-01-02&after=https://elsewhere.example/")
    assert [a.get("href") for a in page.tree.iter("a") if "elsewhere" in str(a.get("href"))] == []
    assert browser.open("/me/devices?gave_way=%3Cscript%3E&after=//x").status == 200
