"""Why a step of making could not be done."""

from audiolib.errors import AudiolibError


class MakingError(AudiolibError):
    """Root of what a step fails for; `production` is its number."""

    code = "making"

    def __init__(self, production: int, reason: str = "") -> None:
        super().__init__(f"{production}: {reason}")
        self.production = production
        self.reason = reason


class NoTextError(MakingError):
    """The production has no text yet."""

    code = "making-no-text"


class NoPagesError(MakingError):
    """The scan has no pages yet."""

    code = "making-no-pages"


class NoSuchPageError(MakingError):
    """The scan has no such page, or it can't be done with this one."""

    code = "making-no-such-page"


class BlobLostError(MakingError):
    """The store lacks something that it was given; `reason` is its content key."""

    code = "making-blob-lost"


class FaultyPackageError(MakingError):
    """A check found errors, so nothing goes out: `count` of them, the first with code `first`."""

    code = "making-faulty"

    def __init__(self, production: int, count: int, first: str) -> None:
        super().__init__(production, first)
        self.count = count
        self.first = first


class NothingToDoError(MakingError):
    """There is no work for a machine at the production's station."""

    code = "making-nothing"
