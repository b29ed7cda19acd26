"""From pages that were read to the first version of the text."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from audiolib import stored
from audiolib.dates import now
from audiolib.identify import identify
from audiolib.intake.compose import compose
from audiolib.intake.doubts import as_json, doubts
from audiolib.intake.ocr import PageRead, stored_page
from audiolib.jobs.errors import JobOutdatedError
from audiolib.jobs.progress import Telling
from audiolib.keys import content_key
from audiolib.making import repository
from audiolib.making.room import blob
from audiolib.making.sizes import norm_pages
from audiolib.making.station import awaited, handed_on
from audiolib.making.take_in import FINDINGS
from audiolib.metadata import completed
from audiolib.order import SoundOptions
from audiolib.production import record
from audiolib.production.report import findings_json
from audiolib.publication import Contributor, Metadata, Publication, SourceEdition
from audiolib.service import Service
from audiolib.store import Store
from audiolib.tables import Page, Production
from audiolib.tables.making import State
from tts import segment

DOUBTS = "doubts.json"
_NAMESPACE = uuid.UUID("6f1c2f0e-3d0a-5b57-8f8e-0a4d1d6b8f11")


def composed_pages(
    service: Service, telling: Telling, production_id: int, pages: Sequence[Page]
) -> None:
    """Make one text of pages that all were read, and move their production on.

    Raises:
        JobOutdatedError: the pages are others by now.
    """
    telling.begin("compose", 1)
    with service.database.transaction() as session:
        found = awaited(session, production_id, telling.job_id, (State.OCR,))
        told = repository.described(session, found)
    reads = [stored_page(service.store, page.words) for page in pages]
    text, kept = _composed(service, found, reads, told)
    with service.database.transaction() as session:
        found = awaited(session, production_id, telling.job_id, (State.OCR,))
        now_there = repository.pages(session, production_id)
        if [p.image for p in now_there] != [p.image for p in pages]:
            raise JobOutdatedError(telling.job_id)
        for page, label in zip(now_there, kept["labels"], strict=True):
            page.label = page.label or label
        repository.add_text(session, production_id, text, "recognised")
        found.language, found.pages = str(told["language"]), kept["pages"]
        facts = {"pages": len(pages), "findings": kept["findings"]}
        handed_on(session, found, State.TEXT, record=kept["record"], facts=facts)
    telling.finish()


def _composed(
    service: Service, found: Production, reads: Sequence[PageRead], told: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The content key of the text, and what is kept beside it."""
    digest = content_key("\n".join(read.image for read in reads).encode())
    made = compose(reads, _metadata(told, digest, service.library))
    previous = _previous(service.store, found)
    identified = identify(made.publication, previous, split=_split)
    production = record.Production(
        identifier=identified.publication.metadata.identifier,
        identifier_from="generated",
        slug=found.slug,
        source="scan",
        source_digest=digest,
        started=now(),
        options=SoundOptions(),
    )
    publication = _dated(identified.publication, production)
    findings = [*made.findings, *identified.findings]
    seen = as_json(doubts(publication, reads))
    put = service.store.put
    kept = {
        DOUBTS: put(json.dumps(seen, separators=(",", ":")).encode()),
        FINDINGS: put(json.dumps(findings_json(findings), ensure_ascii=False).encode()),
    }
    if record.NAME not in found.record:
        kept[record.NAME] = put(production.json())
    told_of = {"record": kept, "labels": made.labels, "findings": len(findings)}
    size = max(len(reads), norm_pages(publication))
    return put(stored.write(publication)), {**told_of, "pages": size}


def _metadata(told: Mapping[str, Any], digest: str, library: str) -> Metadata:
    """What the catalogue says, and an identifier of the pages' own."""
    people = tuple(Contributor(p["name"], p["role"]) for p in told.get("creators", ()))
    return completed(
        Metadata(
            identifier=uuid.uuid5(_NAMESPACE, digest).urn,
            title=str(told["title"]),
            language=str(told["language"]),
            contributors=people,
            description=str(told.get("description", "")),
            rights=str(told.get("rights", "")),
            source=SourceEdition(**told.get("source", {})),
        ),
        library,
    )


def _dated(publication: Publication, production: record.Production) -> Publication:
    about = publication.metadata
    if about.date:
        return publication
    return replace(publication, metadata=replace(about, date=production.started.date().isoformat()))


def _previous(store: Store, found: Production) -> Publication | None:
    """The text as it was spoken last, whose ids are kept where a page is read again."""
    digest = found.record.get("publication.xhtml")
    if digest is None:
        return None
    return stored.read(blob(store, digest, found.id), "publication.xhtml")


def _split(text: str, lang: str, lines: bool) -> Sequence[tuple[int, int]]:
    return segment(text, lang, lines=lines)
