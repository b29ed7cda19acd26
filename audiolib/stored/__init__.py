"""The stored form of a publication: one XHTML file in the EPUB 3 content profile, lossless.

`docs/formats/publication.md` describes it.
"""

from audiolib.stored.read import read
from audiolib.stored.write import write

__all__ = ["read", "write"]
