"""What stops `audiolib admin`."""

from audiolib.errors import AudiolibError


class NoLibraryError(AudiolibError):
    """There is no library yet: nobody has gone through the first set-up."""

    code = "admin-no-library"

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class BranchUnnamedError(AudiolibError):
    """A branch must be named, and the name is none of those there are; `known` are their codes."""

    code = "admin-branch"

    def __init__(self, branch: str, known: str) -> None:
        super().__init__(f"{branch}: {known}")
        self.branch = branch
        self.known = known


class AuditBrokenError(AudiolibError):
    """An entry of the audit is changed, missing or out of place; `entry` is its number."""

    code = "admin-audit-broken"

    def __init__(self, entry: int) -> None:
        super().__init__(str(entry))
        self.entry = entry
