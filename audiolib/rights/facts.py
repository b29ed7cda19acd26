"""What is known of a work's rights when somebody asks: plain values, and no database."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from audiolib.rights.terms import Act, Channel, Standing
from audiolib.tables.catalogue import RightsStatus

EVERYWHERE = "*"


class Contract(BaseModel):
    """What a rightholder allows: to whom, what, where, in which formats, from when to when.

    The last day is exclusive. `territory` holds ISO 3166-1 alpha-2 codes, `*` for the world; empty
    `formats` are all of them; `readers` at most have copies at all, where a number is agreed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    acts: frozenset[Act]
    standings: frozenset[Standing] = frozenset()
    channels: frozenset[Channel] = frozenset()
    territory: frozenset[str]
    formats: frozenset[str] = frozenset()
    since: date
    until: date | None = None
    readers: int | None = Field(default=None, ge=1)

    @classmethod
    def of(cls, plain: dict[str, Any]) -> "Contract | None":
        """The contract that was stored; None where it says nothing that can be understood."""
        try:
            return cls.model_validate_json(json.dumps(plain))
        except (ValidationError, ValueError):
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerTerms:
    """What was agreed with the partner who asks."""

    partner_id: int
    country: str
    active: bool
    formats: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRights:
    """Everything that a decision on a work looks at.

    Args:
        reviewed: Whether a second person looked at the decision that counts.
        protected_until: The first day on which the work is free.
        approved: Whether the authority's leave counts today.
        held: Whether a rightholder's notice waits for an answer.
        received_from: The partner whose copy it was made from.
        partner: Of the reader, where a partner asks.
        voice_public: Whether all of its voices may be heard in public; None: nothing was released.
        readers: How many others have a copy.
    """

    work_id: int
    status: RightsStatus
    branch_id: int | None = None
    reviewed: bool = False
    protected_until: date | None = None
    licence: str = ""
    contract: Contract | None = None
    commercially_available: bool | None = None
    approved: bool = False
    lawful_access: bool = False
    held: bool = False
    received_from: int | None = None
    partner: PartnerTerms | None = None
    voice_public: bool | None = None
    production_ids: frozenset[int] = frozenset()
    readers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What exactly is wanted, where an act alone does not say it.

    Args:
        format: Of the package.
        production_id: The text that a volunteer works on, and `section` the id of the part.
        channel: Into which something is published; None: into any of them.
        devices: That the card is used on, and `streams` that it hears now, this one included.
    """

    format: str = ""
    production_id: int | None = None
    section: str = ""
    channel: Channel | None = None
    devices: int = 1
    streams: int = 1


NOTHING_MORE = Asked()
