"""A newcomer by keyboard till there is something to make: set-up, colleague, work, rights.

Pages are in Vietnamese.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bench.keyboard import Person, Room

LIBRARIAN, COLLEAGUE = "lan", "minh"
SECRET, OWN = "biển xanh cát trắng", "núi cao rừng xanh"


@dataclass(frozen=True, slots=True)
class Decided:
    """What rights rest on, in the words of the form; `fields` are chosen from lists."""

    status: str
    basis: str
    fields: Mapping[str, str] = field(default_factory=dict)
    unfolded: str = ""
    """Words of the part of the form that is opened, for the boxes `ticked`."""
    ticked: Sequence[str] = ()
    since: date | None = None


FOLKLORE = Decided(
    "Thuộc về công chúng", "Truyện dân gian", {"exemption": "Văn học dân gian"}
)  # fmt: skip


def set_up(person: Person, word: str) -> None:
    """Open the address that the console prints, and make the library."""
    person.open(f"/setup?word={word}")
    person.look("setup")
    person.fill("branch", "Thư viện tỉnh Bình Thuận")
    person.fill("name", "Nguyễn Thị Lan")
    person.fill("login", LIBRARIAN)
    person.fill("password", SECRET)
    person.press("Bắt đầu")
    come_in(person, LIBRARIAN, SECRET)
    person.look("staff")


def come_in(person: Person, login: str, password: str) -> None:
    person.open("/login?next=/staff")
    person.fill("name", login)
    person.fill("password", password)
    person.press("Đăng nhập")


def second(lan: Person, sitting: Room) -> Person:
    """A colleague, with a password of their own."""
    lan.open("/staff/people")
    lan.fill("name", "Trần Văn Minh")
    lan.fill("login", COLLEAGUE)
    lan.choose("role", "Thủ thư")
    lan.press("Tạo tài khoản")
    lan.look("people")
    once = lan.page.inner_text(".notice .code").strip()
    minh = sitting.person()
    come_in(minh, COLLEAGUE, once)
    minh.look("password")
    minh.fill("password", OWN)
    minh.press("Đổi mật khẩu")
    come_in(minh, COLLEAGUE, OWN)
    return minh


def new_work(person: Person, title: str, decided: Decided, language: str = "") -> str:
    """A new work, and what its rights rest on; gives the address of its rights."""
    person.open("/staff/works/new")
    person.look("work-new")
    person.fill("title", title)
    if language:
        person.choose("language", language)
    person.press("Thêm sách")
    person.choose("status", decided.status)
    person.fill("basis", decided.basis)
    for name, told in decided.fields.items():
        person.choose(name, told)
    if decided.unfolded:
        person.unfold(decided.unfolded)
    for name in decided.ticked:
        person.tick(name)
    if decided.since:
        person.date("since", decided.since)
    person.look("rights")
    person.press("Ghi quyết định")
    return re.sub(r"^https?://[^/]+", "", person.page.url).partition("#")[0]


def agree(minh: Person, rights: str) -> None:
    """The second look at a decision, where it waits for one."""
    minh.open(rights)
    if "Tôi đã xem lại và đồng ý" in minh.words():
        minh.look("second")
        minh.press("Tôi đã xem lại và đồng ý")


def with_card(sitting: Room, first: Person, second_: Person) -> Person:
    """A reader who asks for a card, gets it from the two of the desk, and comes in with it."""
    reader = sitting.person()
    reader.open("/login")
    reader.press("Chưa có thẻ")
    reader.look("apply")
    reader.fill("name", "Lê Thị Hoa")
    reader.date("birth_date", date(1956, 5, 4))
    reader.fill("contact", "0252 381 2345")
    reader.tick("consent")
    reader.press("Gửi đơn")
    reader.look("applied")
    for person, words in ((first, "Đã kiểm tra"), (second_, "Duyệt, cấp thẻ")):
        person.open("/staff/cards")
        person.look("cards")
        person.press(words)
    reader.press("Xem kết quả")
    reader.date("birth_date", date(1956, 5, 4))
    reader.press("Nhận")
    number, pin = reader.page.locator(".notice.good .code").all_inner_texts()
    reader.look("card")
    reader.press("Đăng nhập")
    reader.fill("number", number)
    reader.fill("pin", pin)
    reader.press("Đăng nhập")
    return reader
