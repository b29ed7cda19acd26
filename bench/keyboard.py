"""Somebody at the keyboard of a real browser: Tab, arrows, Enter, letters; never a mouse.

`look` also has axe-core judge the page, so that every page on a path is looked at as it is met.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from PIL import Image
from playwright.sync_api import Page, Playwright, sync_playwright

ROOT = Path(__file__).parents[1]
AXE = ROOT / ".tools/node_modules/axe-core/axe.min.js"
CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--mute-audio"]
_FOCUSED = """() => { const e = document.activeElement; return {
  tag: e.tagName, name: e.name || '', type: e.type || '',
  text: (e.innerText || e.value || '').trim().split('\\n')[0],
  option: e.options ? e.options[e.selectedIndex].text.trim() : '',
  seen: [getComputedStyle(e).outlineStyle, getComputedStyle(e).boxShadow].some(s => s !== 'none')
}; }"""
FAULTS = """async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a',
  'wcag21aa', 'wcag22aa', 'best-practice']})).violations.map(
  v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '))"""
MOST = 150
"""Presses of Tab to any control of a page."""
HEARD_TRIES = 100
TALLEST = 1500
"""Pixels of a picture."""
_COLOURS = 96
_FOOT = "() => document.querySelector('footer').getBoundingClientRect().top + scrollY - 24"
_LOADED = """all => Promise.all(all.map(
  one => { one.loading = 'eager'; return one.decode(); }))"""


class Person:
    """One window, and the keys that were pressed in it."""

    def __init__(self, page: Page, url: str, pictures: Path | None = None) -> None:
        self.page = page
        self.keys = 0
        self.looked: list[str] = []
        self.shown = True
        """Whether pictures may be kept of what is on the page."""
        self._url = url
        self._pictures = pictures

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        _: TracebackType | None,
    ) -> None:
        self.page.context.close()

    def open(self, address: str) -> None:
        """Type an address into the browser's own line."""
        self.page.goto(f"{self._url}{address}")

    def again(self) -> None:
        """See the page anew, in a tab of its own.

        A page that is told of news reloads itself, and a reload on top of that one fails.
        """
        address, context = self.page.url, self.page.context
        self.page.close()
        self.page = context.new_page()
        self.page.goto(address)

    def words(self) -> str:
        return " ".join(self.page.inner_text("main").split())

    def fill(self, name: str, text: str) -> None:
        """Write into the field of a name."""
        self._reach(lambda at: at["name"] == name and at["tag"] in ("INPUT", "TEXTAREA"))
        self._press("Control+A")
        self.page.keyboard.type(text)
        self.keys += len(text)

    def choose(self, name: str, option: str) -> None:
        """Choose from a list with the arrows."""
        at = self._reach(lambda at: at["name"] == name and at["tag"] == "SELECT")
        for _ in range(80):
            if at["option"].startswith(option):
                return
            self._press("ArrowDown")
            at = self.page.evaluate(_FOCUSED)
        raise AssertionError(f"no option {option!r} in {name}")

    def tick(self, name: str) -> None:
        """Tick the box of a name."""
        self._reach(lambda at: at["name"] == name and at["type"] == "checkbox")
        self._press("Space")

    def date(self, name: str, day: date) -> None:
        """Type a day into the field of a name, its parts in the browser's own order."""
        at = self._reach(lambda at: at["name"] == name and at["type"] == "date")
        year, month, number = f"{day:%Y}", f"{day:%m}", f"{day:%d}"
        for parts in ((month, number, year), (number, month, year), (year, month, number)):
            self.page.keyboard.type("".join(parts))
            self.keys += 8
            at = self.page.evaluate(_FOCUSED)
            if at["text"] == day.isoformat():
                return
            self._press("Shift+Tab")
            self._reach(lambda at: at["name"] == name and at["type"] == "date")
        raise AssertionError(f"{day} can't be typed into {name}: {at['text']}")

    def unfold(self, words: str) -> None:
        """Open the part of a page whose words begin so."""
        self._reach(lambda at: at["tag"] == "SUMMARY" and at["text"].startswith(words))
        self._press("Enter")

    def press(self, words: str) -> None:
        """Press the button, or follow the link, whose words begin so, and wait for the page."""
        self._reach(lambda at: at["tag"] in ("BUTTON", "A") and at["text"].startswith(words))
        with self.page.expect_navigation():
            self._press("Enter")

    def hand_over(self, *files: Path) -> None:
        """Choose files; the system's own window, which we can't drive, stands between."""
        self._reach(lambda at: at["type"] == "file")
        self.page.set_input_files("input[type=file]", [str(file) for file in files])

    def hear(self) -> None:
        """Play the next sound of the page with the space bar, till it is heard to run."""
        self._reach(lambda at: at["tag"] == "AUDIO")
        self._press("Space")
        for _ in range(HEARD_TRIES):
            if self.page.evaluate("document.activeElement.currentTime > 0"):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"nothing is heard on {self.page.url}")

    def download(self, words: str, folder: Path) -> Path:
        """Take the file behind the link whose words begin so."""
        self._reach(lambda at: at["tag"] == "A" and at["text"].startswith(words))
        with self.page.expect_download() as coming:
            self._press("Enter")
        kept = folder / coming.value.suggested_filename
        coming.value.save_as(kept)
        return kept

    def download_all(self, folder: Path) -> list[Path]:
        """Take every package of the page, by link or by button; gives the files, as named."""
        folder.mkdir(parents=True, exist_ok=True)
        wanted: list[str] = self.page.eval_on_selector_all(
            "[aria-labelledby=packages] :is(a[download], button)",
            "all => all.map(one => one.innerText.trim())",
        )
        kept = []
        for words in wanted:
            self._reach(partial(_shows, words.partition("\n")[0]))
            with self.page.expect_download() as coming:
                self._press("Enter")
            kept.append(folder / coming.value.suggested_filename)
            coming.value.save_as(kept[-1])
        return kept

    def look(self, name: str) -> None:
        """Have axe judge the page, and keep its picture where pictures are wanted."""
        # Through the debugger, since the page's own policy lets no foreign script in.
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        assert self.page.evaluate(FAULTS) == [], name
        self.looked.append(name)
        if self._pictures is not None and self.shown:
            self._keep(self._pictures, name)

    def _keep(self, folder: Path, name: str) -> None:
        """The page down to its footer, as far as a picture goes, in few colours."""
        folder.mkdir(parents=True, exist_ok=True)
        self.page.eval_on_selector_all("img", _LOADED)
        shot = Image.open(BytesIO(self.page.screenshot(full_page=True))).convert("RGB")
        end: float = self.page.evaluate(_FOOT)
        shot = shot.crop((0, 0, shot.width, min(round(end), TALLEST)))
        shot.quantize(_COLOURS).save(folder / f"{name}.png", optimize=True)

    def _press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def _reach(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        for _ in range(MOST):
            self._press("Tab")
            at: dict[str, Any] = self.page.evaluate(_FOCUSED)
            if wanted(at):
                assert at["seen"], f"focus can't be seen on {at}"
                return at
        raise AssertionError(f"Tab does not reach it on {self.page.url}: {self.words()}")


def _shows(words: str, at: dict[str, Any]) -> bool:
    told: str = at["text"]
    return told == words


class Room:
    """A browser in which several people may sit down, each with cookies of their own."""

    def __init__(self, playwright: Playwright, url: str, pictures: Path | None) -> None:
        self._browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        self._url = url
        self._pictures = pictures

    def person(self, language: str = "vi-VN", width: int = 1100) -> Person:
        """Somebody new."""
        context = self._browser.new_context(
            locale=language, viewport={"width": width, "height": 900}
        )
        return Person(context.new_page(), self._url, self._pictures)

    def close(self) -> None:
        self._browser.close()


@contextmanager
def room(url: str, pictures: Path | None = None) -> Iterator[Room]:
    """A browser while the context lasts."""
    with sync_playwright() as playwright:
        opened = Room(playwright, url, pictures)
        try:
            yield opened
        finally:
            opened.close()
