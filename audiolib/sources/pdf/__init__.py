"""Text PDFs: pages of placed words become sections, paragraphs, verse, tables and notes.

What is known of columns, heads and paragraphs serves recognised pages too: `strip_margins` and
`arranged` take `Sheet`s of `Line`s, whoever saw them.
"""

from audiolib.sources.pdf._headings import names_part
from audiolib.sources.pdf._margins import strip_margins
from audiolib.sources.pdf._read import arranged, read_pdf
from audiolib.sources.pdf._sheet import Line, Sheet, is_right_to_left, line_at

__all__ = [
    "Line",
    "Sheet",
    "arranged",
    "is_right_to_left",
    "line_at",
    "names_part",
    "read_pdf",
    "strip_margins",
]
