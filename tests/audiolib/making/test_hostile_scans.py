"""Files that mean harm are each refused in a sentence; the others are taken in, nothing is left."""

import io
import stat
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from audiolib.database import Database
from audiolib.making import orders, repository
from audiolib.messages import Messages
from audiolib.tables import Upload
from audiolib.uploads import repository as arrived
from tests.audiolib.intake.hostile import pdf, zeros
from tests.audiolib.intake.test_images import bomb
from tests.audiolib.making.floor import House, settled

pytestmark = pytest.mark.external


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    return settled(database, tmp_path)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for what is passing, which is empty again in the end."""
    made = tmp_path / "passing"
    made.mkdir()
    monkeypatch.setenv("TMPDIR", str(made))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield made
    assert list(made.iterdir()) == []


def jpeg(width: int = 0, height: int = 0) -> bytes:
    """A small picture whose header claims another size."""
    made = io.BytesIO()
    noise = Image.effect_noise((320, 480), 60)
    noise.save(made, "JPEG")
    content = bytearray(made.getvalue())
    if width:
        at = content.index(b"\xff\xc0") + 5
        content[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(content)


def tiff(width: int, height: int) -> bytes:
    """A TIFF that claims to be of one long strip, with no byte of it."""
    tags = [
        *((256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1)),
        *((273, 4, 8), (277, 3, 1), (278, 4, height), (279, 4, width * height & 0xFFFFFFFF)),
    ]
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)


def packed(*members: tuple[str, bytes], link: bool = False) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            told = zipfile.ZipInfo(name)
            told.compress_type = zipfile.ZIP_DEFLATED
            if link:
                told.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(told, content)
    return made.getvalue()


def taken_in(house: House, files: dict[str, bytes]) -> tuple[list[str], dict[str, list[str]]]:
    """The names of the pages that came of some files, and what was said of each file."""
    now = datetime.now(UTC)
    with house.service.database.transaction() as session:
        reader = house.librarian
        started = orders.open_production(
            session, reader, house.work_id, branch_id=house.branch_id, source="scan", language="vi"
        )
        number, uploads = started.id or 0, []
        for name, content in files.items():
            one = arrived.announce(
                session, reader.account_id or 0, number, name, len(content), most=1 << 30, now=now
            )
            arrived.finish(session, one, house.service.store.put(content))
            uploads.append({"id": one.id, "name": one.name, "digest": one.digest})
            uploads[-1]["size"] = one.length
        orders.take_in_pages(session, number, reader, uploads=uploads)
    house.work()
    with house.service.database.transaction() as session:
        pages = [page.name for page in repository.pages(session, number)]
        told: dict[str, list[str]] = {}
        for one in arrived.of_production(session, number):
            told[one.name] = [Messages("vi")(r["code"], **r["facts"]) for r in one.refused]
    assert house.state(number) == ("images wait" if pages else "scan wait")
    return pages, told


def test_files_that_mean_harm_are_refused_one_by_one(house: House, scratch: Path) -> None:
    assert scratch.is_dir()
    good = jpeg()
    pages, told = taken_in(
        house,
        {
            "bomb.png": bomb(50_000, 50_000),
            "bomb.tif": tiff(50_000, 50_000),
            "liar large.jpg": jpeg(60_000, 60_000),
            "liar.jpg": jpeg(7000, 9000),
            "climbing.zip": packed(("../../p1.jpg", good)),
            "absolute.zip": packed(("/etc/p1.jpg", good)),
            "link.zip": packed(("p1.jpg", b"/etc/passwd"), link=True),
            "growing.zip": packed(("p1.png", bytes(64 << 20))),
            "sound.jpg": good,
        },
    )
    assert pages == ["sound.jpg"]
    assert all("quá lớn" in told[name][0] for name in ("bomb.png", "bomb.tif", "liar large.jpg"))
    assert "bị hỏng" in told["liar.jpg"][0]
    for name in ("climbing.zip", "absolute.zip", "link.zip", "growing.zip"):
        assert "bị từ chối" in told[name][0]
        assert name in told[name][0]
    assert told["sound.jpg"] == []


def test_a_pdf_whose_picture_grows_without_end_fells_nobody(house: House, scratch: Path) -> None:
    assert scratch.is_dir()
    content = pdf(30_000, 30_000, zeros(860 << 20))
    assert len(content) < 1 << 20
    pages, told = taken_in(house, {"growing.pdf": content, "sound.jpg": jpeg()})
    assert pages == ["sound.jpg"]
    (refused,) = told["growing.pdf"]
    assert "trang 1 của tệp growing.pdf" in refused
    assert "80 triệu" in refused
    assert "quét lại" in refused


def test_names_that_would_lead_elsewhere_name_nothing_but_themselves(house: House) -> None:
    pages, told = taken_in(
        house,
        {
            "../../etc/cron.d/p1.jpg": jpeg(),
            "C:\\p2\u202egpj.jpg": jpeg(5, 5),
            "p\x003.gif": b"GIF",
        },
    )
    assert pages == ["p1.jpg"]
    assert set(told) == {"p1.jpg", "p2gpj.jpg", "p3.gif"}


def test_uploads_that_nobody_ended_are_forgotten(house: House) -> None:
    now = datetime.now(UTC)
    with house.service.database.transaction() as session:
        number = house.librarian.account_id or 0
        one = arrived.announce(session, number, None, "p.jpg", 10, most=100, now=now)
        assert arrived.overdue(session, now) == []
        assert list(arrived.overdue(session, now + timedelta(days=8))) == [one.token]
        assert session.get(Upload, one.id) is None
