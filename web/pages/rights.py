"""Deciding on a work's rights, and looking a second time."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf
from api.errors import FieldError, NotFoundError
from api.problems import Problem, of_error
from audiolib.catalogue import repository as catalogue
from audiolib.desk.repository import account_names, of_work
from audiolib.errors import AudiolibError
from audiolib.rights.errors import EvidenceError
from audiolib.rights.evidence import record_access
from audiolib.rights.record import decide_status, review
from audiolib.rights.repository import facts, policies, record
from audiolib.rights.repository.access import all_acts
from audiolib.rights.terms import REVIEWED_FIRST, Act
from audiolib.tables.catalogue import RightsStatus
from web.page import Page, PageOf, to
from web.pages.staff import branches

router = APIRouter()
OFFERED = tuple(s for s in RightsStatus if s is not RightsStatus.WITHDRAWN)
_NUMBERS = {"author_died": "rights-author-died", "first_published": "work-year"}
"""Fields that hold a year, each with the message of its label."""
ACTS = ("sample", "stream", "download", "publish_public")
_LABELS = {
    **_NUMBERS,
    "basis": "rights-basis",
    "exemption": "rights-exemption",
    "licence": "rights-licence",
    "contract": "rights-licensed",
    "standings": "rights-standings",
    "since": "rights-since",
    "commercially_available": "rights-sold",
    "until": "rights-until",
    "kind": "access-kind",
    "reference": "access-reference",
}
"""What a decision may lack, each with the message of its field's label."""
KINDS = ("purchase", "deposit", "loan", "gift")
"""How a library comes by a copy."""
STANDINGS = ("anonymous", "card_holder", "beneficiary", "carer")
"""Of a contract: what it allows, and to whom."""


@router.api_route("/staff/works/{work_id}/rights", methods=["GET", "HEAD"])
def rights(work_id: Number, page: PageOf, session: SessionOf, now: Now) -> Response:
    """What was decided so far, on what evidence, and the form of a new decision."""
    return _form(page, session, work_id, now, None, {})


@router.post("/staff/works/{work_id}/rights")
def decide(work_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """Keep a decision."""
    try:
        with session.begin_nested():
            decide_status(
                session, page.reader, work_id, _status(page, fields), now, **_evidence(page, fields)
            )
    except AudiolibError as error:
        told = of_error(_labelled(page, error), page.language)
        return _form(page, session, work_id, now, told, fields)
    return to(f"/staff/works/{work_id}/rights#decided")


@router.post("/staff/works/{work_id}/access")
def note_access(
    work_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Put on record how the library came by its copy."""
    try:
        with session.begin_nested():
            kind, reference = fields.get("kind", ""), fields.get("reference", "")
            record_access(session, page.reader, work_id, kind, reference, now)
    except AudiolibError as error:
        told = of_error(_labelled(page, error), page.language)
        return _form(page, session, work_id, now, told, fields)
    return to(f"/staff/works/{work_id}/rights")


@router.post("/staff/works/{work_id}/rights/{decision_id}")
def look_again(
    work_id: Number,
    decision_id: Number,
    page: PageOf,
    session: SessionOf,
    fields: Fields,
    now: Now,
) -> Response:
    """Say, as another person, that a decision is right."""
    review(session, page.reader, decision_id, now)
    return to(f"/staff/works/{work_id}/rights#decided")


def _form(
    page: Page,
    session: Session,
    work_id: int,
    now: datetime,
    error: Problem | None,
    told: Mapping[str, str],
) -> Response:
    if not all_acts(session, work_id, page.reader, now)[Act.METADATA]:
        raise NotFoundError
    work = catalogue.work(session, work_id)
    # Contracts and evidence are told to the staff of the work's own branch alone.
    if work.branch_id not in branches(page.reader):
        raise NotFoundError
    history = record.history(session, work_id)
    people = {d.decided_by for d in history} | {d.reviewed_by for d in history if d.reviewed_by}
    policy = policies.at(session, facts.day(now))
    newest = history[-1] if history else None
    waits = newest is not None and newest.status in REVIEWED_FIRST and not newest.reviewed_by
    return page(
        "rights.html",
        error.status.value if error else 200,
        error=error,
        work=work,
        history=list(reversed(history)),
        names=account_names(session, people),
        waiting=newest if waits else None,
        mine=waits and newest is not None and newest.decided_by == page.reader.account_id,
        statuses=[(s.value, page.t(f"rights-{s.value}")) for s in OFFERED],
        exemptions=[("", "–")] + [(e, page.t(f"exemption-{e}")) for e in policy.terms.exemptions],
        licences=[("", "–")] + [(name, name) for name in sorted(policy.licences.known)],
        told=told,
        acts=ACTS,
        kinds=[(kind, page.t(f"access-{kind}")) for kind in KINDS],
        standings=STANDINGS,
        productions=of_work(session, work_id),
    )


def _labelled(page: Page, error: AudiolibError) -> AudiolibError:
    """The error with the label of its field, as the page has it, where it names one."""
    if isinstance(error, EvidenceError) and error.lacks in _LABELS:
        return EvidenceError(page.t(_LABELS[error.lacks]))
    return error


def _status(page: Page, fields: Mapping[str, str]) -> RightsStatus:
    told = fields.get("status", "")
    if told not in set(OFFERED):
        raise FieldError(page.t("work-rights"), told)
    return RightsStatus(told)


def _evidence(page: Page, fields: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "basis": fields.get("basis", ""),
        "exemption": fields.get("exemption", ""),
        "licence": fields.get("licence", ""),
    }
    for name, label in _NUMBERS.items():
        value = fields.get(name, "")
        if value and not re.fullmatch(r"[0-9]{1,4}", value):
            raise FieldError(page.t(label), value)
        told[name] = int(value) if value else None
    sold = fields.get("sold", "")
    told["commercially_available"] = {"yes": True, "no": False}.get(sold)
    told["contract"] = _contract(fields)
    return told


def _contract(fields: Mapping[str, str]) -> dict[str, Any] | None:
    acts = [act for act in ACTS if fields.get(f"act-{act}")]
    standings = [s for s in STANDINGS if fields.get(f"standing-{s}")]
    if not acts:
        return None
    for name, told in (("standings", standings), ("since", fields.get("since", ""))):
        if not told and fields.get("status") == RightsStatus.LICENSED:
            raise EvidenceError(name)
    contract: dict[str, Any] = {
        "acts": acts,
        "standings": standings,
        "territory": fields.get("territory", "").upper().split() or ["*"],
        "since": fields.get("since", ""),
    }
    for name in ("until", "readers"):
        if value := fields.get(name, ""):
            contract[name] = value
    return contract
