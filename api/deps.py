"""What an endpoint may ask for: the service, the transaction, who asks, what a form said."""

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Depends, Path, Request
from sqlmodel import Session
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from api import csrf, known
from api.errors import FieldError, ManyFilesError
from api.languages import asked
from audiolib.people import ANONYMOUS, Reader
from audiolib.service import Service


async def service(request: Request) -> Service:
    """The service of this process.

    What neither waits nor reckons is `async`: it needs no thread, which costs more than it does.
    """
    found: Service = request.app.state.service
    return found


ServiceOf = Annotated[Service, Depends(service)]


def session(service: ServiceOf) -> Iterator[Session]:
    """The one transaction of the request: kept before the answer goes out, or forgotten."""
    with service.database.transaction() as opened:
        yield opened


SessionOf = Annotated[Session, Depends(session, scope="function")]


async def now() -> datetime:
    """The time of the request."""
    return datetime.now(UTC)


FILES = 300
"""In one form: the pages of a book as photographs. Each large one is an open file."""
Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
"""The number of a row in an address."""
Now = Annotated[datetime, Depends(now)]


async def today(now: Now) -> date:
    """The day of the request where the library is."""
    return now.astimezone().date()


Today = Annotated[date, Depends(today)]


def reader(request: Request, service: ServiceOf, now: Now) -> Reader:
    """Who asks: by the cookie of a browser, or by the token of a program.

    In a transaction that ends here: a body may come slowly, and a connection that waited for it
    would be lacking to everybody else.
    """
    if known.is_looked_up(request):
        with service.database.transaction() as session:
            found = known.reader(request, service, session, now)
    else:
        found = ANONYMOUS
    request.state.reader = found
    request.state.language = asked(request, found)
    return found


ReaderOf = Annotated[Reader, Depends(reader, scope="function")]


async def _form(request: Request) -> FormData:
    """What a form said; it is read once, however often it is asked for.

    Raises:
        ManyFilesError: it brings more files than may be open at once.
    """
    try:
        return await request.form(max_files=FILES, max_fields=2000)
    except HTTPException as error:
        if "files" in str(error.detail):
            raise ManyFilesError(FILES) from error
        raise


async def fields(request: Request, service: ServiceOf) -> AsyncIterator[Mapping[str, str]]:
    """What a form said, by name; refused where the form is not one of ours.

    Of a field that is told twice the last counts; white space around a value does not.
    """
    form = await _form(request)
    told = {name: value.strip() for name, value in form.items() if isinstance(value, str)}
    if odd := next((n for n, value in told.items() if "\x00" in n + value), None):
        # No field holds it, and no database keeps it.
        raise FieldError(odd.replace("\x00", ""), "U+0000")
    csrf.check(request, service, told.pop(csrf.FIELD, ""))
    try:
        yield told
    finally:
        await form.close()


def unforged(request: Request, service: ServiceOf) -> None:
    """Raise where a script's request may come from another site; a program's token is proof enough.

    Raises:
        ForeignFormError: it may.
    """
    if request.method not in ("GET", "HEAD", "OPTIONS") and not known.bearer(request):
        csrf.check(request, service, "")


Fields = Annotated[Mapping[str, str], Depends(fields, scope="function")]


async def files(request: Request, told: Fields) -> list[UploadFile]:
    """The files of a form that came whole, those without a name left out."""
    form = await _form(request)
    return [v for _, v in form.multi_items() if isinstance(v, UploadFile) and v.filename]


Files = Annotated[list[UploadFile], Depends(files, scope="function")]
