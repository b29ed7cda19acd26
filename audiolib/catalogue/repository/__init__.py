"""The catalogue's SQL."""

from audiolib.catalogue.repository.around import Around, around
from audiolib.catalogue.repository.index import (
    by_heads,
    by_likeness,
    by_most_words,
    by_title,
    by_words,
    has_words,
    index,
    newest,
)
from audiolib.catalogue.repository.listing import (
    about,
    after,
    aged,
    in_collection,
    listed,
    made_by,
    of_series,
    shared,
)
from audiolib.catalogue.repository.works import (
    collections,
    holder_of,
    make_collection,
    series,
    set_collections,
    set_identifiers,
    set_people,
    set_subjects,
    work,
)

__all__ = [
    "Around",
    "about",
    "after",
    "aged",
    "around",
    "by_heads",
    "by_likeness",
    "by_most_words",
    "by_title",
    "by_words",
    "collections",
    "has_words",
    "holder_of",
    "in_collection",
    "index",
    "listed",
    "made_by",
    "make_collection",
    "newest",
    "of_series",
    "series",
    "set_collections",
    "set_identifiers",
    "set_people",
    "set_subjects",
    "shared",
    "work",
]
