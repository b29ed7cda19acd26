"""Reports of wrong readings, decisions about words, and the places they touch."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlmodel import Session, col, select

from audiolib.healing.words import words
from audiolib.tables import FloorEvent, LexiconEntry, Production, WordPlace, WordReport
from audiolib.tables.making import State

_INFLECTED = ("uk", "ru", "en")
"""Languages whose words have endings: a decision may touch what begins like the word."""
_STEM = 3
_ENDING = 2
LEFT = "lexicon-left"
"""Why there is an event: somebody found a word right as it is read."""


def counting(session: Session, production_id: int) -> tuple[LexiconEntry, ...]:
    """The decisions that count for a production: its own, the library's, those for everywhere."""
    rows = session.exec(
        select(LexiconEntry)
        .where(
            col(LexiconEntry.ended_at).is_(None),
            or_(
                col(LexiconEntry.production_id) == production_id,
                col(LexiconEntry.scope) != "book",
            ),
        )
        .order_by(col(LexiconEntry.id))
    )
    return tuple(rows)


def has_phrase(session: Session, production_id: int, phrase: str) -> bool:
    """Whether a phrase with words stands in what was published of a production."""
    found = session.exec(
        select(WordPlace.phrase)
        .where(col(WordPlace.production_id) == production_id, col(WordPlace.phrase) == phrase)
        .limit(1)
    ).first()
    return found is not None


def replace(session: Session, row: LexiconEntry, now: datetime) -> None:
    """Add a decision; an earlier one of the same word and scope counts no more."""
    before = session.exec(
        select(LexiconEntry).where(
            col(LexiconEntry.scope) == row.scope,
            col(LexiconEntry.language) == row.language,
            col(LexiconEntry.grapheme) == row.grapheme,
            col(LexiconEntry.production_id).is_not_distinct_from(row.production_id),
            col(LexiconEntry.ended_at).is_(None),
        )
    ).all()
    for old in before:
        old.ended_at = now
        session.add(old)
    session.add(row)
    session.flush()


def end(session: Session, entry_id: int, now: datetime) -> LexiconEntry | None:
    """Take a decision back; None where there is none that counts."""
    row = session.get(LexiconEntry, entry_id)
    if row is None or row.ended_at is not None:
        return None
    row.ended_at = now
    session.add(row)
    session.flush()
    return row


def touched(session: Session, row: LexiconEntry, *, in_use: bool = True) -> list[int]:
    """The productions that a decision touches, by the index of words; `in_use`: no others."""
    query = select(Production.id).where(*_all_words(row)).order_by(col(Production.id))
    if in_use:
        query = query.where(col(Production.state) == State.IN_USE)
    if row.scope == "book":
        query = query.where(col(Production.id) == row.production_id)
    return [number for number in session.exec(query) if number is not None]


def places(session: Session, row: LexiconEntry, limit: int = 200) -> list[tuple[int, str]]:
    """The phrases that a decision touches: production and phrase, those of its first word."""
    first = next(words(row.grapheme), "")
    query = (
        select(WordPlace.production_id, WordPlace.phrase)
        .where(_like(row, first))
        .order_by(col(WordPlace.production_id), col(WordPlace.phrase))
        .limit(limit)
    )
    if row.scope == "book":
        query = query.where(col(WordPlace.production_id) == row.production_id)
    return list(session.exec(query).all())


def answer(session: Session, report_id: int, row: LexiconEntry) -> None:
    """Note that a decision answers a report."""
    report = session.get(WordReport, report_id)
    if report is not None:
        report.entry_id = row.id
        session.add(report)
        session.flush()


def answer_alike(session: Session, row: LexiconEntry, folded: str) -> None:
    """Note that a decision answers the open reports of the same word."""
    query = select(WordReport).where(
        col(WordReport.entry_id).is_(None),
        col(WordReport.closed_at).is_(None),
        func.lower(WordReport.word) == folded,
    )
    if row.scope == "book":
        query = query.where(col(WordReport.production_id) == row.production_id)
    for report in session.exec(query):
        report.entry_id = row.id
        session.add(report)
    session.flush()


def healed(session: Session, production_id: int, now: datetime) -> None:
    """Mark the reports that a new release of a production answers: their word was decided."""
    rows = session.exec(
        select(WordReport).where(
            col(WordReport.production_id) == production_id,
            col(WordReport.entry_id).is_not(None),
            col(WordReport.healed_at).is_(None),
        )
    )
    for report in rows:
        report.healed_at = now
        session.add(report)
    session.flush()


def open_reports(session: Session, limit: int = 100) -> list[WordReport]:
    """Reports that nobody has decided about, the oldest first."""
    rows = session.exec(
        select(WordReport)
        .where(col(WordReport.entry_id).is_(None), col(WordReport.closed_at).is_(None))
        .order_by(col(WordReport.id))
        .limit(limit)
    )
    return list(rows)


def report(session: Session, report_id: int) -> WordReport | None:
    """A report."""
    return session.get(WordReport, report_id)


def close(session: Session, found: WordReport, reply: str, now: datetime) -> None:
    """Note that a report was listened to, and the reading left as it is."""
    found.closed_at, found.reply = now, reply
    session.add(found)
    session.flush()


def reach(session: Session, row: LexiconEntry) -> tuple[int, int]:
    """How many productions that were published, and sentences, a decision would touch."""
    found = touched(session, row, in_use=False)
    first = next(words(row.grapheme), "")
    count = select(func.count(func.distinct(WordPlace.phrase))).where(
        col(WordPlace.production_id).in_(found), _like(row, first)
    )
    per_book = count.group_by(col(WordPlace.production_id))
    return len(found), sum(session.exec(per_book)) if found else 0


def decisions(session: Session, limit: int = 50) -> list[LexiconEntry]:
    """Decisions, the newest first, with those that count no more."""
    rows = select(LexiconEntry).order_by(col(LexiconEntry.id).desc()).limit(limit)
    return list(session.exec(rows))


def decision(session: Session, entry_id: int) -> LexiconEntry | None:
    """A decision."""
    return session.get(LexiconEntry, entry_id)


def released_since(
    session: Session, production_ids: Sequence[int], moment: datetime
) -> list[tuple[int, int, datetime]]:
    """What was healed of some productions since then: production, release, when."""
    rows = session.exec(
        select(FloorEvent.production_id, FloorEvent.facts, FloorEvent.at)
        .where(
            col(FloorEvent.production_id).in_(production_ids),
            col(FloorEvent.reason) == "healed",
            col(FloorEvent.at) >= moment,
        )
        .order_by(col(FloorEvent.id))
    )
    first: dict[int, tuple[int, int, datetime]] = {}
    for number, facts, at in rows:
        first.setdefault(number, (number, int(facts.get("release", 0)), at))
    return list(first.values())


def to_be_told(
    session: Session, patron_id: int | None = None, account_id: int | None = None
) -> Sequence[WordReport]:
    """A person's reports that were healed or answered, and that the person was not told of yet."""
    who: ColumnElement[bool] = (
        col(WordReport.patron_id) == patron_id
        if patron_id is not None
        else col(WordReport.account_id) == account_id
    )
    return session.exec(
        select(WordReport)
        .where(
            who,
            col(WordReport.told_at).is_(None),
            or_(col(WordReport.healed_at).is_not(None), col(WordReport.closed_at).is_not(None)),
        )
        .order_by(col(WordReport.id))
    ).all()


def told(session: Session, report: WordReport, now: datetime) -> None:
    """Remember that the reporter was told."""
    report.told_at = now
    session.add(report)
    session.flush()


def left(session: Session, production_id: int) -> set[tuple[str, str]]:
    """The words that somebody found right as a production reads them: language, folded word."""
    rows = session.exec(
        select(FloorEvent.facts).where(
            col(FloorEvent.production_id) == production_id,
            col(FloorEvent.reason) == LEFT,
        )
    )
    return {(str(facts.get("lang", "")), str(facts.get("word", ""))) for facts in rows}


def _all_words(row: LexiconEntry) -> list[ColumnElement[bool]]:
    """That every word of a decision stands in a phrase of the production."""
    return [
        exists().where(and_(col(WordPlace.production_id) == col(Production.id), _like(row, word)))
        for word in dict.fromkeys(words(row.grapheme))
    ]


def _like(row: LexiconEntry, word: str) -> ColumnElement[bool]:
    """Places of a word; where it may have other endings, of all that begins like it."""
    same = col(WordPlace.language).startswith(row.language)
    if not row.forms or row.language not in _INFLECTED:
        return and_(same, col(WordPlace.word) == word)
    stem, star, _ending = row.grapheme.partition("*")
    begin = stem.casefold() if star else word[: max(_STEM, len(word) - _ENDING)]
    return and_(same, col(WordPlace.word).startswith(begin, autoescape=True))
