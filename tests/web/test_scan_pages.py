"""A clerk hands in a scan by forms, many files, later and wrong ones, and puts its pages right."""

import asyncio
import io
import zipfile
from collections.abc import Sequence

import pytest
from PIL import Image

from audiolib.jobs.worker import work
from audiolib.making import repository
from audiolib.service import Service
from audiolib.tables import Page
from bench.paper import Photo, photographed
from tests.audiolib.intake.pages import book, needs_fonts, needs_tesseract
from tests.web.browser import Browser, Seen
from tests.web.people import hand_in_scan

HOME = "/staff/productions/1"
pytestmark = [pytest.mark.external, needs_fonts, needs_tesseract]


@pytest.fixture
def clerk(library: Service, browser: Browser) -> Browser:
    """A browser of `lan`, who has a work with a production from a scan."""
    return hand_in_scan(browser, "Con thuyền giấy")


def picture(number: int, turned: int = 0, kind: str = "JPEG") -> bytes:
    """A page of a book as a telephone keeps it: no dots per inch, its way up in its EXIF."""
    image = Image.fromarray(book(number + 1)[number].pixels).reduce(2)
    exif = Image.Exif()
    if turned:
        image = image.transpose(Image.Transpose.ROTATE_90)
        exif[0x0112] = turned
    made = io.BytesIO()
    image.save(made, kind, exif=exif)
    return made.getvalue()


def two_up(number: int) -> bytes:
    one, other = (book(n + 1)[n].pixels for n in (number, number + 1))
    image = Image.new("L", (one.shape[1] * 2, one.shape[0]), 255)
    image.paste(Image.fromarray(one), (0, 0))
    image.paste(Image.fromarray(other), (one.shape[1], 0))
    made = io.BytesIO()
    image.reduce(2).save(made, "PNG")
    return made.getvalue()


def send(clerk: Browser, *files: tuple[str, bytes]) -> Seen:
    told = [("file", (name, content)) for name, content in files]
    return clerk.send(clerk.open(HOME), f"{HOME}/file", {}, files=told)  # type: ignore[arg-type]


def machine(library: Service, clerk: Browser) -> Seen:
    asyncio.run(work(library, once=True))
    return clerk.open(HOME)


def names(library: Service) -> list[str]:
    with library.database.transaction() as session:
        return [page.name for page in repository.pages(session, 1)]


def rows(library: Service) -> Sequence[Page]:
    with library.database.transaction() as session:
        return repository.all_pages(session, 1)


def act(clerk: Browser, seen: Seen, name: str, page_id: int | None, **more: str) -> Seen:
    """Press the button of one page."""
    for form in seen.tree.forms:
        values = dict(form.form_values())
        if form.get("action") == f"{HOME}/{name}" and values.get("id") == str(page_id):
            return Seen(clerk.client.post(f"{HOME}/{name}", data={**values, **more}))
    raise AssertionError(f"no {name} for {page_id}")


def test_many_files_become_pages_in_the_order_of_their_numbers(
    library: Service, clerk: Browser
) -> None:
    first = [(f"IMG_{n}.jpg", picture(at)) for at, n in ((1, 10), (0, 9))]
    wrong = ("IMG_11.HEIC", b"\0\0\0\x18ftypheic" + bytes(400))
    assert "Đang chờ máy" in send(clerk, *first, wrong).words
    seen = machine(library, clerk)
    assert names(library) == ["IMG_9.jpg", "IMG_10.jpg"]
    assert "IMG_11.HEIC là ảnh HEIC" in seen.words

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("IMG_2.jpg", picture(2, turned=6))
        archive.writestr("IMG_9.jpg", first[1][1])
        archive.writestr("IMG_3.gif", b"GIF89a" + bytes(50))
    send(clerk, ("more.zip", packed.getvalue()), ("IMG_10 copy.jpg", first[0][1]))
    seen = machine(library, clerk)
    assert names(library) == ["IMG_2.jpg", "IMG_9.jpg", "IMG_10.jpg"]
    assert "Tệp IMG_10 copy.jpg giống hệt tệp đã gửi trước (IMG_10.jpg)" in seen.words
    assert "Tệp IMG_9.jpg giống hệt" in seen.words
    assert "IMG_3.gif không phải là ảnh trang" in seen.words
    assert all(page.height > page.width and not page.dpi for page in rows(library))
    pictures = seen.tree.xpath("//ol//img/@src")
    shown = Image.open(io.BytesIO(clerk.client.get(pictures[0]).content))
    assert shown.height > shown.width


def test_a_file_that_gives_no_page_leaves_the_scan_where_it_is(
    library: Service, clerk: Browser
) -> None:
    send(clerk, ("notes.txt", b"not a picture"))
    seen = machine(library, clerk)
    assert "notes.txt không phải là ảnh trang" in seen.words
    assert seen.tree.xpath("//input[@type='file']")
    assert rows(library) == []


def test_pages_are_moved_left_out_and_taken_back(library: Service, clerk: Browser) -> None:
    send(clerk, *((f"p{n}.jpg", picture(n)) for n in (0, 1, 2)))
    seen = machine(library, clerk)
    first, _, third = rows(library)
    assert "thiếu" not in seen.words
    moved = act(clerk, seen, "put", third.id, to="1")
    assert moved.address == f"{HOME}?page=1"
    assert moved.tree.xpath("//li[@id='page-1']/details/@open")
    assert names(library) == ["p2.jpg", "p0.jpg", "p1.jpg"]
    assert "p2.jpg" in moved.tree.get_element_by_id("page-1").text_content()

    gone = act(clerk, moved, "leave", first.id)
    assert names(library) == ["p2.jpg", "p1.jpg"]
    assert "Các trang đã bỏ ra (1)" in gone.words
    back = act(clerk, gone, "back", first.id)
    assert names(library) == ["p0.jpg", "p2.jpg", "p1.jpg"]
    wild = Seen(
        clerk.client.post(
            f"{HOME}/put",
            data={
                "csrf": back.tree.xpath("//input[@name='csrf']/@value")[0],
                "id": "99",
                "to": "1",
            },
        )
    )
    assert wild.status == 409
    assert "không có trang đó" in wild.words
    act(clerk, back, "put", third.id, to="99")
    assert names(library) == ["p0.jpg", "p1.jpg", "p2.jpg"]
    assert [page.number for page in rows(library)] == [1, 2, 3]


def test_two_facing_pages_are_cut_made_whole_and_cut_again(
    library: Service, clerk: Browser
) -> None:
    send(clerk, ("p1.png", two_up(0)), ("p3.png", picture(2, kind="PNG")))
    seen = machine(library, clerk)
    assert names(library) == ["p1.png a", "p1.png b", "p3.png"]
    assert [page.label for page in rows(library)][1:] == ["12", "13"]
    assert "Cắt ra từ ảnh p1.png" in seen.words
    whole = act(clerk, seen, "whole", rows(library)[1].id)
    assert names(library) == ["p1.png", "p3.png"]
    assert "gồm hai trang" in whole.words
    again = act(clerk, whole, "split", rows(library)[0].id)
    assert "Đang chờ máy" in again.words
    machine(library, clerk)
    assert names(library) == ["p1.png a", "p1.png b", "p3.png"]
    # The same picture sent again is known by what it was before it was cut.
    send(clerk, ("p1 again.png", two_up(0)))
    assert "giống hệt" in machine(library, clerk).words
    assert len(rows(library)) == 3


def test_more_files_than_can_be_open_are_refused_in_words(clerk: Browser) -> None:
    refused = send(clerk, *((f"p{n}.jpg", b"x") for n in range(301)))
    assert refused.status == 413
    assert "nhiều nhất 300 tệp" in refused.response.text


def test_a_photograph_on_a_table_is_cut_out_and_can_be_had_back(
    library: Service, clerk: Browser
) -> None:
    taken = photographed(book(1)[0].pixels, Photo(lean=0.1, turn=5))
    made = io.BytesIO()
    Image.fromarray(taken).save(made, "JPEG")
    send(clerk, ("IMG_1.jpg", made.getvalue()))
    seen = machine(library, clerk)
    (page,) = rows(library)
    assert "Cắt ra từ ảnh IMG_1.jpg" in seen.words
    assert page.width < taken.shape[1]
    assert page.faults == []
    act(clerk, seen, "whole", page.id)
    (page,) = rows(library)
    assert (page.width, page.height) == (taken.shape[1], taken.shape[0])
    assert "intake-skewed" in [fault["code"] for fault in page.faults]
