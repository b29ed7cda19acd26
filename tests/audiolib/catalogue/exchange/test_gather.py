"""A record tells of the release that readers get, and of the rights that were decided."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pymarc import Record

from audiolib.catalogue import WorkDraft, add_work
from audiolib.catalogue.exchange import Library, as_iso2709, gather, imported, read, record
from audiolib.database import Database
from audiolib.tables import Branch
from audiolib.tables.catalogue import RightsStatus
from tests.audiolib.catalogue.exchange.works import DRAFT

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_a_work_without_release_has_a_record_of_its_own(database: Database) -> None:
    with database.transaction() as session:
        session.add(Branch(code="bt"))
        session.flush()
        work = add_work(session, DRAFT, 1, NOW)
        draft, told = gather(session, work, Library("VN-BT", "https://sachnoi.example/"))
        assert told.restricted
        assert told.address == f"https://sachnoi.example/works/{work.id}"
        assert told.rights == "Chưa xác định được chủ sở hữu quyền tác giả."
        back = next(iter(read(as_iso2709([record(draft, told)]), "x")))
        assert isinstance(back, Record)
        # The catalogue keeps terms in an order of their own.
        again = imported(back, "VN-BT").draft
        assert replace(again, subjects=tuple(sorted(again.subjects))) == replace(
            DRAFT, subjects=tuple(sorted(DRAFT.subjects))
        )


@pytest.mark.parametrize("status", list(RightsStatus))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_status_has_a_sentence(database: Database, status: str, language: str) -> None:
    with database.transaction() as session:
        session.add(Branch(code="bt"))
        session.flush()
        work = add_work(session, WorkDraft(title="A", language="vi"), 1, NOW)
        session.expunge(work)
        work.rights_status = RightsStatus(status)
        _draft, told = gather(session, work, Library("X", "", language))
        assert told.rights.endswith(".")
        assert told.address == ""
