"""The policy: the matrix, its conditions, terms and times, read from data and checked."""

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from audiolib.rights import floor
from audiolib.rights.errors import PolicyError
from audiolib.rights.terms import Act, Channel, Duty, Standing
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.people import Role

Days = Field(ge=0)
Cell = frozenset[Act]


class _Part(BaseModel):
    """A part of the policy; an entry that nobody knows is a typing error, not a wish."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Part):
    """A law that the policy rests on, and for what."""

    law: str
    says: str


class Terms(_Part):
    """Years of protection, and what never had any."""

    life: int = Field(ge=1, le=200)
    publication: int = Field(ge=1, le=200)
    authors: frozenset[str]
    exemptions: Annotated[tuple[str, ...], AfterValidator(lambda told: tuple(sorted(told)))]


class Verification(_Part):
    """Years for which it counts that somebody can't read print."""

    years: int = Field(ge=1)


class Holding(_Part):
    """Hours until a notice has to be decided, and what happens to one that is not."""

    hold_hours: int = Field(ge=1)
    undecided: Literal["held", "released"]


class Sharing(_Part):
    """Soft limits of one card; a device that sent no sound for `quiet_minutes` plays nothing."""

    devices: int = Field(ge=1)
    streams: int = Field(ge=1)
    quiet_minutes: int = Field(default=10, ge=2)


class Statistics(_Part):
    """The smallest count that a report tells."""

    smallest: int = Field(ge=1)


class Retention(_Part):
    """Days for which things are kept."""

    login_attempts: int = Days
    expired_sessions: int = Days
    unseen_devices: int = Days
    reader_keys: int = Days
    ended_verifications: int = Days
    ended_carers: int = Days
    withdrawn_consents: int = Days
    refused_applications: int = Days
    named_floor_events: int = Days
    audit: int = Days
    exchange: int = Days
    playing: int = Field(default=1, ge=0)
    returned_media: int = Field(default=365, ge=0)
    carer_acts: int = Field(default=365, ge=0)
    ended_tokens: int = Field(default=365, ge=0)
    closed_cards: int = Field(default=180, ge=0)
    expired_cards: int = Field(default=1095, ge=0)


class Condition(_Part):
    """Something that must be true besides the matrix, for some statuses, acts and standings."""

    name: str
    statuses: frozenset[RightsStatus]
    acts: frozenset[Act]
    only: frozenset[Standing] = frozenset()
    exempt: frozenset[Standing] = frozenset()

    def binds(self, status: RightsStatus, standing: Standing, act: Act) -> bool:
        """Whether it has to be true in this cell."""
        if status not in self.statuses or act not in self.acts or standing in self.exempt:
            return False
        return not self.only or standing in self.only


class PublicChannel(_Part):
    """What may go into a public channel, and parts of a licence that keep a work out of it."""

    statuses: frozenset[RightsStatus]
    refuses: frozenset[str]


class Licences(_Part):
    """The open licences that the library knows."""

    known: frozenset[str]


class Policy(_Part):
    """A version of the library's policy."""

    version: str = Field(min_length=1)
    since: date
    country: str = Field(pattern="^[A-Z]{2}$")
    commercial_availability: Literal["off", "warn", "block"]
    sources: tuple[Source, ...]
    terms: Terms
    verification: Verification
    withdrawal: Holding
    sharing: Sharing
    statistics: Statistics
    retention: Retention
    standings: Mapping[Standing, frozenset[Role]]
    offices: Mapping[str, frozenset[Role]]
    matrix: Mapping[RightsStatus, Mapping[Standing, Cell]]
    conditions: tuple[Condition, ...]
    duties: Mapping[RightsStatus, frozenset[Duty]]
    notices: Mapping[str, str] = Field(default_factory=dict)
    """What the duty `notice` says, by language; spoken at the start, and in every package."""
    licences: Licences
    channels: Mapping[Channel, PublicChannel]

    @model_validator(mode="after")
    def _keep_to_the_floor(self) -> "Policy":
        """Refuse what no policy may say."""
        floor.check(self)
        return self

    def allows(self, status: RightsStatus, standing: Standing, act: Act) -> bool:
        """Whether the matrix names the act; what it does not name is denied."""
        return act in self.matrix.get(status, {}).get(standing, frozenset())

    def text(self) -> dict[str, Any]:
        """The policy as plain data, as it is stored; the same policy is the same data."""
        plain = self.model_dump(mode="json")
        return _ordered(plain)  # type: ignore[no-any-return]


def read(plain: Mapping[str, Any]) -> Policy:
    """A policy from plain data.

    Raises:
        PolicyError: an entry is missing, unknown or wrong, or says what no policy may.
    """
    return read_text(json.dumps(plain, default=str, sort_keys=True))


@cache
def shipped() -> Policy:
    """The policy that comes along."""
    text = (resources.files("audiolib.rights") / "policy.toml").read_text(encoding="utf-8")
    return read(tomllib.loads(text))


@lru_cache(maxsize=16)
def read_text(text: str) -> Policy:
    """A policy from JSON; the same text is read once. Raises as `read` does."""
    try:
        return Policy.model_validate_json(text)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"]) or "policy"
        raise PolicyError(place, fault["msg"]) from error


def _ordered(value: Any) -> Any:
    """Sets come out of them in any order; lists of words are put into one."""
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in value}
    if isinstance(value, list):
        inner = [_ordered(one) for one in value]
        return sorted(inner) if all(isinstance(one, str) for one in inner) else inner
    return value
