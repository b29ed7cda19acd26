"""Works from a spreadsheet, row by row, and as one."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from audiolib.catalogue.exchange.errors import SheetError
from audiolib.catalogue.exchange.forms.columns import NAMES, NEEDED, column_of, heading
from audiolib.catalogue.exchange.forms.faults import Fault
from audiolib.catalogue.fold import fold
from audiolib.catalogue.model import Person, WorkDraft
from audiolib.tables.catalogue import Audience, Collection

_MOST = {"title": 500, "subtitle": 500, "summary": 20_000}
_OTHERWISE = 300
_LANGUAGES = {
    "tieng viet": "vi",
    "vietnamese": "vi",
    "tieng anh": "en",
    "english": "en",
    "tieng nga": "ru",
    "russian": "ru",
    "tieng ukraina": "uk",
    "ukrainian": "uk",
    "tieng ba tu": "fa",
    "persian": "fa",
}
_AUDIENCES = {
    "nguoi lon": Audience.GENERAL,
    "chung": Audience.GENERAL,
    "thieu nhi": Audience.CHILDREN,
    "tre em": Audience.CHILDREN,
    "thanh thieu nien": Audience.YOUNG,
    "hoc tap": Audience.STUDY,
}
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_SEVERAL = re.compile(r"\s*[;|]\s*")


Rows = Iterator[tuple[int, WorkDraft, tuple[Fault, ...]]]


def understood(
    table: Iterator[tuple[int, list[str]]], columns: Mapping[str, Collection]
) -> tuple[tuple[str, ...], Rows]:
    """What a table says of works, row by row; and headings that mean nothing to us.

    Args:
        table: Rows with their numbers; the first has the headings.
        columns: The library's, by code.

    Raises:
        SheetError: it is empty, or has no columns of title and language.
    """
    _number, headings = next(table, (0, []))
    if not headings:
        raise SheetError("format")
    named = [column_of(each) for each in headings]
    if not set(NEEDED) <= set(named):
        raise SheetError("columns")
    unknown = tuple(h for h, c in zip(headings, named, strict=True) if h and not c)
    known = {code: code for code in columns}
    for column in columns.values():
        known |= {fold(title): column.code for title in column.titles.values()}
    return unknown, (_row(number, named, cells, known) for number, cells in table)


def _row(
    number: int, named: list[str], cells: list[str], columns: dict[str, str]
) -> tuple[int, WorkDraft, tuple[Fault, ...]]:
    told: dict[str, str] = {}
    for column, cell in zip(named, cells, strict=False):
        if column and cell:
            told.setdefault(column, cell)
    reading = _Reading([], columns)
    draft = _draft(reading, number, told)
    return number, draft, tuple(reading.faults)


def table(drafts: Iterable[WorkDraft], language: str) -> list[list[str]]:
    """Works as rows below their headings: `sheet.as_csv`, `sheet.as_xlsx` make files of it."""
    return [headings(language), *map(cells, drafts)]


def headings(language: str) -> list[str]:
    """What the columns are called."""
    return [heading(column, language) for column in NAMES]


def isbn(text: str) -> str:
    """An ISBN without what stands between its digits; empty where its check digit is wrong."""
    plain = re.sub(r"[\s‐-―-]", "", text).upper()
    if re.fullmatch(r"\d{13}", plain):
        total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(plain))
        return plain if total % 10 == 0 else ""
    if re.fullmatch(r"\d{9}[\dX]", plain):
        total = sum((10 - at) * (10 if d == "X" else int(d)) for at, d in enumerate(plain))
        return plain if total % 11 == 0 else ""
    return ""


@dataclass(slots=True)
class _Reading:
    """The faults of a row, and the library's columns by their codes and folded names."""

    faults: list[Fault]
    columns: dict[str, str]

    def fault(self, row: int, code: str, **facts: Any) -> None:
        self.faults.append(Fault(row, code, facts))


def _draft(reading: _Reading, row: int, told: dict[str, str]) -> WorkDraft:
    for column in NEEDED:
        if not told.get(column):
            reading.fault(row, "row-field-missing", column=column)
    for column, text in told.items():
        most = _MOST.get(column, _OTHERWISE)
        if len(text) > most:
            reading.fault(row, "row-too-long", column=column, most=most)
    people = [Person(name, "aut") for name in _several(told.get("authors", ""))]
    people += [Person(name, "trl") for name in _several(told.get("translators", ""))]
    first, last = (_number(reading, row, told, column, 0, 120) for column in ("age_from", "age_to"))
    if first is not None and last is not None and first > last:
        reading.fault(row, "row-number-wrong", column="age_to", value=str(last))
    return WorkDraft(
        title=told.get("title", ""),
        subtitle=told.get("subtitle", ""),
        language=_language(reading, row, told.get("language", "")),
        people=tuple(people),
        summary=told.get("summary", ""),
        genre=told.get("genre", ""),
        audience=_term(reading, row, told, "audience", _audience) or Audience.GENERAL,
        age_from=first,
        age_to=last,
        first_published=_number(reading, row, told, "year", 1, 2999),
        print_extent=told.get("extent", ""),
        series=told.get("series", ""),
        series_number=told.get("series_number", ""),
        identifiers=_identifiers(reading, row, told.get("isbn", "")),
        subjects=tuple(("", term) for term in _several(told.get("subjects", ""))),
        collections=_collections(reading, row, told.get("collections", "")),
    )


def _several(text: str) -> list[str]:
    return list(dict.fromkeys(filter(None, _SEVERAL.split(text))))


def _language(reading: _Reading, row: int, text: str) -> str:
    named = _LANGUAGES.get(fold(text))
    if named:
        return named
    if text and not _TAG.fullmatch(text):
        reading.fault(
            row, "row-value-unknown", column="language", value=text, allowed="vi, en, uk, ru, fa"
        )
    return text.lower() if len(text) <= 3 else text


def _audience(text: str) -> Audience | None:
    folded = fold(text)
    known = next((member for member in Audience if member.value == folded), None)
    return known or _AUDIENCES.get(folded)


def _term(
    reading: _Reading,
    row: int,
    told: dict[str, str],
    column: str,
    known: Callable[[str], Audience | None],
) -> Audience | None:
    text = told.get(column, "")
    found = known(text) if text else None
    if text and found is None:
        allowed = ", ".join(member.value for member in Audience)
        reading.fault(row, "row-value-unknown", column=column, value=text, allowed=allowed)
    return found


def _number(
    reading: _Reading, row: int, told: dict[str, str], column: str, least: int, most: int
) -> int | None:
    text = told.get(column, "")
    if not text:
        return None
    if text.isdecimal() and len(text) < 6 and least <= int(text) <= most:
        return int(text)
    reading.fault(row, "row-number-wrong", column=column, value=text)
    return None


def _identifiers(reading: _Reading, row: int, text: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for written in _several(text):
        number = isbn(written)
        if not number:
            reading.fault(row, "row-isbn-wrong", value=written)
        else:
            found.append(("isbn", number))
    return tuple(dict.fromkeys(found))


def _collections(reading: _Reading, row: int, text: str) -> tuple[str, ...]:
    found: list[str] = []
    for written in _several(text):
        code = reading.columns.get(written) or reading.columns.get(fold(written))
        if code is None:
            allowed = ", ".join(sorted(set(reading.columns.values())))
            facts = {"column": "collections", "value": written, "allowed": allowed}
            reading.fault(row, "row-value-unknown", **facts)
        else:
            found.append(code)
    return tuple(found)


def cells(draft: WorkDraft) -> list[str]:
    """A work as a row."""

    def people(role: str) -> str:
        return "; ".join(person.name for person in draft.people if person.role == role)

    def number(value: int | None) -> str:
        return "" if value is None else str(value)

    told = {
        "title": draft.title,
        "subtitle": draft.subtitle,
        "language": draft.language,
        "authors": people("aut"),
        "translators": people("trl"),
        "isbn": "; ".join(value for kind, value in draft.identifiers if kind == "isbn"),
        "year": number(draft.first_published),
        "summary": draft.summary,
        "genre": draft.genre,
        "audience": draft.audience.value,
        "age_from": number(draft.age_from),
        "age_to": number(draft.age_to),
        "subjects": "; ".join(term for _scheme, term in draft.subjects),
        "series": draft.series,
        "series_number": draft.series_number,
        "collections": "; ".join(draft.collections),
        "extent": draft.print_extent,
    }
    return [told[column] for column in NAMES]
