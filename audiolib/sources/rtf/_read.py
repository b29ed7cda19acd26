"""The reader of RTF documents."""

from pathlib import Path

from audiolib.errors import SourceDamagedError
from audiolib.sources import Keep, Reading
from audiolib.sources.docx import draft
from audiolib.sources.files import bytes_of
from audiolib.sources.limits import LIMITS
from audiolib.sources.rtf._reader import Reader


def read_rtf(path: Path, keep: Keep) -> Reading:
    """The draft of an RTF document; what it embeds is never opened.

    Raises:
        SourceDamagedError: it is no RTF.
        SourceHostileError: its groups lie deeper than any honest document's.
        SourceTooLargeError: it, or a picture in it, is over the limit.
    """
    content = bytes_of(path, LIMITS.member)
    start = content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"{\\rtf"):
        raise SourceDamagedError(str(path), reason="it does not begin as RTF does")
    return draft(path, Reader(str(path)).read(content), keep)
