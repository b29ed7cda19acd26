"""A published production made again with the decisions about words that count now."""

import time
from datetime import UTC, datetime

from audiolib.floor import repository as floor
from audiolib.healing import repository as healing
from audiolib.jobs.progress import Telling
from audiolib.making import repository
from audiolib.making.bound import bound
from audiolib.making.costs import Costs
from audiolib.making.narrate import kept, sounded
from audiolib.making.publish import Outcome, make_sure_of_no_fault, released
from audiolib.making.room import room
from audiolib.service import Service
from audiolib.tables import TextVersion
from audiolib.tables.making import State


def heal(service: Service, telling: Telling, production_id: int) -> None:
    """Release a production anew where a decision changed its sound, and nothing where none did.

    It is made of the text of its newest release: what was edited since then waits for its own
    listening check. What is being made now reads the words right by itself.

    Raises:
        FaultyPackageError: a check found an error; the release before stays.
    """
    with service.database.transaction() as session:
        found = floor.held(session, production_id)
        release = repository.newest_release(session, production_id)
        closed = repository.is_withdrawn(session, found.work_id)
        entries = healing.counting(session, production_id)
    if release is None or closed or found.state != State.IN_USE:
        return
    text = TextVersion(production_id=production_id, number=0, digest=release.text)
    costs = Costs()
    with room(service, found, entries) as made:
        began = time.monotonic()
        report = sounded(service, telling, found, text, made)
        costs.line(report, time.monotonic() - began)
        make_sure_of_no_fault(production_id, report)
        with costs.part("look"):
            outcome = Outcome(made, report)
        with costs.part("pack"):
            packages = bound(report, made.scratch, service.store)
        with costs.part("keep"):
            record = kept(service, made, report)
    began = time.monotonic()
    with service.database.transaction() as session:
        found = floor.held(session, production_id)
        newest = repository.newest_release(session, production_id)
        if found.state != State.IN_USE or newest is None or newest.id != release.id:
            return
        found.record = {**found.record, **record}
        again = released(session, found, outcome, packages)
        healing.healed(session, production_id, datetime.now(UTC))
        costs.add("release", time.monotonic() - began, 0.0)
        facts = {
            "release": again.number,
            "anew": report.spoken_anew,
            "cpu_s": report.cpu_s,
            "parts": costs.parts,
        }
        floor.note(session, found, "healed", facts)
        floor.unblock(session, production_id, None)
    telling.finish()
