"""The service's log: lines that a program reads, and nothing of a person in them."""

import json
import logging
import warnings
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from audiolib import logs
from audiolib.database import Database, DatabaseAwayError
from audiolib.tables import Account

LOG = logging.getLogger("audiolib.tests")


def lines(told: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told.splitlines()]


def test_a_line_tells_when_where_and_what_with_its_facts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with logs.written("info"):
        LOG.info("request", extra={"facts": {"status": 200, "at": "never"}})
    (line,) = lines(capsys.readouterr().err)
    assert str(line.pop("at")).endswith("Z")
    assert line == {
        "level": "info",
        "logger": "audiolib.tests",
        "message": "request",
        "status": 200,
    }


def test_the_level_is_ours_and_others_write_warnings_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with logs.written("warning"):
        LOG.info("not this")
        LOG.warning("this")
        logging.getLogger("elsewhere").info("nor this")
        logging.getLogger("elsewhere").error("and this")
    told = lines(capsys.readouterr().err)
    assert [line["message"] for line in told] == ["this", "and this"]


def test_nothing_is_written_once_it_is_over(capsys: pytest.CaptureFixture[str]) -> None:
    with logs.written("info"):
        pass
    LOG.info("not this")
    assert capsys.readouterr().err == ""


def refused(database: Database) -> None:
    for _ in range(2):
        with database.transaction() as session:
            session.add(Account(login="nguyen.thi.lan", name="Lan", password_hash="$argon2$x"))


def test_what_the_database_refused_is_told_without_the_person(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    with logs.written("info"):
        try:
            refused(database)
        except IntegrityError:
            LOG.exception("mistake")
    told = capsys.readouterr().err
    (line,) = lines(told)
    outer, inner = line["error"]
    assert outer["type"].endswith("IntegrityError")
    assert (inner["type"], inner["sqlstate"]) == ("psycopg.errors.UniqueViolation", "23505")
    assert any(place.endswith("refused") for place in outer["at"])
    assert not [word for word in ("nguyen", "Lan", "argon2") if word in told]


def test_debug_tells_the_words_but_no_parameters(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    with logs.written("debug"):
        try:
            refused(database)
        except IntegrityError:
            LOG.exception("mistake")
    told = capsys.readouterr().err
    assert "duplicate key" in told
    assert "argon2" not in told


def test_an_error_of_ours_is_told_by_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    with logs.written("info"):
        LOG.error("away", exc_info=DatabaseAwayError("here", "lan"))
    (line,) = lines(capsys.readouterr().err)
    (error,) = line["error"]
    assert error["code"] == "database-away"
    assert "lan" not in json.dumps(error)


def test_a_warning_of_python_becomes_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with logs.written("info"), warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("old ways", DeprecationWarning, stacklevel=1)
    assert "old ways" in str(lines(capsys.readouterr().err)[0]["message"])


@given(st.text(), st.dictionaries(st.text(), st.text() | st.binary() | st.none()))
def test_whatever_is_logged_stays_one_line_of_ascii(message: str, facts: dict[str, object]) -> None:
    record = logging.LogRecord("audiolib", logging.INFO, "x.py", 1, message, (), None)
    record.facts = facts
    line = logs.line(record)
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["message"] == message
