"""Dublin Core says what it can of a work, and gives it back."""

from dataclasses import replace

import pytest

from audiolib.catalogue import Person, WorkDraft
from audiolib.catalogue.exchange.forms import dublin_core
from audiolib.errors import SourceDamagedError, SourceHostileError
from audiolib.tables.catalogue import Audience
from tests.audiolib.catalogue.exchange.works import DRAFT, TOLD


def test_dcterms_gives_back_what_it_can_say() -> None:
    back = dublin_core.read(dublin_core.dcterms(DRAFT, TOLD), "x")
    assert back == replace(
        DRAFT,
        people=(Person("Tô Hoài"), Person("Ngô Mạnh Lân", "ill"), Person("Lan Anh", "nrt")),
        genre="",
        print_extent="",
        series_number="",
        identifiers=(("uri", TOLD.address), ("isbn", "9786042088640")),
        subjects=(("", "Côn trùng"), ("", "Crickets")),
    )


def test_oai_dc_has_only_the_fifteen_elements_and_gives_them_back() -> None:
    content = dublin_core.oai_dc(DRAFT, TOLD)
    back = dublin_core.read(content, "x")
    assert (back.title, back.subtitle) == (DRAFT.title, DRAFT.subtitle)
    assert back.first_published == 1941
    assert ("isbn", "9786042088640") in back.identifiers
    assert back.audience is Audience.GENERAL
    assert b"dcterms" not in content
    assert b"<dc:type>Sound</dc:type>" in content


def test_a_title_with_markup_and_control_signs_stays_a_title() -> None:
    draft = WorkDraft(title="<b>&\x00\x0b\ufffe", language="en")
    assert dublin_core.read(dublin_core.oai_dc(draft, TOLD), "x").title == "<b>&"


def test_records_that_are_none_are_refused() -> None:
    with pytest.raises(SourceDamagedError):
        dublin_core.read(b"nothing", "x")
    with pytest.raises(SourceHostileError):
        dublin_core.read(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "x")
