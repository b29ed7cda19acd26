"""The library's branches: a dated tree."""

from audiolib.catalogue.branches.tree import (
    below,
    change,
    found,
    merge,
    on,
    split,
    successor,
    tree,
)

__all__ = ["below", "change", "found", "merge", "on", "split", "successor", "tree"]
