"""Word documents (ECMA-376, transitional and strict): styles, numbers, notes, languages kept."""

from audiolib.sources.docx._annexes import PICTURES, Annexes, Picture, properties
from audiolib.sources.docx._lists import Level, Lists, level_text
from audiolib.sources.docx._made import Made, Paper, Shape, Typeface, add, made
from audiolib.sources.docx._read import draft, read_docx

__all__ = [
    "PICTURES",
    "Annexes",
    "Level",
    "Lists",
    "Made",
    "Paper",
    "Picture",
    "Shape",
    "Typeface",
    "add",
    "draft",
    "level_text",
    "made",
    "properties",
    "read_docx",
]
