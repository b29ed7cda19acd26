"""`audiolib admin`: what it does to accounts, the audit and what is kept."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from audiolib.database import Database
from audiolib.people import sessions
from audiolib.people.programs import reader_of_token
from audiolib.people.sessions import Arrival
from audiolib.set_up import begin, install
from audiolib.tables import BranchSpan
from tests.audiolib.commands.calls import Said, call
from tests.conftest import ROOT

PASSWORD = "một con cá nhỏ bơi"


@pytest.fixture(autouse=True)
def service(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service whose first administrator is `lan`, as the command's settings name it."""
    monkeypatch.setenv("AUDIOLIB_DATABASE__URL", database.url)
    monkeypatch.setenv("AUDIOLIB_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("AUDIOLIB_STORE", str(tmp_path / "store"))
    now = datetime.now(UTC)
    with database.transaction() as session:
        install(session)
        begin(session, "Bến Tre", "Nguyễn Thị Lan", "lan", PASSWORD, language="vi", now=now)


def admin(*arguments: object) -> Said:
    return call("admin", *arguments)


def come_in(database: Database, login: str, password: str) -> Arrival | None:
    with database.transaction() as session:
        came = sessions.come_in(session, login, password, "here", datetime.now(UTC))
    return came if isinstance(came, Arrival) else None


def test_a_new_account_comes_in_once_with_the_password_that_is_told(database: Database) -> None:
    made = admin("create-account", "Minh", "Trần Văn Minh", "--role", "clerk", "--json")
    assert made.status == 0, made.err
    arrived = come_in(database, "minh", made.json["password"])
    assert arrived is not None
    assert arrived.must_change_password
    assert [granted.role for granted in arrived.reader.granted] == ["clerk"]


def test_an_administrator_who_is_locked_out_comes_in_again(database: Database) -> None:
    before = come_in(database, "lan", PASSWORD)
    assert before is not None
    reset = admin("reset-password", "lan", "--json")
    assert come_in(database, "lan", PASSWORD) is None
    arrived = come_in(database, "lan", reset.json["password"])
    assert arrived is not None
    assert arrived.must_change_password
    with database.transaction() as session:
        assert sessions.reader_of(session, before.token, datetime.now(UTC)) is None


def test_a_role_is_given_in_a_branch_for_a_time(database: Database) -> None:
    admin("create-account", "minh", "Trần Văn Minh")
    until = datetime.now(UTC).date() + timedelta(days=30)
    given = admin("grant", "minh", "librarian", "--branch", "1", "--until", until)
    assert given.status == 0, given.err
    (minh,) = [one for one in admin("list", "--json").json if one["login"] == "minh"]
    (role,) = minh["roles"]
    assert (role["role"], role["branch"], role["until"]) == ("librarian", "1", until.isoformat())
    assert "minh – Trần Văn Minh: librarian 1" in admin("list").out


def test_a_branch_that_is_none_is_refused_and_nothing_is_left_of_the_account() -> None:
    refused = admin("create-account", "minh", "Minh", "--role", "clerk", "--branch", "atlantis")
    assert refused.status == 3
    assert "1 (Bến Tre)" in refused.err
    assert [one["login"] for one in admin("list", "--json").json] == ["lan"]


def test_with_several_branches_at_the_top_one_must_be_named(database: Database) -> None:
    with database.transaction() as session:
        session.connection().execute(text("INSERT INTO branch (code) VALUES ('2')"))
        number = session.connection().execute(text("SELECT max(id) FROM branch")).scalar_one()
        session.add(BranchSpan(branch_id=number, name="Huế", since=datetime.now(UTC).date()))
    refused = admin("grant", "lan", "clerk", "--json")
    assert refused.json["error"] == "admin-branch"


def test_who_is_shut_out_is_out_until_let_in_again(database: Database) -> None:
    password = admin("create-account", "minh", "Minh Trần", "--json").json["password"]
    assert admin("deactivate", "minh").status == 0
    assert come_in(database, "minh", password) is None
    assert "may not come in" in admin("list").out
    assert admin("reactivate", "minh").status == 0
    assert come_in(database, "minh", password) is not None


def test_the_last_administrator_stays() -> None:
    refused = admin("deactivate", "lan", "--json")
    assert (refused.status, refused.json["error"]) == (3, "admin-last")


def test_somebody_who_is_not_there_is_told_as_such() -> None:
    assert admin("reset-password", "nobody", "--json").json["error"] == "person-unknown"


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", ""])
def test_a_day_that_is_none_is_not_understood(day: str) -> None:
    assert admin("grant", "lan", "clerk", "--until", day).status == 2


def test_what_is_done_stands_in_the_audit_and_a_change_of_it_is_told(database: Database) -> None:
    admin("create-account", "minh", "Minh Trần")
    assert admin("audit", "verify").status == 0
    exported = admin("audit", "export").out
    assert '"act": "account.created"' in exported
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE auditentry DISABLE TRIGGER ALL"))
        connection.execute(text("UPDATE auditentry SET actor = 'account:9' WHERE id = 1"))
    broken = admin("audit", "verify", "--json")
    assert (broken.status, broken.json["error"]) == (3, "admin-audit-broken")
    assert "entry 1 " in broken.err


def test_a_number_that_was_never_given_or_mistyped_is_told_as_such() -> None:
    assert admin("copy", "0000-0000-0000", "--json").json["error"] == "rights-no-copy"
    assert admin("copy", "0000-0000-0001", "--json").json["error"] == "rights-copy-number"


def test_the_audit_holds_no_password(database: Database) -> None:
    password = admin("create-account", "minh", "Minh Trần", "--json").json["password"]
    assert password not in admin("audit", "export").out


def test_forgetting_tells_what_was_forgotten(database: Database) -> None:
    assert admin("forget").out == "There was nothing to forget.\n"
    with database.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO loginattempt (who, origin, at, until) VALUES ('x', 'y', :at, :at)"),
            {"at": datetime.now(UTC) - timedelta(days=900)},
        )
    assert sum(admin("forget", "--json").json.values()) >= 1


def test_an_empty_folder_is_told_and_left_empty(tmp_path: Path) -> None:
    told = {**os.environ, "AUDIOLIB_DATA": str(tmp_path / "new"), "AUDIOLIB_DATABASE__URL": ""}
    done = subprocess.run(
        [sys.executable, "-m", "audiolib.cli", "admin", "list", "--json"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=told,
    )
    assert done.returncode == 3, done.stderr
    assert "admin-no-library" in done.stdout
    assert not (tmp_path / "new").exists()


def test_a_token_is_given_listed_and_ended(database: Database) -> None:
    given = admin("token", "give", "lan", "Koha", "--scope", "read:catalogue", "--json")
    assert given.status == 0, given.err
    told = given.json
    with database.transaction() as session:
        program = reader_of_token(session, told["token"], datetime.now(UTC))
        assert program is not None
        assert program.scopes == {"read:catalogue"}
    (line,) = admin("token", "list", "--json").json
    assert (line["number"], line["name"], line["owner"]) == (
        told["number"],
        "Koha",
        "Nguyễn Thị Lan",
    )
    assert told["token"] not in admin("token", "list").out
    assert admin("token", "end", told["number"]).status == 0
    with database.transaction() as session:
        assert reader_of_token(session, told["token"], datetime.now(UTC)) is None
    assert admin("token", "list", "--json").json == []
    assert admin("token", "end", 10**30).status != 0
    assert admin("token", "give", "lan", "x", "--scope", "write:all").status != 0
