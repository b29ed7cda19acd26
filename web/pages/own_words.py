"""What tables hold of a patron, in words that the patron reads."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from web.texts import Texts

Line = tuple[str, str]
_COLUMNS = {
    "patron": (
        *("name", "card_number", "birth_year", "email", "phone", "address", "language"),
        *("guardian_name", "guardian_contact", "source_number", "interface", "state"),
        *("card_issued_on", "expires_on", "created_at", "changed_at"),
    ),
    "consent": ("purpose", "text_version", "channel", "given_at", "withdrawn_at"),
    "beneficiary": ("method", "seen_on", "expires_on", "ended_on"),
    "carer": ("evidence", "agreed_on", "since", "until"),
    "careract": ("at", "act"),
    "cardapplication": (
        *("receipt", "name", "birth_date", "contact", "address"),
        *("guardian_name", "guardian_contact", "created_at", "reason"),
    ),
    "loginsession": ("created_at", "seen_at", "expires_at"),
    "knowndevice": ("seen_at",),
    "demandvote": ("at", "told_at"),
    "wordreport": ("word", "note", "created_at", "healed_at", "reply"),
    "accesscopy": ("number", "purpose", "made_at"),
    "auditentry": ("at", "act"),
}
"""Of tables that are not named here all is shown, under the machine's own words."""
_TERMS = {
    "state": "patron-",
    "method": "method-",
    "evidence": "evidence-",
    "act": "done-",
    "channel": "channel-",
    "purpose": "purpose-",
    "interface": "interface-",
}


def told_of(
    t: Texts, tables: Mapping[str, Sequence[Mapping[str, Any]]]
) -> list[tuple[str, list[list[Line]]]]:
    """For each table its name and its rows, each a list of names and values; nothing empty."""
    ordered = sorted(tables, key=lambda name: [*_COLUMNS, name].index(name))
    return [(_or(t, f"data-{name}", name), _rows(t, name, tables[name])) for name in ordered]


def _rows(t: Texts, table: str, rows: Sequence[Mapping[str, Any]]) -> list[list[Line]]:
    found = []
    for row in rows:
        columns = _COLUMNS.get(table, tuple(row))
        lines = [
            (_or(t, f"column-{name}", name), _value(t, name, row[name]))
            for name in columns
            if name in row and row[name] not in (None, "", [], {})
        ]
        if lines:
            found.append(lines)
    return found


def _value(t: Texts, column: str, value: Any) -> str:
    if isinstance(value, bool):
        return t("yes" if value else "no")
    if isinstance(value, int | float | dict | list):
        return str(value)
    told = str(value)
    if column in _TERMS:
        return _or(t, f"{_TERMS[column]}{told}", told)
    if column == "language":
        return t.language_name(told)
    if column.endswith("_at") or column == "at":
        return t.moment(datetime.fromisoformat(told))
    if column.endswith("_on") or column in ("since", "until", "birth_date"):
        return t.day(date.fromisoformat(told))
    return told


def _or(t: Texts, message: str, other: str) -> str:
    return t(message) if t.knows(message) else other
