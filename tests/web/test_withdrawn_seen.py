"""Titles held and withdrawn, and the list of both, as they look in Chromium: axe, two widths."""

import pytest

from audiolib.service import Service
from bench.keyboard import CHROMIUM, room
from tests.web.browser import Browser
from tests.web.people import come_in
from tests.web.test_exchange_keyboard import seen
from tests.web.test_offer_keyboard import SEATS, sit_down
from tests.web.test_withdrawal import link

__all__ = ["link"]
pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@SEATS
@pytest.mark.parametrize("how", ["hold", "withdraw"])
def test_a_title_that_nobody_has_any_more_reads_well(
    library: Service,
    browser: Browser,
    link: tuple[int, str],
    language: str,
    width: int,
    how: str,
) -> None:
    work, _sound = link
    page = f"/staff/works/{work}/withdrawal"
    come_in(browser, "lan")
    told = {"channel": "youtube", "address": "https://video.example/watch?v=a-long-name-of-it"}
    browser.send(browser.open(page), f"/staff/works/{work}/postings", told)
    notice = {"notice": "Thư của nhà xuất bản ngày 3/11", "how": how}
    browser.send(browser.open(page), page, notice)
    with room(library.url) as sitting, sitting.person(width=width) as lan:
        sit_down(lan, language)
        for address in (page, "/staff/withdrawals", f"/works/{work}"):
            lan.open(address)
            seen(lan, f"{how}{address}")
