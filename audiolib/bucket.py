"""A bucket that holds a store: opened by its URL, and told plainly where it does not answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import ObjectStore, from_url

from audiolib.errors import AudiolibError

_CONNECT_S = 5
_ANSWER_S = 60
"""For one request with its bytes: a part of 5 MB goes at 1 Mbit/s in 40 s."""
_TRIES = 6
_TRIED_S = 15
SILENT = "Generic"
"""The reason of an error where there was no answer, or none that makes sense."""
PROBE_S = 4
"""For a question whose answer is only whether there is one."""


class StoreAwayError(AudiolibError):
    """The store does not answer, or lets us not in."""

    code = "store-away"
    retryable = True

    def __init__(self, location: str, reason: str = "") -> None:
        super().__init__(f"{location}: {reason}")
        self.location = location
        self.reason = reason


def opened(url: str, *, answer_s: float = _ANSWER_S, tries: int = _TRIES) -> ObjectStore:
    """The bucket of a URL; keys, region and endpoint come by the usual variables (`AWS_…`).

    A hiccup is outlasted here, some seconds at most; what lasts longer is its caller's to wait for.
    """
    return from_url(
        url,
        client_options={
            # Only where the endpoint itself is named with http://.
            "allow_http": True,
            "connect_timeout": timedelta(seconds=min(_CONNECT_S, answer_s)),
            "timeout": timedelta(seconds=answer_s),
        },
        retry_config={
            "max_retries": tries,
            "retry_timeout": timedelta(seconds=_TRIED_S),
            "backoff": {
                "init_backoff": timedelta(milliseconds=100),
                "max_backoff": timedelta(seconds=3),
                "base": 2,
            },
        },
    )


@contextmanager
def answering(location: str) -> Iterator[None]:
    """Make what the bucket's library raises where it does not answer an error of ours.

    Raises:
        StoreAwayError: it does not.
    """
    try:
        yield
    except AlreadyExistsError:
        raise
    except BaseError as error:
        raise StoreAwayError(location, type(error).__name__.removesuffix("Error")) from error
