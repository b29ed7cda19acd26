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
