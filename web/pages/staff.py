"""The desk of a member of staff: what waits for them."""

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import SessionOf
from api.policy import EDITORS, LIBRARIANS, MAKERS
from audiolib.desk.repository import in_hand
from audiolib.people import Reader
from audiolib.rights.repository import record
from audiolib.tables.people import Role
from web.page import PageOf

router = APIRouter()


@router.api_route("/staff", methods=["GET", "HEAD"])
def desk(page: PageOf, session: SessionOf) -> Response:
    """What may be done, and what waits."""
    theirs = branches(page.reader)
    return page(
        "staff.html",
        unreviewed=record.unreviewed(session, theirs) if holds(page.reader, LIBRARIANS) else [],
        productions=in_hand(session, theirs),
        may_make=holds(page.reader, MAKERS),
        may_correct=holds(page.reader, EDITORS),
        may_enrol=holds(page.reader, frozenset({Role.MANAGER})),
    )


def branches(reader: Reader) -> frozenset[int]:
    """Every branch in which a reader has some role but a volunteer's."""
    return frozenset[int]().union(
        *(g.branch_ids for g in reader.granted if g.role is not Role.VOLUNTEER)
    )


def holds(reader: Reader, roles: frozenset[Role]) -> bool:
    """Whether a reader holds one of some roles anywhere."""
    return any(reader.holds(role) for role in roles)
