"""RTF documents (Rich Text Format 1.9.1): fonts and their encodings, styles, tables, notes."""

from audiolib.sources.rtf._read import read_rtf
from audiolib.sources.rtf._state import tag_of

__all__ = ["read_rtf", "tag_of"]
