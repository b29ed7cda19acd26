"""Opens a DAISY 2.02 folder with daisy-dtb, in an environment of its own; prints JSON."""

import json
import sys
import typing

import typing_extensions

if not hasattr(typing, "override"):
    typing.override = typing_extensions.override  # type: ignore[attr-defined]  # Python 3.11

from daisy_dtb.book.daisybook import DaisyBook  # type: ignore[import-not-found]
from daisy_dtb.sources.folder_source import (  # type: ignore[import-not-found]
    FolderDtbSource,
)

book = DaisyBook(FolderDtbSource(sys.argv[1]))
found = {
    "title": book.title,
    "depth": book.navigation_depth,
    "toc": [[entry.level, entry.text] for entry in book.toc_entries],
}
sys.stdout.write(json.dumps(found))
