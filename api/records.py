"""What pages and programs share of records that come in and go out."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session
from starlette.responses import Response, StreamingResponse

from api.deps import Now
from api.policy import MAKERS
from audiolib.catalogue.exchange import Library, give
from audiolib.catalogue.exchange.incoming import bring
from audiolib.catalogue.model import SearchRequest
from audiolib.catalogue.search import matching
from audiolib.people import Reader
from audiolib.rights.repository.visible import visible
from audiolib.service import Service
from audiolib.uploads import UploadUnknownError
from audiolib.uploads import repository as uploads

NOTES = ("vi", "en")
"""Languages that the notes of a record may be in."""


def library(service: Service, language: str) -> Library:
    """Who gives records, with notes in the language nearest to somebody's."""
    told = service.settings.library
    return Library(told.code or told.name, service.url, noted(language))


def noted(language: str) -> str:
    """The language of notes that is nearest to somebody's."""
    return language if language in NOTES else "en"


def mine(reader: Reader) -> Callable[[int], bool]:
    """Whether somebody may put in and change works of a branch."""
    return lambda branch_id: any(reader.holds(role, branch_id) for role in MAKERS)


def handed_over(
    service: Service,
    session: Session,
    reader: Reader,
    path: Path,
    name: str,
    upload: str,
    now: Now,
) -> tuple[str, int, str]:
    """Key in the store, size and name of a file that came: as a path, or before as an upload.

    Raises:
        UploadUnknownError: there is no such upload, or not all of it has come.
        RecordsEmptyError, RecordsTooLargeError: it is not taken in.
    """
    if upload:
        found = uploads.find(session, upload, reader.account_id or 0, now)
        if not found.digest:
            raise UploadUnknownError
        return found.digest, found.length, found.name or name
    bring.make_sure_of_size(path.stat().st_size, service.settings.records)
    digest, size = service.store.put_file(path)
    return digest, size, name


def table(rows: Iterator[bytes], number: int) -> Response:
    """What the rows of a file do, as a file of its own."""
    attached = f'attachment; filename="records-{number}.csv"'
    headers = {"Content-Disposition": attached, "Cache-Control": "private, no-store"}
    return StreamingResponse(rows, headers=headers, media_type="text/csv; charset=utf-8")


def given(
    service: Service, reader: Reader, now: Now, form: str, request: SearchRequest, language: str
) -> Iterator[bytes]:
    """The records that somebody may know of and looked for, in a form of `give.FORMS`."""

    def among(session: Session) -> ColumnElement[bool]:
        return and_(visible(session, reader, now), matching(request))

    open_ = service.database.transaction
    return give.give(form, open_, among, library(service, language))


def attached(form: str, now: Now) -> dict[str, str]:
    """The headers of a file of records: what it is called, and that nobody keeps it."""
    name = f"audiolib-{now:%Y-%m-%d}{give.FORMS[form].suffix}"
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
