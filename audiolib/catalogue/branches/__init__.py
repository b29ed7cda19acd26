"""The library's branches: a dated tree."""

from audiolib.catalogue.branches.history import history
from audiolib.catalogue.branches.tree import (
    below,
    found,
    merge,
    move,
    on,
    rename,
    split,
    successor,
    tree,
)

__all__ = [
    "below",
    "found",
    "history",
    "merge",
    "move",
    "on",
    "rename",
    "split",
    "successor",
    "tree",
]
