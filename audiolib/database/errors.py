"""What can be wrong with the database."""

from audiolib.errors import AudiolibError


class DatabaseError(AudiolibError):
    """Something of the database; `reason` is a technical fact for the log."""

    code = "database"

    def __init__(self, place: str, reason: str = "") -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


class DatabaseAwayError(DatabaseError):
    """No server answers at the address."""

    code = "database-away"
    retryable = True


class DatabaseFolderError(DatabaseError):
    """The folder can't be the database's: its user may not go there, or others may look in."""

    code = "database-folder"


class DatabaseNewerError(DatabaseError):
    """The tables were made by a newer Audiolib than this one."""

    code = "database-newer"


class DatabaseOlderError(DatabaseError):
    """The tables want migrating before this Audiolib may use them."""

    code = "database-older"


class DatabaseNotEmptyError(DatabaseError):
    """A backup was to be put where a library already is."""

    code = "database-not-empty"


class BackupDamagedError(DatabaseError):
    """The file is no backup of ours, or what came out of it is not what its manifest says."""

    code = "backup-damaged"


class DatabaseVersionError(DatabaseError):
    """The server, or its cluster, is of another PostgreSQL than the programs that come with us."""

    code = "database-version"

    def __init__(self, place: str, found: str, ours: str) -> None:
        super().__init__(place, f"PostgreSQL {found}, ours is {ours}")
        self.found = found
        self.ours = ours
