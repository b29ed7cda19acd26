"""Metadata that people give takes the place of what the source says."""

from pathlib import Path

import pytest

from audiolib.errors import SourceMissingError
from audiolib.metadata import MetadataError, amend, completed, language_of
from audiolib.publication import Contributor, Resource
from tests.audiolib.rendition import picture, tiny_publication


def _keep(name: str, media_type: str, content: bytes) -> Resource:
    return Resource(f"resources/{name}", media_type, "0" * 64, len(content))


def test_a_file_names_title_people_and_cover(tmp_path: Path) -> None:
    (tmp_path / "front.png").write_bytes(picture())
    meta = tmp_path / "meta.toml"
    meta.write_text(
        'title = "Cò và sông"\ncreators = ["Mai Lan", {name = "Hà", role = "trl"}]\n'
        'publisher = "Thư viện tỉnh"\ncover = "front.png"\n[source]\npublisher = "NXB Sông"\n',
        encoding="utf-8",
    )
    made = amend(tiny_publication(), meta, _keep)
    assert made.metadata.title == "Cò và sông"
    assert made.metadata.contributors == (Contributor("Mai Lan"), Contributor("Hà", "trl"))
    assert made.metadata.source.publisher == "NXB Sông"
    assert made.metadata.source.title == "The Heron"
    assert made.metadata.cover == "resources/front.png"
    assert made.resource("resources/front.png") is not None


def test_its_language_is_heard_before_and_yields_to_that_of_the_text(tmp_path: Path) -> None:
    meta = tmp_path / "meta.toml"
    meta.write_text('language = "vi"\ntitle = "X"\n', encoding="utf-8")
    assert language_of(meta) == "vi"
    draft = tiny_publication()
    assert amend(draft, meta, _keep).metadata.language == draft.metadata.language == "en"
    meta.write_text('language = "en-GB"\n', encoding="utf-8")
    assert amend(draft, meta, _keep).metadata.language == "en-GB"


@pytest.mark.parametrize("text", ["titel = 'x'", "title = ", "creators = [1]", "source = 'x'"])
def test_an_entry_that_means_nothing_is_refused_by_name(tmp_path: Path, text: str) -> None:
    meta = tmp_path / "meta.toml"
    meta.write_text(text)
    with pytest.raises(MetadataError):
        amend(tiny_publication(), meta, _keep)


def test_a_missing_cover_is_told(tmp_path: Path) -> None:
    meta = tmp_path / "meta.toml"
    meta.write_text('cover = "front.png"')
    with pytest.raises(SourceMissingError):
        amend(tiny_publication(), meta, _keep)


def test_the_library_is_the_publisher_where_nobody_else_is() -> None:
    metadata = tiny_publication().metadata
    assert completed(metadata, "Library").publisher == "Audiolib Test Library"
