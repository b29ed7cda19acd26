"""The store keeps what it is given, once, and never gives what is damaged."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiolib.keys import action_key, content_key
from audiolib.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "store"))


def test_bytes_come_back_by_their_content_key(store: Store) -> None:
    key = store.put(b"sound")
    assert key == content_key(b"sound")
    assert store.get(key) == b"sound"
    assert store.holds(key)
    assert store.get(content_key(b"other")) is None


def test_damaged_bytes_count_as_absent_and_can_be_made_again(store: Store) -> None:
    key = store.put(b"sound")
    assert store.folder is not None
    (store.folder / "blob" / key[:2] / key).write_bytes(b"soun")
    assert store.get(key) is None
    assert store.put(b"sound") == key
    assert store.get(key) == b"sound"


def test_a_record_cut_short_by_a_power_cut_counts_as_never_written(store: Store) -> None:
    store.record("narrate", "ab" * 32, {"samples": 5})
    assert store.folder is not None
    path = store.folder / "narrate" / "ab" / ("ab" * 32)
    path.write_bytes(path.read_bytes()[:-3])
    assert store.result("narrate", "ab" * 32) is None
    store.record("narrate", "ab" * 32, {"samples": 5})
    assert store.result("narrate", "ab" * 32) == {"samples": 5}


def test_the_first_writer_of_a_record_wins(store: Store) -> None:
    store.record("narrate", "cd" * 32, [1])
    store.record("narrate", "cd" * 32, [2])
    assert store.result("narrate", "cd" * 32) == [1]


def test_a_file_is_kept_without_being_read_into_memory(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "track.mp3"
    file.write_bytes(b"x" * 100_000)
    key, size = store.put_file(file)
    path = store.file(key, size, tmp_path)
    assert path is not None
    assert path.read_bytes() == file.read_bytes()
    assert store.file(key, size + 1, tmp_path) is None


def test_prune_removes_all_but_what_is_kept(store: Store) -> None:
    kept, lost = store.put(b"kept"), store.put(b"lost")
    store.record("narrate", "aa" * 32, [kept])
    store.record("narrate", "bb" * 32, [lost])
    gone = store.prune({kept}, {("narrate", "aa" * 32)})
    assert (gone.blobs, gone.records) == (1, 1)
    assert store.get(kept) == b"kept"
    assert store.get(lost) is None
    assert store.result("narrate", "bb" * 32) is None
    assert store.size().blobs == 1


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(json_values)
def test_an_action_key_does_not_depend_on_the_order_of_names(unit: object) -> None:
    def turned(value: object) -> object:
        if isinstance(value, dict):
            return {k: turned(value[k]) for k in reversed(list(value))}
        return [turned(v) for v in value] if isinstance(value, list) else value

    assert action_key("s", "1", unit) == action_key("s", "1", turned(unit))  # type: ignore[arg-type]


def test_another_version_of_a_step_is_another_key() -> None:
    assert action_key("narrate", "1", "a") != action_key("narrate", "2", "a")
