"""MARC records come out as others read them, and come in with nothing lost."""

import string
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymarc import Field, Indicators, Record, Subfield

from audiolib.catalogue import Person, WorkDraft
from audiolib.catalogue.exchange import (
    RecordDamagedError,
    Told,
    as_iso2709,
    as_marcxml,
    imported,
    read,
    record,
)
from audiolib.errors import SourceHostileError
from audiolib.tables.catalogue import Audience
from tests.audiolib.catalogue.exchange.works import DRAFT, TOLD


def _again(content: bytes) -> Record:
    found = list(read(content, "records"))
    assert len(found) == 1
    assert isinstance(found[0], Record)
    return found[0]


@pytest.mark.parametrize("write", [as_iso2709, as_marcxml])
def test_a_work_comes_back_from_its_own_record(write: object) -> None:
    assert callable(write)
    back = imported(_again(write([record(DRAFT, TOLD)])), TOLD.agency)
    assert back.draft == DRAFT
    assert back.accessibility == TOLD.accessibility


LETTERS = string.ascii_letters + "ăâđêôơưĐếệữ ĄżźжїґЁیکپ" + string.digits
WORDS = st.text(LETTERS, min_size=1, max_size=40).map(lambda t: " ".join(t.split())).filter(bool)
YEARS = st.integers(1000, 2026)
PEOPLE = st.lists(
    st.builds(
        Person,
        WORDS,
        st.sampled_from(["aut", "trl", "nrt", "ill"]),
        st.none() | YEARS,
        st.none() | YEARS,
    ),
    max_size=4,
)


@given(
    title=WORDS,
    subtitle=st.just("") | WORDS,
    language=st.sampled_from(["vi", "en", "uk", "ru", "fa", "cjm", "vi-VN"]),
    people=PEOPLE,
    summary=st.just("") | WORDS,
    subjects=st.lists(st.tuples(st.sampled_from(["", "lcsh"]), WORDS), max_size=3, unique=True),
    audience=st.sampled_from(list(Audience)),
    ages=st.none() | st.tuples(st.integers(0, 99), st.integers(0, 99)).map(sorted),
    year=st.none() | YEARS,
)
def test_whatever_is_written_down_comes_back(
    title: str,
    subtitle: str,
    language: str,
    people: list[Person],
    summary: str,
    subjects: list[tuple[str, str]],
    audience: Audience,
    ages: list[int] | None,
    year: int | None,
) -> None:
    # The first author leads a record, whoever stood before.
    people.sort(key=lambda person: person.role != "aut")
    draft = WorkDraft(
        title=title,
        subtitle=subtitle,
        language=language,
        people=tuple(people),
        summary=summary,
        subjects=tuple(subjects),
        audience=audience,
        age_from=ages[0] if ages else None,
        age_to=ages[1] if ages else None,
        first_published=year,
    )
    made = record(draft, TOLD)
    assert imported(_again(as_iso2709([made])), TOLD.agency).draft == draft
    assert imported(_again(as_marcxml([made])), TOLD.agency).draft == draft


def test_008_has_forty_places_and_the_leader_says_sound() -> None:
    made = record(DRAFT, TOLD)
    fixed = made["008"].data
    assert fixed is not None
    assert len(fixed) == 40
    assert fixed[35:38] == "vie"
    assert fixed[6:15] == "r20261941"
    assert made.leader[6] == "i"
    assert all(len(field.data or "") == 14 for field in made.get_fields("007"))
    assert made["306"]["a"] == "061200"


def test_a_synthetic_voice_is_disclosed_in_the_language_of_the_record() -> None:
    assert record(DRAFT, TOLD)["511"]["a"] == "Giọng đọc tổng hợp: vi."


def _of_others() -> Record:
    made = Record(leader="00000nam a2200000 a 4500")
    made.fields.append(Field("003", data="VN-HCM"))
    made.fields.append(Field("008", data="990101s1998    vm            000 1 vie  "))
    for tag, indicators, parts in (
        ("020", "  ", [("a", "9786042088640 (bìa mềm)")]),
        ("082", "04", [("a", "895.922"), ("2", "23")]),
        ("100", "1 ", [("a", "Nguyễn, Nhật Ánh,"), ("d", "1955-")]),
        ("245", "10", [("a", "Mắt biếc :"), ("b", "truyện dài /"), ("c", "Nguyễn Nhật Ánh.")]),
        ("260", "  ", [("a", "H. :"), ("b", "Trẻ,"), ("c", "1998")]),
        ("300", "  ", [("a", "241 tr. ;"), ("c", "20 cm")]),
        ("500", "  ", [("a", "Tái bản lần thứ hai")]),
        ("650", " 4", [("a", "Văn học Việt Nam"), ("x", "Thế kỷ 20")]),
        ("852", "  ", [("a", "Kho mượn")]),
    ):
        subfields = [Subfield(code, value) for code, value in parts]
        made.fields.append(Field(tag, Indicators(*indicators), subfields))
    return made


def test_a_record_of_others_gives_a_draft_and_keeps_what_no_column_holds() -> None:
    draft = imported(_again(as_iso2709([_of_others()])), "VN-BT").draft
    assert (draft.title, draft.subtitle, draft.language) == ("Mắt biếc", "truyện dài", "vi")
    assert draft.people == (Person("Nguyễn Nhật Ánh", "aut", 1955, None),)
    assert draft.identifiers == (("isbn", "9786042088640"),)
    assert draft.first_published == 1998
    assert draft.print_extent == "241 tr."
    out = record(draft, TOLD)
    assert out["082"].format_field() == "895.922 23"
    assert out["500"]["a"] == "Tái bản lần thứ hai"
    assert out["650"]["x"] == "Thế kỷ 20"
    assert out["852"]["a"] == "Kho mượn"
    once = imported(_again(as_iso2709([out])), TOLD.agency).draft
    assert once == draft


def test_names_of_the_west_are_turned_and_vietnamese_ones_are_not() -> None:
    made = Record()
    made.fields.append(Field("041", Indicators("0", " "), [Subfield("a", "eng")]))
    made.fields.append(Field("100", Indicators("1", " "), [Subfield("a", "Austen, Jane,")]))
    assert imported(made).draft.people == (Person("Jane Austen"),)


def test_a_damaged_record_stops_no_other() -> None:
    good = as_iso2709([record(DRAFT, TOLD)])
    found = list(read(good + b"00123 this is nothing\x1d" + good, "records"))
    assert [isinstance(each, Record) for each in found] == [True, False, True]
    assert isinstance(found[1], RecordDamagedError)
    assert found[1].record == 2


@given(st.binary(max_size=400))
def test_bytes_of_any_kind_give_records_or_errors(content: bytes) -> None:
    assert all(
        isinstance(each, Record | RecordDamagedError) for each in read(b"0" + content, "records")
    )


def test_utf8_that_says_it_is_marc8_is_read_as_utf8() -> None:
    content = bytearray(as_iso2709([_of_others()]))
    content[9:10] = b" "
    assert imported(_again(bytes(content))).draft.title == "Mắt biếc"


def test_entities_in_marcxml_are_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><collection>&b;</collection>'
    with pytest.raises(SourceHostileError):
        list(read(bomb, "records.xml"))


def test_a_summary_longer_than_a_field_is_told_in_parts() -> None:
    long = " ".join(["Đất rừng"] * 2000)
    draft = WorkDraft(title="Dài", language="vi", summary=long)
    told = Told(number=1, agency="X", changed=datetime(2026, 1, 1, tzinfo=UTC))
    assert imported(_again(as_iso2709([record(draft, told)])), "X").draft.summary == long


def test_signs_that_end_fields_cannot_come_in_by_a_title() -> None:
    draft = WorkDraft(title="A\x1eB\x1fcC\x1dD", language="en")
    assert _again(as_iso2709([record(draft, TOLD)]))["245"]["a"] == "A B cC D."
