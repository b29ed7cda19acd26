"""Programs that act for an account or a partner: their tokens, and what those may be used for."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from audiolib.catalogue.branches import below
from audiolib.people import sessions
from audiolib.people.duties import By, Duty, account_of, may, require
from audiolib.people.errors import (
    NameMissingError,
    NoSuchPersonError,
    NotYourDutyError,
    ScopeMissingError,
    ScopeUnknownError,
)
from audiolib.people.reader import Reader
from audiolib.people.repository import sessions as repository
from audiolib.rights.audit import write
from audiolib.tables.access import Partner
from audiolib.tables.people import ApiToken

SCOPES = ("catalogue", "intake", "floor", "people", "reports", "exchange")
"""`read:` or `write:` and an area; a program has nothing that its scopes do not name."""
_KNOWN = frozenset(f"{verb}:{area}" for verb in ("read", "write") for area in SCOPES)
_PREFIX = "adl_"
"""So that a token is known for one where it was left by mistake."""
_SEEN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Program:
    """Who asks by a token, and for what it may be used."""

    reader: Reader
    scopes: frozenset[str]
    token_id: int

    def may(self, scope: str) -> bool:
        """Whether a scope is its; who may write may read."""
        return scope in self.scopes or scope.replace("read:", "write:", 1) in self.scopes


@dataclass(frozen=True, slots=True)
class Given:
    """A token that somebody was given, without what it says; `owner` is for whom it acts."""

    id: int
    name: str
    owner: str
    scopes: tuple[str, ...]
    branch_id: int | None
    created_at: datetime
    used_at: datetime | None
    expires_at: datetime | None

    def counts(self, now: datetime) -> bool:
        """Whether it still opens anything."""
        return self.expires_at is None or self.expires_at > now


def give_token(
    session: Session,
    name: str,
    scopes: frozenset[str],
    *,
    by: By,
    now: datetime,
    account_id: int | None = None,
    partner_id: int | None = None,
    branch_id: int | None = None,
    lasts: timedelta | None = timedelta(days=365),
) -> tuple[str, int]:
    """A token, shown once, and its number: one's own, or, by an administrator, another's.

    With a branch it counts there and below; it never has more than the account's roles today.

    Raises:
        NotYourDutyError: it would act for somebody else, or in a branch that is not theirs.
        NameMissingError, ScopeMissingError: without them nobody knows what it is for.
        ScopeUnknownError: there is no such scope.
    """
    if account_id is None or account_id != account_of(by):
        require(by, Duty.ADMINISTER, None)
    if branch_id is not None and isinstance(by, Reader) and not _is_there(by, branch_id):
        raise NotYourDutyError("branch")
    name = " ".join(name.split())[:100]
    if not name:
        raise NameMissingError
    if not scopes:
        raise ScopeMissingError
    if unknown := sorted(scopes - _KNOWN):
        raise ScopeUnknownError(unknown[0])
    token = _PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        token_hash=sessions.digest(token),
        account_id=account_id,
        partner_id=partner_id,
        branch_id=branch_id,
        created_by=account_of(by),
        name=name,
        scopes=sorted(scopes),
        created_at=now,
        expires_at=None if lasts is None else now + lasts,
    )
    repository.keep(session, row)
    told = {"scopes": ", ".join(row.scopes), "branch": branch_id}
    write(session, by.actor, "token.given", _owner(row), now, {**told, "token": row.id})
    return token, row.id or 0


def reader_of_token(session: Session, token: str, now: datetime) -> Program | None:
    """Who asks by a token; None where it is nobody's or no longer counts."""
    if not token.startswith(_PREFIX):
        return None
    return reader_by_hash(session, sessions.digest(token), now)


def reader_by_hash(session: Session, token_hash: str, now: datetime) -> Program | None:
    """The same of a token that is told by its hash."""
    found = repository.program(session, token_hash, now)
    if found is None:
        return None
    row, account, partner = found
    if account is not None:
        reader = sessions.staff_reader(session, account, now.date())
        if reader is not None and row.branch_id is not None:
            reader = narrowed(reader, below(session, row.branch_id, now.date()))
    else:
        reader = _partner_reader(partner, now)
    if reader is None:
        return None
    if row.used_at is None or now - row.used_at > _SEEN:
        row.used_at = now
        repository.keep(session, row)
    return Program(reader, frozenset(row.scopes), row.id or 0)


def narrowed(reader: Reader, branch_ids: Collection[int]) -> Reader:
    """The same person, whose roles count in some of their branches alone."""
    there = frozenset(branch_ids)
    kept = (replace(g, branch_ids=g.branch_ids & there) for g in reader.granted)
    return replace(reader, granted=tuple(g for g in kept if g.branch_ids))


def tokens_of(
    session: Session, *, account_id: int | None = None, partner_id: int | None = None
) -> tuple[ApiToken, ...]:
    """The tokens of an account or partner, the newest first."""
    return tuple(repository.programs(session, account_id=account_id, partner_id=partner_id))


def given(session: Session, *, by: By) -> tuple[Given, ...]:
    """The tokens that somebody sees, the newest first: their own; an administrator everybody's."""
    own = None if may(by, Duty.ADMINISTER, None) else account_of(by) or 0
    return tuple(
        Given(
            row.id or 0,
            row.name,
            owner,
            tuple(row.scopes),
            row.branch_id,
            row.created_at,
            row.used_at,
            row.expires_at,
        )
        for row, owner in repository.every_program(session, own)
    )


def end_token(session: Session, token_id: int, *, by: By, now: datetime) -> None:
    """Let a token count no longer: one's own, or, by an administrator, another's.

    Raises:
        NoSuchPersonError: there is no such token.
        NotYourDutyError: it is another's.
    """
    row = repository.program_by_id(session, token_id)
    if row is None:
        raise NoSuchPersonError("token", token_id)
    if row.account_id is None or row.account_id != account_of(by):
        require(by, Duty.ADMINISTER, None)
    if row.expires_at is None or row.expires_at > now:
        row.expires_at = now
        repository.keep(session, row)
        write(session, by.actor, "token.ended", _owner(row), now, {"token": row.id})


def _is_there(reader: Reader, branch_id: int) -> bool:
    return any(branch_id in granted.branch_ids for granted in reader.granted)


def _owner(row: ApiToken) -> str:
    kind = "account" if row.account_id is not None else "partner"
    return f"{kind}:{row.account_id or row.partner_id}"


def _partner_reader(partner: Partner | None, now: datetime) -> Reader | None:
    """A partner while the agreement lasts."""
    if partner is None or partner.agreed_on > now.date():
        return None
    if partner.until is not None and partner.until <= now.date():
        return None
    return Reader(partner_id=partner.id, name=partner.name, language="en")
