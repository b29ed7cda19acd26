"""Coming in: a stranger shuts nobody out, plants no session, and finds no header missing."""

import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from audiolib.people.cards import IssuedCard, PatronDraft, issue
from audiolib.people.duties import OPERATOR
from tests.api.world import World

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


def card(world: World, name: str) -> IssuedCard:
    now = datetime.now(UTC)
    draft = PatronDraft(name=name, branch_id=world.north, consent="1")
    with world.service.database.transaction() as session:
        until = now.date() + timedelta(days=90)
        return issue(session, draft, expires_on=until, by=OPERATOR, now=now)


def sitting(world: World, place: str) -> httpx.Client:
    """Somebody at another address of this machine."""
    there = httpx.HTTPTransport(local_address=place)
    return httpx.Client(base_url=world.service.url, transport=there, timeout=30)


def try_card(client: httpx.Client, number: str, pin: str) -> httpx.Response:
    told = re.findall(r'name="csrf" value="(\w+)"', client.get("/login").text)[0]
    return client.post("/login/card", data={"number": number, "pin": pin, "csrf": told})


def test_strangers_who_guess_from_many_places_never_shut_a_blind_patron_out(world: World) -> None:
    theirs = card(world, "Hoa")
    refused = 0
    for place in ("127.0.0.11", "127.0.0.12", "127.0.0.13", "127.0.0.14"):
        with sitting(world, place) as stranger:
            for guess in range(12):
                answer = try_card(stranger, theirs.number, f"{guess:06}")
                assert answer.status_code in (403, 429)
                refused += "retry-after" in answer.headers
    assert refused > 20
    with sitting(world, "127.0.0.21") as patron:
        assert try_card(patron, theirs.number, "000000").status_code == 403
        assert try_card(patron, theirs.number, theirs.pin).status_code == 303
        assert patron.get("/me").status_code == 200


def test_a_session_that_somebody_planted_is_never_the_one_that_counts(world: World) -> None:
    theirs = card(world, "Lan")
    with sitting(world, "127.0.0.31") as patron:
        patron.cookies.set("audiolib", "planted", domain="127.0.0.1")
        answer = try_card(patron, theirs.number, theirs.pin)
        assert answer.status_code == 303
        told = dict(answer.cookies)
        assert told["audiolib"] not in ("", "planted")
        assert len(told["audiolib"]) >= 43
    with sitting(world, "127.0.0.32") as stranger:
        stranger.cookies.set("audiolib", "planted", domain="127.0.0.1")
        assert stranger.get("/me").status_code == 303


def test_leaving_ends_the_session_itself_and_not_only_the_cookie(world: World) -> None:
    theirs = card(world, "Minh")
    with sitting(world, "127.0.0.41") as patron, sitting(world, "127.0.0.42") as thief:
        try_card(patron, theirs.number, theirs.pin)
        thief.cookies.set("audiolib", patron.cookies["audiolib"], domain="127.0.0.1")
        assert thief.get("/me").status_code == 200
        told = re.findall(r'name="csrf" value="(\w+)"', patron.get("/me").text)[0]
        assert patron.post("/logout", data={"csrf": told}).status_code == 303
        assert thief.get("/me").status_code == 303


def test_cookies_are_kept_from_scripts_and_from_other_sites(world: World) -> None:
    theirs = card(world, "Thu")
    with sitting(world, "127.0.0.51") as patron:
        answer = try_card(patron, theirs.number, theirs.pin)
        set_ = answer.headers.get_list("set-cookie")
        assert len(set_) == 2
        for cookie in set_:
            assert {"httponly", "samesite=lax", "path=/"} <= {
                part.strip().lower() for part in cookie.split(";")
            }


@pytest.mark.parametrize(
    "path",
    ["/", "/login", "/staff", "/no/such", "/api/v1/works", "/api/openapi.json", "/media/x/y"],
)
def test_every_answer_allows_no_frame_no_foreign_script_and_no_guessing(
    world: World, path: str
) -> None:
    answer = world.readers["anonymous"].get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    policy = dict(
        part.strip().partition(" ")[::2]
        for part in answer.headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert not re.findall(r"<script(?![^>]+src=)|\son\w+=|\sstyle=|javascript:", answer.text)
