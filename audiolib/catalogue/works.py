"""Putting a work into the catalogue, and changing it, together with what search sees of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from audiolib.catalogue import repository
from audiolib.catalogue.ages import bands
from audiolib.catalogue.errors import IdentifierTakenError, WorkChangedError
from audiolib.catalogue.fold import sort_key
from audiolib.catalogue.model import WorkDraft
from audiolib.catalogue.seen import Seen, seen, term
from audiolib.catalogue.tidy import tidied
from audiolib.tables import Work
from audiolib.tables.catalogue import Audience

COLLECTIONS = {
    "talking_books": {
        "vi": "Sách nói",
        "en": "Talking books",
        "uk": "Книги, що говорять",
        "ru": "Говорящие книги",
        "fa": "کتاب‌های گویا",
    },
    "book_introductions": {
        "vi": "Giới thiệu sách",
        "en": "Book introductions",
        "uk": "Знайомство з книгою",
        "ru": "Знакомство с книгой",
        "fa": "معرفی کتاب",
    },
    "fairy_tales": {
        "vi": "Truyện cổ tích",
        "en": "Fairy tales",
        "uk": "Казки",
        "ru": "Сказки",
        "fa": "قصه‌ها",
    },
    "local_heritage": {
        "vi": "Di sản địa phương",
        "en": "Local heritage",
        "uk": "Місцева спадщина",
        "ru": "Краеведение",
        "fa": "میراث محلی",
    },
}
"""The columns that every library begins with; it may rename them and add its own."""
_SORTED = 500
"""Letters of a sort key that its index holds."""


def add_work(session: Session, draft: WorkDraft, branch_id: int, now: datetime) -> Work:
    """A new work of a branch; nothing is decided of its rights.

    Raises:
        WorkIncompleteError: it has no title or no language, or a field holds what it can't.
        IdentifierTakenError: another work has one of its identifiers.
    """
    draft = tidied(draft)
    told = columns(draft)
    work = Work(**told, branch_id=branch_id, created_at=now, changed_at=now)
    session.add(work)
    session.flush()
    _surround(session, work, draft)
    return work


def change_work(
    session: Session, work_id: int, version: int, draft: WorkDraft, now: datetime
) -> Work:
    """The work as the draft says; `version` is the one that whoever writes has seen.

    Raises:
        WorkUnknownError: there is none.
        WorkChangedError: somebody else was faster.
        WorkIncompleteError: it lacks title or language, or a field holds what it can't.
        IdentifierTakenError: another work has one of its identifiers.
    """
    draft = tidied(draft)
    work = repository.work(session, work_id, lock=True)
    if work.version != version:
        raise WorkChangedError(work_id, work.version)
    for name, value in columns(draft).items():
        setattr(work, name, value)
    work.version += 1
    work.changed_at = now
    session.add(work)
    session.flush()
    _surround(session, work, draft)
    return work


def draft_of(session: Session, work: Work) -> WorkDraft:
    """Everything the catalogue knows of a work, as it could be written down again."""
    return drafts_of(session, [work])[0]


def drafts_of(session: Session, works: Sequence[Work]) -> list[WorkDraft]:
    """Everything the catalogue knows of some works, in their order."""
    around = repository.around(session, [_id(work) for work in works])
    return [_draft(work, around[_id(work)]) for work in works]


def _draft(work: Work, around: repository.Around) -> WorkDraft:
    return WorkDraft(
        title=work.title,
        subtitle=work.subtitle,
        language=work.language,
        people=tuple(around.people),
        summary=work.summary,
        genre=work.genre,
        audience=Audience(work.audience),
        age_from=work.age_from,
        age_to=work.age_to,
        first_published=work.first_published,
        print_extent=work.print_extent,
        series=around.series,
        series_number=work.series_number,
        identifiers=tuple(around.identifiers),
        subjects=tuple(around.subjects),
        collections=tuple(around.collections),
        marc=work.marc,
    )


def install_collections(session: Session) -> None:
    """Put in the columns that every library begins with, where they are not there."""
    for position, (code, titles) in enumerate(COLLECTIONS.items()):
        repository.make_collection(session, code, titles, position)


def columns(draft: WorkDraft) -> dict[str, Any]:
    """What the row of a work holds of a draft."""
    return {
        "title": draft.title,
        "subtitle": draft.subtitle,
        "language": draft.language,
        "sort_title": sort_key(draft.title, draft.language)[:_SORTED],
        "summary": draft.summary,
        "genre": draft.genre,
        "audience": draft.audience,
        "age_from": draft.age_from,
        "age_to": draft.age_to,
        "first_published": draft.first_published,
        "print_extent": draft.print_extent,
        "series_number": draft.series_number,
        "marc": dict(draft.marc),
    }


def _surround(session: Session, work: Work, draft: WorkDraft) -> None:
    """Write what stands beside the row of a work: people, terms, numbers, and the index."""
    number = _id(work)
    for kind, value in draft.identifiers:
        holder = repository.holder_of(session, kind, value)
        if holder not in (None, number):
            raise IdentifierTakenError(kind, value, holder or 0)
    repository.set_people(session, number, draft.people)
    repository.set_subjects(session, number, draft.subjects)
    repository.set_collections(session, number, draft.collections)
    work.series_id = repository.series(session, draft.series) if draft.series else None
    repository.set_identifiers(session, number, draft.identifiers)
    repository.index(session, number, seen_of(draft))
    session.flush()


def seen_of(draft: WorkDraft) -> Seen:
    """What search sees of a work that a draft tells of."""
    subjects = [subject for _scheme, subject in draft.subjects]
    return seen(
        title=f"{draft.title} {draft.subtitle}",
        people=" ".join(person.name for person in draft.people),
        numbers=[value for _kind, value in draft.identifiers],
        rest=" ".join([draft.series, *subjects, draft.genre, draft.summary]),
        terms=[
            term("language", draft.language),
            term("audience", draft.audience),
            *(term("collection", code) for code in draft.collections),
            *(term("subject", subject) for subject in subjects),
            *([term("series", draft.series)] if draft.series else []),
            *(term("ages", band) for band in bands(draft.age_from, draft.age_to)),
        ],
    )


def _id(work: Work) -> int:
    if work.id is None:
        raise ValueError("the work was not kept yet")
    return work.id
