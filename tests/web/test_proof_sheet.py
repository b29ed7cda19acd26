"""Many doubtful words on one sheet: what is typed is kept, what is left counts as right."""

import pytest

from audiolib.proofing import repository as versions
from audiolib.proofing.edits import ReplaceText
from audiolib.publication import texts
from audiolib.service import Service
from tests.web.browser import Browser, Seen
from tests.web.people import come_in, staff
from tests.web.proofs import block_of, lay, volunteer
from web.pages.proof_sheet import groups

HOME = "/staff/productions/1/text"
SHEET = f"{HOME}/sheet"


@pytest.fixture
def desk(library: Service, browser: Browser) -> Browser:
    assert lay(library) == 1
    come_in(browser, "lan")
    return browser


def words(service: Service) -> list[str]:
    with service.database.transaction() as session:
        return [t.text for t in texts(versions.version(session, service.store, 1))]


def lines(page: Seen) -> dict[str, str]:
    """The names of the fields by the word that each of them holds."""
    return {i.get("value"): i.get("name") for i in page.tree.xpath("//main//ol//input[@lang]")}


def test_a_sheet_mends_one_word_and_confirms_the_rest_in_one_go(
    library: Service, desk: Browser
) -> None:
    page = desk.open(SHEET)
    found = lines(page)
    assert list(found) == ["nguời", "đuợc"]
    (picture,) = page.tree.xpath("//main//ol//img/@src")
    assert "với hình" in page.words
    assert desk.client.get(picture).headers["content-type"] == "image/png"
    end = desk.send(page, SHEET, {found["nguời"]: "người"})
    assert "Đã hết từ đáng ngờ" in end.words
    assert "Ngày xưa có một người nghèo. Nhà có một cây khế." in words(library)
    assert "Chim ăn khế đuợc một tháng." in words(library)
    assert not desk.open(HOME).tree.xpath("//main//ol//mark")


def test_an_empty_field_takes_the_word_and_one_space_out(library: Service, desk: Browser) -> None:
    page = desk.open(SHEET)
    desk.send(page, SHEET, {lines(page)["đuợc"]: ""})
    assert "Chim ăn khế một tháng." in words(library)


def doubled(service: Service) -> None:
    """The same slip in two places of one text, and in another."""
    with service.database.transaction() as session:
        there = versions.version(session, service.store, 1)
        block = block_of(there, "Con cò lặn")
        edits = [ReplaceText(block, 0, 6, "Đuợc đuợc lạ đuợc", "Con cò")]
        versions.save(session, service.store, 1, 1, edits, None)


def test_what_is_alike_stands_together_and_is_mended_together(
    library: Service, desk: Browser
) -> None:
    doubled(library)
    page = desk.open(SHEET)
    (box,) = page.tree.xpath("//input[@type='checkbox']/@name")
    first = box.replace("same-", "now-")
    assert page.tree.xpath(f"//input[@name='{first}']/@value") == ["đuợc"]
    desk.send(page, SHEET, {first: "được", box: "1"})
    told = " ".join(words(library))
    assert told.count("được") == 3
    assert "đuợc" not in told


def test_a_field_typed_in_keeps_its_own_word(library: Service, desk: Browser) -> None:
    doubled(library)
    page = desk.open(SHEET)
    (box,) = page.tree.xpath("//input[@type='checkbox']/@name")
    all_ = page.tree.xpath("//main//ol//input[@lang][@value='đuợc']/@name")
    desk.send(page, SHEET, {all_[0]: "được", all_[1]: "đước", box: "1"})
    told = " ".join(words(library))
    assert (told.count("được"), told.count("đước")) == (2, 1)


def test_two_who_sit_before_the_same_sheet_lose_nothing(library: Service, desk: Browser) -> None:
    staff(library, "minh")
    with Browser(library.url) as other:
        come_in(other, "minh")
        theirs, mine = other.open(SHEET), desk.open(SHEET)
        other.send(theirs, SHEET, {lines(theirs)["nguời"]: "người"})
        desk.send(mine, SHEET, {lines(mine)["đuợc"]: "được"})
    told = " ".join(words(library))
    assert "một người nghèo" in told
    assert "khế được một" in told


def test_what_the_text_never_said_is_refused(library: Service, desk: Browser) -> None:
    page = desk.open(SHEET)
    before = words(library)
    for wrong in ({"was-0": "khác"}, {"begin-0": "900"}, {"block-0": "s9999"}, {"begin-0": "x"}):
        end = desk.send(page, SHEET, {"now-0": "người", **wrong})
        assert end.status >= 400, wrong
    assert words(library) == before


def test_a_volunteer_sees_the_words_of_one_section(library: Service, browser: Browser) -> None:
    number = lay(library)
    with library.database.transaction() as session:
        there = versions.version(session, library.store, number)
    volunteer(library, "hoa", number, there.sections[-1].id)
    come_in(browser, "hoa")
    assert not lines(browser.open(SHEET))


def test_a_text_without_doubts_has_no_sheet() -> None:
    assert groups(()) == []
