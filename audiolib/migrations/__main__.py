"""Write the draft of the next revision: `python -m audiolib.migrations NAME`.

Works on a database of its own, in a folder that goes again.
"""

import sys
import tempfile
from pathlib import Path

from audiolib.database import Database
from audiolib.database.embedded import Embedded
from audiolib.migrations import draft, migrate


def main(name: str) -> None:
    """Make a database at the newest revision, and compare the tables with it."""
    number = 1 + sum(1 for _ in (Path(__file__).parent / "versions").glob("[0-9]*.py"))
    # Not below a folder that the server's user can't enter.
    with tempfile.TemporaryDirectory(prefix="audiolib-draft-") as folder:
        Path(folder).chmod(0o711)
        server = Embedded(Path(folder) / "database")
        database = Database(server.start())
        try:
            migrate(database)
            draft(database, name, f"{number:04d}")
        finally:
            database.close()
            server.stop()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
