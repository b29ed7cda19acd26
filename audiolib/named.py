"""The library's name: what the settings say, else that of the branch of the first set-up."""

import time
from datetime import UTC, datetime
from threading import Lock

from sqlalchemy.exc import SQLAlchemyError

from audiolib.catalogue.branches import repository
from audiolib.database import Database
from audiolib.settings import LibrarySettings

ASKED_EVERY_S = 20.0
"""A branch that was renamed is called so after this time at the latest."""
ASKED_AGAIN_S = 5.0
"""While the database is away, the name that was known does for so long."""


class Name:
    """The name as one process knows it; many threads may ask."""

    def __init__(self) -> None:
        self._known = ""
        self._again = 0.0
        self._lock = Lock()

    def of(self, settings: LibrarySettings, database: Database) -> str:
        """The name; the setting's own default while there is no branch.

        Only one thread at a time asks the database: others, which may hold a connection of their
        own, go on with what was known.

        Raises:
            SQLAlchemyError: nothing was known yet, and the database is away.
        """
        if "name" in settings.model_fields_set:
            return settings.name
        if (not self._known or time.monotonic() >= self._again) and self._lock.acquire(
            blocking=False
        ):
            try:
                with database.transaction() as session:
                    today = datetime.now(UTC).astimezone().date()
                    self._known = repository.top(session, today) or ""
                self._again = time.monotonic() + ASKED_EVERY_S
            except SQLAlchemyError:
                self._again = time.monotonic() + ASKED_AGAIN_S
                if not self._known:
                    raise
            finally:
                self._lock.release()
        return self.known(settings)

    def known(self, settings: LibrarySettings) -> str:
        """The name as far as it was asked for before; nobody is asked now."""
        return (
            settings.name if "name" in settings.model_fields_set else self._known or settings.name
        )
