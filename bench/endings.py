"""kill -9 of worker, pages and database at random moments under load: lost, doubled, made again.

Clerks take texts to published talking books over HTTP, readers read ranges of what is there, and
meanwhile one of the processes is killed, and started again, at random moments. At the end every
talking book must be published, once; every file lie in the store under its digest; the audit chain
be whole; no job be left. `--work` keeps what is done: a part that is done is not done again.
"""

import argparse
import hashlib
import json
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from audiolib.database import blobs
from audiolib.jobs import repository as jobs
from audiolib.rights import audit
from audiolib.service import Service
from audiolib.tables import FloorEvent, Production, Release, Upload, WorkerLoss
from bench import options
from bench.clerk import Load
from bench.site import Site
from bench.told import Told

PARTS = ("worker", "service", "database")
WORKERS = ("worker-1", "worker-2")
_APART_S = (2.0, 9.0)
_DOWN_S = (0.0, 2.0)
_LEFT_S = 60.0


def endings(work: Path, part: str, times: int, seed: int, sections: int) -> dict[str, Any]:
    """Kill one kind of process so many times, then let all be finished, and judge."""
    site = Site(work / part)
    chance = random.Random(f"{part} {seed}")
    token = site.begin()
    try:
        for name in ("service", *WORKERS):
            site.start(name)
        site.wait()
        with site.service() as service:
            load = Load(service, site.url, token, seed=seed, sections=sections)
            load.alone()
            load.start()
            began = time.monotonic()
            kills = _kill(site, part, times, chance, lambda: load.has_failed)
            killed_s = time.monotonic() - began
            load.finish()
            drained_s = time.monotonic() - began - killed_s
            with service.database.transaction() as session:
                found = judged(session, service, load)
        spoken = site.spoken.read_text().split()
        met = load.seen.errors
    finally:
        site.end()
    return {
        "kills": kills,
        "killed_s": round(killed_s, 1),
        "drained_s": round(drained_s, 1),
        **found,
        "spoken": len(spoken),
        "spoken_again": len(spoken) - len(set(spoken)),
        "met": met,
    }


def _kill(
    site: Site, part: str, times: int, chance: random.Random, ended: Callable[[], bool]
) -> int:
    for done in range(times):
        time.sleep(chance.uniform(*_APART_S))
        if ended():
            return done
        name = chance.choice(WORKERS) if part == "worker" else part
        site.kill(name)
        time.sleep(chance.uniform(*_DOWN_S))
        site.again(name)
    site.wait()
    return times


def judged(session: Session, service: Service, load: Load) -> dict[str, Any]:
    """What was lost, doubled or left, counted from the tables and the store."""
    rows = session.exec(select(Production)).all()
    releases = Counter(session.exec(select(Release.production_id)).all())
    arrivals = session.exec(
        select(FloorEvent.production_id).where(FloorEvent.to_state == "in_use")
    ).all()
    uploads = {u.production_id: u for u in session.exec(select(Upload)) if u.digest}
    sent = load.seen.sent
    missing = [one.digest for one in blobs.missing(session, service.store)]
    kept = {digest for _table, digest in blobs.referred(session, service.store)}
    damaged = sum(not _is_whole(service, digest) for digest in kept)
    until = time.monotonic() + _LEFT_S
    while (left := _left(service)) and time.monotonic() < until:
        time.sleep(1)
    return {
        "productions": len(rows),
        "published": load.seen.published,
        "lost": sum(row.state != "in_use" for row in rows)
        + len(missing)
        + sum(n not in uploads or uploads[n].digest != digest for n, digest in sent.items()),
        "not_asked_for": len(rows) - len(sent),
        "doubled": sum(count - 1 for count in releases.values())
        + sum(count - 1 for count in Counter(arrivals).values()),
        "damaged": damaged,
        "blobs": len(kept),
        "audit": audit.verify(session),
        "jobs_left": left,
        "given_back": len(session.exec(select(col(WorkerLoss.job_id))).all()),
        "given_up": load.seen.given_up,
        "reads": load.seen.reads,
        "wrong_reads": load.seen.wrong_reads,
        "asked": load.seen.asked,
        "asked_again": load.seen.again,
    }


def _is_whole(service: Service, digest: str) -> bool:
    content = service.store.get(digest)
    return content is not None and hashlib.sha256(content).hexdigest() == digest


def _left(service: Service) -> dict[str, int]:
    with service.database.transaction() as session:
        depth = jobs.depth(session)
    done = ("succeeded", "cancelled", "aborted")
    return {f"{queue} {status}": n for (queue, status), n in depth.items() if status not in done}


def tell(part: str, found: dict[str, Any]) -> Told:
    told = Told(f"endings: {part}")
    kills = found["kills"]
    told.row(f"{kills} kills in {found['killed_s']:.0f} s", "")
    verdicts(told, found)
    again = f"{found['spoken_again']} of {found['spoken']}"
    told.row("  utterances spoken again", again)
    told.row("  till all was finished, after the last kill", f"{found['drained_s']:.0f} s")
    told.figures = found
    return told


def verdicts(told: Told, found: dict[str, Any]) -> None:
    """A row for each count of `judged`."""
    whole = found["audit"] is None
    told.row("talking books published", str(found["published"]))
    for name, what in (
        ("lost", "lost: talking books, uploads, blobs"),
        ("doubled", "doubled: releases, arrivals at readers"),
        ("not_asked_for", "productions nobody asked for"),
        ("damaged", f"of {found['blobs']} blobs, with other bytes than their digest"),
        ("wrong_reads", f"of {found['reads']} reads by range, with wrong bytes"),
    ):
        told.row(what, str(found[name]), "0", found[name] == 0)
    told.row("audit chain", "whole" if whole else f"broken at {found['audit']}", "whole", whole)
    told.row("jobs left or failed", str(found["jobs_left"] or 0), "0", not found["jobs_left"])
    lost = f"{found['given_back']}; {found['given_up']}"
    told.row("  jobs given back; given up after three workers", lost)
    told.row("  requests sent again", f"{found['asked_again']} of {found['asked']}")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("part", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sections", type=int, default=6, help="of each talking book")
    parser.add_argument("--work", type=Path, help="folder to work in, and to go on in")


def run(given: argparse.Namespace) -> list[Told]:
    results = []
    with options.workplace(given) as work:
        for part in [p for p in PARTS if p in (given.part or PARTS)]:
            kept = work / f"{part}.json"
            if not kept.exists():
                found = endings(work, part, given.times, given.seed, given.sections)
                kept.write_text(json.dumps(found, indent=1))
            results.append(tell(part, json.loads(kept.read_text())))
    return results
