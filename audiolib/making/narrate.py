"""From the newest text to its sound: tracks to be listened to, no packages yet."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from audiolib import stored
from audiolib.healing import repository as healing
from audiolib.jobs.progress import Telling
from audiolib.listening.mended import mended
from audiolib.making import repository
from audiolib.making.room import TRACKS as TRACKS
from audiolib.making.room import Room, blob, fetched, request, room
from audiolib.making.station import awaited, handed_on, taken_up
from audiolib.making.take_in import UPLOAD, written
from audiolib.production.intake import PUBLICATION
from audiolib.production.produce import produce
from audiolib.production.report import Report
from audiolib.production.request import Request
from audiolib.service import Service
from audiolib.tables import Production, TextVersion
from audiolib.tables.making import State

_AT = (State.NARRATION,)


def narrate(service: Service, telling: Telling, production_id: int) -> None:
    """Give the newest text its sound, and hand it on to be listened to.

    Raises:
        tts.SpeechError: a voice is unknown, or gives no usable sound.
        AudiolibError: there is no text, or the disk has not the room.
        JobOutdatedError: the production went on without this job.
    """
    with service.database.transaction() as session:
        found = taken_up(session, production_id, telling.job_id, _AT)
        text = repository.newest_text(session, production_id)
        entries = healing.counting(session, production_id)
    with room(service, found, entries) as made:
        report = sounded(service, telling, found, text, made, formats=())
        record = kept(service, made, report)
        widened = _widened(service, made, text, production_id)
    with service.database.transaction() as session:
        found = awaited(session, production_id, telling.job_id, _AT)
        newest = repository.newest_text(session, production_id)
        if widened and newest.number == text.number:
            repository.add_text(session, production_id, widened, "narrated")
        facts = {"duration_ms": report.duration_ms, "cpu_s": report.cpu_s, "errors": report.errors}
        handed_on(session, found, State.LISTENING, record=record, facts=facts)
        mended(session, service.store, found, datetime.now(UTC))
    telling.finish()


def sounded(
    service: Service,
    telling: Telling,
    found: Production,
    text: TextVersion,
    made: Room,
    *,
    formats: tuple[str, ...] | None = None,
) -> Report:
    """Run the production line over a text in its room; what was made before is found again."""
    asked = _asked(service, found, text, made)
    if formats is not None:
        asked = replace(asked, formats=formats)
    return produce(asked, telling)


def _asked(service: Service, found: Production, text: TextVersion, made: Room) -> Request:
    """The text with its ids; of a talking book the file too that came, whose sound is kept."""
    content = blob(service.store, text.digest, found.id)
    if found.source != "recording" or found.voice:
        return request(service, found, made, content)
    upload = found.options["upload"]
    folder = made.scratch / "upload"
    digest = found.record[UPLOAD]
    file = fetched(service.store, digest, upload["size"], upload["name"], folder)
    with service.database.transaction() as session:
        told = repository.described(session, found)
        before = repository.taken_in_text(session, found.id or 0)
    if before is not None:
        # The file's phrases get the ids that they got then, whatever was edited since.
        taken_in = blob(service.store, before.digest, found.id)
        (made.folder / PUBLICATION).write_bytes(taken_in)
    edited = made.scratch / "edited.xhtml"
    edited.write_bytes(content)
    meta = written(told, made.scratch)
    return request(service, found, made, None, file=file, meta=meta, edited=edited)


def kept(service: Service, made: Room, report: Report) -> dict[str, str]:
    """Put all that another machine needs to go on from into the store; content keys by name."""
    tracks = json.dumps(list(report.sounds)).encode()
    return {**made.keep(service.store), TRACKS: service.store.put(tracks)}


def _widened(service: Service, made: Room, text: TextVersion, production_id: int) -> str:
    """The content key of the text with the ids that its opening and closing took marked as taken.

    Without that an edit could give them to something else. Empty where nothing is to be marked.
    """
    content = blob(service.store, text.digest, production_id)
    settled = stored.read(content, text.digest)
    spoken = stored.read((made.folder / PUBLICATION).read_bytes(), PUBLICATION)
    if spoken.next_id <= settled.next_id:
        return ""
    return service.store.put(stored.write(replace(settled, next_id=spoken.next_id)))
