"""A file by ranges as RFC 9110 says, whatever a client sends."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from api.ranges import clean

SIZE = 1000


@pytest.mark.parametrize(
    ("header", "kept"),
    [
        ("bytes=0-99", "bytes=0-99"),
        ("bytes=-5", "bytes=-5"),
        ("bytes=990-", "bytes=990-"),
        ("bytes=0-1,5-6", "bytes=0-1,5-6"),
        ("bytes=0-1, 2000-2001", "bytes=0-1"),
        ("bytes=2000-", "bytes=1000-"),
        ("bytes=-0", "bytes=1000-"),
        ("items=0-5", None),
        ("bytes=500-100", None),
        ("bytes=a-b", None),
        ("bytes=", None),
        ("bytes=-", None),
        ("nonsense", None),
        ("bytes=" + ",".join(["0-1"] * 101), None),
    ],
)
def test_a_header_keeps_what_of_it_counts(header: str, kept: str | None) -> None:
    assert clean(header, SIZE) == kept


@given(st.text(max_size=60), st.integers(0, 10_000))
def test_no_header_at_all_breaks_it(header: str, size: int) -> None:
    clean("bytes=" + header, size)
    clean(header, size)
