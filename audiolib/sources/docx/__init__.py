"""Word documents (ECMA-376, transitional and strict): styles, numbers, notes, languages kept."""

from audiolib.sources.docx._read import read_docx

__all__ = ["read_docx"]
