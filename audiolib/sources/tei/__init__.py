"""TEI documents (P5, and P4 without namespace): prose, verse, plays, notes, choices, languages."""

from audiolib.sources.tei._read import read_tei

__all__ = ["read_tei"]
