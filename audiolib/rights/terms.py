"""The words of rights: what somebody wants, what they are to a work, where it may go."""

from enum import StrEnum

from audiolib.tables.catalogue import RightsStatus


class Act(StrEnum):
    """What somebody wants of a work.

    SEE is to know that there is, or was, something; WORK is text and sound for those who make it;
    PUBLISH_PUBLIC puts it in front of everybody, EXCHANGE hands it to a partner.
    """

    SEE = "see"
    METADATA = "metadata"
    SAMPLE = "sample"
    STREAM = "stream"
    DOWNLOAD = "download"
    WORK = "work"
    PUBLISH_PUBLIC = "publish_public"
    EXCHANGE = "exchange"


class Standing(StrEnum):
    """What somebody is to a work, from the least to the most; one person may be several."""

    ANONYMOUS = "anonymous"
    PARTNER = "partner"
    CARD_HOLDER = "card_holder"
    CARER = "carer"
    BENEFICIARY = "beneficiary"
    VOLUNTEER = "volunteer"
    STAFF = "staff"
    STEWARD = "steward"
    MAKER = "maker"


class Channel(StrEnum):
    """Where everybody may look: what once stood there can't be taken back."""

    SITE = "site"
    RSS = "rss"
    M3U = "m3u"
    OEMBED = "oembed"
    YOUTUBE = "youtube"


class Duty(StrEnum):
    """What goes along with an act that is allowed."""

    ATTRIBUTION = "attribution"
    COPY_NUMBER = "copy_number"
    NOTICE = "notice"


REVIEWED_FIRST = frozenset(
    {RightsStatus.PUBLIC_DOMAIN, RightsStatus.OPEN_LICENCE, RightsStatus.OWN_WORK}
)
"""Statuses that count only once a second person has looked (the database holds to it too)."""

MAY_BE_PUBLIC = REVIEWED_FIRST | {RightsStatus.LICENSED}
"""All that a policy may let into a public channel; it can name fewer, never more (R1)."""
