"""A production whose text was recognised on one page, with a word in doubt, and its picture."""

import json
from datetime import UTC, datetime

import numpy as np

from audiolib import stored
from audiolib.identify import identify
from audiolib.intake.doubts import Doubt, as_json
from audiolib.intake.pixels import png
from audiolib.intake.words import Box
from audiolib.making.repository import add_text
from audiolib.people.accounts import account_of_login, create_account, give_role, sign
from audiolib.people.duties import OPERATOR
from audiolib.publication import (
    Figure,
    Heading,
    Metadata,
    Note,
    PageBreak,
    Paragraph,
    Publication,
    Resource,
    Section,
    texts,
)
from audiolib.rights.policy import shipped
from audiolib.service import Service
from audiolib.tables import Page, Production, RightsDecision, Work
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.making import Mode, State
from audiolib.tables.people import Role
from tests.web.people import PASSWORD
from tts import segment

BOX = Box(60, 80, 120, 110)
_WIDTH, _HEIGHT = 400, 300


def draft() -> Publication:
    """Two sections; in the first one, `nguời` and `đuợc` were read wrongly."""
    first = Section(
        content=(
            Heading(text="Cây khế"),
            PageBreak(label="5"),
            Paragraph(text="Ngày xưa có một nguời nghèo. Nhà có một cây khế."),
            Paragraph(text="Chim ăn khế đuợc một tháng."),
            Note(blocks=(Paragraph(text="Khế là một loại quả chua."),)),
        )
    )
    second = Section(
        content=(
            Heading(text="Con cò"),
            PageBreak(label="6"),
            Paragraph(text="Con cò lặn lội bờ sông gánh gạo."),
            Figure(href="resources/co.png"),
        )
    )
    picture = Resource("resources/co.png", "image/png", "0" * 64, 3)
    about = Metadata(identifier="urn:uuid:1", title="Cây khế", language="vi")
    return Publication(metadata=about, sections=(first, second), resources=(picture,))


def lay(service: Service, login: str = "lan") -> int:
    """The number of a production at the station of its text, as the recogniser left it."""
    made = identify(draft(), split=lambda text, lang, lines: segment(text, lang, lines=lines))
    publication = made.publication
    block = block_of(publication, "Ngày xưa")
    begin = next(t.text for t in texts(publication) if t.id == block).index("nguời")
    doubts = as_json([Doubt(block, begin, begin + 5, 41, 0, BOX)])
    store = service.store
    pixels = np.full((_HEIGHT, _WIDTH), 255, np.uint8)
    pixels[85:105, 65:115] = 0
    with service.database.transaction() as session:
        account = account_of_login(session, login)
        assert account.id is not None
        status = RightsStatus.PUBLIC_DOMAIN
        work = Work(title="Cây khế", language="vi", branch_id=1, rights_status=status)
        session.add(work)
        session.flush()
        assert work.id is not None
        second = create_account(
            session, "second", "second", PASSWORD, by=OPERATOR, now=datetime.now(UTC)
        )
        session.add(
            RightsDecision(
                work_id=work.id,
                status=status,
                policy_version=shipped().version,
                basis="a folk tale",
                exemption="folklore",
                decided_by=account.id,
                reviewed_by=second.id,
                reviewed_at=datetime.now(UTC),
            )
        )
        found = Production(
            work_id=work.id,
            branch_id=1,
            slug="cay-khe",
            source="scan",
            language="vi",
            state=State.TEXT,
            mode=Mode.WAIT,
            record={"doubts.json": store.put(json.dumps(doubts).encode())},
            created_by=account.id,
        )
        session.add(found)
        session.flush()
        assert found.id is not None
        digest = store.put(png(pixels, 300))
        for number in (1, 2):
            session.add(
                Page(
                    production_id=found.id, number=number, image=digest, clean=digest,
                    width=_WIDTH, height=_HEIGHT,
                )
            )  # fmt: skip
        add_text(session, found.id, store.put(stored.write(publication)), "recognised")
        return found.id


def block_of(publication: Publication, start: str) -> str:
    """The id of the text that begins so."""
    return next(text.id for text in texts(publication) if text.text.startswith(start))


def volunteer(
    service: Service, login: str, production: int, section: str, *, signed: bool = True
) -> None:
    """Somebody from outside who reads one section, and comes in with `PASSWORD`."""
    now = datetime.now(UTC)
    with service.database.transaction() as session:
        account = create_account(session, login, login, PASSWORD, by=OPERATOR, now=now)
        assert account.id is not None
        grant = give_role(
            session, account.id, Role.VOLUNTEER, 1, by=OPERATOR, since=now.date(), now=now,
            production_id=production, section=section,
        )  # fmt: skip
        if signed:
            assert grant.id is not None
            sign(session, grant.id, account.id, now.date())
