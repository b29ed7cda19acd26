"""A store in a bucket keeps what a folder keeps, and tells plainly when it is away."""

import os
from pathlib import Path

import obstore
import pytest

from audiolib.bucket import StoreAwayError
from audiolib.keys import content_key
from audiolib.store import Store
from bench.bucket import Bucket
from bench.gate import Gate

pytestmark = pytest.mark.external


@pytest.fixture
def store(place: str) -> Store:
    return Store(place)


def test_bytes_come_back_and_what_is_absent_is_none(store: Store, tmp_path: Path) -> None:
    key = store.put(b"heron")
    assert store.put(b"heron") == key
    assert (store.get(key), store.holds(key), store.size_of(key)) == (b"heron", True, 5)
    assert store.part(key, 1, 3) == b"er"
    absent = "0" * 64
    assert (store.get(absent), store.holds(absent), store.size_of(absent)) == (None, False, None)
    assert store.file(absent, 5, tmp_path) is None


def test_a_large_file_goes_in_parts_and_comes_back_whole(store: Store, tmp_path: Path) -> None:
    content = os.urandom(12 << 20)
    (tmp_path / "scan").write_bytes(content)
    key, size = store.put_file(tmp_path / "scan")
    assert (key, size) == (content_key(content), len(content))
    (tmp_path / "scratch").mkdir()
    found = store.file(key, size, tmp_path / "scratch")
    assert found is not None
    assert found.read_bytes() == content


def test_damaged_bytes_count_as_absent_and_may_be_put_again(store: Store) -> None:
    key = store.put(b"heron")
    obstore.put(store._store, f"blob/{key[:2]}/{key}", b"raven")
    assert store.get(key) is None
    assert not store.holds(key)
    assert store.get(store.put(b"heron")) == b"heron"


def test_the_first_result_of_a_step_counts_and_a_damaged_one_is_none(store: Store) -> None:
    store.record("narrate", "ab" * 32, {"a": 1})
    store.record("narrate", "ab" * 32, {"a": 2})
    assert store.result("narrate", "ab" * 32) == {"a": 1}
    obstore.put(store._store, f"narrate/ab/{'ab' * 32}", b"{}")
    assert store.result("narrate", "ab" * 32) is None


def test_pruning_keeps_what_is_named(store: Store) -> None:
    kept, gone = store.put(b"kept"), store.put(b"gone!")
    store.record("narrate", "ab" * 32, 1)
    went = store.prune({kept}, set())
    assert (went.blobs, went.records) == (1, 1)
    assert (store.holds(kept), store.holds(gone)) == (True, False)
    assert store.size().bytes == 4


def test_a_bucket_that_is_shut_is_told_and_works_again_when_it_is_open(
    store: Store, gate: Gate
) -> None:
    key = store.put(b"heron")
    gate.shut()
    for ask in (store.make_sure, lambda: store.get(key), lambda: store.put(b"raven"), store.size):
        with pytest.raises(StoreAwayError) as error:
            ask()
        assert error.value.retryable
    gate.open()
    store.make_sure()
    assert store.get(key) == b"heron"


def test_a_hiccup_of_the_bucket_is_not_noticed(store: Store, gate: Gate) -> None:
    key = store.put(b"heron")
    gate.shut()
    gate.open()
    assert store.get(key) == b"heron"


@pytest.mark.usefixtures("gate")
def test_a_bucket_that_is_not_there_is_told(s3: Bucket) -> None:
    other = Store(s3.url.replace("books", "boots"))
    with pytest.raises(StoreAwayError):
        other.make_sure()
    with pytest.raises(StoreAwayError):
        other.put(b"heron")


def test_keys_that_are_wrong_are_told(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nonsense")
    other = Store(place)
    for ask in (other.make_sure, lambda: other.put(b"heron"), lambda: other.get("0" * 64)):
        with pytest.raises(StoreAwayError):
            ask()
