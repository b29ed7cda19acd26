"""From a report to a decision, and to a new release of every production that it touches."""

from datetime import UTC, datetime

from sqlmodel import Session

from audiolib.errors import AudiolibError
from audiolib.findings import Finding, Severity
from audiolib.healing import repository
from audiolib.healing.entries import entry as decided
from audiolib.healing.words import folded
from audiolib.jobs import repository as jobs
from audiolib.jobs.order import priority
from audiolib.jobs.steps import Queue
from audiolib.lexicons.faults import faults
from audiolib.people.reader import Reader
from audiolib.tables import LexiconEntry, WordReport
from audiolib.tables.making import Service
from audiolib.tables.people import Role

TASK = "heal"
QUEUE: Queue = "narrate"
_DECIDES = (Role.EDITOR, Role.LIBRARIAN, Role.MANAGER)
_LONGEST = 2000


class NotAnEntryError(AudiolibError):
    """A decision that no lexicon can hold; `finding` says what is wrong with it."""

    code = "healing-faulty"

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding
        self.word = str(finding.facts.get("word", ""))
        self.reason = finding.code


class HealingRoleError(AudiolibError):
    """Only who corrects texts may decide how a word is read."""

    code = "healing-role"


class NothingReportedError(AudiolibError):
    """The production has no such phrase, or nothing was said of what is wrong."""

    code = "healing-nothing"


def report(
    session: Session,
    reader: Reader,
    production_id: int,
    phrase: str,
    word: str = "",
    note: str = "",
    now: datetime | None = None,
) -> WordReport:
    """Take down that somebody heard a word read wrongly.

    Whether the reader may have the production is asked before (`audiolib.rights`).

    Raises:
        NothingReportedError: there is no such phrase in what was published.
    """
    if not repository.has_phrase(session, production_id, phrase):
        raise NothingReportedError(phrase)
    made = WordReport(
        production_id=production_id,
        phrase=phrase,
        word=word.strip()[:200],
        note=note.strip()[:_LONGEST],
        patron_id=reader.patron_id,
        account_id=reader.account_id,
        created_at=now or datetime.now(UTC),
    )
    session.add(made)
    session.flush()
    return made


def decide(
    session: Session,
    reader: Reader,
    *,
    scope: str,
    language: str,
    word: str,
    alias: str = "",
    ipa: str = "",
    forms: bool = False,
    production_id: int | None = None,
    report_id: int | None = None,
    now: datetime | None = None,
) -> tuple[LexiconEntry, list[int]]:
    """Decide how a word is read, and have all that it touches made again, in one go.

    `scope` is `book` (with its production), `library` or `global`. Gives the decision, and the
    productions that jobs now heal; one that is still being made reads it right by itself.

    Raises:
        HealingRoleError: the person has no role that decides on words.
        NotAnEntryError: no lexicon can hold it.
    """
    if not decides(reader):
        raise HealingRoleError
    moment = now or datetime.now(UTC)
    row = LexiconEntry(
        scope=scope,
        production_id=production_id if scope == "book" else None,
        language=language.partition("-")[0].lower(),
        grapheme=word.strip(),
        alias="" if ipa else alias.strip(),
        ipa=ipa.strip(),
        forms=forms,
        by=reader.account_id,
        created_at=moment,
    )
    wrong = [f for f in faults(decided(row)) if f.severity is Severity.ERROR]
    if wrong:
        raise NotAnEntryError(wrong[0])
    repository.replace(session, row, moment)
    if report_id is not None:
        repository.answer(session, report_id, row)
    repository.answer_alike(session, row, folded(row.grapheme))
    found = repository.touched(session, row)
    for number in found:
        order(session, number)
    return row, found


def take_back(
    session: Session, reader: Reader, entry_id: int, now: datetime | None = None
) -> list[int]:
    """Let a decision count no more; gives the productions that jobs now make again without it.

    Raises:
        HealingRoleError: the person has no role that decides on words.
    """
    if not decides(reader):
        raise HealingRoleError
    row = repository.end(session, entry_id, now or datetime.now(UTC))
    found = repository.touched(session, row) if row else []
    for number in found:
        order(session, number)
    return found


def decides(reader: Reader) -> bool:
    """Whether a person has a role that decides on words."""
    return any(reader.holds(role) for role in _DECIDES)


def order(session: Session, production_id: int) -> int | None:
    """Put the healing of a production into the queue, where none waits there yet."""
    return jobs.defer(
        session,
        TASK,
        QUEUE,
        priority=priority(Service.STANDARD, 0),
        lock=f"production:{production_id}",
        only_one=f"heal:{production_id}",
        production_id=production_id,
    )
