"""The two keys of the store: of what was done, and of bytes."""

import hashlib
import json
from collections.abc import Mapping, Sequence

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


def action_key(step: str, version: str, unit: Json, options: Json = None) -> str:
    """SHA-256, in hex, of canonical JSON of a step, its version, its unit's input and its options.

    No id, position or path may enter: the same work has the same key wherever it is asked for.
    """
    canonical = json.dumps(
        [step, version, unit, options],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )
    return content_key(canonical.encode())


def content_key(content: bytes) -> str:
    """SHA-256 of bytes, in hex."""
    return hashlib.sha256(content).hexdigest()
