"""Whether a machine that joins reaches all that the service works with."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from audiolib.bucket import StoreAwayError
from audiolib.database import DatabaseAwayError
from audiolib.jobs import repository
from audiolib.jobs.errors import StoreForeignError
from audiolib.service import Service, opened
from audiolib.settings import Settings


@contextmanager
def joined(settings: Settings) -> Iterator[Service]:
    """The service as another machine, or another process, joins it: all that it needs answers.

    Raises:
        DatabaseError: the database is away, or its tables are not those of this Audiolib.
        StoreAwayError: the store does not answer, or is another service's.
    """
    with ExitStack() as stack:
        try:
            service = stack.enter_context(opened(settings))
        except OperationalError as error:
            place = make_url(settings.database.url).render_as_string(hide_password=True)
            raise DatabaseAwayError(place, str(error.orig).strip().partition("\n")[0]) from error
        make_sure_of_store(service)
        yield service


def make_sure_of_store(service: Service) -> None:
    """Raise unless the store answers, and has what the database says it has.

    Raises:
        StoreAwayError: it does not answer.
        StoreForeignError: it is not this service's.
    """
    with service.database.transaction() as session:
        digest = repository.newest_blob(session)
    try:
        service.store.make_sure()
        there = digest is None or service.store.holds(digest)
    except OSError as error:
        raise StoreAwayError(service.store.location, type(error).__name__) from error
    if not there:
        raise StoreForeignError(service.store.location, digest or "")
