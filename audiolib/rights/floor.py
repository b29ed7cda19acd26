"""What no policy may say: a library can make it stricter, and never looser than this."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from audiolib.rights.terms import MAY_BE_PUBLIC, Act, Channel, Standing
from audiolib.tables.catalogue import RightsStatus

if TYPE_CHECKING:
    from audiolib.rights.policy import Policy

LADDERS = (
    (Standing.ANONYMOUS, Standing.CARD_HOLDER, Standing.BENEFICIARY),
    (Standing.ANONYMOUS, Standing.CARD_HOLDER, Standing.CARER),
    (Standing.ANONYMOUS, Standing.VOLUNTEER),
    (Standing.ANONYMOUS, Standing.STAFF, Standing.MAKER),
    (Standing.ANONYMOUS, Standing.STAFF, Standing.STEWARD),
    (Standing.ANONYMOUS, Standing.PARTNER),
)
"""Whoever is known better has no less."""

CONTENT = frozenset({Act.SAMPLE, Act.STREAM, Act.DOWNLOAD, Act.WORK, Act.EXCHANGE})
KNOWN = frozenset({Act.SEE, Act.METADATA})
"""What a reader may know of: it hangs on the matrix alone, so that lists and pages agree."""

_CLOSED = frozenset(
    {
        RightsStatus.MARRAKESH,
        RightsStatus.UNKNOWN,
        RightsStatus.STAFF_ONLY,
        RightsStatus.WITHDRAWN,
    }
)


def check(policy: Policy) -> None:
    """Raise `ValueError` with the first thing that no policy may say."""
    for fault in (_cells(policy), _conditions(policy), _channels(policy)):
        if fault:
            raise ValueError(fault)


def _cells(policy: Policy) -> str:
    for status in RightsStatus:
        row = policy.matrix.get(status)
        if row is None or set(row) != set(Standing):
            return f"matrix.{status}: every standing wants a cell"
        for ladder in LADDERS:
            for lower, higher in pairwise(ladder):
                if not row[lower] <= row[higher]:
                    return f"matrix.{status}: {higher} may do less than {lower}"
        for standing, cell in row.items():
            if Act.PUBLISH_PUBLIC in cell and status not in MAY_BE_PUBLIC:
                return f"matrix.{status}.{standing}: never public"
            if Act.METADATA in cell and Act.SEE not in cell:
                return f"matrix.{status}.{standing}: metadata of what can't be seen"
        outside = row[Standing.ANONYMOUS] | row[Standing.CARD_HOLDER]
        if status in _CLOSED and outside & CONTENT:
            return f"matrix.{status}: content for everybody"
    if set(policy.standings) != {Standing.STAFF, Standing.MAKER, Standing.STEWARD}:
        return "standings: staff, maker, steward"
    return ""


def _conditions(policy: Policy) -> str:
    for condition in policy.conditions:
        if condition.name not in NAMES:
            return f"conditions: {condition.name} is unknown"
        if condition.acts & KNOWN:
            return f"conditions.{condition.name}: bound to the content alone"
    for status, standing, acts, name in _needed():
        for act in acts:
            if policy.allows(status, standing, act) and not any(
                c.name == name and c.binds(status, standing, act) for c in policy.conditions
            ):
                return f"conditions: {status}, {standing}, {act} need {name}"
    return ""


def _needed() -> list[tuple[RightsStatus, Standing, frozenset[Act], str]]:
    """Cells and the conditions that may not be missing there."""
    exchange = frozenset({Act.EXCHANGE})
    needed = [
        (RightsStatus.MARRAKESH, standing, CONTENT, name)
        for standing in Standing
        for name in ("approval", "lawful_access", "not_sold")
    ]
    needed += [
        (RightsStatus.LICENSED, standing, CONTENT, "contract")
        for standing in (
            Standing.ANONYMOUS,
            Standing.CARD_HOLDER,
            Standing.BENEFICIARY,
            Standing.CARER,
            Standing.PARTNER,
        )
    ]
    for status in RightsStatus:
        needed.append((status, Standing.VOLUNTEER, frozenset({Act.WORK}), "own_section"))
        needed.append((status, Standing.PARTNER, exchange, "our_own"))
    needed.append((RightsStatus.MARRAKESH, Standing.PARTNER, exchange, "agreement"))
    needed.append((RightsStatus.LICENSED, Standing.PARTNER, exchange, "agreement"))
    return needed


def _channels(policy: Policy) -> str:
    if set(policy.channels) != set(Channel):
        return "channels: every channel wants an entry"
    for channel, told in policy.channels.items():
        if not told.statuses <= MAY_BE_PUBLIC:
            return f"channels.{channel}: never public"
    return ""


NAMES = frozenset(
    {
        "term_over",
        "licence_known",
        "public_voice",
        "contract",
        "approval",
        "lawful_access",
        "not_sold",
        "agreement",
        "our_own",
        "own_section",
    }
)
"""The conditions that `conditions` knows how to judge."""
