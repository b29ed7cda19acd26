"""Pronunciation lexicons and their scopes: the publication's, the library's, Audiolib's own."""

from audiolib.lexicons.scopes import FOLDER, MEDIA_TYPE, own, read_lexicon, scoped, shipped, usual

__all__ = ["FOLDER", "MEDIA_TYPE", "own", "read_lexicon", "scoped", "shipped", "usual"]
