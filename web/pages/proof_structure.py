"""The structure of a text: headings, sections to read, page numbers, pictures, notes."""

from collections.abc import Mapping, Sequence

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf
from api.errors import NotFoundError
from api.problems import Problem, of_error, spoken
from audiolib.errors import AudiolibError
from audiolib.messages import Messages
from audiolib.proofing.edits import Edit, RemovePage, SetAlt, SetPageLabel, UnmakeNote
from audiolib.proofing.errors import NoSuchBlockError
from audiolib.proofing.structure import findings
from audiolib.publication import Figure, Note, PageBreak, Section, Text, texts
from web.page import Page, PageOf, to
from web.pages.proof import number_in, save
from web.pages.proof_desk import Desk, opened
from web.pages.proof_places import depth

router = APIRouter()
_LONGEST = 120


@router.api_route("/staff/productions/{production_id}/text/structure", methods=["GET", "HEAD"])
def structure(production_id: Number, page: PageOf, session: SessionOf, now: Now) -> Response:
    """Every heading, page number, picture and note, each in a form of its own."""
    desk = opened(page.service, session, production_id, page.reader, now)
    return _shown(page, desk)


@router.post("/staff/productions/{production_id}/text/structure")
def restructure(
    production_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Keep another number of a page, or what is said in place of a picture."""
    desk = opened(page.service, session, production_id, page.reader, now)
    of = fields.get("of", "")
    try:
        with session.begin_nested():
            _save(page, session, desk, of, fields)
    except AudiolibError as error:
        return _shown(page, desk, of_error(error, page.language))
    return to(f"/staff/productions/{production_id}/text/structure#at-{of}")


@router.api_route(
    "/staff/productions/{production_id}/text/sections/{section_id}", methods=["GET", "HEAD"]
)
def section(
    production_id: Number, section_id: str, page: PageOf, session: SessionOf, now: Now
) -> Response:
    """A section to be read, without those inside it; each text leads to its form."""
    desk = opened(page.service, session, production_id, page.reader, now)
    there = [one for _depth, one in desk.outline()]
    at = next((n for n, one in enumerate(there) if one.id == section_id), None)
    if at is None:
        raise NotFoundError
    doubted = {suspect.block for suspect in desk.suspects}
    return page(
        "proof_section.html",
        desk=desk,
        heading=_named(there[at]),
        blocks=[
            {
                "text": text,
                "lang": desk.language(text.id),
                "dir": desk.direction(text.id),
                "kind": type(text).__name__.lower(),
                "page": desk.page_label(text.id, 0),
                "doubted": text.id in doubted,
            }
            for text in _own(there[at])
            if text.id in desk.texts
        ],
        before=there[at - 1].id if at else "",
        behind=there[at + 1].id if at + 1 < len(there) else "",
    )


def _save(page: Page, session: Session, desk: Desk, of: str, fields: Mapping[str, str]) -> None:
    if of not in _places(desk):
        raise NoSuchBlockError(of)
    edits = _edits(of, fields)
    save(page, session, desk.number, number_in(fields, "version"), edits)


def _edits(of: str, fields: Mapping[str, str]) -> Sequence[Edit]:
    match fields.get("do", ""):
        case "label":
            return [SetPageLabel(of, fields.get("label", "")[:40])]
        case "no-page":
            return [RemovePage(of)]
        case "alt":
            return [SetAlt(of, fields.get("alt") or None)]
        case "no-note":
            return [UnmakeNote(of)]
    raise NotFoundError


def _shown(page: Page, desk: Desk, problem: Problem | None = None) -> Response:
    return page(
        "proof_structure.html",
        problem.status.value if problem else 200,
        error=problem,
        desk=desk,
        outline=[
            {
                "section": one,
                "heading": one.heading,
                "name": _named(one),
                "depth": deep,
                "page": desk.page_label(one.heading.id, 0) if one.heading else "",
                "lang": desk.language(one.heading.id) if one.heading else "",
            }
            for deep, one in desk.outline()
        ],
        findings=_findings(page, desk),
        sentences=spoken(page.language),
        pages=list(_pages(desk)),
        figures=[path[-1] for path in desk.ways if isinstance(path[-1], Figure)],
        notes=[
            {"note": path[-1], "words": _first(path[-1])}
            for path in desk.ways
            if isinstance(path[-1], Note)
        ],
        depth=depth,
    )


def _findings(page: Page, desk: Desk) -> list[tuple[str, str]]:
    """What should be looked at in what may be seen: the sentence, and the address of the place."""
    messages = Messages(spoken(page.language))
    home = f"/staff/productions/{desk.number}/text"
    at = {id_: f"{home}/places/{id_}" for id_ in desk.texts}
    at |= {id_: f"{home}/structure#at-{id_}" for id_ in _places(desk)}
    return [
        (messages(one.code, **dict(one.facts)), at[one.place.id])
        for one in findings(desk.known.publication)
        if one.place.id in at
    ]


def _places(desk: Desk) -> set[str]:
    """The ids of pages, pictures and notes that may be changed."""
    found = {one.phrase for one in _pages(desk)}
    return found | {path[-1].id for path in desk.ways if isinstance(path[-1], Figure | Note)}


def _pages(desk: Desk) -> list[PageBreak]:
    found: list[PageBreak] = []
    for path in desk.ways:
        node = path[-1]
        if isinstance(node, PageBreak):
            found.append(node)
        elif isinstance(node, Text):
            found += node.pages
    return found


def _own(section: Section) -> list[Text]:
    """The texts of a section that lie in no section inside it."""
    return [
        text for child in section.content if not isinstance(child, Section) for text in texts(child)
    ]


def _named(section: Section) -> str:
    """A section's heading, or its first words."""
    return section.heading.text if section.heading else _first(section)


def _first(node: Section | Note) -> str:
    words = next((text.text for text in texts(node) if text.text), "")
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"
