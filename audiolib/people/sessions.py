"""Coming in and leaving: by name and password, or by card and PIN; who asks, from then on.

What a browser holds (the token of its session, the secret of its device) is 256 bits by chance, and
only SHA-256 of it is kept.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlmodel import Session

from audiolib.people import accounts, passwords, throttle
from audiolib.people.age import is_child
from audiolib.people.errors import (
    CardExpiredError,
    CardMistypedError,
    CardSuspendedError,
    CardWrongError,
    LoginError,
    LoginWaitError,
    NoSuchPersonError,
)
from audiolib.people.numbers import card_number
from audiolib.people.reader import Reader
from audiolib.people.repository import accounts as account_rows
from audiolib.people.repository import patrons as patron_rows
from audiolib.people.repository import sessions as repository
from audiolib.tables.people import (
    Account,
    KnownDevice,
    LoginSession,
    Patron,
    PatronState,
)

STAFF = timedelta(hours=12)
PATRON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody came in: what the browser keeps, and who they are.

    Args:
        token: The session's cookie.
        device: The device's cookie, for a year or longer; keep it when they leave.
        csrf: What forms of this session carry.
    """

    token: str
    device: str
    csrf: str
    reader: Reader
    expires_at: datetime
    must_change_password: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Somebody did not come in, and why. It is given back, not raised: the failure is kept.

    `wait` tells, where the next try won't count at once, how long and whom to call.
    """

    error: LoginError
    wait: LoginWaitError | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """A session as it is now."""

    reader: Reader
    csrf: str
    expires_at: datetime
    must_change_password: bool = False


def come_in(
    session: Session,
    login: str,
    password: str,
    origin: str,
    now: datetime,
    *,
    device: str = "",
    phone: str = "",
    lasts: timedelta = STAFF,
) -> Arrival | Refusal:
    """Let a member of staff in; unknown names cost as much time as known ones.

    `origin` is what `throttle.origin_of` gives for the address, `device` the cookie that an earlier
    arrival left, `phone` the number that a refusal names; without a sign of life the session
    `lasts` so long.
    """
    name = accounts.folded(login)[: passwords.LONGEST]
    account = account_rows.by_login(session, name)
    known = _knows(session, device, account)
    who = throttle.who_of("account", name)
    place = f"device:{_digest(device)[:24]}" if known else origin
    turn = throttle.turn(session, who, place, now, known=known)
    if not turn.counts:
        return _wait(turn.wait_s, phone)
    right = passwords.is_right(password, account.password_hash if account else "")
    if not (right and account and account.active):
        wait_s = throttle.failed(session, who, place, now, known=known)
        return _refuse(LoginError("wrong"), wait_s, phone)
    throttle.came_in(session, who, place)
    if passwords.wants_rehash(account.password_hash):
        account.password_hash = passwords.kept(password)
        account_rows.keep(session, account)
    return _arrive(session, account, device if known else "", now, lasts)


def come_in_with_card(
    session: Session,
    number: str,
    pin: str,
    origin: str,
    now: datetime,
    *,
    device: str = "",
    phone: str = "",
    lasts: timedelta = PATRON,
) -> Arrival | Refusal:
    """Let a patron in; numbers and PINs may be typed in any digits, with spaces and dashes.

    A number that no card can have is told as such, at once and without counting: it is a slip.
    """
    plain = card_number(number)
    if not plain:
        return Refusal(CardMistypedError("check digit"))
    patron = patron_rows.by_number(session, plain)
    known = _knows(session, device, patron)
    who = throttle.who_of("card", plain)
    place = f"device:{_digest(device)[:24]}" if known else origin
    turn = throttle.turn(session, who, place, now, known=known)
    if not turn.counts:
        return _wait(turn.wait_s, phone)
    digits = passwords.digits_of(pin) or "?"
    if not passwords.is_right(digits, patron.pin_hash if patron else "") or patron is None:
        wait_s = throttle.failed(session, who, place, now, known=known)
        return _refuse(CardWrongError("wrong"), wait_s, phone)
    throttle.came_in(session, who, place)
    if patron.state != PatronState.ACTIVE:
        return Refusal(CardSuspendedError(phone))
    if patron.expires_on <= now.date():
        return Refusal(CardExpiredError(phone))
    if passwords.wants_rehash(patron.pin_hash):
        patron.pin_hash = passwords.kept(digits)
        patron_rows.keep(session, patron)
    return _arrive(session, patron, device if known else "", now, lasts)


def presence_of(
    session: Session,
    token: str,
    now: datetime,
    *,
    staff: timedelta = STAFF,
    patron: timedelta = PATRON,
) -> Presence | None:
    """The session of a cookie, if it still counts; a sign of life makes it last longer."""
    if not token:
        return None
    hashed = _digest(token)
    if (found := repository.session_of(session, hashed, now)) is None:
        return None
    if (reader := _reader(session, found, now.date())) is None:
        return None
    lasts = patron if found.account_id is None else staff
    expires = found.expires_at
    # A row written at each request would be most of the service's writing.
    if now - found.seen_at > lasts / 50:
        expires = max(expires, now + lasts)
        repository.seen(session, hashed, now, expires)
    return Presence(reader, found.csrf, expires, found.must_change)


def reader_by_hash(session: Session, token_hash: str, now: datetime) -> Reader | None:
    """Who a session is of, told by its `digest`; no sign of life, so it lasts no longer by this."""
    found = repository.session_of(session, token_hash, now)
    return None if found is None else _reader(session, found, now.date())


def reader_of(session: Session, token: str, now: datetime) -> Reader | None:
    """Who asks with a cookie; None where it is nobody's, or no longer counts."""
    present = presence_of(session, token, now)
    return present.reader if present else None


def staff_reader(session: Session, account: Account, today: date) -> Reader | None:
    """An account as it is today, with the roles that count; None where it is not active."""
    if not account.active or account.id is None:
        return None
    return _staff(session, account.id, account.name, account.language, today)


def act_for(session: Session, token: str, patron_id: int | None, now: datetime) -> Reader:
    """Let a carer act for a patron they are linked to, from now on in this session.

    Raises:
        NoSuchPersonError: they may not act for that patron, or nobody is there.
    """
    present = presence_of(session, token, now)
    if present is None or (patron_id is not None and patron_id not in present.reader.cares_for):
        raise NoSuchPersonError("patron", patron_id or 0)
    repository.act_for(session, _digest(token), patron_id)
    session.expire_all()
    changed = presence_of(session, token, now)
    if changed is None:
        raise NoSuchPersonError("patron", patron_id or 0)
    return changed.reader


def leave(session: Session, token: str) -> None:
    """End a session; its device stays known."""
    repository.end(session, _digest(token))


def leave_everywhere(session: Session, reader: Reader, *, but: str = "") -> int:
    """End a person's sessions, and forget their devices, but those of one token; how many ended."""
    if reader.account_id is None and reader.patron_id is None:
        return 0
    return repository.end_all(
        session,
        account_id=reader.account_id,
        patron_id=reader.patron_id,
        but=_digest(but) if but else "",
        devices=True,
    )


def digest(token: str) -> str:
    """A token as it is kept."""
    return _digest(token)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _knows(session: Session, device: str, person: Account | Patron | None) -> bool:
    """Whether somebody came in from a device before."""
    found = repository.device(session, _digest(device)) if device else None
    if found is None or person is None:
        return False
    mine = found.account_id if isinstance(person, Account) else found.patron_id
    return mine == person.id


def _wait(wait_s: int, phone: str) -> Refusal:
    error = LoginWaitError.of(wait_s, phone)
    return Refusal(error, error)


def _refuse(error: LoginError, wait_s: int, phone: str) -> Refusal:
    return Refusal(error, LoginWaitError.of(wait_s, phone) if wait_s else None)


def _arrive(
    session: Session, person: Account | Patron, device: str, now: datetime, lasts: timedelta
) -> Arrival | Refusal:
    account_id = person.id if isinstance(person, Account) else None
    patron_id = person.id if isinstance(person, Patron) else None
    token = secrets.token_urlsafe(32)
    opened = LoginSession(
        token_hash=_digest(token),
        account_id=account_id,
        patron_id=patron_id,
        csrf=secrets.token_urlsafe(32),
        created_at=now,
        seen_at=now,
        expires_at=now + lasts,
    )
    repository.keep(session, opened)
    present = presence_of(session, token, now)
    if present is None:
        repository.end(session, opened.token_hash)
        return Refusal(LoginError("not active"))
    met = repository.device(session, _digest(device)) if device else None
    if met is None:
        device = secrets.token_urlsafe(32)
        met = KnownDevice(token_hash=_digest(device), account_id=account_id, patron_id=patron_id)
    met.seen_at = now
    repository.keep(session, met)
    return Arrival(
        token, device, opened.csrf, present.reader, opened.expires_at, present.must_change_password
    )


def _reader(session: Session, found: repository.Open, today: date) -> Reader | None:
    """Who an open session's person is today; None where they may not come in any more."""
    if not found.active:
        return None
    if found.account_id is not None:
        return _staff(session, found.account_id, found.name, found.language, today)
    if found.patron_id is None:
        return None
    standing = found.standing
    acting = found.acting_for in standing.cares_for
    return Reader(
        patron_id=found.patron_id,
        name=found.name,
        is_beneficiary=standing.is_beneficiary,
        cares_for=standing.cares_for,
        acting_for=found.acting_for if acting else None,
        acting_name=found.acting_name if acting else "",
        # Of a child no log may tell what it heard (R10).
        reader_key="" if is_child(found.birth_year, today) else found.reader_key or "",
        language=found.language,
    )


def colleague(session: Session, account_id: int, today: date) -> Reader | None:
    """A member of staff as they are today, who is not here; None who may not come in any more.

    A job asks: what somebody had the machine do is done by their roles of the day on which it is.
    """
    account = account_rows.by_id(session, account_id)
    if account is None or not account.active:
        return None
    return _staff(session, account_id, account.name, account.language, today)


def _staff(session: Session, account_id: int, name: str, language: str, today: date) -> Reader:
    granted = repository.granted(session, account_id, today)
    return Reader(account_id=account_id, name=name, granted=granted, language=language)
