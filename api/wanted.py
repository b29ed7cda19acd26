"""What somebody looks for, from the query of an address."""

from typing import Annotated

from fastapi import Depends, Query

from api.answers import utf8
from audiolib.catalogue.model import SearchRequest

FILTERS = ("collection", "language", "audience", "ages", "series", "subject")
"""What narrows a search, in the order in which it is shown."""
_Told = Annotated[str, Query(max_length=1000)]


def wanted(
    q: Annotated[str, Query(max_length=200)] = "",
    language: Annotated[str, Query(max_length=35)] = "",
    audience: Annotated[str, Query(max_length=35)] = "",
    collection: Annotated[str, Query(max_length=100)] = "",
    subject: _Told = "",
    series: _Told = "",
    ages: Annotated[str, Query(max_length=35)] = "",
) -> SearchRequest:
    """Words and filters.

    Raises:
        FieldError: one of them holds what no text does.
    """
    utf8(q, language, audience, collection, subject, series, ages)
    return SearchRequest(
        words=q,
        language=language,
        audience=audience,
        collection=collection,
        subject=subject,
        series=series,
        ages=ages,
    )


Wanted = Annotated[SearchRequest, Depends(wanted)]
