"""Staff, volunteers and their roles; the authority's leave."""

from collections.abc import Mapping
from datetime import date, datetime

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf
from api.errors import FieldError, NotFoundError
from api.numbers import whole
from api.policy import MANAGERS
from api.problems import Problem, of_error
from audiolib.errors import AudiolibError
from audiolib.people import accounts
from audiolib.people.passwords import new_password
from audiolib.rights.evidence import record_approval
from audiolib.tables.people import Role
from web.page import Page, PageOf, to
from web.pages.places import choices_of_branches

router = APIRouter()
OFFERED = tuple(role for role in Role if role is not Role.VOLUNTEER)
VOLUNTEER = Role.VOLUNTEER.value


@router.api_route("/staff/people", methods=["GET", "HEAD"])
def people(page: PageOf, session: SessionOf, now: Now) -> Response:
    """Everybody with an account, and the form of a new one."""
    return _shown(page, session, now, None, {})


@router.post("/staff/people")
def add(page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """A new account with a role; its password is shown once, and changed at the first login."""
    password = new_password()
    try:
        branch = _branch(page, fields)
        # A volunteer has no role but a section, which is given on the page of its text.
        role = _role(page, fields) if fields.get("role") != VOLUNTEER else None
        with session.begin_nested():
            account = accounts.create_account(
                session,
                fields.get("login", ""),
                fields.get("name", ""),
                password,
                by=page.reader,
                now=now,
                language=page.language,
                branch_id=branch,
                once=True,
            )
            if role is not None:
                accounts.give_role(
                    session,
                    account.id or 0,
                    role,
                    branch,
                    by=page.reader,
                    since=now.date(),
                    now=now,
                )
    except AudiolibError as error:
        return _shown(page, session, now, of_error(error, page.language), fields)
    return _shown(page, session, now, None, {}, (account.login, password))


@router.post("/staff/people/roles")
def give(page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """A further role for an account."""
    account = whole(fields.get("account", ""))
    if account is None:
        raise FieldError("account", fields.get("account", "")[:20])
    accounts.give_role(
        session,
        account,
        _role(page, fields),
        _branch(page, fields),
        by=page.reader,
        since=now.date(),
        now=now,
    )
    return to("/staff/people")


@router.post("/staff/people/{account_id}/{act}")
def do(
    account_id: Number, act: str, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """A new password, an end, a new beginning of an account; or the end of a role."""
    match act:
        case "password":
            password = accounts.reset_password(session, account_id, by=page.reader, now=now)
            return _shown(page, session, now, None, {}, (fields.get("login", ""), password))
        case "deactivate":
            accounts.deactivate(session, account_id, by=page.reader, now=now)
        case "reactivate":
            accounts.reactivate(session, account_id, by=page.reader, now=now)
        case "end-role":
            accounts.end_role(session, account_id, by=page.reader, now=now)
        case _:
            raise NotFoundError
    return to("/staff/people")


@router.api_route("/staff/approvals", methods=["GET", "HEAD"])
def approvals(page: PageOf) -> Response:
    """The form of the authority's leave to make accessible copies."""
    return page("approvals.html", error=None, told={}, kept=False)


@router.post("/staff/approvals")
def approve(page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """Put the authority's leave on record."""
    try:
        begin = date.fromisoformat(fields.get("approved_on", ""))
        told = fields.get("until", "")
        end = date.fromisoformat(told) if told else None
    except ValueError:
        error = of_error(FieldError(page.t("rights-since")), page.language)
        return page("approvals.html", 422, error=error, told=fields, kept=False)
    try:
        with session.begin_nested():
            record_approval(
                session,
                page.reader,
                now,
                number=fields.get("number", ""),
                issuer=fields.get("issuer", ""),
                scope=fields.get("scope", ""),
                approved_on=begin,
                until=end,
            )
    except AudiolibError as wrong:
        error = of_error(wrong, page.language)
        return page("approvals.html", error.status.value, error=error, told=fields, kept=False)
    return page("approvals.html", error=None, told={}, kept=True)


def _shown(
    page: Page,
    session: Session,
    now: datetime,
    error: Problem | None,
    told: Mapping[str, str],
    fresh: tuple[str, str] | None = None,
) -> Response:
    branches = choices_of_branches(session, page.reader, MANAGERS, now)
    return page(
        "people.html",
        error.status.value if error else 200,
        error=error,
        told=told,
        fresh=fresh,
        people=accounts.colleagues(session, by=page.reader),
        roles=[(role.value, page.t(f"role-{role.value}")) for role in OFFERED],
        unsectioned=(VOLUNTEER, page.t("volunteer-account")),
        branches=branches,
        names=dict(branches),
        today=now.date(),
    )


def _role(page: Page, fields: Mapping[str, str]) -> Role:
    told = fields.get("role", "")
    if told not in set(OFFERED):
        raise FieldError(page.t("people-role"), told)
    return Role(told)


def _branch(page: Page, fields: Mapping[str, str]) -> int:
    told = fields.get("branch", "")
    if not told.isdecimal() or len(told) > 9:
        raise FieldError(page.t("work-form-branch"), told)
    return int(told)
