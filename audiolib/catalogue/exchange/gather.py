"""What a record of a work says, gathered from the catalogue and from the work's release."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from audiolib.catalogue.exchange.forms.notes import notes
from audiolib.catalogue.exchange.told import Told
from audiolib.catalogue.model import WorkDraft
from audiolib.catalogue.works import drafts_of
from audiolib.delivery import Released
from audiolib.delivery.repository import lengths, released
from audiolib.tables import Work
from audiolib.tables.catalogue import RightsStatus

_OPEN = {RightsStatus.PUBLIC_DOMAIN, RightsStatus.OPEN_LICENCE}


@dataclass(frozen=True, slots=True)
class Library:
    """Who gives records: its code among libraries, its site, and the language of its notes."""

    agency: str
    site: str
    language: str = "vi"


def gather(session: Session, work: Work, library: Library) -> tuple[WorkDraft, Told]:
    """A work for `record`, `oai_dc` and `dcterms`; the caller has asked whether it may be told of.

    The notes on access and rights are of the status alone: what the law says to one reader
    (`audiolib.rights`) is no matter of a record.
    """
    return gather_all(session, [work], library)[0]


def gather_all(
    session: Session, works: Sequence[Work], library: Library
) -> list[tuple[WorkDraft, Told]]:
    """Some works, as `gather` gives each."""
    numbers = [work.id or 0 for work in works]
    out = lengths(session, numbers)
    return [
        (draft, _told(work, released(session, number) if number in out else None, library))
        for work, number, draft in zip(works, numbers, drafts_of(session, works), strict=True)
    ]


def _told(work: Work, release: Released | None, library: Library) -> Told:
    number = work.id or 0
    say = notes(library.language)
    is_open = work.rights_status in _OPEN
    told = Told(
        number=number,
        agency=library.agency,
        changed=work.changed_at,
        language=library.language,
        address=f"{library.site.rstrip('/')}/works/{number}" if library.site else "",
        restricted=not is_open,
        access=say("access-open" if is_open else "access-restricted"),
        rights=say(f"rights-{work.rights_status}"),
        accessibility=work.accessibility,
    )
    if release is None:
        return told
    return replace(
        told,
        duration_ms=release.duration_ms,
        narrators=release.narrators,
        voice_kind=release.voice_kind,
        media_types=tuple(dict.fromkeys(file.media_type for file in release.packages)),
        accessibility=release.accessibility,
    )
