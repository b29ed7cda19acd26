"""The library system's list of patrons: looked at row by row, then taken over as a whole.

The same list a second time changes nothing. Whoever stands in an earlier list and no longer in
this one is told, and ended only where that is asked for.
"""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from audiolib.catalogue.exchange.errors import SheetError
from audiolib.catalogue.exchange.forms import sheet
from audiolib.catalogue.fold import fold
from audiolib.people.age import wants_guardian
from audiolib.people.cards import PatronDraft, enrol
from audiolib.people.contacts import contact_of, ending, is_mail, name_of
from audiolib.people.duties import By, Duty, require
from audiolib.people.errors import ConsentMissingError, ListEmptyError
from audiolib.people.repository import lists as repository
from audiolib.rights.audit import write
from audiolib.tables.people import Patron

MOST = 5000
"""Rows of one list."""
_PACKED = 900_000
_UNPACKED = 20_000_000
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": ("so the", "ma ban doc", "ma so", "number", "card", "card number", "patron id"),
    "name": ("ho ten", "ho va ten", "ten", "name", "full name"),
    "born": ("ngay sinh", "nam sinh", "born", "birth", "birth date", "date of birth"),
    "phone": ("dien thoai", "so dien thoai", "phone", "telephone", "mobile"),
    "email": ("email", "e mail", "thu dien tu", "mail"),
    "expires": ("het han", "ngay het han", "han the", "expires", "expiry", "expiry date"),
    "guardian": ("nguoi giam ho", "guardian", "guardian name"),
    "guardian_contact": ("lien lac nguoi giam ho", "guardian contact", "guardian phone"),
}
_NEEDED = frozenset({"number", "name", "expires"})


class Will(StrEnum):
    """What a row leads to."""

    NEW = "new"
    CHANGE = "change"
    SAME = "same"
    OVER = "over"
    """A card that is over and was never here: nobody is entered for it."""
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list as text; days as ISO writes them, `born` perhaps only a year."""

    row: int
    number: str
    name: str
    born: str
    phone: str
    email: str
    expires: str
    guardian: str
    guardian_contact: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row with what it leads to; `fault` is the code of what is wrong, `changes` are fields."""

    entry: Entry
    will: Will
    fault: str = ""
    changes: tuple[str, ...] = ()
    is_over: bool = False
    patron_id: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A list as it was looked at; `gone` are those of earlier lists who no longer stand in it."""

    lines: tuple[Line, ...]
    gone: tuple[tuple[int, str], ...]

    def count(self, will: Will | str) -> int:
        """How many rows lead to it."""
        return sum(line.will == will for line in self.lines)


def read(content: bytes) -> list[Entry]:
    """The rows of a spreadsheet (.xlsx or .csv), whatever order its columns have.

    Raises:
        SheetError: it can't be read, is too large, or lacks number, name or last day.
        ListEmptyError: there is no row in it.
    """
    table = sheet.rows(content, MOST)
    if not table:
        raise SheetError("format")
    named = [_column(heading) for heading in table[0][1]]
    if not set(named) >= _NEEDED:
        raise SheetError("columns")
    if len(table) == 1:
        raise ListEmptyError
    found = []
    for row, cells in table[1:]:
        told = dict.fromkeys(_HEADINGS, "")
        for column, cell in zip(named, cells, strict=False):
            if column and cell:
                told[column] = cell.strip()[:300]
        told["born"], told["expires"] = _day(told["born"]), _day(told["expires"])
        found.append(Entry(row=row, **told))
    return found


def packed(entries: Sequence[Entry]) -> str:
    """The rows as a text that a form carries from the look to the yes; nothing is kept between."""
    plain = json.dumps([asdict(entry) for entry in entries], ensure_ascii=False)
    told = base64.urlsafe_b64encode(zlib.compress(plain.encode(), 9)).decode()
    if len(told) > _PACKED:
        raise SheetError("size")
    return told


def unpacked(told: str) -> list[Entry]:
    """The rows of such a text.

    Raises:
        SheetError: it is none.
    """
    try:
        stream = zlib.decompressobj()
        plain = stream.decompress(base64.urlsafe_b64decode(told), _UNPACKED)
        if stream.unconsumed_tail:
            raise SheetError("size")
        rows = json.loads(plain)
        entries = [Entry(**row) for row in rows]
    except (ValueError, TypeError, zlib.error) as error:
        raise SheetError("format") from error
    if any(not isinstance(v, str) for e in entries for k, v in asdict(e).items() if k != "row"):
        raise SheetError("format")
    return entries[:MOST]


def look(
    session: Session, entries: Sequence[Entry], branch_id: int, *, by: By, today: date
) -> Seen:
    """What a list would do in a branch; nothing is changed.

    Raises:
        NotYourDutyError: a librarian of the branch takes lists over.
    """
    require(by, Duty.APPROVE, branch_id)
    known = repository.known(session, branch_id)
    strange = repository.elsewhere(session, branch_id, [entry.number for entry in entries])
    seen: set[str] = set()
    lines = []
    for entry in entries:
        fault = _fault(entry, seen, strange, today)
        seen.add(entry.number)
        lines.append(_line(entry, fault, known, today))
    gone = tuple((p.id or 0, p.name) for n, p in known.numbers.items() if n not in seen)
    return Seen(tuple(lines), tuple(g for g in gone if g[0] in known.counting(today)))


def take_over(
    session: Session,
    entries: Sequence[Entry],
    branch_id: int,
    *,
    by: By,
    now: datetime,
    consent: str,
    end_gone: bool = False,
    language: str = "vi",
) -> Seen:
    """Enter those who are new, change those who are known; gives what was done.

    A new patron has no PIN: the desk gives one. `consent` is the version of the text that the
    readers of the list agreed to.

    Raises:
        NotYourDutyError: a librarian of the branch takes lists over.
        ConsentMissingError: nobody says that the readers agreed.
    """
    seen = look(session, entries, branch_id, by=by, today=now.date())
    if not consent:
        raise ConsentMissingError
    for line in seen.lines:
        if line.will is Will.NEW:
            _enter(session, line.entry, branch_id, now, consent, language)
        elif line.will is Will.CHANGE and line.patron_id is not None:
            _change(repository.patron(session, line.patron_id), line.entry, now)
    if end_gone:
        for patron_id, _name in seen.gone:
            patron = repository.patron(session, patron_id)
            patron.expires_on = min(patron.expires_on, now.date())
            patron.changed_at = now
    told = {will.value: seen.count(will) for will in (Will.NEW, Will.CHANGE)}
    told["ended"] = len(seen.gone) if end_gone else 0
    write(session, by.actor, "patrons.listed", f"branch:{branch_id}", now, told)
    session.flush()
    return seen


def _column(heading: str) -> str:
    folded = " ".join(fold(heading).replace("-", " ").split())
    return next((name for name, known in _HEADINGS.items() if folded in known), "")


def _day(text: str) -> str:
    """A day as ISO writes it, of one as people and programs write it; else the text itself."""
    plain = text.partition(" ")[0].partition("T")[0]
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(plain, form).date().isoformat()  # noqa: DTZ007 — a day
        except ValueError:
            continue
    return plain


def _fault(entry: Entry, seen: set[str], strange: frozenset[str], today: date) -> str:
    """The code of the first thing that is wrong with a row; empty where nothing is."""
    if not entry.number or len(entry.number) > 60:
        return "list-number"
    if entry.number in seen:
        return "list-twice"
    if entry.number in strange:
        return "list-elsewhere"
    if not name_of(entry.name):
        return "name-missing"
    born, expires = _born(entry.born), _date(entry.expires)
    if expires is None or (entry.born and born is None):
        return "list-day"
    contacts = (entry.phone, entry.email, entry.guardian_contact)
    if any(told and not contact_of(told) for told in contacts):
        return "contact-odd"
    if entry.email and not is_mail(contact_of(entry.email)):
        return "contact-odd"
    spoken_for = name_of(entry.guardian) and contact_of(entry.guardian_contact)
    if born and wants_guardian(born, today) and not spoken_for and expires > today:
        return "guardian-missing"
    return ""


def _line(entry: Entry, fault: str, known: repository.Known, today: date) -> Line:
    if fault:
        return Line(entry, Will.FAULT, fault)
    expires = _date(entry.expires) or today
    is_over = expires <= today
    patron = known.numbers.get(entry.number) or known.alike(
        fold(entry.name),
        (_born(entry.born) or date.min).year,
        tuple(ending(contact_of(told)) for told in (entry.phone, entry.email) if told),
    )
    if patron is None:
        return Line(entry, Will.OVER if is_over else Will.NEW, is_over=is_over)
    wanted = _values(entry)
    changes = tuple(name for name, value in wanted.items() if getattr(patron, name) != value)
    will = Will.CHANGE if changes else Will.SAME
    return Line(entry, will, "", changes, is_over, patron.id)


def _values(entry: Entry) -> dict[str, Any]:
    """What a row says of a patron; what it leaves empty stays as it is."""
    told: dict[str, Any] = {
        "source_number": entry.number,
        "name": name_of(entry.name),
        "expires_on": _date(entry.expires),
    }
    if entry.phone:
        told["phone"] = contact_of(entry.phone)
    if entry.email:
        told["email"] = contact_of(entry.email)
    if (born := _born(entry.born)) is not None:
        told["birth_year"] = born.year
    if entry.guardian and entry.guardian_contact:
        told["guardian_name"] = name_of(entry.guardian)
        told["guardian_contact"] = contact_of(entry.guardian_contact)
    return told


def _change(patron: Patron, entry: Entry, now: datetime) -> None:
    for name, value in _values(entry).items():
        setattr(patron, name, value)
    patron.folded = fold(patron.name)
    patron.changed_at = now


def _enter(
    session: Session, entry: Entry, branch_id: int, now: datetime, consent: str, language: str
) -> None:
    draft = PatronDraft(
        name=entry.name,
        branch_id=branch_id,
        consent=consent,
        birth_date=_born(entry.born),
        email=entry.email,
        phone=entry.phone,
        guardian_name=entry.guardian,
        guardian_contact=entry.guardian_contact,
        language=language,
    )
    expires = _date(entry.expires) or now.date()
    patron = enrol(session, draft, expires_on=expires, now=now, channel="import")
    patron.source_number = entry.number


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _born(text: str) -> date | None:
    """A day of birth; the last day of a year where only that is told."""
    is_year = len(text) == 4 and text.isascii() and text.isdecimal() and text > "1899"
    return date(int(text), 12, 31) if is_year else _date(text)
