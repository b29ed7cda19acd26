"""Bytes of the store, read from anywhere in them."""

from pathlib import Path

import pytest

from audiolib.delivery.stored import opened
from audiolib.keys import content_key
from audiolib.store import Store


@pytest.mark.parametrize("place", ["folder", "memory:///"])
def test_bytes_are_read_from_anywhere_in_a_folder_and_in_a_bucket(
    tmp_path: Path, place: str
) -> None:
    store = Store(str(tmp_path / place) if place == "folder" else place)
    content = bytes(range(256)) * 1000
    found = opened(store, store.put(content))
    assert found is not None
    file, size = found
    assert size == len(content)
    with file:
        assert file.seek(-6, 2) == size - 6
        assert file.read() == content[-6:]
        file.seek(70_000)
        assert file.read(100_000) == content[70_000:170_000]
        file.seek(size + 5)
        assert file.read(1) == b""
    assert opened(store, content_key(b"other")) is None
