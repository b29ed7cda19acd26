"""Ranges of a protected title, 256 KiB each by 16 connections: nginx alone, nginx that asks us, us.

All in one run and by turns, so that only their ratios count: files that nginx sends to anybody,
links that it checks itself (which we do not use; docs/decisions/0009), our judgement with nginx
sending (`X-Accel-Redirect`), and our own server sending. Beside them what a range costs us of
processor time. The load (wrk) shares the machine. Needs nginx and wrk.
"""

import argparse
import base64
import hashlib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from urllib.request import Request, urlopen

from api import links
from audiolib.people import cards
from audiolib.people.duties import OPERATOR
from audiolib.people.sessions import Arrival, come_in_with_card, digest
from audiolib.rights.policy import shipped
from audiolib.tables import (
    LawfulAccess,
    MarrakeshApproval,
    Production,
    Release,
    RightsDecision,
    Track,
    Work,
)
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.people import Beneficiary, VerificationMethod
from bench.house import House, house, spent_s, web
from bench.proxy import NGINX, WORD, configuration, free_port, nginx
from bench.told import Told

PART = 1 << 18
SIZE = 28_800_000
CONNECTIONS = 16
WRK = shutil.which("wrk")
BUDGETS = {"accel": 0.18, "own": 0.07}
"""Of what nginx does alone; a link that we do not use has none."""
WAYS = {
    "static": "nginx, files for anybody",
    "secure_link": "nginx, links that it checks itself",
    "accel": "nginx, after our judgement (X-Accel-Redirect)",
    "own": "our own server",
}
_SECRET = "a word for the bench"
_MORE = f"""
    location /plain/ {{ alias %(store)s/; }}
    location /signed/ {{
        secure_link $arg_md5,$arg_expires;
        secure_link_md5 "$secure_link_expires$uri {_SECRET}";
        if ($secure_link != "1") {{ return 403; }}
        alias %(store)s/;
    }}
"""
_LUA = f"""
math.randomseed(%d)
request = function()
  local at = math.random(0, {SIZE - PART})
  return wrk.format("GET", nil, {{["Range"] = "bytes=" .. at .. "-" .. at + {PART - 1}}})
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("\\n=%%d %%d %%d %%d\\n", summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(99)))
end
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one way in one turn: ranges a second, the slowest of a hundred, processor time of ours."""

    rate: float
    p99_ms: float
    ours_ms: float


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=int, default=5, help="of each way in each turn")
    parser.add_argument("--turns", type=int, default=3)


def run(options: argparse.Namespace) -> list[Told]:
    if not (NGINX and WRK):
        raise SystemExit("nginx and wrk are wanted: apt install nginx wrk")
    with tempfile.TemporaryDirectory(prefix="audiolib-bench-") as scratch:
        Path(scratch).chmod(0o711)
        return [ranges(Path(scratch), options.seconds, options.turns)]


def ranges(folder: Path, seconds: int, turns: int) -> Told:
    """Every way by turns, in one run."""
    told = Told("ranges")
    found: dict[str, list[Figures]] = {way: [] for way in WAYS}
    with served(folder) as (pid, addresses):
        for address in addresses.values():
            make_sure(address)
        for turn in range(turns):
            for way, address in addresses.items():
                found[way].append(measured(folder, address, seconds, pid, turn))
    tell(told, found)
    return told


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Our server's process, and where the same bytes are got in each way."""
    port = free_port()
    more = {
        "AUDIOLIB_SERVICE__URL": f"http://127.0.0.1:{port}",
        "AUDIOLIB_SERVICE__ACCEL": "/_store",
        "AUDIOLIB_SERVICE__ACCEL_WORD": WORD,
        "AUDIOLIB_LOG": "info",
    }
    with house(folder / "house") as made:
        key, path = protected(made)
        stored = made.service.store.path(key)
        store = made.service.store.folder
        assert stored is not None
        assert store is not None
        inside = stored.relative_to(store).as_posix()
        with web(made, more) as (pid, ours):
            text = configuration(
                port, int(ours.rpartition(":")[2]), store, _MORE % {"store": store}
            )
            with nginx(folder / "nginx", port, text):
                proxy = f"http://127.0.0.1:{port}"
                yield (
                    pid,
                    {
                        "static": f"{proxy}/plain/{inside}",
                        "secure_link": proxy + signed(f"/signed/{inside}"),
                        "accel": proxy + path,
                        "own": ours + path,
                    },
                )


def protected(made: House) -> tuple[str, str]:
    """A track of a title made under the exception: its key, and a patron's link to it."""
    service, now = made.service, datetime.now(UTC)
    key = service.store.put(Random(1).randbytes(SIZE))
    with service.database.transaction() as session:
        work = Work(
            title="Dế Mèn",
            language="vi",
            branch_id=made.branch_id,
            rights_status=RightsStatus.MARRAKESH,
        )
        session.add(work)
        session.flush()
        by, of = made.librarian.account_id or 0, work.id or 0
        year = now.date() - timedelta(days=365)
        session.add(MarrakeshApproval(number="1", issuer="-", approved_on=year, scope="-"))
        session.add(LawfulAccess(work_id=of, kind="purchase", reference="1", recorded_by=by))
        decided = RightsDecision(
            work_id=of,
            status=RightsStatus.MARRAKESH,
            policy_version=shipped().version,
            basis="-",
            commercially_available=False,
            decided_by=by,
        )
        production = Production(
            work_id=of,
            branch_id=made.branch_id,
            slug="de-men",
            source="file",
            language="vi",
            created_by=by,
        )
        session.add_all([decided, production])
        session.flush()
        release = Release(
            production_id=production.id or 0,
            work_id=of,
            number=1,
            text="t",
            sound="s",
            duration_ms=1,
            voice_kind="synthetic",
            voice_public=True,
        )
        session.add(release)
        session.flush()
        track = Track(
            release_id=release.id or 0, number=1, digest=key, size=SIZE, duration_ms=1, sections=[]
        )
        session.add(track)
        draft = cards.PatronDraft(
            name="An",
            branch_id=made.branch_id,
            consent="1",
            phone="0123456789",
            birth_date=year - timedelta(days=9000),
        )
        until = now.date() + timedelta(days=99)
        card = cards.issue(session, draft, expires_on=until, by=OPERATOR, now=now)
        session.add(
            Beneficiary(
                patron_id=card.patron_id,
                method=VerificationMethod.LIBRARIAN,
                verified_by=by,
                seen_on=now.date(),
            )
        )
        session.flush()
        came = come_in_with_card(session, card.number, card.pin, "here", now)
        assert isinstance(came, Arrival)
        asker = links.Asker("b" + digest(came.token), came.reader.actor)
        number = release.id or 0
    return key, links.address(service, key, "1.mp3", asker, now, number, device="bench")


def signed(uri: str) -> str:
    """A link that nginx checks by itself (ngx_http_secure_link_module)."""
    until = int(time.time()) + 3600
    told = f"{until}{uri} {_SECRET}".encode()
    mark = base64.urlsafe_b64encode(hashlib.md5(told, usedforsecurity=False).digest())
    return f"{uri}?md5={mark.rstrip(b'=').decode()}&expires={until}"


def make_sure(address: str) -> None:
    """Raise unless an address gives exactly the range that is asked for."""
    with urlopen(Request(address, headers={"Range": f"bytes=0-{PART - 1}"}), timeout=20) as got:
        assert (got.status, len(got.read())) == (206, PART), address


def measured(folder: Path, address: str, seconds: int, pid: int, seed: int) -> Figures:
    """One way under load."""
    script = folder / "ranges.lua"
    script.write_text(_LUA % seed, encoding="ascii")
    before = spent_s(pid)
    argv = [WRK or "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s"]
    done = subprocess.run(
        [*argv, "-s", str(script), address], capture_output=True, text=True, check=True
    )
    requests, took_us, wrong, p99_us = map(int, done.stdout.rpartition("=")[2].split())
    if wrong or not requests:
        raise RuntimeError(f"{address}: {wrong} of {requests} went wrong")
    ours_ms = (spent_s(pid) - before) / requests * 1000
    return Figures(requests / took_us * 1e6, p99_us / 1000, ours_ms)


def tell(told: Told, found: dict[str, list[Figures]]) -> None:
    """Rates, ratios to nginx alone (the median over the turns), and what a range costs us."""
    told.figures["rates"] = {way: [round(f.rate, 1) for f in all_] for way, all_ in found.items()}
    for way, name in WAYS.items():
        rate = median(f.rate for f in found[way])
        p99 = median(f.p99_ms for f in found[way])
        words = f"{rate:,.0f} a second, p99 {p99:.0f} ms"
        if way in ("accel", "own"):
            ours = median(f.ours_ms for f in found[way])
            told.figures[f"{way}_cpu_ms"] = round(ours, 2)
            words += f", {ours:.1f} ms CPU of the service each"
        if way == "static":
            told.row(name, words)
            continue
        pairs = zip(found[way], found["static"], strict=True)
        ratio = median(f.rate / limit.rate for f, limit in pairs)
        told.figures[f"{way}_ratio"] = round(ratio, 3)
        budget = BUDGETS.get(way)
        asked = ("", None) if budget is None else (f"≥ {budget:g} × nginx", ratio >= budget)
        told.row(name, f"{ratio:.3f} × nginx ({words})", *asked)
