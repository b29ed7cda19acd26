"""What can be wrong with records of others."""

from audiolib.errors import AudiolibError


class RecordDamagedError(AudiolibError):
    """A record can't be read; `record` counts from 1, 0 where it is the file."""

    code = "record-damaged"

    def __init__(self, record: int, reason: str) -> None:
        super().__init__(f"{record}: {reason}")
        self.record = record
        self.reason = reason


class SheetError(AudiolibError):
    """A table that can't be read at all; `reason` is one of `format`, `size`, `columns`."""

    code = "sheet-unreadable"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TableError(AudiolibError):
    """A row of a table can't be read, nor what comes after it: quotation marks, odd signs."""

    code = "table-broken"

    def __init__(self, row: int) -> None:
        super().__init__(str(row))
        self.row = row


class TableEncodingError(TableError):
    """A row of a table is neither in UTF-8 nor in UTF-16."""

    code = "table-encoding"


class TableLineError(TableError):
    """A row of a table is longer than any row is."""

    code = "table-line"


class RecordsError(AudiolibError):
    """A file of records that is not taken in as a whole."""

    code = "records-unreadable"


class RecordsEmptyError(RecordsError):
    """There is no record in it."""

    code = "records-empty"


class RecordsTooLargeError(RecordsError):
    """It has more bytes (`limit_mb`), or more records (`most`), than are taken in at once."""

    code = "records-too-large"

    def __init__(self, limit_mb: int, most: int) -> None:
        super().__init__(limit_mb, most)
        self.limit_mb = limit_mb
        self.most = most


class RecordFileUnknownError(AudiolibError):
    """There is no such file of records, or it is another person's."""

    code = "records-unknown"

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


class RecordsStateError(AudiolibError):
    """A file of records is not where it would have to be: looked at, brought in, at rest."""

    code = "records-state"

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


class RecordsRefusedError(AudiolibError):
    """Whoever had this done may not add works in the branch, or may not any more."""

    code = "records-branch"
