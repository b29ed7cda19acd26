"""From listened sound to a release: packages made, checked, and given to readers, once."""

import hashlib
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from audiolib import dates, stored, timing
from audiolib.findings import Severity
from audiolib.floor.repository import demands
from audiolib.formats import named
from audiolib.healing import repository as healing
from audiolib.healing.words import places
from audiolib.jobs.progress import Telling
from audiolib.making import repository
from audiolib.making.bound import Bound, bound, track_rows
from audiolib.making.errors import FaultyPackageError
from audiolib.making.narrate import kept, sounded
from audiolib.making.room import Room, room
from audiolib.making.station import awaited, handed_on, taken_up
from audiolib.narration import Narration
from audiolib.packages import EncodedTrack, Provenance, Rendition
from audiolib.packages.accessibility import Facts, facts, together
from audiolib.production.intake import PUBLICATION
from audiolib.production.rendition import SPANS, TIMING
from audiolib.production.report import Report
from audiolib.publication import Publication
from audiolib.service import Service
from audiolib.tables import Production, Release
from audiolib.tables.making import Mode, State

_AT = (State.PACKAGE, State.VALIDATE, State.PUBLISH)


def publish(service: Service, telling: Telling, production_id: int) -> None:
    """Make every package, check it, and release it; with the last one's bytes nothing is released.

    Raises:
        FaultyPackageError: a check found an error; nothing went out.
        JobOutdatedError: the production went on without this job.
    """
    with service.database.transaction() as session:
        found = taken_up(session, production_id, telling.job_id, _AT)
        text = repository.newest_text(session, production_id)
        entries = healing.counting(session, production_id)
    with room(service, found, entries) as made:
        report = sounded(service, telling, found, text, made)
        _on(service, telling, production_id, State.VALIDATE)
        make_sure_of_no_fault(production_id, report)
        _on(service, telling, production_id, State.PUBLISH)
        packages = bound(report, made.scratch, service.store)
        record = kept(service, made, report)
        outcome = Outcome(made, report)
    with service.database.transaction() as session:
        found = awaited(session, production_id, telling.job_id, _AT)
        release = released(session, found, outcome, packages)
        told = {"release": release.number, "duration_ms": release.duration_ms}
        handed_on(session, found, State.IN_USE, record=record, facts=told)
    telling.finish()


def make_sure_of_no_fault(production_id: int, report: Report) -> None:
    """Raise where a check found an error.

    Raises:
        FaultyPackageError: the first one's code, and how many there are.
    """
    wrong = [f.code for f in report.findings if f.severity is Severity.ERROR]
    if wrong:
        raise FaultyPackageError(production_id, len(wrong), wrong[0])


class Outcome:
    """What the room held when all was made, as far as the release's rows tell of it."""

    def __init__(self, made: Room, report: Report) -> None:
        content = (made.folder / PUBLICATION).read_bytes()
        self.report = report
        self.publication: Publication = stored.read(content, PUBLICATION)
        self.narration: Narration = timing.read(
            (made.folder / SPANS).read_bytes(), (made.folder / TIMING).read_bytes()
        )
        self.text = report.digests[PUBLICATION]
        told = "\n".join(sound["digest"] for sound in report.sounds)
        self.sound = hashlib.sha256(told.encode()).hexdigest()
        self.access = self._access()

    def _access(self) -> dict[str, Any]:
        """What the packages that were made may say of their accessibility."""
        found, language = self._facts(), self.publication.metadata.language
        claims = (getattr(named(name), "access", None) for name in self.report.packages)
        told = together([claim(found, language) for claim in claims if claim is not None])
        return asdict(told) if told else {}

    def _facts(self) -> Facts:
        """What access depends on; neither sound nor pictures are looked at for it."""
        return facts(
            Rendition(
                self.publication,
                self.narration,
                Provenance("", self.text, ""),
                dates.now(),
                self.report.folder.name,
                _unheard,
                lambda resource: b"",
            )
        )


def _unheard(number: int, codec: str) -> EncodedTrack:
    raise LookupError(f"track {number}, {codec}")


def released(
    session: Session,
    found: Production,
    outcome: Outcome,
    packages: tuple[Bound, ...],
) -> Release:
    """The release of what was made, with all its rows; the one that stands where it is the same."""
    production_id = found.id or 0
    _indexed(session, production_id, outcome)
    same = repository.release_of(session, production_id, outcome.text, outcome.sound)
    if same is not None:
        return repository.put_first(session, same, datetime.now(UTC))
    voices = outcome.narration.voices
    synthetic = {voice.synthetic for voice in voices}
    kind = "mixed" if len(synthetic) > 1 else "human" if False in synthetic else "synthetic"
    heard_by_all = all(voice.public_audio for voice in voices)
    now = datetime.now(UTC)
    release = repository.add_release(
        session,
        Release(
            production_id=production_id,
            work_id=found.work_id,
            number=0,
            text=outcome.text,
            sound=outcome.sound,
            duration_ms=outcome.report.duration_ms,
            voice_kind=kind,
            narrators=[voice.name for voice in voices],
            voice_public=heard_by_all,
            public=heard_by_all and repository.is_public(session, found.work_id),
            warnings=sum(f.severity is Severity.WARNING for f in outcome.report.findings),
            accessibility=outcome.access,
            released_at=now,
        ),
        [package.row() for package in packages],
        track_rows(outcome.publication, outcome.narration, list(outcome.report.sounds)),
    )
    repository.mark_published(session, found.work_id, now)
    demands.answered(session, found, now)
    healing.healed(session, production_id, now)
    return release


def _indexed(session: Session, production_id: int, outcome: Outcome) -> None:
    """Write where each word stands, unless what readers get now has the same text."""
    newest = repository.newest_release(session, production_id)
    if newest is None or newest.text != outcome.text:
        language = outcome.publication.metadata.language
        repository.index_words(session, production_id, language, places(outcome.publication))


def _on(service: Service, telling: Telling, production_id: int, to: State) -> None:
    """Move the production to its next station, at work; one that is there already stays."""
    with service.database.transaction() as session:
        found = awaited(session, production_id, telling.job_id, _AT)
        if _AT.index(State(found.state)) < _AT.index(to):
            handed_on(session, found, to, mode=Mode.DO, last=False)
