"""RTF documents (Rich Text Format 1.9.1): fonts and their encodings, styles, tables, notes."""

from audiolib.sources.rtf._read import read_rtf

__all__ = ["read_rtf"]
