"""Every page in a real browser: judged by axe, no sideways scroll, nobody else is asked."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, sync_playwright

from bench.keyboard import ARGUMENTS, AXE, CHROMIUM, FAULTS
from tests.api.expected import ROUTES
from tests.api.requests import About, address
from tests.api.world import World

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.skipif(not AXE.is_file(), reason="axe is not installed"),
]
READERS = ("anonymous", "patron", "librarian", "admin", "volunteer")
"""Whose page is looked at: the first one's who gets it."""
WIDTHS = (1100, 320)
_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def pages(world: World) -> Iterator[tuple[str, str]]:
    """Reader and address of every page that the application has."""
    for route in ROUTES:
        if not route.startswith("GET ") or route.endswith("/progress"):
            continue
        of = ROUTES[route][1]
        row = world.row(of) if of in ("application", "report") else world.patron
        about = About(world.works["free"], world.productions["free"], world.packages["free"], row)
        where = address(world, route, about)
        for reader in READERS:
            with world.readers[reader].stream("GET", where) as answer:
                kind = answer.headers.get("content-type", "")
                if answer.status_code == 200:
                    if kind.startswith("text/html"):
                        yield reader, where
                    break
    yield "anonymous", f"/works/{world.works['marrakesh']}"
    yield "anonymous", f"/works/{world.works['withdrawn']}"
    yield "anonymous", "/no/such/page"
    yield "patron", "/works?q=nothing+of+that+kind"


def come_in(world: World, context: BrowserContext, reader: str, language: str) -> None:
    """Sit down in place of a reader, with pages in a language."""
    told = {**dict(world.readers[reader].cookies), "language": language}
    url = world.service.url
    context.add_cookies([{"name": n, "value": v, "url": url} for n, v in told.items()])


@pytest.mark.parametrize("language", ["vi", "fa"])
def test_every_page_can_be_used_by_everybody_and_asks_nobody_else(
    world: World, language: str
) -> None:
    faults, origins = [], set()
    source = AXE.read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        contexts = {reader: browser.new_context() for reader in READERS}
        sheets = {}
        for reader, context in contexts.items():
            come_in(world, context, reader, language)
            sheet = sheets[reader] = context.new_page()
            sheet.on("request", lambda asked: origins.add(urlsplit(asked.url).netloc))
            sheet.on(
                "console",
                lambda said: faults.append(said.text) if "Refused" in said.text else None,
            )
        for reader, where in pages(world):
            sheet = sheets[reader]
            sheet.goto(world.service.url + where)
            for width in WIDTHS:
                sheet.set_viewport_size({"width": width, "height": 900})
                if (over := sheet.evaluate(_WIDE)) > 0:
                    faults.append(f"{where} at {width}: {over} px too wide")
                sheet.evaluate(source)
                faults += [f"{where} at {width}: {fault}" for fault in sheet.evaluate(FAULTS)]
        browser.close()
    assert faults == []
    assert origins == {urlsplit(world.service.url).netloc}
