"""What can be wrong with a wish to the catalogue."""

from collections.abc import Sequence
from datetime import date

from audiolib.errors import AudiolibError


class WorkUnknownError(AudiolibError):
    """There is no such work, or the asker may not know of it."""

    code = "work-unknown"

    def __init__(self, work: int) -> None:
        super().__init__(str(work))
        self.work = work


class WorkChangedError(AudiolibError):
    """Somebody else changed the work meanwhile; `version` is the one there is now."""

    code = "work-changed"

    def __init__(self, work: int, version: int) -> None:
        super().__init__(f"{work}: {version}")
        self.work = work
        self.version = version


class WorkIncompleteError(AudiolibError):
    """A work lacks what every one must have; `field` names it."""

    code = "work-incomplete"

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class WorkWrongError(WorkIncompleteError):
    """A field holds what it can't: `field` names it, and `value` is the beginning of that."""

    code = "work-wrong"

    def __init__(self, field: str, value: str) -> None:
        super().__init__(field)
        self.value = value[:80]


class WorkTooLongError(WorkIncompleteError):
    """A field has more than `most` letters."""

    code = "work-too-long"

    def __init__(self, field: str, most: int) -> None:
        super().__init__(field)
        self.most = most


class IdentifierTakenError(AudiolibError):
    """Another work has the identifier already; it may be the same."""

    code = "identifier-taken"

    def __init__(self, kind: str, value: str, work: int) -> None:
        super().__init__(f"{kind} {value}: {work}")
        self.kind = kind
        self.value = value
        self.work = work


class CursorError(AudiolibError):
    """A cursor that we did not give."""

    code = "cursor-wrong"


class BranchUnknownError(AudiolibError):
    """There is no such branch on that day."""

    code = "branch-unknown"

    def __init__(self, branch: int) -> None:
        super().__init__(str(branch))
        self.branch = branch


class BranchLoopError(AudiolibError):
    """A branch can't lie below itself, today or on a later day."""

    code = "branch-loop"

    def __init__(self, branch: int) -> None:
        super().__init__(str(branch))
        self.branch = branch


class BranchDayError(AudiolibError):
    """A branch has changed, or will change, on a later day; what was is not written anew."""

    code = "branch-day"

    def __init__(self, branch: int, day: date) -> None:
        super().__init__(f"{branch}: {day}")
        self.branch = branch
        self.day = day.isoformat()


class BranchNewError(AudiolibError):
    """A branch can't end on the day on which it begins."""

    code = "branch-new"

    def __init__(self, branch: int, day: date) -> None:
        super().__init__(f"{branch}: {day}")
        self.branch = branch
        self.day = day.isoformat()


class BranchIncompleteError(AudiolibError):
    """An act on a branch lacks something; `field` is `name`, `code`, `reason` or `parent`."""

    code = "branch-incomplete"

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class BranchCodeTakenError(AudiolibError):
    """Another branch has that code."""

    code = "branch-code-taken"

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told


class BranchRoleError(AudiolibError):
    """Whoever asks does not manage a branch that the act is on."""

    code = "branch-role"

    def __init__(self, branch: int) -> None:
        super().__init__(str(branch))
        self.branch = branch


class BranchNotHereError(AudiolibError):
    """Cards or works that were named are not a branch's; `those` are the first of them."""

    code = "branch-not-here"

    def __init__(self, branch: int, those: Sequence[str]) -> None:
        super().__init__(f"{branch}: {those}")
        self.branch = branch
        self.those = ", ".join(told[:40] for told in those)


class ColumnUnknownError(AudiolibError):
    """There is no such column of the offer."""

    code = "column-unknown"

    def __init__(self, column: int) -> None:
        super().__init__(str(column))
        self.column = column


class ColumnIncompleteError(AudiolibError):
    """A column is called nothing in any language."""

    code = "column-incomplete"


class ColumnRoleError(AudiolibError):
    """The offer is arranged by whoever manages a branch at the top."""

    code = "column-role"
