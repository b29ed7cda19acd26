"""The notice at the start of a protected copy: in the book's language, only where it is due."""

import pytest

from audiolib.database import Database
from audiolib.making.repository import described
from audiolib.rights.notice import notice, words
from audiolib.rights.policy import shipped
from audiolib.tables import Production
from audiolib.tables.catalogue import RightsStatus
from tests.audiolib.rights.library import NOW, Library


@pytest.mark.parametrize("language", ["vi", "en", "uk", "ru", "fa"])
def test_each_of_our_languages_has_its_own_sentence(language: str) -> None:
    said = words(shipped(), language)
    assert said
    assert not said.endswith(".")
    assert said == words(shipped(), f"{language}-XX")
    assert (said == words(shipped(), "de")) == (language == "en")


@pytest.mark.parametrize("status", RightsStatus)
def test_the_notice_is_due_for_what_was_made_under_the_exception(
    database: Database, status: RightsStatus
) -> None:
    with database.transaction() as session:
        library = Library(session)
        work = library.work(status)
        assert bool(notice(session, work, "vi", NOW)) == (status is RightsStatus.MARRAKESH)
        assert notice(session, work + 1, "vi", NOW) == ""


def test_it_goes_into_the_metadata_that_is_spoken_and_stands_in_every_package(
    database: Database,
) -> None:
    with database.transaction() as session:
        library = Library(session)
        protected, free = (
            library.work(status) for status in (RightsStatus.MARRAKESH, RightsStatus.PUBLIC_DOMAIN)
        )
        made = [
            Production(work_id=work, branch_id=1, slug=f"w{work}", language="vi", created_by=1)
            for work in (protected, free)
        ]
        said = [described(session, production).get("rights", "") for production in made]
    assert said == [words(shipped(), "vi"), ""]
