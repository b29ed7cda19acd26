"""What is wrong with an errand."""

from audiolib.errors import AudiolibError


class ErrandUnknownError(AudiolibError):
    """There is no such errand, or it is none of theirs."""

    code = "errand-unknown"

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


class ErrandOverError(AudiolibError):
    """An errand can't be called off, or done again: it has ended, or has not."""

    code = "errand-over"

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number
