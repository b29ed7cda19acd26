"""What stops a human narration before it is made."""

from audiolib.errors import AudiolibError


class RecordingUnreadableError(AudiolibError):
    """A recording that is missing, damaged, or holds no sound."""

    code = "human-unreadable"

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


class RecordingLongError(AudiolibError):
    """A recording that is too long to be aligned at once; minutes."""

    code = "human-long"

    def __init__(self, file: str, minutes: int, limit: int) -> None:
        super().__init__(f"{file}: {minutes} of {limit} minutes")
        self.file = file
        self.minutes = minutes
        self.limit = limit


class TooManyRecordingsError(AudiolibError):
    """There are more recordings than sections that they could be readings of."""

    code = "human-too-many"

    def __init__(self, files: int, sections: int) -> None:
        super().__init__(f"{files} for {sections}")
        self.files = files
        self.sections = sections


class HalfNamedError(AudiolibError):
    """Some recordings say which section they are of, and others don't."""

    code = "human-half-named"

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file
