"""Forms of a partner, bags, copies, the record of acts, branches, columns: by keyboard alone."""

import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from audiolib.service import Service
from bench.keyboard import CHROMIUM, room
from tests.audiolib.delivery.copies import bound
from tests.audiolib.rendition import tiny_rendition
from tests.web import protected
from tests.web.browser import Browser
from tests.web.people import come_in
from tests.web.test_branch_pages import TODAY, act
from tests.web.test_exchange_keyboard import machine, seen
from tests.web.test_offer_keyboard import sit_down
from web.texts import Texts

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
SEATS = pytest.mark.parametrize(("language", "width"), [("vi", 1100), ("fa", 320)])
WHY = "Quyết định 12"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    return bound(tiny_rendition(tmp_path_factory.mktemp("sound")), "daisy202", folder)


@SEATS
def test_a_partner_gets_a_bag_and_sends_one_and_its_copy_is_traced(
    library: Service, package: Path, tmp_path: Path, language: str, width: int
) -> None:
    work, _ = protected.title(library, {"daisy202": package})
    t = Texts(language)
    with room(library.url) as sitting, sitting.person(width=width) as lan:
        sit_down(lan, language)
        lan.press(t("partners-title"))
        lan.fill("name", "Hội Người mù Lào")
        lan.fill("country", "la")
        lan.fill("agreement", "12/2025")
        lan.date("agreed_on", TODAY - timedelta(days=9))
        lan.fill("contact", "lao@hoi.example")
        lan.press(t("partner-new-go"))
        seen(lan, "partner")
        lan.fill("work", str(work))
        lan.choose("format", t("format-daisy202"))
        lan.press(t("shipment-pack-go"))
        seen(lan, "bag-waits")
        machine(lan, library)
        seen(lan, "bag-packed")
        bag = lan.download(t("shipment-bag"), tmp_path)
        number = copy_number(bag)

        broken = tmp_path / "broken.zip"
        broken.write_bytes(bag.read_bytes()[:-200])
        lan.page.focus("#came-work")
        lan.page.keyboard.type(str(work))
        lan.hand_over(broken)
        lan.press(t("shipment-came-go"))
        assert lan.page.locator("#trouble").count() == 1
        seen(lan, "bag-refused")
        lan.page.focus("#came-work")
        lan.page.keyboard.type(str(work))
        lan.hand_over(bag)
        lan.press(t("shipment-came-go"))
        seen(lan, "bag-came")
        for go in ("shipment-received-go", "shipment-sent-go"):
            lan.page.focus("#work")
            lan.page.keyboard.type(str(work))
            lan.fill("digest", "ab" * 32)
            lan.press(t(go))
        seen(lan, "noted")
        lan.press(t("program-new-go"))
        assert "adl_" in lan.words()
        seen(lan, "partner-token")
        lan.press(t("program-end"))
        lan.open("/staff/partners/1")
        lan.date("until", TODAY)
        lan.press(t("partner-end"))
        seen(lan, "partner-ended")
        lan.press(t("partners-title"))
        lan.press(t("shipments-title"))
        seen(lan, "shipments")

        lan.open("/staff/copies")
        lan.fill("number", number)
        lan.press(t("copies-go"))
        assert "Hội Người mù Lào" in lan.words()
        seen(lan, "copy")
        lan.open("/staff/audit")
        seen(lan, "audit")
        lan.unfold(t("audit-find"))
        lan.choose("act", t("act-copy.looked-up"))
        lan.fill("by", "lan")
        lan.date("since", TODAY)
        lan.press(t("audit-show"))
        assert f"work:{work}" in lan.words()
        seen(lan, "audit-found")
        lan.press(f"work:{work}")
        lan.press(t("audit-all"))
        assert "partner:1" in lan.words()


def copy_number(bag: Path) -> str:
    with zipfile.ZipFile(bag) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith("bag-info.txt"))
        found = re.search(r"^Copy-Number: (.+)$", archive.read(name).decode(), re.MULTILINE)
    assert found is not None
    return found[1].strip()


@SEATS
def test_branches_are_renamed_moved_and_merged_and_a_column_is_kept(
    library: Service, browser: Browser, language: str, width: int
) -> None:
    come_in(browser, "lan")
    for above, code, name in ((1, "pt", "Phan Thiết"), (1, "mn", "Mũi Né"), (2, "hl", "Hưng Long")):
        act(browser, above, "add", code=code, kind="district", name=name)
    told = {"title": "Dế Mèn phiêu lưu ký", "language": "vi", "branch": "1"}
    browser.send(browser.open("/staff/works/new"), "/staff/works/new", told)
    t = Texts(language)
    with room(library.url) as sitting, sitting.person(width=width) as lan:
        sit_down(lan, language)
        lan.press(t("branches-title"))
        lan.date("day", TODAY)
        lan.press(t("branches-show"))
        lan.press("Hưng Long")
        lan.unfold(t("branch-rename"))
        lan.fill("name", "Hưng Long 1")
        lan.fill("reason", WHY)
        lan.press(t("branch-rename-go"))
        lan.unfold(t("branch-move"))
        lan.choose("parent", "Mũi Né")
        lan.fill("reason", WHY)
        lan.press(t("branch-move-go"))
        lan.unfold(t("branch-merge"))
        lan.choose("into", "Mũi Né")
        lan.fill("reason", WHY)
        lan.press(t("branch-merge-go"))
        assert t("branch-event-merged") in lan.words()
        seen(lan, "branch-merged")

        lan.open("/staff/columns")
        lan.press(lan.page.inner_text("#offered ~ ol li:last-child h3"))
        seen(lan, "column-named")
        lan.fill("work", "1")
        lan.press(t("column-put-go"))
        lan.press(t("column-take"))
        lan.fill("title-en", "Stories")
        lan.press(t("column-rename-go"))
        lan.press(t("columns-title"))
        lan.press(t("column-retire"))
        lan.press(t("column-offer"))
        seen(lan, "columns")
