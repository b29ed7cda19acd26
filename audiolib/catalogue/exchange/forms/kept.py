"""Fields of an imported record that no column of ours holds, as plain data."""

from collections.abc import Iterable, Mapping
from typing import Any

from pymarc import Field, Indicators, Subfield


def kept(fields: Iterable[Field]) -> dict[str, Any]:
    """The fields as `Work.marc` holds them; empty where there are none."""
    told = [
        {"tag": field.tag, "data": _plain(field.data or "")}
        if field.control_field
        else {
            "tag": field.tag,
            "indicators": _plain("".join(field.indicators or ())),
            "parts": [[_plain(part.code), _plain(part.value)] for part in field.subfields],
        }
        for field in fields
    ]
    return {"fields": told} if told else {}


def _plain(text: str) -> str:
    """A text without the one sign that no database keeps."""
    return text.replace("\0", " ")


def fields_of(told: Mapping[str, Any]) -> list[Field]:
    """The fields again; what is not of our shape is left out."""
    found: list[Field] = []
    for each in told.get("fields", ()):
        tag = str(each.get("tag", ""))
        if len(tag) != 3:
            continue
        if "parts" in each:
            parts = [Subfield(str(code), str(value)) for code, value in each["parts"]]
            found.append(Field(tag, Indicators(*f"{each.get('indicators', ''):2.2}"), parts))
        else:
            found.append(Field(tag, data=str(each.get("data", ""))))
    return found
