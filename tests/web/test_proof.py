"""A text is read against its pages: by forms alone, by two at once, by a volunteer in a section."""

import pytest

from audiolib.proofing import repository as versions
from audiolib.proofing.edits import KINDS
from audiolib.proofing.reasons import REASONS
from audiolib.proofing.remembered import EVERY
from audiolib.publication import Publication, Section, texts
from audiolib.service import Service
from tests.web.browser import Browser
from tests.web.people import come_in, staff
from tests.web.proofs import block_of, lay, volunteer
from web.texts import catalogue

HOME = "/staff/productions/1/text"


@pytest.fixture
def desk(library: Service, browser: Browser) -> Browser:
    """A member of staff before a recognised text."""
    assert lay(library) == 1
    come_in(browser, "lan")
    return browser


def text_of(service: Service) -> Publication:
    with service.database.transaction() as session:
        return versions.version(session, service.store, 1)


def words(service: Service) -> list[str]:
    return [text.text for text in texts(text_of(service))]


def place(service: Service, start: str) -> str:
    return f"{HOME}/places/{block_of(text_of(service), start)}"


def test_doubtful_words_come_first_with_reason_sentence_and_page(desk: Browser) -> None:
    page = desk.open(HOME)
    listed = [" ".join(li.text_content().split()) for li in page.tree.xpath("//main//ol/li")]
    assert page.tree.xpath("//main//ol//mark/text()") == ["nguời", "đuợc"]
    assert "trang 5" in listed[0]
    assert "Ngày xưa có một nguời nghèo." in listed[0]


def test_a_word_is_mended_saved_and_the_next_one_stands_there(
    library: Service, desk: Browser
) -> None:
    first = desk.open(f"{HOME}/next")
    field = first.tree.xpath("//textarea")[0]
    assert (field.get("lang"), field.get("dir")) == ("vi", "ltr")
    typed = field.text.lstrip("\n").replace("nguời", "người")
    action = place(library, "Ngày xưa")
    second = desk.send(first, action, {"text": typed, "do": "save"})
    assert "đuợc" in second.tree.xpath("//h1")[0].text_content()
    assert "Ngày xưa có một người nghèo. Nhà có một cây khế." in words(library)
    end = desk.send(second, place(library, "Chim"), {"take": "được"})
    assert "Chim ăn khế được một tháng." in words(library)
    assert "Đã hết từ đáng ngờ" in end.words


def test_a_word_that_is_right_as_it_is_is_not_asked_for_again(
    library: Service, desk: Browser
) -> None:
    first = desk.open(f"{HOME}/next")
    desk.send(first, place(library, "Ngày xưa"), {"do": "right"})
    assert desk.open(HOME).tree.xpath("//main//ol//mark/text()") == ["đuợc"]
    assert "Ngày xưa có một nguời nghèo. Nhà có một cây khế." in words(library)


def test_the_picture_is_cut_around_the_word_and_framed(desk: Browser) -> None:
    first = desk.open(f"{HOME}/next")
    (image,) = first.tree.xpath("//main//img")
    assert "nguời" in image.get("alt")
    cut = desk.client.get(image.get("src"))
    assert cut.headers["content-type"] == "image/png"
    whole = desk.client.get(first.tree.xpath("//figcaption/a/@href")[0])
    assert 0 < len(cut.content) != len(whole.content)
    assert desk.client.get(f"{HOME}/pages/1?box=1,2,3").status_code == 422
    assert desk.client.get(f"{HOME}/pages/1?box=9000,1,9001,2").status_code == 404
    assert desk.client.get(f"{HOME}/pages/9").status_code == 404


def test_two_at_one_word_see_each_other_s_reading_and_one_decides(
    library: Service, desk: Browser
) -> None:
    staff(library, "minh")
    action = place(library, "Ngày xưa")
    with Browser(library.url) as other:
        come_in(other, "minh")
        theirs = other.open(f"{HOME}/next")
        mine = desk.open(f"{HOME}/next")
        typed = theirs.tree.xpath("//textarea")[0].text.lstrip("\n")
        other.send(theirs, action, {"text": typed.replace("nguời", "người"), "do": "save"})
        met = desk.send(mine, action, {"text": typed.replace("nguời", "ngươi"), "do": "save"})
    assert met.tree.xpath("//*[@id='met']")
    assert "người" in met.words
    assert "ngươi" in met.words
    assert "Ngày xưa có một người nghèo. Nhà có một cây khế." in words(library)
    settle = met.tree.xpath("//form[contains(@action, 'suggestions')]/@action")[0]
    desk.send(met, settle, {"do": "accept"})
    assert "Ngày xưa có một ngươi nghèo. Nhà có một cây khế." in words(library)
    again = desk.client.post(settle, data={"do": "decline"})
    assert again.status_code == 403, "a form without its token changes nothing"


def test_an_empty_line_begins_a_new_paragraph_and_joining_takes_it_back(
    library: Service, desk: Browser
) -> None:
    action = place(library, "Ngày xưa")
    typed = "Ngày xưa có một người nghèo.\r\n\r\nNhà có một cây khế to."
    desk.send(desk.open(action), action, {"text": typed, "do": "stay"})
    assert words(library)[1:3] == ["Ngày xưa có một người nghèo.", "Nhà có một cây khế to."]
    desk.send(desk.open(action), action, {"do": "join"})
    assert "Ngày xưa có một người nghèo. Nhà có một cây khế to." in words(library)


def test_what_can_t_be_kept_is_shown_again_as_it_was_typed(library: Service, desk: Browser) -> None:
    action = place(library, "Ngày xưa")
    page = desk.open(action)
    refused = desk.send(page, action, {"text": "   ", "do": "stay"})
    assert refused.status == 422
    assert refused.tree.xpath("//*[@role='alert']")
    desk.send(page, action, {"do": "delete"})
    late = desk.send(page, action, {"text": "Ngày xửa ngày xưa", "do": "stay"})
    assert "Ngày xửa" in late.response.text


def test_structure_is_changed_by_buttons(library: Service, desk: Browser) -> None:
    structure = desk.open(f"{HOME}/structure")
    heading = place(library, "Con cò")
    deeper = desk.send(structure, heading, {"do": "down"})
    assert "cấp 2" in deeper.words
    (page,) = [f for f in deeper.tree.forms if "label" in f.fields and f.fields["label"] == "6"]
    told = {**dict(page.form_values()), "label": "7", "do": "label"}
    desk.client.post(f"{HOME}/structure", data=told)
    (alt,) = [f for f in desk.open(f"{HOME}/structure").tree.forms if "alt" in f.fields]
    told = {**dict(alt.form_values()), "alt": "Con cò bên sông", "do": "alt"}
    desk.client.post(f"{HOME}/structure", data=told)
    structure = desk.open(f"{HOME}/structure")
    assert structure.tree.xpath("//input[@name='label']/@value") == ["5", "7"]
    assert structure.tree.xpath("//textarea[@name='alt']")[0].text.strip() == "Con cò bên sông"
    note = next(f for f in structure.tree.forms if f.xpath(".//button[@value='no-note']"))
    told = {**dict(note.form_values()), "do": "no-note"}
    desk.client.post(f"{HOME}/structure", data=told)
    assert not desk.open(f"{HOME}/structure").tree.xpath("//button[@value='no-note']")


def test_what_is_odd_in_the_structure_is_told_with_the_way_there(desk: Browser) -> None:
    structure = desk.open(f"{HOME}/structure")
    told = structure.tree.xpath("//section[@aria-labelledby='findings']//a")
    goals = set(structure.tree.xpath("//@id"))
    assert told
    for link in told:
        goal = str(link.get("href"))
        assert goal.partition("#")[2] in goals or desk.open(goal).status == 200


def test_every_reason_and_every_kind_of_edit_has_its_words() -> None:
    named = {f"proof-why-{reason}" for reason in REASONS} | {f"proof-kind-{k}" for k in KINDS}
    assert named <= set(catalogue("vi"))


def test_a_word_typed_wrongly_since_the_last_look_is_doubted_at_the_next(
    library: Service, desk: Browser
) -> None:
    assert "đuợc" in desk.open(HOME).words
    action = place(library, "Con cò lặn")
    for number in range(EVERY):
        typed = f"Con cò lặn lội bờ sông gánh gạo nuôi chồnng {number} năm."
        desk.send(desk.open(action), action, {"text": typed, "do": "stay"})
    marked = desk.open(HOME).tree.xpath("//main//ol//mark/text()")
    assert {"đuợc", "nguời", "chồnng"} <= set(marked)


def test_every_change_stands_in_the_history_and_can_be_taken_back(
    library: Service, desk: Browser
) -> None:
    before = words(library)
    desk.send(desk.open(f"{HOME}/next"), place(library, "Ngày xưa"), {"take": "người"})
    history = desk.open(f"{HOME}/versions")
    assert "lan" in history.words.lower()
    shown = desk.open(history.tree.xpath("//main//h2/a/@href")[0])
    assert shown.tree.xpath("//main//ins/text()") == ["người"]
    assert shown.tree.xpath("//main//del/text()") == ["nguời"]
    desk.send(history, f"{HOME}/versions/2", {"do": "undo"})
    assert words(library) == before


def test_a_volunteer_sees_the_section_given_and_nothing_else(
    library: Service, desk: Browser
) -> None:
    assert desk.open(HOME).status == 200
    first, second = text_of(library).sections
    assert isinstance(second, Section)
    volunteer(library, "hoa", 1, second.id)
    volunteer(library, "mai", 1, first.id, signed=False)
    with Browser(library.url) as other:
        come_in(other, "hoa")
        structure = other.open(f"{HOME}/structure")
        assert "Con cò" in structure.words
        assert "Cây khế" not in structure.tree.xpath("//main//ul[@class='works']")[0].text_content()
        assert "nguời" not in other.open(HOME).words
        assert other.open(place(library, "Ngày xưa")).status == 404
        assert other.open(f"{HOME}/sections/{first.id}").status == 404
        assert other.open(f"{HOME}/pages/1").status == 404
        assert other.open(f"{HOME}/versions").status == 403
        action = place(library, "Con cò lặn")
        typed = "Con cò lặn lội bờ sông, gánh gạo."
        other.send(other.open(action), action, {"text": typed, "do": "stay"})
    assert typed in words(library)
    with Browser(library.url) as unsigned:
        come_in(unsigned, "mai")
        refused = unsigned.open(HOME)
        assert refused.status == 403
        assert "nguời" not in refused.words


def test_a_sentence_is_heard_as_the_production_s_voice_reads_it(
    library: Service, desk: Browser
) -> None:
    page = desk.open(place(library, "Con cò lặn"))
    sound = desk.client.get(page.tree.xpath("//audio/@src")[0])
    assert sound.content[:4] == b"RIFF"
    assert desk.client.get(f"{HOME}/sounds/s9999").status_code == 404
