"""A work as a MARC 21 bibliographic record of a sound recording that is reached online."""

from collections.abc import Iterable
from datetime import UTC

from pymarc import Field, Indicators, Leader, Record, Subfield

from audiolib.catalogue.exchange.forms import accessibility
from audiolib.catalogue.exchange.forms.codes import audience_code, language_code, language_tag
from audiolib.catalogue.exchange.forms.kept import fields_of
from audiolib.catalogue.exchange.forms.notes import notes
from audiolib.catalogue.exchange.told import Told
from audiolib.catalogue.model import Person, WorkDraft
from audiolib.tables.catalogue import Audience

LEADER = "00000nim a22000007i 4500"
"""New, nonmusical sound recording, one item, UTF-8, minimal level, ISBD punctuation."""
_SOUND = "sr nmnnnnnnned"
"""007 of a sound recording (14 places): remote, mono, digital."""
_REMOTE = "cr nna---uuuuu"
"""007 of an electronic resource (14 places): remote, with sound."""
_ARTICLES = {"en": ("the ", "an ", "a ")}
_ENDS = (".", "?", "!", "…", "-", ")")
MOST_BYTES = 9_000
"""A field of ISO 2709 has at most 9,999 bytes."""


def record(draft: WorkDraft, told: Told) -> Record:
    """The record of a work, its fields in the order of their tags.

    Fields of an imported record that no column holds go out as they came, unless the same field
    is made here anew.
    """
    made = Record(leader=LEADER)
    fields = [
        *_control(draft, told),
        *_identity(draft, told),
        *_description(draft, told),
        *_notes(draft, told),
        *_subjects(draft),
        *_added(draft),
        *_links(draft, told),
        *accessibility.fields(told.accessibility),
    ]
    known = {str(field) for field in fields}
    fields += [field for field in fields_of(draft.marc) if str(field) not in known]
    made.fields = sorted(fields, key=lambda field: field.tag)
    made.leader = Leader(LEADER)
    return made


def _control(draft: WorkDraft, told: Told) -> Iterable[Field]:
    changed = told.changed.astimezone(UTC)
    yield Field("001", data=str(told.number))
    yield Field("003", data=told.agency)
    yield Field("005", data=f"{changed:%Y%m%d%H%M%S}.0")
    yield Field("006", data="m     o  h        ")
    yield Field("007", data=_REMOTE)
    yield Field("007", data=_SOUND)
    yield Field("008", data=fixed(draft, told))


def fixed(draft: WorkDraft, told: Told) -> str:
    """Field 008 of a sound recording, exactly 40 places."""
    first = draft.first_published
    here = f"{told.changed:%Y}"
    dated = f"r{here}{first:04d}" if first and 0 < first < 10_000 else f"s{here}    "
    return "".join(
        (
            f"{told.changed:%y%m%d}",
            dated,
            "xx ",  # place of publication: not said
            "nn",  # form of composition: not applicable
            "n",  # format of music
            "n",  # music parts
            audience_code(draft.audience),
            "o",  # online
            " " * 6,  # accompanying matter
            "z ",  # literary text: other
            " n ",  # undefined, transposition, undefined
            language_code(draft.language),
            " d",
        )
    )


def _identity(draft: WorkDraft, told: Told) -> Iterable[Field]:
    for kind, value in draft.identifiers:
        if kind != "isbn":  # that is of the print edition: 776
            yield _field("024", "7 ", a=value, _2=kind)
    yield _field("040", "  ", a=told.agency, b=language_code(told.language), e="rda", c=told.agency)
    code = language_code(draft.language)
    yield _field("041", "0 ", d=code)
    if language_tag(code) != draft.language:
        yield _field("041", "07", d=draft.language, _2="rfc5646")
    authors = [person for person in draft.people if person.role == "aut"]
    if authors:
        yield _person("100", authors[0])
    yield _title(draft, bool(authors))


def _title(draft: WorkDraft, by_name: bool) -> Field:
    """245 with the punctuation of ISBD: as in `Title : subtitle / names`."""
    names = ", ".join(p.name for p in draft.people if p.role == "aut")
    parts = [("a", draft.title), ("b", draft.subtitle), ("c", names)]
    parts = [(code, text) for code, text in parts if text]
    between = {"b": " :", "c": " /"}
    shown = [
        Subfield(code, text + (between[parts[at + 1][0]] if at + 1 < len(parts) else ""))
        for at, (code, text) in enumerate(parts)
    ]
    last = shown[-1]
    shown[-1] = Subfield(last.code, _ended(last.value))
    return Field("245", Indicators("1" if by_name else "0", str(_skipped(draft))), shown)


def _skipped(draft: WorkDraft) -> int:
    """Letters of an article before the title, which no list sorts by."""
    for article in _ARTICLES.get(draft.language.split("-")[0], ()):
        if draft.title.lower().startswith(article):
            return len(article)
    return 0


def _description(draft: WorkDraft, told: Told) -> Iterable[Field]:
    say = notes(told.language)
    minutes = max(1, round(told.duration_ms / 60_000)) if told.duration_ms else 0
    hours, rest = divmod(minutes, 60)
    yield _field("264", " 1", b=f"{told.agency},", c=f"{told.changed:%Y}.")
    if minutes:
        length = say("length", hours=hours, minutes=rest)
        yield _field("300", "  ", a=say("extent", length=length))
        seconds = round(told.duration_ms / 1000)
        pieces = (min(seconds // 3600, 99), seconds // 60 % 60, seconds % 60)
        yield _field("306", "  ", a="".join(f"{piece:02d}" for piece in pieces))
    else:
        yield _field("300", "  ", a=say("extent-unknown"))
    yield _field("336", "  ", a="spoken word", b="spw", _2="rdacontent")
    yield _field("337", "  ", a="computer", b="c", _2="rdamedia")
    yield _field("338", "  ", a="online resource", b="cr", _2="rdacarrier")
    yield _field("344", "  ", a="digital", _2="rdatr")
    yield _field("344", "  ", g="mono", _2="rdacpc")
    for media_type in told.media_types:
        yield _field("347", "  ", b=media_type)
    if draft.series:
        number = draft.series_number
        yield _field("490", "0 ", a=f"{draft.series} ;" if number else draft.series, v=number)


def _notes(draft: WorkDraft, told: Told) -> Iterable[Field]:
    say = notes(told.language)
    if told.access:
        yield _field("506", "1 " if told.restricted else "0 ", a=_ended(told.access))
    if told.voice_kind:
        who = ", ".join(told.narrators) or "?"
        yield _field("511", "0 ", a=say(f"narrated-{told.voice_kind}", voices=who))
    for part in _cut(draft.summary):
        yield _field("520", "  ", a=part)
    if draft.age_from is not None or draft.age_to is not None:
        years = "-".join(
            f"{age:03d}" for age in dict.fromkeys((draft.age_from, draft.age_to)) if age is not None
        )
        yield _field("521", "1 ", a=f"{years}.")
    if draft.audience is not Audience.GENERAL:
        yield _field("521", "8 ", a=say(f"audience-{draft.audience}"))
    if told.rights:
        yield _field("540", "  ", a=_ended(told.rights))
    yield _field("588", "0 ", a=say("source", agency=told.agency))
    yield _field("655", " 7", a="Audiobooks.", _2="lcgft")
    if draft.genre:
        yield _field("655", " 4", a=_ended(draft.genre))


def _subjects(draft: WorkDraft) -> Iterable[Field]:
    for scheme, term in draft.subjects:
        if scheme:
            yield _field("650", " 7", a=_ended(term), _2=scheme)
        else:
            yield _field("650", " 4", a=_ended(term))


def _added(draft: WorkDraft) -> Iterable[Field]:
    authors = [person for person in draft.people if person.role == "aut"]
    for person in draft.people:
        if not authors or person is not authors[0]:
            yield _person("700", person)


def _person(tag: str, person: Person) -> Field:
    years = ""
    if person.born is not None or person.died is not None:
        years = "-".join("" if year is None else str(year) for year in (person.born, person.died))
    # Names stand as they are spoken: `Nguyễn Du`, not `Nguyễn, Du`.
    name = person.name + ("," if years or person.role else "")
    parts = [Subfield("a", name)]
    if years:
        parts.append(
            Subfield("d", years + ("," if person.role and not years.endswith("-") else ""))
        )
    if person.role:
        parts.append(Subfield("4", person.role))
    return Field(tag, Indicators("0", " "), parts)


def _links(draft: WorkDraft, told: Told) -> Iterable[Field]:
    say = notes(told.language)
    numbers = [value for kind, value in draft.identifiers if kind == "isbn"]
    if numbers or draft.print_extent:
        parts = [Subfield("i", say("print")), Subfield("t", draft.title)]
        if draft.print_extent:
            parts.append(Subfield("h", draft.print_extent))
        parts += [Subfield("z", number) for number in numbers]
        yield Field("776", Indicators("0", "8"), parts)
    if told.address:
        # Its page; the links to packages end after a while, and stand in no record.
        yield _field("856", "40", u=told.address, q="text/html")


def _cut(text: str) -> Iterable[str]:
    """A long text in parts that a field can hold, cut at spaces where there are some."""
    while len(text.encode()) > MOST_BYTES:
        part = text.encode()[:MOST_BYTES].decode(errors="ignore")
        at = part.rfind(" ")
        part = part if at < 1 else part[:at]
        yield part
        text = text[len(part) :].lstrip()
    if text:
        yield text


def _ended(text: str) -> str:
    return text if text.endswith(_ENDS) else f"{text}."


def _field(tag: str, indicators: str, **parts: str) -> Field:
    """A field with these subfields in order; `_2` is `$2`, and empty ones are left out."""
    told = [Subfield(code.removeprefix("_"), text) for code, text in parts.items() if text]
    return Field(tag, Indicators(*indicators), told)
