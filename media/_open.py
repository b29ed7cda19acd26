"""Opening files of strangers with PyAV."""

from pathlib import Path
from typing import Any

import av

# Up to PyAV 18 a tag that isn't UTF-8 is an error unless told otherwise; 19 knows no such option.
_LENIENT: dict[str, Any] = (
    {"metadata_errors": "replace"} if int(av.__version__.partition(".")[0]) < 19 else {}
)


def open_input(path: Path) -> "av.container.InputContainer":
    """The file opened for reading, whatever its tags are written in."""
    container: av.container.InputContainer = av.open(str(path), "r", **_LENIENT)
    return container
