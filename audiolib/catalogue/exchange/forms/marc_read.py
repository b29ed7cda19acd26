"""MARC 21 records of others (and our own) as drafts of works; nothing they say is lost.

What no column holds is kept field by field, and goes out again with the record.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pymarc import Field, Record

from audiolib.catalogue.exchange.forms import accessibility
from audiolib.catalogue.exchange.forms.codes import audience_of, language_tag
from audiolib.catalogue.exchange.forms.kept import kept
from audiolib.catalogue.model import Person, WorkDraft

_MADE = {
    *("001", "003", "005", "006", "007", "008", "040", "264", "300", "306", "336", "337", "338"),
    *("344", "347", "506", "511", "521", "540", "588", "776", "856", "341", "532"),
    accessibility.SUFFICIENT,
}
"""Fields of our own records that are made anew each time; what they say is read elsewhere."""
_DESCRIBE = {"001", "003", "005", "006", "007", "008", "300", "306", "336", "337", "338", "344"}
"""Fields of others' records that tell of the print edition's body, and would be wrong in ours."""
_YEARS = re.compile(r"(\d{3,4})?\s*-\s*(\d{3,4})?")
_YEAR = re.compile(r"\b(1[0-9]{3}|20[0-9]{2})\b")
_ROLE = re.compile(r"[a-z]{3}")
_ENDS = " /:;,="


@dataclass(frozen=True, slots=True)
class Imported:
    """What a record says: a draft, and schema.org terms where it tells of accessibility.

    `ours`: our own catalogue gave it.
    """

    draft: WorkDraft
    accessibility: dict[str, Any]
    ours: bool = False


def imported(record: Record, agency: str = "") -> Imported:
    """A record as a draft; `agency` tells our own records from those of others."""
    ours = bool(agency) and _control(record, "003") == agency
    used: set[int] = set()

    def take(*tags: str) -> Iterator[Field]:
        for field in record.get_fields(*tags):
            used.add(id(field))
            yield field

    fixed = f"{_control(record, '008'):40.40}"
    title, subtitle = _title(next(take("245"), None))
    language = _language(take("041"), fixed)
    series = next(take("490"), None)
    age_from, age_to = _ages(record)
    draft = WorkDraft(
        title=title,
        subtitle=subtitle,
        language=language,
        people=tuple(_people(take("100", "700"), language)),
        summary=" ".join(part for field in take("520") for part in field.get_subfields("a")),
        genre=_genre(record, used),
        audience=audience_of(fixed[22]),
        age_from=age_from,
        age_to=age_to,
        first_published=_year(record, fixed, ours=ours),
        print_extent=_extent(record, ours=ours),
        series=_plain(series.get("a") if series else ""),
        series_number=_plain(series.get("v") if series else ""),
        identifiers=tuple(dict.fromkeys(_identifiers(record, used))),
        subjects=tuple(dict.fromkeys(_subjects(record, used))),
    )
    gone = _MADE if ours else _DESCRIBE
    rest = [f for f in record.fields if id(f) not in used and f.tag not in gone]
    terms = accessibility.terms(record.get_fields("341", "532", accessibility.SUFFICIENT))
    return Imported(replace(draft, marc=kept(rest)), terms, ours)


def _control(record: Record, tag: str) -> str:
    field = record.get(tag)
    return (field.data or "") if field is not None else ""


def _title(field: Field | None) -> tuple[str, str]:
    if field is None:
        return "", ""
    parts = [_plain(part) for part in field.get_subfields("a", "n", "p")]
    closed = "c" not in field  # then the full stop belongs to the punctuation
    subtitle = " ".join(_plain(part) for part in field.get_subfields("b"))
    title = ". ".join(part for part in parts if part)
    if closed and subtitle:
        subtitle = subtitle.removesuffix(".")
    elif closed:
        title = title.removesuffix(".")
    return title, subtitle


def _language(fields: Iterable[Field], fixed: str) -> str:
    codes: list[str] = []
    for field in fields:
        told = [*field.get_subfields("d"), *field.get_subfields("a")]
        if field.get("2") == "rfc5646":
            return told[0] if told else ""
        codes += told
    return next(filter(None, map(language_tag, [*codes, fixed[35:38]])), "")


def _people(fields: Iterable[Field], language: str) -> Iterator[Person]:
    for field in fields:
        name = _plain(field.get("a"))
        if not name:
            continue
        if _indicator(field, 0) == "1" and name.count(",") == 1:
            family, given = (part.strip() for part in name.split(","))
            # A Vietnamese family name comes first when the name is spoken, too.
            name = f"{family} {given}" if language == "vi" else f"{given} {family}"
        years = _YEARS.search(field.get("d") or "")
        born, died = years.groups() if years else (None, None)
        roles = [role for role in field.get_subfields("4") if _ROLE.fullmatch(role)]
        role = roles[0] if roles else ("aut" if field.tag == "100" else "ctb")
        yield Person(name, role, int(born) if born else None, int(died) if died else None)


def _genre(record: Record, used: set[int]) -> str:
    found = ""
    for field in record.get_fields("655"):
        term = _plain(field.get("a")).removesuffix(".")
        if field.get("2") == "lcgft" and term == "Audiobooks":
            used.add(id(field))
        elif _indicator(field, 1) == "4" and not found:
            used.add(id(field))
            found = term
    return found


def _identifiers(record: Record, used: set[int]) -> Iterator[tuple[str, str]]:
    for field in record.get_fields("020", "776"):
        for number in field.get_subfields("a" if field.tag == "020" else "z"):
            plain = re.sub(r"[^0-9Xx]", "", number.partition("(")[0])
            if len(plain) in (10, 13):
                used.add(id(field))
                yield "isbn", plain.upper()
    for field in record.get_fields("024"):
        if field.get("2") and field.get("a"):
            used.add(id(field))
            yield field["2"], field["a"].strip()


def _subjects(record: Record, used: set[int]) -> Iterator[tuple[str, str]]:
    for field in record.get_fields("650"):
        codes = {part.code for part in field.subfields}
        second = _indicator(field, 1)
        if codes == {"a"} and second == "4":
            used.add(id(field))
            yield "", _plain(field["a"]).removesuffix(".")
        elif codes == {"a", "2"} and second == "7":
            used.add(id(field))
            yield field["2"], _plain(field["a"]).removesuffix(".")


def _ages(record: Record) -> tuple[int | None, int | None]:
    for field in record.get_fields("521"):
        if _indicator(field, 0) == "1":
            years = [int(number) for number in re.findall(r"\d{1,3}", field.get("a") or "")]
            if years and years == sorted(years):
                return years[0], years[-1]
    return None, None


def _year(record: Record, fixed: str, *, ours: bool) -> int | None:
    told = fixed[11:15] if ours or fixed[6] == "r" else fixed[7:11]
    if told.isdecimal() and told != "9999":
        return int(told) or None
    if ours:
        return None
    for field in record.get_fields("260", "264"):
        if found := _YEAR.search(field.get("c") or ""):
            return int(found[0])
    return None


def _extent(record: Record, *, ours: bool) -> str:
    for field in record.get_fields("776"):
        if field.get("h"):
            return _plain(field.get("h"))
    first = record.get("300")
    sound = record.leader[6] in "ij"
    return "" if ours or sound or first is None else _plain(first.get("a"))


def _indicator(field: Field, at: int) -> str:
    return field.indicators[at] if field.indicators else " "


def _plain(text: str | None) -> str:
    """A subfield without the punctuation that stands before the next one."""
    return (text or "").strip().rstrip(_ENDS)
