"""Text PDFs: pages of placed words become sections, paragraphs, verse, tables and notes."""

from audiolib.sources.pdf._read import read_pdf

__all__ = ["read_pdf"]
