"""Whether a publication has words at all."""

from audiolib.publication import Heading, Publication, Stretch, texts


def is_wordless(publication: Publication) -> bool:
    """Whether it is for the most part sound whose words are not known, or has headings alone."""
    found = [t for t in texts(publication) if not isinstance(t, Heading)]
    wordless = sum(len(t.phrases) for t in found if isinstance(t, Stretch))
    return not found or wordless > sum(len(t.phrases) for t in found) - wordless
