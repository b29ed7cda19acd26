"""Before narration the doubtful words of a book are heard and decided, or left, on one page."""

import httpx

from audiolib.healing import repository
from audiolib.making import orders
from audiolib.service import Service
from tests.web.books import labour, librarian, narrated
from tests.web.browser import Browser, Seen
from tests.web.people import come_in

HERE = "/staff/productions/1/lexicon"
TEXT = """# The Heron

## On the river

A heron stood by the river near Kraków. Every day old Wołodyjowski came to Kraków.

## At the mill

The wheel turned, and Wołodyjowski slept. The UNESCO came on Tuesday, and so did a heron.
"""


def words(page: Seen) -> list[str]:
    """The words that are still to be looked at, in their order."""
    found = page.tree.xpath("//section[@aria-labelledby='words']//h3")
    return [" ".join(h.text_content().split()) for h in found]


def send(browser: Browser, page: Seen, act: str, **told: str) -> Seen:
    """Send the page's form that leaves a word, or decides on one."""
    for form in page.tree.forms:
        values = dict(form.form_values())
        if form.get("action") != HERE or (act == "leave") != (values.get("act") == "leave"):
            continue
        if act == "leave" and told.get("word") not in (None, values["word"]):
            continue
        return Seen(browser.client.post(HERE, data={**values, **told}))
    raise AssertionError(f"no form for {act}")


def test_words_are_decided_or_left_before_the_book_is_narrated(
    library: Service, browser: Browser
) -> None:
    narrated(library, TEXT)
    browser.client.timeout = httpx.Timeout(60)
    come_in(browser, "lan")
    first = browser.open(HERE)
    assert set(words(first)) >= {"Kraków", "Wołodyjowski", "UNESCO"}
    assert "heron" not in words(first)
    assert "Khâu nghe kiểm tra trả lại" not in first.words

    page = browser.open(first.link("Wołodyjowski"))
    assert "Wołodyjowski came to Kraków" in page.words
    assert "Đọc theo" in page.words
    own = browser.open(f"{page.address}&alias=volodyovski")
    plain, mine, offered = (
        browser.client.get(address) for address in own.tree.xpath("//audio/@src")[:3]
    )
    assert {one.headers["content-type"] for one in (plain, mine, offered)} == {"audio/wav"}
    assert plain.content != mine.content
    after = send(browser, own, "decide", scope="book")
    assert "Đã xong từ “Wołodyjowski”" in after.words
    assert "Wołodyjowski" not in words(after)
    with library.database.transaction() as session:
        (row,) = repository.counting(session, 1)
        assert (row.grapheme, row.alias, row.scope) == ("Wołodyjowski", "volodyovski", "book")

    left = send(browser, after, "leave", word="UNESCO")
    assert "UNESCO" not in words(left)
    assert "đã quyết định: 1; để nguyên: 1" in left.words
    assert set(words(browser.open(HERE))) == set(words(left))


def test_what_listeners_heard_is_asked_again_at_the_lexicon(
    library: Service, browser: Browser
) -> None:
    narrated(library, TEXT)
    browser.client.timeout = httpx.Timeout(60)
    come_in(browser, "lan")
    listening = browser.open("/staff/productions/1/listening")
    form = next(f for f in listening.tree.forms if "code" in dict(f.form_values()))
    told = {**dict(form.form_values()), "code": "name", "note": "khác"}
    browser.client.post("/staff/productions/1/listening", data=told)
    page = browser.open(HERE)
    assert "Khâu nghe kiểm tra trả lại (1)" in page.words
    (link,) = page.tree.xpath("//section[@aria-labelledby='heard']//a/@href")
    asked = browser.open(link)
    assert "Từ nào bị đọc sai?" in asked.words
    choice = asked.tree.xpath("//ul[contains(@class, 'plain')]//a/@href")[0]
    assert browser.open(choice).tree.xpath("//fieldset")


def test_nothing_that_no_lexicon_can_hold_is_kept(library: Service, browser: Browser) -> None:
    narrated(library, TEXT)
    browser.client.timeout = httpx.Timeout(60)
    come_in(browser, "lan")
    page = browser.open(browser.open(HERE).link("Kraków"))
    wrong = send(browser, page, "decide", reading="ipa:№№", scope="book")
    assert wrong.status in (400, 409, 422)
    assert wrong.tree.xpath("//*[@role='alert']")
    missing = send(browser, page, "decide", reading="", scope="book")
    assert missing.status == 422
    with library.database.transaction() as session:
        assert repository.counting(session, 1) == ()
        orders.narrate(session, 1, librarian(library))
    labour(library)
    assert browser.client.get(f"{HERE}/word?word=x&phrase=s9999").status_code == 404
    assert browser.client.get("/staff/productions/99/lexicon").status_code == 404
