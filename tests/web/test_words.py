"""A word read wrongly: reported by a reader, decided by an editor, healed, and told."""

from audiolib.service import Service
from tests.web.books import labour, patron, published
from tests.web.browser import Browser
from tests.web.people import come_in


def test_a_reader_reports_a_sentence_found_by_its_words(library: Service, browser: Browser) -> None:
    published(library)
    assert browser.open("/works/1").link("Có chỗ đọc sai") == "/works/1/wrong"
    found = browser.open("/works/1/wrong?q=go+MILLER")
    (radio,) = found.tree.xpath("//form[@method='post']//input[@type='radio']")
    assert "miller said" in found.words
    told = {"word": "miller", "note": "mil-ler", "phrase": radio.get("value")}
    sent = browser.send(found, "/works/1/wrong", told)
    assert "thư viện đã nhận được" in sent.words
    by_section = browser.open(found.link("At the mill"))
    assert len(by_section.tree.xpath("//input[@type='radio']")) == 3
    nothing = browser.send(by_section, "/works/1/wrong", {"word": "x"})
    assert nothing.status == 422
    none = browser.open("/works/1/wrong?q=elephant")
    assert "Không thấy câu nào như vậy" in none.words
