"""A production by keyboard, from its file to its release: each step as its page asks for it."""

import re
from collections.abc import Sequence
from pathlib import Path

from bench.keyboard import Person
from bench.meant import meant

RESTS_S = 900.0
"""What a machine's step may take."""
_RESTING = "body:not(:has(audio-progress)) footer button"
"""The end of a page on which no step is running."""
_HEARD = 3
_STEPS = 30


class Journey:
    """One production before one librarian; `name` begins the names of its pictures."""

    def __init__(self, lan: Person, name: str, truth: Sequence[Path]) -> None:
        self.lan = lan
        self.home = ""
        self._name = name
        self._printed = [w for page in truth for w in page.read_text(encoding="utf-8").split()]

    def begin(self, rights: str, files: Sequence[Path], *, scan: bool) -> None:
        """From the page of the rights, begin it and hand over its files."""
        lan = self.lan
        lan.open(rights)
        lan.press("Từ bản quét" if scan else "Từ tệp chữ")
        self.home = re.sub(r"^https?://[^/]+|[#?].*", "", lan.page.url)
        lan.hand_over(*files)
        lan.press("Gửi lên")
        lan.look(f"{self._name}-sent")
        lan.open("/staff/board")
        lan.look(f"{self._name}-board")
        lan.open(self.home)

    def finish(self) -> None:
        """Do what the page of the production asks for, till it is published.

        Raises:
            RuntimeError: the page tells of something that holds it up, or asks for nothing.
        """
        read = False
        for _ in range(_STEPS):
            self._rest()
            if self._says("Đã phát hành"):
                self.lan.look(f"{self._name}-published")
                return
            if self._says("Cắt các tệp"):
                self.lan.press("Cắt các tệp")
            elif self._says("nhận dạng chữ"):
                self._pages()
            elif self._says("Đọc thành tiếng"):
                if not read:
                    self._read()
                    self._words()
                    read = True
                self.lan.press("Đọc thành tiếng")
            elif self._says("Đạt: đóng gói"):
                self._listen()
            else:
                raise RuntimeError(self.lan.words())
        raise RuntimeError(self.lan.words())

    def _rest(self) -> None:
        """Wait till the page, which follows the work by itself, shows that nothing runs."""
        page = self.lan.page
        page.wait_for_selector(_RESTING, timeout=RESTS_S * 1000)
        page.wait_for_load_state()
        bad = page.locator("main section .notice.bad")
        if bad.count():
            raise RuntimeError(bad.first.inner_text())

    def _says(self, words: str) -> bool:
        """Whether a button or a notice says so."""
        told = self.lan.page.locator("button, a.button, .notice", has_text=words)
        return told.filter(visible=True).count() > 0

    def _pages(self) -> None:
        """Accept the pages that something was found on, then have all of them recognised."""
        self.lan.look(f"{self._name}-pages")
        while self._says("Chấp nhận trang này"):
            self.lan.fill("reason", "Đã xem, đọc được")
            self.lan.press("Chấp nhận trang này")
        self.lan.press("Các trang đều tốt")

    def _read(self) -> None:
        """Sheets of doubtful words till none is left."""
        lan = self.lan
        lan.look(f"{self._name}-text")
        lan.press("Đọc soát văn bản")
        lan.look(f"{self._name}-doubtful")
        if self._says("Xem nhiều từ một lượt"):
            lan.press("Xem nhiều từ một lượt")
            lan.look(f"{self._name}-sheet")
            while self._says("Lưu, sang trang tiếp"):
                self._mend()
                lan.press("Lưu, sang trang tiếp")
        lan.open(self.home)

    def _mend(self) -> None:
        """Type what is printed where a sheet shows something else."""
        if not self._printed:
            return
        for line in self.lan.page.locator(".sheet .line").all():
            text, mark = line.locator("p").inner_text(), line.locator("mark").inner_text()
            field = line.locator("input[lang]")
            before, _, behind = text.partition(mark)
            now = field.input_value()
            right = meant(before, now, behind, self._printed)
            if right != now:
                self.lan.fill(field.get_attribute("name") or "", right)

    def _words(self) -> None:
        """Look at the words before narration, and hear the first one's readings."""
        lan = self.lan
        lan.press("Các từ cần xem")
        lan.look(f"{self._name}-lexicon")
        if lan.page.locator("a.button", has_text="Nghe và quyết định").count():
            lan.press("Nghe và quyết định")
            lan.hear()
            lan.look(f"{self._name}-word")
            lan.press("Đọc như vậy là đúng")
        lan.open(self.home)

    def _listen(self) -> None:
        """Hear the first places that are doubted, find them right, and let it go out."""
        lan = self.lan
        lan.look(f"{self._name}-narrated")
        lan.press("Nghe kiểm tra")
        lan.look(f"{self._name}-listening")
        for _ in range(_HEARD):
            if not lan.page.locator("li[id^=place-] button", has_text="Đúng").count():
                break
            lan.hear()
            lan.press("Đúng")
        lan.press("Đạt: đóng gói và phát hành")
