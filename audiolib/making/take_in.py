"""From an uploaded file to the first version of the text."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audiolib import stored
from audiolib.jobs.progress import Telling
from audiolib.making import repository
from audiolib.making.room import Room, blob, fetched, request, room
from audiolib.making.sizes import norm_pages
from audiolib.making.station import awaited, handed_on, taken_up
from audiolib.production.intake import PUBLICATION, Intake, take_in
from audiolib.production.record import NAME as RECORD
from audiolib.production.report import findings_json
from audiolib.service import Service
from audiolib.tables import Production
from audiolib.tables.making import State

FINDINGS = "findings.json"
UPLOAD = "upload"
"""The record's name of the file as it came: a talking book's sound is taken from it."""
_AT = (State.SCAN,)


def take_in_file(
    service: Service, telling: Telling, production_id: int, digest: str, size: int, name: str
) -> None:
    """Read an uploaded file, and hand its text on to be checked.

    Raises:
        SourceError: it can't be read.
        JobOutdatedError: the production went on without this job.
    """
    telling.begin("read", 1)
    with service.database.transaction() as session:
        found = taken_up(session, production_id, telling.job_id, _AT)
        told = repository.described(session, found)
        before = repository.text_or_none(session, production_id)
    with room(service, found) as made:
        if before is not None:
            content = blob(service.store, before.digest, production_id)
            (made.folder / PUBLICATION).write_bytes(content)
        file = fetched(service.store, digest, size, name, made.scratch / "upload")
        intake = _read(service, found, made, file, told)
        text = service.store.put(stored.write(intake.publication))
        intake.production.write(made.folder)
        record = {
            UPLOAD: digest,
            RECORD: service.store.put((made.folder / RECORD).read_bytes()),
            FINDINGS: service.store.put(
                json.dumps(findings_json(intake.findings), ensure_ascii=False).encode()
            ),
        }
    with service.database.transaction() as session:
        found = awaited(session, production_id, telling.job_id, _AT)
        repository.add_text(session, production_id, text, repository.TAKEN_IN)
        found.language = intake.publication.metadata.language
        worst = {f.severity.value for f in intake.findings}
        found.pages = norm_pages(intake.publication)
        found.source = "recording" if intake.recording else found.source
        found.options = {**found.options, "upload": {"name": name, "size": size}}
        facts = {"findings": len(intake.findings), "worst": sorted(worst)[:1]}
        handed_on(session, found, State.TEXT, record=record, facts=facts)
    telling.finish()


def _read(
    service: Service, found: Production, made: Room, file: Path, told: Mapping[str, Any]
) -> Intake:
    meta = written(told, made.scratch)
    return take_in(request(service, found, made, None, file=file, meta=meta), service.store)


def written(told: Mapping[str, Any], folder: Path) -> Path:
    """The catalogue's metadata as the file that `produce` takes."""
    path = folder / "meta.toml"
    path.write_text(_toml(told), encoding="utf-8")
    return path


def _toml(told: Mapping[str, Any]) -> str:
    """Plain metadata as TOML: a JSON string is a TOML string too, but for DEL."""
    lines = [f"{key} = {_value(value)}" for key, value in told.items()]
    text = "\n".join((*lines, ""))
    tomllib.loads(text)
    return text


def _value(value: Any) -> str:
    match value:
        case dict():
            inner = ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items())
            return f"{{ {inner} }}"
        case list():
            return "[" + ", ".join(map(_value, value)) + "]"
        case _:
            return json.dumps(str(value).replace("\x7f", ""), ensure_ascii=False)
