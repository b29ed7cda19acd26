"""The listening check: places with their sound, defects by code, sent back, mended, approved."""

from audiolib.listening import repository
from audiolib.making import orders
from audiolib.proofing.listening import STATIONS
from audiolib.service import Service
from tests.web.books import labour, librarian, narrated
from tests.web.browser import Browser, Seen
from tests.web.people import come_in
from web.pages.listening import CODES

HERE = "/staff/productions/1/listening"


def send(browser: Browser, page: Seen, act: str, **told: str) -> Seen:
    """Send the first form of the page that does this and holds the given fields."""
    for form in page.tree.forms:
        named = {e.get("name"): e for e in form.iter("input", "select", "button")}
        if form.get("action") != HERE or named.get("act") is None:
            continue
        if named["act"].get("value") == act and set(told) <= set(named):
            values = {n: v for n, v in form.form_values() if n not in told}
            return Seen(browser.client.post(HERE, data={**values, **told, "act": act}))
    raise AssertionError(f"no form for {act}")


def test_what_is_wrong_goes_back_to_its_station_and_is_mended_by_a_new_reading(
    library: Service, browser: Browser
) -> None:
    narrated(library)
    come_in(browser, "lan")
    assert browser.open("/staff/productions/1").link("Nghe kiểm tra") == HERE
    page = browser.open(HERE)
    places = page.tree.xpath("//section[@aria-labelledby='places']//li")
    assert places
    # The library's own name is not English: why it is to be heard is told with its facts.
    assert "Ký tự ệ (U+1EC7" in page.words
    assert "{" not in page.words
    address = places[0].xpath(".//audio/@src")[0]
    assert "#t=" in address
    assert browser.client.get(address).headers["content-type"] == "audio/mpeg"

    first = places[0].get("id")
    after = send(browser, page, "right")
    assert first not in [li.get("id") for li in after.tree.xpath("//li")]
    assert "Đã nghe 1 chỗ" in after.words

    found = send(browser, after, "wrong", code="name", note="đọc là miu-lơ")
    assert "Đọc sai tên riêng" in found.words
    assert "đọc là miu-lơ" in found.words
    refused = send(browser, found, "approve")
    assert refused.status == 409
    assert "Vẫn còn lỗi chưa sửa: 1" in refused.words

    back = send(browser, found, "back")
    assert back.address == "/staff/productions/1"
    assert back.tree.xpath("//section[@aria-labelledby='now']//strong")[0].text == "Cách đọc từ"
    with library.database.transaction() as session:
        (defect,) = repository.open_defects(session, 1)
        lan = librarian(library)
        orders.change(session, 1, lan, options={"rate": 1.3})
        orders.narrate(session, 1, lan)
    labour(library)
    with library.database.transaction() as session:
        assert repository.open_defects(session, 1) == []
        assert [d.id for d in repository.defects(session, 1)] == [defect.id]
    again = browser.open(HERE)
    assert "Lỗi đã sửa: 1" in again.words
    assert "Đã nghe 0 chỗ" in again.words
    send(browser, again, "approve")
    labour(library)
    assert "Đã phát hành" in browser.open("/staff/productions/1").words
    assert "hiện ở công đoạn" in browser.open(HERE).words


def test_places_that_are_less_likely_wrong_are_folded_away(
    library: Service, browser: Browser
) -> None:
    lines = [f"They won the game {n}-{n + 2}, and went home in the rain." for n in range(3, 12)]
    narrated(library, "# Scores\n\n" + "\n\n".join(lines))
    come_in(browser, "lan")
    page = browser.open(HERE)
    first = page.tree.xpath("//section[@aria-labelledby='places']/ol/li/@id")
    more = page.tree.xpath("//details[@id='more']/ol/li/@id")
    assert len(first) >= 3
    assert more
    assert not set(first) & set(more)
    assert f"Các chỗ khác: {len(more)}" in page.words


def test_every_code_of_defects_is_offered() -> None:
    assert sorted(CODES) == sorted(STATIONS)


def test_a_defect_that_is_none_is_taken_back_and_odd_ones_are_refused(
    library: Service, browser: Browser
) -> None:
    narrated(library)
    come_in(browser, "lan")
    told = send(browser, browser.open(HERE), "wrong", code="click", note="")
    gone = send(browser, told, "take-back")
    assert not gone.tree.xpath("//section[@aria-labelledby='defects']")
    odd = send(browser, gone, "wrong", code="no-such-code")
    assert odd.status == 422
    assert odd.tree.xpath("//*[@role='alert']")
