"""A job followed in a real browser: the bar and the words move, a screen reader is told little."""

import time
from threading import Thread

import pytest

from audiolib.jobs.progress import Telling
from audiolib.making import orders
from audiolib.service import Service
from bench.keyboard import CHROMIUM, Person, room
from tests.web.books import librarian, narrated
from tests.web.people import PASSWORD

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
HERE = "/staff/productions/1"
_STEPS = ("read", "narrate", "encode")
_HEARD = """() => {
  window.spoken = [];
  window.shown = new Set();
  const told = document.querySelector("audio-progress");
  new MutationObserver(() => {
    window.shown.add(told.querySelector("#progress-words").textContent);
    const live = told.querySelector('[role="status"]').textContent;
    if (live && live !== window.spoken.at(-1)) window.spoken.push(live);
  }).observe(told, {subtree: true, childList: true, characterData: true});
}"""


def _job(service: Service) -> int:
    """A narration that waits, since no worker runs yet; gives its job."""
    with service.database.transaction() as session:
        return orders.narrate(session, 1, librarian(service))


def _pretend_pace(telling: Telling, units: int, seconds: float) -> None:
    """Advance as evenly as a worker does."""
    for _ in range(units):
        time.sleep(seconds / units)
        telling.advance(1)


def _until(person: Person, what: str) -> None:
    """Wait for something to be true in the page, whose policy lets nothing be evaluated later."""
    end = time.monotonic() + 120
    while not person.page.evaluate(what):
        assert time.monotonic() < end, what
        person.page.wait_for_timeout(200)


def test_the_page_follows_a_job_and_says_little(library: Service) -> None:
    narrated(library)
    job = _job(library)
    with room(library.url) as sitting, sitting.person() as person:
        person.page.set_default_timeout(60_000)
        person.open(f"/login?next={HERE}")
        person.fill("name", "lan")
        person.fill("password", PASSWORD)
        person.press("Đăng nhập")
        person.look("progress")
        person.page.evaluate(_HEARD)
        telling = Telling(library.database, 1, job, _STEPS)
        telling.begin("narrate", 24)
        working = Thread(target=_pretend_pace, args=(telling, 24, 12.0))
        working.start()
        bar = person.page.locator("audio-progress progress")
        _until(person, "document.querySelector('progress').value > 20")
        first = float(bar.evaluate("bar => bar.value"))
        _until(person, "window.shown.size > 3")
        working.join()
        _until(person, f"document.querySelector('progress').value > {first}")
        assert any("còn khoảng" in words for words in person.page.evaluate("[...window.shown]"))
        spoken = person.page.evaluate("window.spoken")
        assert len(spoken) <= 11
        assert len(spoken) < len(person.page.evaluate("[...window.shown]"))
        with library.database.transaction() as session:
            assert orders.stop(session, 1, librarian(library))
        # The page loads itself anew where the job is over.
        person.page.locator("audio-progress").wait_for(state="detached")
        person.page.wait_for_load_state()
        assert person.page.locator("form[action$='/again']").count() == 1
