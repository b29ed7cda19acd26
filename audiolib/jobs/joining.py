"""Whether a machine that joins reaches all that the service works with."""

from obstore.exceptions import BaseError

from audiolib.jobs import repository
from audiolib.jobs.errors import StoreAwayError, StoreForeignError
from audiolib.service import Service


def make_sure_of_store(service: Service) -> None:
    """Raise unless the store answers, and has what the database says it has.

    Raises:
        StoreAwayError: it does not answer.
        StoreForeignError: it is not this service's.
    """
    with service.database.transaction() as session:
        digest = repository.newest_blob(session)
    try:
        there = service.store.holds(digest or "0" * 64)
    except (BaseError, OSError) as error:
        raise StoreAwayError(service.store.location, type(error).__name__) from error
    if digest and not there:
        raise StoreForeignError(service.store.location, digest)
