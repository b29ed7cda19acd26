"""The catalogue: works, what is known of them, how they are found, and whose they are."""

from audiolib.catalogue.errors import (
    CursorError,
    IdentifierTakenError,
    WorkChangedError,
    WorkIncompleteError,
    WorkTooLongError,
    WorkUnknownError,
    WorkWrongError,
)
from audiolib.catalogue.every import page
from audiolib.catalogue.fold import fold, sort_key
from audiolib.catalogue.model import (
    Facet,
    Listed,
    Person,
    Placed,
    SearchRequest,
    SearchResult,
    WorkDraft,
    WorkPage,
)
from audiolib.catalogue.search import search
from audiolib.catalogue.works import add_work, change_work, draft_of, install_collections

__all__ = [
    "CursorError",
    "Facet",
    "IdentifierTakenError",
    "Listed",
    "Person",
    "Placed",
    "SearchRequest",
    "SearchResult",
    "WorkChangedError",
    "WorkDraft",
    "WorkIncompleteError",
    "WorkPage",
    "WorkTooLongError",
    "WorkUnknownError",
    "WorkWrongError",
    "add_work",
    "change_work",
    "draft_of",
    "fold",
    "install_collections",
    "page",
    "search",
    "sort_key",
]
