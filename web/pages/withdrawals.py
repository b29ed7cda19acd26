"""Notices of rights holders: a work held at once, decided, withdrawn or given back (R12)."""

from collections.abc import Mapping
from datetime import datetime

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf
from api.errors import FieldError, FieldMissingError, NotFoundError
from api.policy import LIBRARIANS
from api.problems import Problem, of_error
from audiolib.catalogue import repository as catalogue
from audiolib.desk.repository import account_names
from audiolib.errors import AudiolibError
from audiolib.people import Reader
from audiolib.rights import postings
from audiolib.rights.errors import NotPublicError
from audiolib.rights.public import PublicWork
from audiolib.rights.repository import evidence
from audiolib.rights.repository import postings as standing
from audiolib.rights.repository.access import all_acts
from audiolib.rights.terms import Act, Channel
from audiolib.rights.withdraw import hold, settle
from audiolib.tables.people import Role
from web.page import Page, PageOf, to

router = APIRouter()
CHANNELS = (Channel.YOUTUBE, Channel.RSS)
"""Channels that keep what they were given: all others ask us each time."""


@router.api_route("/staff/withdrawals", methods=["GET", "HEAD"])
def withdrawals(page: PageOf, session: SessionOf, now: Now) -> Response:
    """What waits to be decided, and what waits to be taken down."""
    branches = _branches(page.reader)
    return page(
        "withdrawals.html",
        notices=evidence.open_notices(session, branches),
        due=standing.due(session, branches),
        now=now,
    )


@router.api_route("/staff/works/{work_id}/withdrawal", methods=["GET", "HEAD"])
def show(work_id: Number, page: PageOf, session: SessionOf, now: Now) -> Response:
    """The notices about a work, where it stands in public, and what can be done."""
    return _shown(page, session, work_id, now, None, {})


@router.post("/staff/works/{work_id}/withdrawal")
def note(work_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """Hold a work until somebody decides, or withdraw it now."""
    try:
        with session.begin_nested():
            words = _words(page, fields, "notice")
            made = hold(session, page.reader, work_id, words, now)
            if fields.get("how", "") == "withdraw":
                settle(session, page.reader, made.id or 0, now, upheld=True, reason=words)
    except AudiolibError as error:
        return _shown(page, session, work_id, now, of_error(error, page.language), fields)
    return to(f"/staff/works/{work_id}/withdrawal")


@router.post("/staff/works/{work_id}/withdrawal/{notice_id}")
def decide(
    work_id: Number,
    notice_id: Number,
    page: PageOf,
    session: SessionOf,
    fields: Fields,
    now: Now,
) -> Response:
    """Decide a notice."""
    try:
        with session.begin_nested():
            _of_work(session, notice_id, work_id)
            words = _words(page, fields, "reason")
            upheld = fields.get("decision", "")
            if upheld not in ("upheld", "rejected"):
                raise FieldError(page.t("withdrawal-decision"), upheld)
            settle(session, page.reader, notice_id, now, upheld=upheld == "upheld", reason=words)
    except AudiolibError as error:
        return _shown(page, session, work_id, now, of_error(error, page.language), fields)
    return to(f"/staff/works/{work_id}/withdrawal")


@router.post("/staff/works/{work_id}/postings")
def post(work_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """Note where a work stands in public."""
    try:
        with session.begin_nested():
            channel = fields.get("channel", "")
            if channel not in CHANNELS:
                raise FieldError(page.t("withdrawal-channel"), channel)
            if not fields.get("address", ""):
                raise FieldMissingError(page.t("withdrawal-address"))
            public = PublicWork.of(session, work_id, Channel(channel), now)
            postings.post(session, page.reader, public, fields["address"][:500], now)
    except AudiolibError as error:
        return _shown(page, session, work_id, now, of_error(error, page.language), fields)
    return to(f"/staff/works/{work_id}/withdrawal#channels")


@router.post("/staff/postings/{posting_id}/down")
def down(
    posting_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Note that a work is gone from a channel."""
    found = postings.taken_down(session, page.reader, posting_id, now)
    return to(f"/staff/works/{found.work_id}/withdrawal#channels")


def _of_work(session: Session, notice_id: int, work_id: int) -> None:
    found = evidence.notice(session, notice_id)
    if found is None or found.work_id != work_id:
        raise NotFoundError


def _words(page: Page, fields: Mapping[str, str], name: str) -> str:
    told = fields.get(name, "")[:2000]
    if not told:
        raise FieldMissingError(page.t(f"withdrawal-{name}"))
    return told


def _branches(reader: Reader) -> frozenset[int]:
    wanted = LIBRARIANS | {Role.ADMIN}
    return frozenset[int]().union(*(g.branch_ids for g in reader.granted if g.role in wanted))


def _shown(
    page: Page,
    session: Session,
    work_id: int,
    now: datetime,
    error: Problem | None,
    told: Mapping[str, str],
) -> Response:
    if not all_acts(session, work_id, page.reader, now)[Act.SEE]:
        raise NotFoundError
    work = catalogue.work(session, work_id)
    if work.branch_id not in _branches(page.reader):
        raise NotFoundError
    notices = evidence.notices(session, work_id)
    posted = standing.of_work(session, work_id)
    people = {n.decided_by for n in notices if n.decided_by}
    people |= {p.down_by for p in posted if p.down_by}
    return page(
        "withdrawal.html",
        error.status.value if error else 200,
        error=error,
        told=told,
        work=work,
        notices=notices,
        postings=posted,
        channels=[
            (channel, page.t(f"channel-{channel}"))
            for channel in CHANNELS
            if _is_public(session, work_id, channel, now)
        ],
        names=account_names(session, people),
        now=now,
    )


def _is_public(session: Session, work_id: int, channel: Channel, now: datetime) -> bool:
    """Whether a work may stand in a channel now."""
    try:
        PublicWork.of(session, work_id, channel, now)
    except NotPublicError:
        return False
    return True
