"""One card on many devices, as its readers meet it: told plainly, never stranded."""

from contextlib import ExitStack

from audiolib.rights.policy import shipped
from audiolib.service import Service
from tests.web import protected
from tests.web.books import card, patron
from tests.web.browser import Browser, Seen

STREAMS = shipped().sharing.streams


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
