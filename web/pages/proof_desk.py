"""A text as it lies before somebody who reads it against its pages: all of it, or one section."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sqlmodel import Session

from api.errors import NotFoundError
from api.languages import direction
from audiolib.errors import AudiolibError
from audiolib.floor import repository as floor
from audiolib.intake.doubts import Doubt
from audiolib.making.repository import title
from audiolib.people import Reader
from audiolib.proofing import repository as versions
from audiolib.proofing.doubtful import Suspect
from audiolib.proofing.errors import NoSuchBlockError
from audiolib.proofing.remembered import suspects
from audiolib.proofing.repository import Known
from audiolib.proofing.tree import Path, language, paths
from audiolib.publication import PageBreak, Publication, Section, Text
from audiolib.rights.errors import DeniedError
from audiolib.rights.facts import NOTHING_MORE, Asked
from audiolib.rights.repository.access import may
from audiolib.rights.terms import Act
from audiolib.service import Service
from audiolib.tables import Production
from audiolib.tables.people import Role


@dataclass(frozen=True)
class Sentence:
    """The sentence around a stretch, in three parts; `id` is its phrase's."""

    id: str
    before: str
    words: str
    behind: str


@dataclass(frozen=True)
class Desk:
    """A production's newest text; `sections` are the ids that may be seen, None: all of it."""

    production: Production
    title: str
    known: Known
    sections: frozenset[str] | None
    look: Callable[[], tuple[Suspect, ...]]
    """Finds the doubtful words of all of the text."""

    @property
    def number(self) -> int:
        return self.production.id or 0

    @property
    def whole(self) -> bool:
        return self.sections is None

    @cached_property
    def ways(self) -> tuple[Path, ...]:
        """Every node that may be seen with all that holds it, in the order of the document."""
        return tuple(path for path in paths(self.known.publication) if self._mine(path))

    @cached_property
    def texts(self) -> Mapping[str, Path]:
        """The ways to texts by their ids."""
        return {path[-1].id: path for path in self.ways if isinstance(path[-1], Text)}

    @cached_property
    def suspects(self) -> tuple[Suspect, ...]:
        """Doubtful words that may be seen, the most doubtful first."""
        return tuple(suspect for suspect in self.look() if suspect.block in self.texts)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The number of the printed page on which each text begins."""
        found: dict[str, str] = {}
        last = ""
        for path in paths(self.known.publication):
            node = path[-1]
            if isinstance(node, PageBreak):
                last = node.label
            elif isinstance(node, Text):
                found[node.id] = next((p.label for p in node.pages if p.at == 0), last)
                last = node.pages[-1].label if node.pages else last
        return found

    def at(self, number: int, publication: Publication) -> "Desk":
        """The same desk with an older version of the text."""
        return replace(self, known=Known(number, publication, (), ()))

    def text(self, block: str) -> Text:
        """A text that may be seen.

        Raises:
            NoSuchBlockError: there is none, or it is of another section.
        """
        path = self.texts.get(block)
        if path is None or not isinstance(path[-1], Text):
            raise NoSuchBlockError(block)
        return path[-1]

    def language(self, block: str) -> str:
        """The language of a text."""
        return language(self.known.publication, self.texts[block])

    def direction(self, block: str) -> str:
        """`rtl` or `ltr`, by the language of a text."""
        return direction(self.language(block))

    def page_label(self, block: str, at: int) -> str:
        """The number of the printed page of a place in a text; empty where none is known."""
        inner = [page.label for page in self.text(block).pages if page.at <= at]
        return inner[-1] if inner else self.labels.get(block, "")

    def sentence(self, block: str, begin: int, end: int) -> Sentence:
        """The sentence around a stretch of a text; all of the text where it has none."""
        text = self.text(block)
        first = next((p for p in text.phrases if p.begin <= begin < p.end), None)
        last = next((p for p in text.phrases if p.begin < end <= p.end), first)
        start, stop = (first.begin, last.end) if first and last else (0, len(text.text))
        start, stop = min(start, begin), max(stop, end)
        words = text.text
        name = first.id if first else ""
        return Sentence(name, words[start:begin], words[begin:end], words[end:stop])

    def seen(self, block: str) -> tuple[Doubt, ...]:
        """What was seen of the words of a text on the pages of the scan, in their order."""
        return tuple(d for d in self._seen.get(block, ()))

    @cached_property
    def scanned(self) -> frozenset[int]:
        """The pages of the scan (from 0) that hold words that may be seen."""
        return frozenset(d.page for block, all_ in self._seen.items() for d in all_
                         if block in self.texts)  # fmt: skip

    def outline(self) -> Iterator[tuple[int, Section]]:
        """The sections that may be seen, with their depth from 1."""
        for path in self.ways:
            if isinstance(path[-1], Section):
                yield len([node for node in path if isinstance(node, Section)]), path[-1]

    @cached_property
    def _seen(self) -> Mapping[str, Sequence[Doubt]]:
        found: dict[str, list[Doubt]] = {}
        for doubt in self.known.doubts:
            found.setdefault(doubt.block, []).append(doubt)
        return {block: sorted(all_, key=lambda d: d.begin) for block, all_ in found.items()}

    def _mine(self, path: Path) -> bool:
        if any(isinstance(node, Section) and node.origin == "generated" for node in path):
            return False
        return self.sections is None or any(
            isinstance(node, Section) and node.id in self.sections for node in path
        )


def opened(
    service: Service, session: Session, production_id: int, reader: Reader, now: datetime
) -> Desk:
    """The text of a production, as far as somebody may work on it.

    Raises:
        NotFoundError: there is no such production, or it is not theirs.
        DeniedError: a section was given to them, and something is missing; it says what.
        NoSuchVersionError: there is no text yet.
    """
    try:
        found = floor.production(session, production_id)
    except AudiolibError as error:
        raise NotFoundError from error
    sections = allowed(session, found, reader, now)
    known = versions.known(session, service.store, production_id)

    def look() -> tuple[Suspect, ...]:
        return suspects(session, service.store, production_id, known)

    return Desk(found, title(session, found.work_id), known, sections, look)


def allowed(
    session: Session, found: Production, reader: Reader, now: datetime
) -> frozenset[str] | None:
    """The sections of a production that somebody may work on; None: all of it.

    Raises:
        NotFoundError: none.
        DeniedError: one was given to them, and something is missing.
    """
    staff = [g for g in reader.granted if g.role is not Role.VOLUNTEER]
    work_id = found.work_id
    if any(found.branch_id in g.branch_ids for g in staff) and may(
        session, work_id, reader, Act.WORK, now, NOTHING_MORE
    ):
        return None
    theirs = {
        granted.section
        for granted in reader.granted
        if granted.role is Role.VOLUNTEER and granted.production_id == found.id and granted.section
    }
    answers = {
        section: may(
            session, work_id, reader, Act.WORK, now,
            Asked(production_id=found.id, section=section),
        )
        for section in theirs
    }  # fmt: skip
    given = frozenset(section for section, answer in answers.items() if answer)
    if not given:
        raise next(map(DeniedError, answers.values()), NotFoundError())
    return given
