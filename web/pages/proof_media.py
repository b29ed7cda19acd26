"""What stands beside a text while it is read: the picture of its page, the sound of a sentence."""

from io import BytesIO
from typing import Annotated

from fastapi import APIRouter, Query
from PIL import Image, ImageDraw
from starlette.responses import RedirectResponse, Response

from api import links
from api.deps import Now, Number, SessionOf
from api.errors import FieldError, NotFoundError
from audiolib.errors import AudiolibError
from audiolib.floor import repository as floor
from audiolib.healing.hear import heard
from audiolib.intake.pixels import grey
from audiolib.intake.words import Box
from audiolib.making.repository import pages as pages_of
from audiolib.making.room import blob
from web.page import PageOf
from web.pages.proof_desk import allowed, opened

router = APIRouter()
_ACROSS, _DOWN = 7, 2
"""Heights of a word that are shown around it."""
_WIDEST = 1600
_FRAME = (190, 0, 0)


@router.api_route("/staff/productions/{production_id}/text/pages/{number}", methods=["GET", "HEAD"])
def picture(
    production_id: Number,
    number: Number,
    page: PageOf,
    session: SessionOf,
    now: Now,
    box: Annotated[str, Query(max_length=60)] = "",
    one: bool = False,
) -> Response:
    """A page of the scan as it was recognised, or what stands around a box; `one` frames it."""
    try:
        found = floor.production(session, production_id)
    except AudiolibError as error:
        raise NotFoundError from error
    sections = allowed(session, found, page.reader, now)
    rows = pages_of(session, production_id)
    at = next((n for n, row in enumerate(rows) if row.number == number), None)
    if at is None:
        raise NotFoundError
    if sections is not None:
        # Somebody who may see one section sees its pages, and no others.
        desk = opened(page.service, session, production_id, page.reader, now)
        if at not in desk.scanned:
            raise NotFoundError
    content = blob(page.service.store, rows[at].clean or rows[at].image, production_id)
    if box and rows[at].clean:
        content = cut(content, _box(box), framed=one)
    elif not rows[at].clean:
        content = cut(content, None, framed=False)
    lasting = "private, max-age=86400" if box else "private, max-age=600"
    return Response(content, media_type="image/png", headers={"Cache-Control": lasting})


@router.api_route(
    "/staff/productions/{production_id}/text/sounds/{phrase}", methods=["GET", "HEAD"]
)
def sound(
    production_id: Number, phrase: str, page: PageOf, session: SessionOf, now: Now
) -> Response:
    """A sentence as the production's voice reads it, without what was typed and not yet saved."""
    desk = opened(page.service, session, production_id, page.reader, now)
    for block in desk.texts:
        there = desk.text(block)
        for told in there.phrases:
            if told.id == phrase:
                lang = desk.language(block)
                own = lang.split("-")[0] == desk.production.language.split("-")[0]
                voice = desk.production.voice if own else ""
                spoken = heard(page.service, there.text[told.begin : told.end], lang, voice)
                digest = page.service.store.put(spoken)
                asker = links.asker(page.service, page.request, page.reader)
                where = links.address(
                    page.service,
                    digest,
                    f"{phrase}.wav",
                    asker,
                    now,
                    work=desk.production.work_id,
                )
                return RedirectResponse(where, 303, {"Cache-Control": "no-store"})
    raise NotFoundError


def cut(content: bytes, box: Box | None, *, framed: bool) -> bytes:
    """A page image as PNG, or what stands around a box of it."""
    image = Image.fromarray(grey(content, "page"))
    if box is not None:
        image = _around(image, box, framed)
    if image.width > _WIDEST:
        image = image.resize((_WIDEST, max(1, image.height * _WIDEST // image.width)))
    out = BytesIO()
    image.save(out, "PNG", compress_level=3)
    return out.getvalue()


def _around(image: Image.Image, box: Box, framed: bool) -> Image.Image:
    width, height = image.size
    line = min(max(box.bottom - box.top, 16), 120)
    across, down = (line * _ACROSS, line * _DOWN) if framed else (line // 2, line // 2)
    left, top = max(0, box.left - across), max(0, box.top - down)
    right, bottom = min(width, box.right + across), min(height, box.bottom + down)
    if left >= right or top >= bottom:
        raise NotFoundError
    part = image.crop((left, top, right, bottom)).convert("RGB")
    if framed:
        edge = max(3, line // 12)
        inner = (
            box.left - left - 2 * edge,
            box.top - top - 2 * edge,
            box.right - left + 2 * edge,
            box.bottom - top + 2 * edge,
        )
        ImageDraw.Draw(part).rectangle(inner, outline=_FRAME, width=edge)
    return part


def _box(told: str) -> Box:
    values = told.split(",")
    if len(values) != 4 or not all(v.isascii() and v.isdecimal() and len(v) < 7 for v in values):
        raise FieldError("box", told)
    left, top, right, bottom = map(int, values)
    if left >= right or top >= bottom:
        raise FieldError("box", told)
    return Box(left, top, right, bottom)
