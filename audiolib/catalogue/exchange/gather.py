"""What a record of a work says, gathered from the catalogue and from the work's release."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from audiolib.catalogue.exchange.notes import notes
from audiolib.catalogue.exchange.told import Told
from audiolib.catalogue.model import WorkDraft
from audiolib.catalogue.works import draft_of
from audiolib.delivery.repository import released
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
    number = work.id or 0
    say = notes(library.language)
    release = released(session, number)
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
    )
    if release is not None:
        told = replace(
            told,
            duration_ms=release.duration_ms,
            narrators=release.narrators,
            voice_kind=release.voice_kind,
            media_types=tuple(dict.fromkeys(file.media_type for file in release.packages)),
            accessibility=release.accessibility,
        )
    return draft_of(session, work), told
