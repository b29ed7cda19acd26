"""Every route, as every class of reader, on works of every standing, over real HTTP."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import text
from starlette.routing import Mount

from tests.api import expected
from tests.api.expected import ALL, HEAR, KNOW, OURS, ROUTES, SEE, allowed
from tests.api.kept import STATUS
from tests.api.requests import About, lets_through, send
from tests.api.world import World
from web.app import create_app

ELSEWHERE = ("link", "once", "login", "password", "leaves", "sender", "patient")
"""What other tests ask about: links, the first set-up, coming in and leaving, uploads, carers."""
OF_WORKS = ("know", "see", "hear", "keep", "change", "file", "rights", "begin")
OF_PRODUCTIONS = ("work", "section", "station")
OF_ROWS = ("application", "demand", "decision", "report", "entry", "account")
SOME = ("free", "licensed", "marrakesh", "orphan", "staff only", "withdrawn", "held")
FEW = ("free", "marrakesh", "marrakesh, no lawful copy", "held")
FEWER = ("free", "marrakesh", "staff only")
TRACES = ("loginsession", "knowndevice", "loginattempt", "apitoken", "careract")
"""Tables in which a mere visit leaves a trace."""
_HERE = [route for route in ROUTES if ROUTES[route][1] not in ELSEWHERE]
READING = [route for route in _HERE if route.startswith("GET ")]
WRITING = [route for route in _HERE if not route.startswith(("GET ", "HEAD "))]
WORKS = ("GET /works/{work_id}", "GET /api/v1/works/{work_id}")


def routes(app: Any) -> Iterator[str]:
    """Method and path of all that the application answers to."""
    for route in app.routes:
        if isinstance(route, Mount):
            assert route.path == "/static", route.path
        elif isinstance(route, APIRoute):
            yield from (f"{method} {route.path}" for method in route.methods or ())
        else:
            yield from routes(route.original_router)


def kinds(route: str) -> tuple[str, ...]:
    of = ROUTES[route][1]
    if of in OF_WORKS:
        return SOME if route.startswith("GET ") else FEWER
    if of in OF_PRODUCTIONS:
        return FEW if route.startswith("GET ") else FEWER
    return ("free",)


def about(world: World, route: str, kind: str) -> About:
    of = ROUTES[route][1]
    row = world.row(of, kind) if of in OF_ROWS else 1
    return About(world.works[kind], world.productions[kind], world.packages.get(kind, 1), row)


def test_every_route_of_the_application_stands_in_the_table(world: World) -> None:
    app: FastAPI = create_app(world.service)
    told = set(routes(app))
    there = {
        r for r in told if r.replace("HEAD ", "GET ") == r or r.replace("HEAD ", "GET ") not in told
    }
    assert sorted(there - set(ROUTES)) == [], "say in tests/api/expected.py who may use it"
    assert sorted(set(ROUTES) - there) == []


def test_the_table_speaks_of_every_reader_and_every_kind_of_work(world: World) -> None:
    assert set(world.readers) - {"new clerk"} == ALL
    for told in (HEAR, KNOW, SEE, expected.WORK, expected.SECTION):
        assert set(told) == set(STATUS)


@pytest.mark.parametrize("route", [route for route in READING if route not in WORKS])
def test_whoever_reads_gets_what_is_theirs_and_nothing_else(world: World, route: str) -> None:
    wrong = []
    of, where = ROUTES[route][1], route.partition(" ")[2]
    inside = where.startswith(("/staff", "/api/v1/productions"))
    for kind in kinds(route):
        what = about(world, route, kind)
        for reader in sorted(ALL):
            answer = send(world, reader, route, what, "" if of else "?q=Qx")
            assert answer.status_code < 500, (route, kind, reader)
            through = lets_through(answer, world.title(kind) if of else "")
            if through != (reader in allowed(route, kind)):
                wrong.append((kind, reader, answer.status_code))
            if not of:
                for other in STATUS:
                    theirs = KNOW[other] & OURS if inside else KNOW[other]
                    if world.title(other) in answer.text and reader not in theirs:
                        wrong.append((other, reader, 0))
    assert wrong == []


@pytest.mark.parametrize("kind", STATUS)
def test_a_work_is_heard_by_those_and_told_to_those_who_may(world: World, kind: str) -> None:
    number, title = world.works[kind], world.title(kind)
    for reader in sorted(ALL):
        client = world.readers[reader]
        page = client.get(f"/works/{number}")
        assert (page.status_code != 404) == (reader in SEE[kind]), (reader, "page")
        assert (title in page.text) == (reader in KNOW[kind]), (reader, "page")
        heard = re.findall(r'"(/media/[^"]+\.mp3[^"]*)"', page.text)
        assert bool(heard) == (reader in HEAR[kind]), (reader, "page")
        told = client.get(f"/api/v1/works/{number}")
        assert (told.status_code == 200) == (reader in KNOW[kind]), (reader, "interface")
        assert (title in told.text) == (reader in KNOW[kind]), (reader, "interface")
        tracks = told.json().get("tracks", []) if told.status_code == 200 else []
        assert bool(tracks) == (reader in HEAR[kind]), (reader, "interface")
        found = client.get("/api/v1/works", params={"q": title}).text
        assert (title in found) == (reader in KNOW[kind]), (reader, "search")
        if heard and reader in ("patron", "beneficiary", "clerk"):
            answer = client.get(heard[0].replace("&amp;", "&"))
            assert (answer.status_code, len(answer.content) > 1000) == (200, True)


def test_whoever_must_choose_a_password_does_that_first(world: World) -> None:
    for route in READING:
        answer = send(world, "new clerk", route, about(world, route, "free"))
        free = route == "GET /password"
        assert lets_through(answer, "") == free, (route, answer.status_code)


@pytest.mark.parametrize("route", WRITING)
def test_whoever_may_not_write_changes_nothing(world: World, route: str) -> None:
    wrong, changed = [], set()
    for kind in kinds(route):
        what = about(world, route, kind)
        before = contents(world)
        for reader in sorted(ALL - allowed(route, kind)):
            answer = send(world, reader, route, what)
            assert answer.status_code < 500, (route, kind, reader)
            if lets_through(answer, world.title(kind)):
                wrong.append((kind, reader, answer.status_code))
        after = contents(world)
        changed |= {table for table in before if after[table] != before[table]}
    assert wrong == []
    assert changed == set()


@pytest.mark.parametrize("route", WRITING)
def test_whoever_may_write_is_let_in(world: World, route: str) -> None:
    """The last of the walk: what is allowed changes the world, and may end a reader's login."""
    shut = []
    for reader in sorted(allowed(route, "free")):
        if ROUTES[route][1] == "decision":
            world.scratch("unreviewed")
        what = about(world, route, "free")
        if "volunteer" not in reader and ROUTES[route][1] in OF_WORKS + OF_PRODUCTIONS:
            what = About(*world.scratch(), what.row)
        answer = send(world, reader, route, what)
        assert answer.status_code < 500, (route, reader)
        if not lets_through(answer, world.title("free")):
            shut.append((reader, answer.status_code))
    assert shut == []


def contents(world: World) -> dict[str, str]:
    """A digest of every table in which no mere visit leaves a trace."""
    with world.service.database.transaction() as session:
        named = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        names = [name for name in session.execute(text(named)).scalars() if name not in TRACES]
        digest = "SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM"
        return {name: str(session.execute(text(f'{digest} "{name}" t')).scalar()) for name in names}
