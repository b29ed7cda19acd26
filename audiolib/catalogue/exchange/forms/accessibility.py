"""schema.org accessibility terms as MARC 21 fields, and back.

After the crosswalk of the W3C's Accessibility Discoverability Vocabulary group: access modes and
features in 341 with `$2 sapdv`, the summary and hazards in 532. `accessModeSufficient` has no field
there (w3c-cg/publ-a11y, issue 781): it stands in 941, a local one.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pymarc import Field, Indicators, Subfield

SUFFICIENT = "941"
_SOURCE = "sapdv"
_HAZARD = "accessibilityHazard: "
_ASSISTIVE = {
    "c": {"highContrastDisplay", "largePrint", "signLanguage", "rubyAnnotations"},
    "d": {"audioDescription", "highContrastAudio", "synchronizedAudioText", "ttsMarkup"},
    "e": {"braille", "tactileGraphic", "tactileObject"},
}
"""Subfields of 341 for visual, auditory and tactile features; all others are textual, `$b`."""


def fields(access: Mapping[str, Any]) -> list[Field]:
    """The fields for what a package says of its accessibility."""
    made: list[Field] = []
    features = list(access.get("features", ()))
    for mode in access.get("modes", ()):
        parts = [Subfield("a", mode)]
        parts += [Subfield(_assists(feature), feature) for feature in features]
        made.append(_field("341", "0", [*parts, Subfield("2", _SOURCE)]))
        features = []  # each feature once: in the field of the first mode
    if summary := access.get("summary"):
        made.append(_field("532", "8", [Subfield("a", summary)]))
    made += [
        _field("532", "8", [Subfield("a", f"{_HAZARD}{hazard}")])
        for hazard in access.get("hazards", ())
    ]
    made += [
        _field(SUFFICIENT, " ", [Subfield("a", mode) for mode in modes])
        for modes in access.get("sufficient", ())
    ]
    return made


def terms(found: Iterable[Field]) -> dict[str, Any]:
    """What the fields of a record say of accessibility; empty where they say nothing."""
    told: dict[str, Any] = {
        "modes": [],
        "sufficient": [],
        "features": [],
        "hazards": [],
        "summary": "",
    }
    for field in found:
        if field.tag == "341" and field.get("2") == _SOURCE:
            told["modes"] += field.get_subfields("a")
            told["features"] += field.get_subfields("b", "c", "d", "e")
        elif field.tag == "532":
            _note(told, field.get("a") or "")
        elif field.tag == SUFFICIENT:
            told["sufficient"].append(field.get_subfields("a"))
    return told if any(told.values()) else {}


def _note(told: dict[str, Any], text: str) -> None:
    if text.startswith(_HAZARD):
        told["hazards"].append(text.removeprefix(_HAZARD))
    elif text:
        told["summary"] = told["summary"] or text


def _assists(feature: str) -> str:
    return next((code for code, known in _ASSISTIVE.items() if feature in known), "b")


def _field(tag: str, first: str, parts: list[Subfield]) -> Field:
    return Field(tag, Indicators(first, " "), parts)
