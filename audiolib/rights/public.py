"""A work that may stand before everybody: a value that only the rights themselves can make (R1)."""

from datetime import datetime
from typing import Any, ClassVar, Final, NoReturn, final

from sqlmodel import Session

from audiolib.rights.channels import into_public
from audiolib.rights.decision import Decision, denied
from audiolib.rights.errors import NotPublicError
from audiolib.rights.repository import facts, policies
from audiolib.rights.terms import Channel


@final
class PublicWork:
    """A work, the channel it may go into, and when that was read; whatever publishes takes one.

    It can't be called, copied, changed or derived from: `of` is the only way to one, and reads the
    status, notices, contract and licence as they are at that moment. `still` reads them again, at
    the moment of the upload. Both keep decisions on the work waiting until the transaction ends.
    """

    __slots__ = ("channel", "read_at", "work_id")
    work_id: Final[int]  # type: ignore[misc]
    channel: Final[Channel]  # type: ignore[misc]
    read_at: Final[datetime]  # type: ignore[misc]
    _names: ClassVar[tuple[str, ...]] = __slots__

    def __init__(self, *_arguments: object, **_named: object) -> None:
        raise TypeError("a PublicWork is made by PublicWork.of")

    @classmethod
    def of(cls, session: Session, work_id: int, channel: Channel, now: datetime) -> "PublicWork":
        """The work, where it may go into the channel now.

        Raises:
            NotPublicError: it may not; its decision says why.
        """
        answer = why_not(session, work_id, channel, now)
        if answer is not None:
            raise NotPublicError(answer)
        made = object.__new__(cls)
        for name, value in zip(cls._names, (channel, now, work_id), strict=True):
            object.__setattr__(made, name, value)
        return made

    def still(self, session: Session, now: datetime) -> "PublicWork":
        """The same, read again: what was planned an hour ago may be forbidden now.

        Raises:
            NotPublicError: it may no longer.
        """
        return PublicWork.of(session, self.work_id, self.channel, now)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{name} of a PublicWork is what was read")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{name} of a PublicWork is what was read")

    def __reduce_ex__(self, _protocol: Any) -> NoReturn:
        raise TypeError("a PublicWork is read, never copied or kept")

    def __repr__(self) -> str:
        return f"<work {self.work_id}, public on {self.channel} at {self.read_at.isoformat()}>"


def why_not(session: Session, work_id: int, channel: Channel, now: datetime) -> Decision | None:
    """Why a work may not go into a public channel now; None where it may."""
    today = facts.day(now)
    policy = policies.at(session, today)
    found = facts.rights_of(session, work_id, policy, now, lock=True)
    if found is None:
        return denied("rights-nothing", "rights-do-search")
    return into_public(found, channel, policy, today)
