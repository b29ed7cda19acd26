"""What the library has: the first page, and a work with what its readers get."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from api import links
from api.copies import handed_out
from api.deps import Fields, Now, Number, SessionOf
from api.errors import NotFoundError
from api.policy import MAKERS
from api.problems import spoken
from audiolib.catalogue import repository as catalogue
from audiolib.catalogue.columns import title_of
from audiolib.catalogue.model import SearchRequest
from audiolib.catalogue.search import search
from audiolib.catalogue.works import draft_of
from audiolib.delivery import playing
from audiolib.delivery.repository import released
from audiolib.desk.repository import of_work
from audiolib.messages import Messages
from audiolib.packages.accessibility import described
from audiolib.rights.decision import Decision
from audiolib.rights.notice import notice
from audiolib.rights.repository.access import all_acts, by_format
from audiolib.rights.repository.facts import key_of
from audiolib.rights.repository.visible import visible
from audiolib.rights.terms import Act, Duty
from audiolib.tables import Work
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.making import State
from web.page import Page, PageOf, to

router = APIRouter()
FIRST = 6
"""Works of each column on the first page."""
UNMADE = (RightsStatus.UNKNOWN, RightsStatus.WITHDRAWN)
"""Statuses under which nothing is made."""
DONE = (State.IN_USE, State.CANCELLED)


@router.api_route("/", methods=["GET", "HEAD"])
def home(page: PageOf, session: SessionOf, now: Now) -> Response:
    """Search, and what is new in each column."""
    among = visible(session, page.reader, now)
    columns = []
    for collection in catalogue.collections(session):
        request = SearchRequest(
            collection=collection.code, published=True, sort="newest", limit=FIRST
        )
        found = search(session, request, among)
        if found.works:
            columns.append((collection.code, title_of(collection, page.language), found))
    newest = search(session, SearchRequest(published=True, sort="newest", limit=FIRST), among)
    return page("home.html", columns=columns, newest=newest)


@router.api_route("/works/{work_id}", methods=["GET", "HEAD"])
def work(work_id: Number, page: PageOf, session: SessionOf, now: Now) -> Response:
    """A work: what is known of it, its sections to be heard, its packages; or why not."""
    decisions = all_acts(session, work_id, page.reader, now)
    if not decisions[Act.SEE]:
        raise NotFoundError
    if not decisions[Act.METADATA]:
        return page("gone.html", 410, refused=_refusal(page, decisions[Act.METADATA]))
    found = catalogue.work(session, work_id)
    release = released(session, work_id)
    formats = [p.format for p in release.packages] if release else []
    takes = by_format(session, work_id, page.reader, formats, now)
    hear = decisions[Act.STREAM]
    keep = next((told for told in takes.values() if told), decisions[Act.DOWNLOAD])
    counted = Duty.COPY_NUMBER in hear.duties
    device = links.device_mark(page.service, page.request, page.reader) if counted else ""
    asker = links.asker(page.service, page.request, page.reader, key_of(session, page.reader))
    mark = links.reader_mark(page.service, asker)
    gave_way = bool(hear) and playing.opened(session, mark, device)

    def address(digest: str, name: str, act: Act, device: str = "") -> str:
        of = release.id if release else 0
        return links.address(page.service, digest, name, asker, now, of, device=device, act=act)

    tracks: list[dict[str, Any]] = []
    packages: list[dict[str, Any]] = []
    if release is not None and hear:
        tracks = [
            {"track": t, "address": address(t.digest, f"{t.number:03}.mp3", Act.STREAM, device)}
            for t in release.tracks
        ]
    if release is not None and keep:
        numbered = Duty.COPY_NUMBER in keep.duties
        packages = [
            {
                "package": p,
                "address": "" if numbered else address(p.digest, p.name, Act.DOWNLOAD),
            }
            for p in release.packages
            if takes[p.format]
        ]
    return page(
        "work.html",
        work=found,
        draft=draft_of(session, found),
        release=release,
        tracks=tracks,
        packages=packages,
        gave_way=gave_way,
        access=_access(release.accessibility, page.language) if release else "",
        notice=notice(session, work_id, page.language, now) if tracks or packages else "",
        refused=_refusal(page, hear if not hear else keep),
        collections={c.code: title_of(c, page.language) for c in catalogue.collections(session)},
        may_change=_may_change(page, found),
        may_make=bool(decisions[Act.WORK]) and found.rights_status not in UNMADE,
        in_hand=release is None and any(p.state not in DONE for p in of_work(session, work_id)),
    )


def _access(claims: Mapping[str, Any], language: str) -> str:
    """What the packages say of their accessibility; empty where a release says nothing."""
    if not claims.get("modes"):
        return ""
    return described(claims["modes"], claims.get("features", ()), language)


@router.post("/works/{work_id}/packages/{package_id}")
def take(
    work_id: Number,
    package_id: Number,
    page: PageOf,
    session: SessionOf,
    fields: Fields,
    now: Now,
) -> Response:
    """Hand out a numbered copy of a protected title: noted for this reader, then given."""
    asks = page.reader
    made = handed_out(page.service, page.request, session, asks, work_id, package_id, now)
    return to(made.address)


def _refusal(page: Page, decision: Decision) -> dict[str, str] | None:
    """Why not, and what to do, as sentences; None where it is allowed."""
    if decision.allowed:
        return None
    messages = Messages(spoken(page.language))
    facts = dict(decision.facts)
    return {
        "sentence": messages(decision.reason, **facts),
        "next_step": messages(decision.next_step, **facts) if decision.next_step else "",
        "language": messages.language,
        "code": decision.reason,
    }


def _may_change(page: Page, found: Work) -> bool:
    return any(page.reader.holds(role, found.branch_id) for role in MAKERS)
