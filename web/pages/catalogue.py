"""Writing works into the catalogue."""

import re
from collections.abc import Mapping
from dataclasses import replace

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf
from api.errors import FieldError, NotFoundError, NotYoursError
from api.policy import MAKERS
from api.problems import Problem, of_error
from audiolib.catalogue import repository as catalogue
from audiolib.catalogue.columns import title_of
from audiolib.catalogue.errors import WorkIncompleteError
from audiolib.catalogue.model import Person, WorkDraft
from audiolib.catalogue.works import add_work, change_work, draft_of
from audiolib.errors import AudiolibError
from audiolib.people import Reader
from audiolib.rights.repository.access import may
from audiolib.rights.terms import Act
from audiolib.tables import Work
from audiolib.tables.catalogue import Audience
from web.page import Page, PageOf, to
from web.pages.places import choices_of_branches

router = APIRouter()
LANGUAGES = ("vi", "en", "uk", "ru", "fa")
ROLES = ("aut", "trl", "ill", "edt", "nrt")
"""MARC relators that the form asks for, one name a line in each."""
_TEXTS = ("title", "subtitle", "summary", "series", "series_number")

_LABELS = {
    "title": "work-form-name",
    "branch": "work-form-branch",
    "subtitle": "work-form-subtitle",
    "language": "work-form-language",
    "summary": "work-form-summary",
    "first_published": "work-year",
    "series": "work-series",
    "series_number": "work-form-series-number",
    "subjects": "work-form-subjects",
    "age_from": "work-form-age-from",
    "age_to": "work-form-age-to",
}
"""Fields that may be wrong, each with the message of its label."""


@router.api_route("/staff/works/new", methods=["GET", "HEAD"])
def new(page: PageOf, session: SessionOf, now: Now) -> Response:
    """The form of a new work."""
    return _form(page, session, now, None, {"language": "vi", "audience": "general"}, 0)


@router.post("/staff/works/new")
def add(page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """Put a new work into the catalogue; nothing is decided of its rights."""
    try:
        branch = _number(page, fields, "branch") or 0
        if not _makes(page.reader, branch):
            raise NotYoursError
        with session.begin_nested():
            work = add_work(
                session, _draft(page, fields, WorkDraft(title="", language="")), branch, now
            )
    except AudiolibError as error:
        told = of_error(_labelled(page, error), page.language)
        return _form(page, session, now, told, dict(fields), 0)
    return to(f"/staff/works/{work.id}/rights")


@router.api_route("/staff/works/{work_id}", methods=["GET", "HEAD"])
def edit(work_id: Number, page: PageOf, session: SessionOf, now: Now) -> Response:
    """The form of a work that is there."""
    work = _theirs(session, work_id, page.reader, now)
    draft = draft_of(session, work)
    told = {name: str(getattr(draft, name) or "") for name in _TEXTS}
    told |= {
        "language": draft.language,
        "audience": str(draft.audience),
        "branch": str(work.branch_id),
        "version": str(work.version),
        "isbn": " ".join(value for kind, value in draft.identifiers if kind == "isbn"),
        "subjects": "\n".join(term for _scheme, term in draft.subjects),
    }
    for name in ("age_from", "age_to", "first_published"):
        value = getattr(draft, name)
        told[name] = "" if value is None else str(value)
    for role in ROLES:
        told[role] = "\n".join(p.name for p in draft.people if p.role == role)
    told |= {f"collection-{code}": "on" for code in draft.collections}
    return _form(page, session, now, None, told, work_id)


@router.post("/staff/works/{work_id}")
def change(work_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """Keep what was changed, unless somebody else was faster."""
    work = _theirs(session, work_id, page.reader, now)
    try:
        before = draft_of(session, work)
        draft = _draft(page, fields, before)
        offered = {column.code for column in catalogue.collections(session)}
        retired = tuple(code for code in before.collections if code not in offered)
        draft = replace(draft, collections=draft.collections + retired)
        with session.begin_nested():
            change_work(session, work_id, _number(page, fields, "version") or 0, draft, now)
    except AudiolibError as error:
        told = of_error(_labelled(page, error), page.language)
        return _form(page, session, now, told, dict(fields), work_id)
    return to(f"/works/{work_id}")


def _form(
    page: Page,
    session: Session,
    now: Now,
    error: Problem | None,
    told: Mapping[str, str],
    work_id: int,
) -> Response:
    return page(
        "work_form.html",
        error.status.value if error else 200,
        error=error,
        told=told,
        work_id=work_id,
        languages_of_books=[(tag, page.t.language_name(tag)) for tag in LANGUAGES],
        audiences=[(a.value, page.t(f"audience-{a.value}")) for a in Audience],
        roles=ROLES,
        branches=choices_of_branches(session, page.reader, MAKERS, now),
        columns=[(c.code, title_of(c, page.language)) for c in catalogue.collections(session)],
    )


def _draft(page: Page, fields: Mapping[str, str], before: WorkDraft) -> WorkDraft:
    """What the form says; what it does not ask for stays as it was."""
    people = tuple(Person(name, role) for role in ROLES for name in _lines(fields.get(role, "")))
    known = {(p.name, p.role): p for p in before.people}
    others = tuple(p for p in before.people if p.role not in ROLES)
    isbns = tuple(("isbn", value) for value in fields.get("isbn", "").split())
    if fields.get("audience", "general") not in set(Audience):
        raise FieldError(page.t("facet-audience"), fields.get("audience", ""))
    ages = _number(page, fields, "age_from"), _number(page, fields, "age_to")
    if ages[0] is not None and ages[1] is not None and ages[0] > ages[1]:
        raise FieldError(page.t("work-form-age-to"), str(ages[1]))
    schemes = {term: scheme for scheme, term in before.subjects}
    subjects = _lines(fields.get("subjects", ""))
    return WorkDraft(
        **{name: fields.get(name, "") for name in _TEXTS},
        language=fields.get("language", "") if fields.get("language") in LANGUAGES else "",
        people=tuple(known.get((p.name, p.role), p) for p in people) + others,
        genre=before.genre,
        print_extent=before.print_extent,
        marc=before.marc,
        audience=Audience(fields.get("audience", "general")),
        age_from=ages[0],
        age_to=ages[1],
        first_published=_number(page, fields, "first_published"),
        identifiers=isbns + tuple(i for i in before.identifiers if i[0] != "isbn"),
        subjects=tuple((schemes.get(term, ""), term) for term in subjects),
        collections=tuple(
            name.removeprefix("collection-")
            for name, value in fields.items()
            if name.startswith("collection-") and value
        ),
    )


def _labelled(page: Page, error: AudiolibError) -> AudiolibError:
    """The error, with the label of its field, as the page has it, where it names one."""
    if isinstance(error, WorkIncompleteError) and error.field in _LABELS:
        error.field = page.t(_LABELS[error.field])
    return error


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _number(page: Page, fields: Mapping[str, str], name: str) -> int | None:
    told = fields.get(name, "")
    if not told:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", told):
        raise FieldError(page.t(_LABELS[name]) if name in _LABELS else name, told[:20])
    return int(told)


def _theirs(session: Session, work_id: int, reader: Reader, now: Now) -> Work:
    """A work that a reader may know of, and change.

    Raises:
        NotFoundError: it is none of these.
    """
    work = catalogue.work(session, work_id)
    if not _makes(reader, work.branch_id) or not may(session, work_id, reader, Act.METADATA, now):
        raise NotFoundError
    return work


def _makes(reader: Reader, branch_id: int) -> bool:
    return any(reader.holds(role, branch_id) for role in MAKERS)
