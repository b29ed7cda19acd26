"""The chain of the audit: each entry's hash covers the entry and the hash before it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

BEGINNING = "0" * 64
"""The hash before the first entry."""


def link(
    number: int, at: datetime, actor: str, act: str, of: str, facts: Mapping[str, Any], before: str
) -> str:
    """The hash of an entry: SHA-256 of its canonical JSON, the previous hash in it."""
    entry = [number, at.astimezone(UTC).isoformat(), actor, act, of, facts, before]
    text = json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def plain(value: Any) -> Any:
    """A fact as the database gives it back, to the letter: texts, whole numbers, lists, objects."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {text(str(name)): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(inner) for inner in value), key=str)
    return text(str(value))


def text(value: str) -> str:
    """A text without what PostgreSQL can't keep: NUL and lone surrogates."""
    return value.replace("\0", "�").encode("utf-8", "replace").decode()
