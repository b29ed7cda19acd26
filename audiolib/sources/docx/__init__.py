"""Word documents (ECMA-376, transitional and strict): styles, numbers, notes, languages kept."""

from audiolib.sources.docx._made import Made, Paper, Shape, Typeface, add, made
from audiolib.sources.docx._read import draft, read_docx

__all__ = ["Made", "Paper", "Shape", "Typeface", "add", "draft", "made", "read_docx"]
