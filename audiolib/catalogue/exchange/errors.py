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
