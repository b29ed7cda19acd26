import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiolib.errors import (
    AudiolibError,
    SourceDamagedError,
    SourceEmptyError,
    SourceEncryptedError,
    SourceKindError,
)
from audiolib.publication import Heading, MarkKind, Note, Paragraph, Table, Text, walk
from audiolib.sources import Reading
from audiolib.sources.read import read
from tests.audiolib.sources.cer import CORPUS, FILES, error_rate
from tests.audiolib.sources.doc_file import (
    BOLD,
    DELETED,
    HIDDEN,
    IN_TABLE,
    ITALIC,
    ROW_END,
    SPECIAL,
    Doc,
    compound,
    font,
)
from tests.audiolib.sources.sources import codes, keep

needs_corpus = pytest.mark.skipif(not CORPUS.exists(), reason="no ../shared")
SMALL = Doc(runs=[("A heron stood.\r", b"")]).content()


def doc(folder: Path, made: Doc, lang: str | None = "en") -> Reading:
    path = folder / "a.doc"
    path.write_bytes(made.content())
    return read(path, lang=lang, keep=keep)


def said(reading: Reading) -> list[str]:
    return [node.text for node in walk(reading.publication) if isinstance(node, Text)]


@pytest.mark.parametrize("packed", [False, True])
def test_paragraphs_headings_and_looks_are_kept(tmp_path: Path, packed: bool) -> None:
    made = Doc(
        runs=[
            ("The river\r", b""),
            ("It was ", b""),
            ("very", ITALIC),
            (" still", BOLD),
            (" secret", HIDDEN),
            (" gone", DELETED),
            (".\r", b""),
        ],
        paragraphs={0: (1, b"")},
        packed=packed,
    )
    reading = doc(tmp_path, made)
    assert said(reading) == ["The river", "It was very still."]
    assert isinstance(next(n for n in walk(reading.publication) if isinstance(n, Text)), Heading)
    marks = next(n for n in walk(reading.publication) if isinstance(n, Paragraph)).marks
    assert [mark.kind for mark in marks] == [MarkKind.EMPHASIS, MarkKind.STRONG]


def test_runs_in_old_vietnamese_fonts_become_unicode(tmp_path: Path) -> None:
    made = Doc(
        fonts=("Times New Roman", ".VnTime", ".VnTimeH"),
        runs=[
            ("céng hoµ", font(2)),
            (" n\xadíc ViÖt Nam, t\x1f nh©n", font(1)),
            (" đã\r", font(0)),
        ],
    )
    reading = doc(tmp_path, made, lang=None)
    assert said(reading) == ["CỘNG HOÀ nước Việt Nam, tư nhân đã"]
    assert "legacy-converted" in codes(reading)


def test_footnotes_stand_after_what_refers_to_them(tmp_path: Path) -> None:
    made = Doc(
        runs=[("One", b""), ("\x02", SPECIAL), (" two.\rThree.\r", b"")],
        notes=[("\x02", SPECIAL), (" A note.\r", b"")],
    )
    reading = doc(tmp_path, made)
    assert said(reading) == ["One1 two.", "A note.", "Three."]
    assert sum(isinstance(n, Note) for n in walk(reading.publication)) == 1


def test_tables_keep_rows_and_cells(tmp_path: Path) -> None:
    made = Doc(
        runs=[("Before\rName\x07Age\x07\x07Ann\x077\x07\x07After\r", b"")],
        paragraphs={
            **dict.fromkeys((1, 2, 4, 5), (0, IN_TABLE)),
            **dict.fromkeys((3, 6), (0, ROW_END)),
        },
    )
    reading = doc(tmp_path, made)
    (table,) = (n for n in walk(reading.publication) if isinstance(n, Table))
    assert [len(row.cells) for row in table.rows] == [2, 2]
    assert said(reading) == ["Before", "Name", "Age", "Ann", "7", "After"]


def test_a_field_gives_its_result_and_not_its_instruction(tmp_path: Path) -> None:
    field_ = '\x13 HYPERLINK "https://example.org/" \x14here\x15'
    made = Doc(runs=[("See ", b""), (field_, SPECIAL), (" now.\r", b"")])
    reading = doc(tmp_path, made)
    assert said(reading) == ["See here now."]
    paragraph = next(n for n in walk(reading.publication) if isinstance(n, Paragraph))
    assert [m.href for m in paragraph.marks] == ["https://example.org/"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (compound({"Workbook": b"x"}), SourceKindError),
        (compound({"EncryptedPackage": b"x"}), SourceEncryptedError),
        (Doc(runs=[("a\r", b"")], version=104).content(), SourceKindError),
        (Doc(runs=[("a\r", b"")], flags=0x0300).content(), SourceEncryptedError),
        (Doc(runs=[("\r", b"")]).content(), SourceEmptyError),
        (SMALL[:700], SourceDamagedError),
        (SMALL[:8] + b"\0" * 4000, SourceDamagedError),
    ],
)
def test_what_can_not_be_read_is_refused_by_name(
    tmp_path: Path, content: bytes, error: type[AudiolibError]
) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(content)
    with pytest.raises(error):
        read(path, lang="en", keep=keep)


@settings(max_examples=60)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), min_size=1, max_size=12
    )
)
def test_no_damage_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    content = bytearray(SMALL)
    for place, byte in changes:
        content[place] = byte
    path = tmp_path_factory.mktemp("doc") / "a.doc"
    path.write_bytes(bytes(content))
    with contextlib.suppress(AudiolibError):
        read(path, lang="en", keep=keep)


BOUNDS = {
    "2002-0112qd.doc": (0.034, 0.0010),
    "2003-A-15.rtf": (0.012, 0.0),
    "2006-19412_QD115.04TTg_BLTch_DNNVV.pdf": (0.086, 0.0010),
    "2006-1E499_ND109veDKKD_dacotrenmucPTDNN-V.pdf": (0.007, 0.0053),
    "synthetic-vni-2002-0112qd.docx": (0.0, 0.0),
}
"""The truth has small letters where fonts ending in H draw capitals."""


@pytest.mark.corpus
@needs_corpus
@pytest.mark.parametrize("name", FILES)
def test_decrees_in_old_fonts_are_read_as_they_were_written(name: str) -> None:
    reading = read(CORPUS / name, lang=None, keep=keep)
    truth = (CORPUS / FILES[name]).read_text(encoding="utf-8")
    exact, folded = BOUNDS[name]
    assert error_rate(reading.publication, truth, name) <= exact
    assert error_rate(reading.publication, truth, name, case=False) <= folded
    assert reading.publication.metadata.language == "vi"
    assert {"legacy-converted"} <= set(codes(reading)) <= {
        "legacy-converted", "lang-contrary", "source-title",
    }  # fmt: skip
