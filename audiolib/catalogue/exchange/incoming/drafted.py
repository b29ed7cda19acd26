"""Drafts of works as plain data, and again as drafts."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from audiolib.catalogue.model import Person, WorkDraft
from audiolib.tables.catalogue import Audience


def plain(draft: WorkDraft) -> dict[str, Any]:
    """A draft as JSON holds it."""
    return {**asdict(draft), "audience": draft.audience.value}


def draft(told: Mapping[str, Any]) -> WorkDraft:
    """The draft that `plain` was given."""
    pairs = {
        name: tuple((first, second) for first, second in told[name])
        for name in ("identifiers", "subjects")
    }
    return WorkDraft(
        **{
            **told,
            **pairs,
            "people": tuple(Person(**person) for person in told["people"]),
            "collections": tuple(told["collections"]),
            "audience": Audience(told["audience"]),
        }
    )
