"""Refusals before anything is read, and pages of addresses that are none: whose, in what words."""

import httpx
import pytest

from api.sizes import SMALL
from audiolib.service import Service
from tests.web.browser import Browser, Seen
from tests.web.people import come_in

MUCH = b"x" * (SMALL + 1)
SAID = {"vi": "Hãy chia nhỏ", "fa": "مگابایت", "en": "Split the file"}


@pytest.mark.parametrize(("language", "words"), SAID.items())
def test_too_large_a_form_is_refused_by_a_page_in_the_language_of_the_cookie(
    library: Service, language: str, words: str
) -> None:
    with Browser(library.url) as browser:
        browser.client.cookies.set("language", language)
        seen = Seen(browser.client.post("/login", content=MUCH))
    assert seen.status == 413
    assert seen.response.headers["connection"] == "close"
    assert seen.tree.get("lang") == language
    assert words in seen.words
    assert library.library in seen.tree.xpath("string(//title)")


def test_a_program_is_refused_by_a_problem_in_the_language_that_it_accepts(
    library: Service,
) -> None:
    told = httpx.post(
        f"{library.url}/api/v1/works",
        content=MUCH,
        headers={"accept": "application/json", "accept-language": "uk, en;q=0.5"},
    )
    assert told.status_code == 413
    assert told.headers["content-type"] == "application/problem+json"
    assert told.headers["content-language"] == "uk"
    assert told.json()["code"] == "request-too-large"


def test_the_first_page_that_anybody_sees_may_be_one_of_a_wrong_address(
    library: Service, browser: Browser
) -> None:
    seen = browser.open("/nowhere")
    assert seen.status == 404
    assert "Đăng nhập" in seen.response.text
    assert seen.tree.xpath("string(//title)").endswith("– Thư viện")


def test_who_came_in_is_still_in_on_the_page_of_a_wrong_address(
    library: Service, browser: Browser
) -> None:
    come_in(browser, "lan")
    assert "Lan" in browser.open("/nowhere").tree.xpath("string(//form[@action='/logout'])")
