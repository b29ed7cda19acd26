"""The first set-up: what every service has from its start, and its first administrator."""

import base64
import hmac
from datetime import UTC, datetime

from sqlmodel import Session

from audiolib.catalogue.works import install_collections
from audiolib.floor import repository as floor
from audiolib.people.accounts import first_admin
from audiolib.rights.repository import policies
from audiolib.tables import Account, Branch, BranchSpan

_LETTERS = 12


def install(session: Session) -> None:
    """Put in what every service has, where it is missing: policy, columns of board and offer."""
    policies.install(session, datetime.now(UTC))
    install_collections(session)
    floor.install(session)


def word(key: bytes) -> str:
    """What whoever makes the first administrator must know: it stands on the console alone."""
    told = hmac.new(key, b"set-up", "sha256").digest()
    letters = base64.b32encode(told).decode()[:_LETTERS]
    return "-".join(letters[at : at + 4] for at in range(0, _LETTERS, 4))


def is_word(key: bytes, told: str) -> bool:
    """Whether somebody told the word, in whatever letters and with whatever signs between."""
    plain = "".join(c for c in told.upper() if c.isalnum())
    return hmac.compare_digest(plain.encode(), word(key).replace("-", "").encode())


def begin(
    session: Session,
    branch: str,
    name: str,
    login: str,
    password: str,
    *,
    language: str,
    now: datetime,
) -> Account:
    """Make the library's first branch and its administrator; refused once there is an account.

    Raises:
        NotFirstError: there is one already.
        PeopleError: name or password can't be used.
    """
    unit = Branch(code="1")
    session.add(unit)
    session.flush()
    span = BranchSpan(branch_id=unit.id or 0, name=branch, since=now.date())
    session.add(span)
    session.flush()
    return first_admin(session, login, name, password, unit.id or 0, now=now, language=language)
