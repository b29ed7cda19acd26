"""The door: no route without a rule, nobody through who is not named."""

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute

from api import routes
from api.errors import ComeInError, NotYoursError
from api.policy import ANYONE, KNOWN, LINK, PARTNER, PATRON, POLICY, STAFF, Who, admit, rule
from audiolib.people import ANONYMOUS, Granted, Reader
from audiolib.tables.people import Role
from tests.conftest import ROOT
from tests.web.browser import Browser
from web import pages


def declared() -> Iterator[tuple[str, str]]:
    """Method and path of every route of the service."""
    for part in (*routes.PARTS, *pages.PARTS):
        for route in part.router.routes:
            assert isinstance(route, APIRoute)
            for method in sorted(route.methods or ()):
                yield method, route.path


ALL = sorted(set(declared()))


def reader(*roles: Role, patron: int | None = None) -> Reader:
    granted = tuple(Granted(role, frozenset({1})) for role in roles)
    return Reader(account_id=1 if roles else None, patron_id=patron, granted=granted)


@pytest.mark.parametrize(("method", "path"), ALL)
def test_every_route_has_a_rule(method: str, path: str) -> None:
    assert rule(method, path), f"{method} {path} stands in no policy"


def test_every_rule_is_of_a_route() -> None:
    paths = {path for _method, path in ALL} | {f"{method} {path}" for method, path in ALL}
    assert sorted(set(POLICY) - paths) == []


@pytest.mark.parametrize("path", sorted({path for method, path in ALL if method == "GET"}))
def test_what_can_be_read_has_a_head(path: str) -> None:
    if not path.endswith("/progress"):
        assert ("HEAD", path) in ALL


def through(who: Who | frozenset[Role], asker: Reader) -> bool:
    try:
        admit(who, asker)
    except (ComeInError, NotYoursError):
        return False
    return True


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_what_names_it_and_an_administrator_everything(role: Role) -> None:
    for who in set(POLICY.values()):
        if isinstance(who, frozenset):
            assert through(who, reader(role)) == (role in who or role is Role.ADMIN)


def test_kinds_of_asker_open_their_own() -> None:
    patron, clerk, volunteer = reader(patron=1), reader(Role.CLERK), reader(Role.VOLUNTEER)
    expected = {
        ANYONE: (True, True, True, True),
        LINK: (True, True, True, True),
        KNOWN: (False, True, True, True),
        PATRON: (False, True, False, False),
        PARTNER: (False, False, False, False),
        STAFF: (False, False, True, False),
    }
    for who, doors in expected.items():
        assert tuple(through(who, r) for r in (ANONYMOUS, patron, clerk, volunteer)) == doors


def test_a_route_that_stands_nowhere_answers_nobody() -> None:
    who = rule("GET", "/forgotten")
    assert not through(who, reader(Role.ADMIN))
    assert not through(who, ANONYMOUS)


def test_nobody_gets_in_without_a_login_where_one_is_asked_for(browser: Browser) -> None:
    browser.client.follow_redirects = False
    for method, path in ALL:
        who = rule(method, path)
        if who in (ANYONE, LINK):
            continue
        address = re.sub(r"\{\w+\}", "1", path)
        answer = browser.client.request(method, address)
        told = (method, path, answer.status_code)
        assert answer.status_code in (303, 401, 403), told
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/login"), told


def test_every_route_is_documented_with_who_may_use_it() -> None:
    rows = re.findall(
        r"^\| `(.+?)` \| (.+?) \| (.+?) \|$",
        (ROOT / "docs/routes.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    told = {(method, path): who for path, methods, who in rows for method in methods.split(", ")}
    known = {(m, p): named(rule(m, p)) for m, p in ALL if m != "HEAD" or ("GET", p) not in ALL}
    assert told == known


def named(who: Who | frozenset[Role]) -> str:
    words = {
        ANYONE: "anybody",
        LINK: "a signed link",
        KNOWN: "anybody who came in",
        PATRON: "patrons",
        PARTNER: "a partner's program",
        STAFF: "staff",
    }
    return words[who] if isinstance(who, Who) else ", ".join(sorted(r.value for r in who))
