"""What stops an act that touches rights."""

from datetime import date

from audiolib.errors import AudiolibError
from audiolib.rights.decision import Decision


class RightsError(AudiolibError):
    """Root of what goes wrong with rights."""

    code = "rights"


class PolicyError(RightsError):
    """A policy that can't be used; `place` names the entry, `reason` is for whoever wrote it."""

    code = "rights-policy-wrong"

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


class DeniedError(RightsError):
    """An act that a decision denies; the decision's own sentences say why, and what to do."""

    code = "rights-denied"

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason)
        self.decision = decision


class NotPublicError(DeniedError):
    """A work that may not stand in a public channel."""

    code = "rights-not-public"


class OfficeError(RightsError):
    """Nobody of the right office in the work's branch: `office` is the policy's."""

    code = "rights-office"

    def __init__(self, office: str) -> None:
        super().__init__(office)
        self.office = office


class NoSuchWorkError(RightsError):
    """There is no such work."""

    code = "rights-work-missing"


class NoSuchRecordError(RightsError):
    """There is no such entry; `number` is the one asked for."""

    code = "rights-record-missing"

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


class EvidenceError(RightsError):
    """A status without what it rests on; `lacks` names the missing part."""

    code = "rights-evidence"

    def __init__(self, lacks: str) -> None:
        super().__init__(lacks)
        self.lacks = lacks


class StillProtectedError(RightsError):
    """A work that is protected by the policy's terms; `until` is the day on which it is free."""

    code = "rights-still-protected"

    def __init__(self, until: date) -> None:
        super().__init__(until.isoformat())
        self.until = until


class SamePersonError(RightsError):
    """The second look is another person's."""

    code = "rights-same-person"


class AlreadyDecidedError(RightsError):
    """Somebody has decided in the meantime: what was looked at is no longer the newest."""

    code = "rights-already-decided"


class CopyNumberError(RightsError):
    """A number of a copy that was mistyped."""

    code = "rights-copy-number"

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class NoSuchCopyError(RightsError):
    """A number that could be a copy's, and was never given; `number` is as it was typed."""

    code = "rights-no-copy"

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number
