"""How large a text is, in pages that mean the same everywhere."""

from audiolib.publication import Publication, texts

NORM_PAGE = 1800
"""Characters of a standard page, with spaces, as publishers count."""


def norm_pages(publication: Publication) -> int:
    """Standard pages, 1 or more."""
    return max(1, round(sum(len(text.text) for text in texts(publication)) / NORM_PAGE))
