"""Page images become a text with what was doubtful about it, and then a talking book."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from audiolib import stored
from audiolib.database import Database
from audiolib.making import orders, repository
from audiolib.making.scan import DOUBTS
from audiolib.publication import texts
from audiolib.tables import Production
from tests.audiolib.making.floor import House, settled

pytestmark = pytest.mark.external

LINES = (
    (
        *("The Heron", "", "A heron stood by the river and waited"),
        *("for three days. Nobody came to it.", "The miller told the bird to go home."),
        *("It looked at him for a long time, and", "then it looked at the water again."),
    ),
    (
        *("It did not move, and the water was", "quiet. The wheel of the mill turned"),
        *("and turned again. In the evening all of", "it stood still, and the bird flew away."),
    ),
)


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    return settled(database, tmp_path)


def page(lines: tuple[str, ...], number: int) -> bytes:
    """A page of a book at 300 dpi, as a picture."""
    image = Image.new("L", (1500, 2100), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(52)
    for at, line in enumerate(lines):
        draw.text((220, 300 + 80 * at), line, font=font, fill=0)
    draw.text((730, 1900), str(number), font=font, fill=0)
    made = io.BytesIO()
    image.save(made, "PNG", dpi=(300, 300))
    return made.getvalue()


def scan() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number, lines in enumerate(LINES, 1):
            archive.writestr(f"p{number}.png", page(lines, number))
    return made.getvalue()


def test_a_scan_becomes_a_text_and_its_doubts(house: House) -> None:
    content = scan()
    digest = house.service.store.put(content)
    upload = {"digest": digest, "size": len(content), "name": "heron.zip"}
    with house.service.database.transaction() as session:
        started = orders.open_production(
            session,
            house.librarian,
            house.work_id,
            branch_id=house.branch_id,
            source="scan",
            voice="tone:sine",
            options={"formats": ["epub3"]},
        )
        number = started.id or 0
        orders.take_in_pages(session, number, house.librarian, uploads=[upload])
    house.work()
    assert house.state(number) == "images wait"
    with house.service.database.transaction() as session:
        pages = repository.pages(session, number)
        assert [(p.number, p.dpi, p.rotation) for p in pages] == [(1, 300, 0), (2, 300, 0)]
        orders.recognise(session, number, house.librarian)
    house.work()
    assert house.state(number) == "text wait"
    with house.service.database.transaction() as session:
        version = repository.newest_text(session, number)
        found = session.get(Production, number)
        assert found is not None
        assert all(p.words and p.clean for p in repository.pages(session, number))
    content = house.service.store.get(version.digest) or b""
    publication = stored.read(content, "text")
    said = " ".join(text.text for text in texts(publication))
    assert "waited for three days" in said
    assert "the water was quiet" in said
    doubts = json.loads(house.service.store.get(found.record[DOUBTS]) or b"{}")
    assert set(doubts) <= {text.id for text in texts(publication)}
    assert sum(map(len, doubts.values())) > 40
    with house.service.database.transaction() as session:
        orders.narrate(session, number, house.librarian)
    house.work()
    with house.service.database.transaction() as session:
        orders.approve(session, number, house.librarian)
    house.work()
    assert house.state(number) == "in_use wait"
