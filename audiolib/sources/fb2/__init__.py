"""FictionBook documents (FB2, also packed as `.fb2.zip`): sections, verse, notes, pictures."""

from audiolib.sources.fb2._read import read_fb2

__all__ = ["read_fb2"]
