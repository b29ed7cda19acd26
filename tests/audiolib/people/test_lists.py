"""The library system's list of patrons: looked at, taken over, the same once more."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from audiolib.catalogue.exchange.errors import SheetError
from audiolib.catalogue.exchange.forms import sheet
from audiolib.people import cards, lists
from audiolib.people.cards import PatronDraft
from audiolib.people.errors import ConsentMissingError, ListEmptyError, NotYourDutyError
from audiolib.people.lists import Entry, Seen, Will
from audiolib.rights import audit
from audiolib.tables import Consent, Patron
from tests.audiolib.people.conftest import NOW, TODAY, Library

HEADINGS = "Họ và tên;Số thẻ;Ngày sinh;Điện thoại;Ngày hết hạn;Ghi chú"
LIST = f"""{HEADINGS}
Nguyễn Văn An;A-1;1980-05-04;0912 345 678;31/12/2028;
Trần Thị Bé;A-2;1975;;31.12.2028;khách quen
Lê Cũ;A-3;;;01/01/2020;
""".encode()


def took(session: Session, library: Library, content: bytes, *, end: bool = False) -> Seen:
    return lists.take_over(
        session,
        lists.read(content),
        library.province,
        by=library.librarian,
        now=NOW,
        consent="list-1",
        end_gone=end,
    )


def wills(seen: Seen) -> list[tuple[str, str]]:
    return [(line.entry.number, line.fault or line.will.value) for line in seen.lines]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_enters_patrons_once(session: Session, library: Library, form: str) -> None:
    content = LIST
    if form == "xlsx":
        content = sheet.as_xlsx([line.split(";") for line in LIST.decode().splitlines()])
    first = took(session, library, content)
    assert wills(first) == [("A-1", "new"), ("A-2", "new"), ("A-3", "over")]
    an, be = session.exec(select(Patron).order_by("id")).all()
    assert (an.name, an.phone, an.birth_year) == ("Nguyễn Văn An", "0912345678", 1980)
    assert (be.birth_year, be.expires_on.isoformat(), be.pin_hash) == (1975, "2028-12-31", "")
    assert {c.channel for c in session.exec(select(Consent))} == {"import"}
    again = took(session, library, content)
    assert wills(again) == [("A-1", "same"), ("A-2", "same"), ("A-3", "over")]
    assert len(session.exec(select(Patron)).all()) == 2
    assert audit.verify(session) is None


def test_a_changed_row_changes_its_fields_and_whoever_is_gone_is_told(
    session: Session, library: Library
) -> None:
    took(session, library, LIST)
    changed = f"{HEADINGS}\nNguyễn Văn An;A-1;1980-05-04;0987654321;31/12/2030;\n".encode()
    seen = took(session, library, changed)
    (line,) = seen.lines
    assert (line.will, set(line.changes)) == (Will.CHANGE, {"phone", "expires_on"})
    assert [name for _id, name in seen.gone] == ["Trần Thị Bé"]
    be = session.exec(select(Patron).where(Patron.source_number == "A-2")).one()
    assert be.expires_on.year == 2028
    took(session, library, changed, end=True)
    assert be.expires_on == TODAY
    assert took(session, library, changed, end=True).gone == ()


def test_somebody_who_has_a_card_is_not_entered_twice(session: Session, library: Library) -> None:
    draft = PatronDraft(
        name="Nguyễn Văn An", branch_id=library.province, consent="1", phone="+84912345678"
    )
    expires = TODAY + timedelta(days=9)
    issued = cards.issue(session, draft, expires_on=expires, by=library.librarian, now=NOW)
    seen = took(session, library, LIST)
    assert seen.lines[0].patron_id == issued.patron_id
    an = session.get_one(Patron, issued.patron_id)
    assert (an.source_number, an.card_number) == ("A-1", issued.number)


def test_faulty_rows_are_told_and_left_out(session: Session, library: Library) -> None:
    rows = "\n".join(
        (
            HEADINGS,
            "An;;;;31/12/2028;",
            "An;B-1;;;hôm nào;",
            "An;B-2;32/13/1980;;31/12/2028;",
            ";B-3;;;31/12/2028;",
            "An;B-4;;gọi sau;31/12/2028;",
            "Bé Na;B-5;2020-01-01;;31/12/2028;",
            "An;B-6;;;31/12/2028;",
            "An;B-6;;;31/12/2028;",
        )
    ).encode()
    faults = [line.fault for line in took(session, library, rows).lines]
    assert faults == [
        "list-number",
        "list-day",
        "list-day",
        "name-missing",
        "contact-odd",
        "guardian-missing",
        "",
        "list-twice",
    ]
    assert len(session.exec(select(Patron)).all()) == 1


def test_a_number_of_another_branch_is_left_alone(session: Session, library: Library) -> None:
    took(session, library, LIST)
    entries = lists.read(LIST)
    seen = lists.look(session, entries, library.other, by=library.librarian, today=TODAY)
    assert [line.fault for line in seen.lines][:2] == ["list-elsewhere"] * 2
    assert seen.gone == ()


def test_who_may_not_and_nobody_without_consent(session: Session, library: Library) -> None:
    entries = lists.read(LIST)
    with pytest.raises(NotYourDutyError):
        lists.look(session, entries, library.district, by=library.clerk, today=TODAY)
    with pytest.raises(ConsentMissingError):
        lists.take_over(
            session, entries, library.province, by=library.librarian, now=NOW, consent=""
        )


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff", b"a;b\n1;2\n", b"PK\x03\x04nonsense", HEADINGS.encode()]
)
def test_what_is_no_list_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises((SheetError, ListEmptyError)):
        lists.read(content)


TEXTS = st.text(max_size=30)


@given(
    st.lists(
        st.builds(
            Entry,
            row=st.integers(1, 5000),
            **{name: TEXTS for name in Entry.__dataclass_fields__ if name != "row"},
        ),
        max_size=5,
    )
)
def test_rows_are_carried_whole(entries: list[Entry]) -> None:
    assert lists.unpacked(lists.packed(entries)) == entries


@pytest.mark.parametrize("told", ["", "x", "eJw", "é", "eJyLjgUAARUAuQ=="])
def test_a_text_that_carries_nothing_of_ours_is_refused_or_empty(told: str) -> None:
    with suppress(SheetError):
        assert lists.unpacked(told) == []


def test_no_row_of_a_stranger_s_form_stops_the_look(session: Session, library: Library) -> None:
    odd = Entry(1, "\u202e1", "A" * 500, "9999", "\x00", "@", "0001-01-01", "", "")
    seen = lists.look(
        session,
        [odd, replace(odd, number="2", phone="", email="", born="0000")],
        library.province,
        by=library.librarian,
        today=TODAY,
    )
    assert all(line.will is not Will.NEW for line in seen.lines)
