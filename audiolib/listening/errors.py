"""What the listening check refuses."""

from audiolib.errors import AudiolibError


class ListeningError(AudiolibError):
    """Something of the listening check that can't be done."""

    code = "listening"


class NoSuchPlaceError(ListeningError):
    """The phrase does not sound in what was narrated last, or there is no such code of defects."""

    code = "listening-place"


class OpenDefectsError(ListeningError):
    """There are defects that nobody mended: `count` of them."""

    code = "listening-open"

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


class NothingFoundError(ListeningError):
    """No defect was told, so that there is nowhere to send it back to."""

    code = "listening-nothing"
