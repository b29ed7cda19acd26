"""A large library that never was: works from the words of real texts, by COPY."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

import psycopg

from audiolib.catalogue.fold import fold, sort_key
from audiolib.catalogue.seen import seen, term
from audiolib.catalogue.works import COLLECTIONS
from audiolib.tables.catalogue import Audience, RightsStatus

ROOT = Path(__file__).parents[1]
TEXTS = {
    "vi": (0.7, ("samples/vi/*.txt", "../shared/corpus/vi/*.txt")),
    "en": (0.1, ("samples/en/*.txt", "../shared/corpus/en/*.txt")),
    "ru": (0.08, ("samples/ru/*.txt", "../shared/corpus/ru/*.txt")),
    "uk": (0.06, ("samples/uk/*.txt", "../shared/corpus/uk/*.txt")),
    "fa": (0.06, ("samples/fa/*.txt", "../shared/corpus/fa/*.txt")),
}
_NAMES = r"\w+"
_FAMILY = re.findall(
    _NAMES, "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đoàn Tô Trịnh Đinh"
)
_MIDDLE = re.findall(
    _NAMES, "Văn Thị Hữu Đức Minh Ngọc Quang Thanh Xuân Thu Kim Bích Công Đình Hồng Gia"
)
_GIVEN = re.findall(
    _NAMES,
    "An Anh Bình Châu Chi Dũng Duyên Đạt Giang Hà Hải Hạnh Hiền Hòa Hoài Hùng Hương Khánh Lan Linh"
    " Long Mai Nam Nga Nhung Oanh Phúc Phương Quân Quỳnh Sơn Tâm Thảo Thủy Trang Tú Tuấn Vân Yến",
)
_STATUSES = (
    (RightsStatus.PUBLIC_DOMAIN, 25),
    (RightsStatus.OPEN_LICENCE, 10),
    (RightsStatus.LICENSED, 15),
    (RightsStatus.MARRAKESH, 25),
    (RightsStatus.UNKNOWN, 20),
    (RightsStatus.STAFF_ONLY, 5),
)
_SUBJECTS = 400
_COLUMNS = tuple(COLLECTIONS)


@dataclass(slots=True)
class Shelf:
    """What was put in, as far as the questions need it."""

    titles: list[tuple[str, str]] = field(default_factory=list)
    """Language and title of every fiftieth work."""
    people: list[str] = field(default_factory=list)


def fill(url: str, works: int, seed: int = 4) -> Shelf:
    """Put so many works into an empty catalogue, with people, columns, subjects and the index."""
    chance = random.Random(seed)
    texts = {lang: _words(globs) for lang, (_share, globs) in TEXTS.items()}
    langs = [lang for lang in texts if texts[lang]]
    shares = [TEXTS[lang][0] for lang in langs]
    shelf = Shelf(people=_people(chance, max(50, works // 8)))
    with psycopg.connect(url) as connection:
        # A status needs a decision on rights, which no search looks at: its triggers rest here.
        connection.execute("SET session_replication_role = replica")
        _around(connection, shelf.people, texts[langs[0]], chance)
        rows = _rows(works, chance, langs, shares, texts, shelf)
        _copy_all(connection, rows)
        connection.execute("SELECT setval(pg_get_serial_sequence('work', 'id'), %s)", [works])
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return shelf


def _words(globs: Sequence[str]) -> list[str]:
    texts = [p.read_text("utf-8", "replace") for glob in globs for p in sorted(ROOT.glob(glob))]
    return re.findall(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*", normalize("NFC", " ".join(texts)))


def _people(chance: random.Random, count: int) -> list[str]:
    pick = chance.choice
    return [f"{pick(_FAMILY)} {pick(_MIDDLE)} {pick(_GIVEN)} {pick(_GIVEN)}" for _ in range(count)]


def _around(
    connection: psycopg.Connection, people: Sequence[str], words: Sequence[str], c: random.Random
) -> None:
    connection.execute("INSERT INTO branch (id, code) OVERRIDING SYSTEM VALUE VALUES (1, 'bench')")
    for code in _COLUMNS:
        connection.execute(
            "INSERT INTO collection (code, titles, description, position) VALUES (%s, '{}', '', 0)",
            [code],
        )
    with connection.cursor().copy("COPY contributor (name, sort_name, folded) FROM STDIN") as out:
        for name in people:
            out.write_row((name, "", fold(name)))
    with connection.cursor().copy("COPY subject (scheme, term) FROM STDIN") as out:
        for number in range(_SUBJECTS):
            out.write_row(("", f"{c.choice(words)} {number}"))


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    work: tuple[object, ...]
    told: tuple[object, ...]
    author: int
    subject: int
    column: int


def _rows(
    works: int,
    chance: random.Random,
    langs: Sequence[str],
    shares: Sequence[float],
    texts: dict[str, list[str]],
    shelf: Shelf,
) -> Iterator[_Row]:
    statuses = [status for status, _ in _STATUSES]
    weights = [weight for _, weight in _STATUSES]
    audiences = list(Audience)
    for number in range(1, works + 1):
        lang = chance.choices(langs, shares)[0]
        words = texts[lang]
        at = chance.randrange(len(words) - 60)
        title = words[at : at + chance.randint(2, 7)]
        # A summary is of another place than the title: else every title would be in there too.
        at = chance.randrange(len(words) - 60)
        summary = words[at : at + chance.randint(15, 50)]
        author = chance.randrange(len(shelf.people))
        title_text = " ".join(title).capitalize()
        if number % 50 == 1:
            shelf.titles.append((lang, title_text))
        audience = chance.choices(audiences, (6, 2, 1, 1))[0].value
        column = chance.choices(range(len(_COLUMNS)), (8, 1, 1, 1))[0]
        told = seen(
            title=title_text,
            people=shelf.people[author],
            numbers=(),
            rest=" ".join(summary),
            terms=(
                term("language", lang),
                term("audience", audience),
                term("collection", _COLUMNS[column]),
            ),
        )
        yield _Row(
            number,
            (
                number,
                title_text,
                sort_key(title_text, lang),
                lang,
                " ".join(summary),
                audience,
                1,
                chance.choices(statuses, weights)[0].value,
            ),
            (number, told.title, told.text, told.heads, told.words),
            author + 1,
            chance.randint(1, _SUBJECTS),
            column + 1,
        )


def _copy_all(connection: psycopg.Connection, rows: Iterator[_Row], batch: int = 20_000) -> None:
    part: list[_Row] = []
    for row in rows:
        part.append(row)
        if len(part) == batch:
            _copy(connection, part)
            part = []
    _copy(connection, part)


def _copy(connection: psycopg.Connection, rows: Sequence[_Row]) -> None:
    columns = "id, title, sort_title, language, summary, audience, branch_id, rights_status"
    rest = ", subtitle, genre, print_extent, series_number, accessibility, marc, version"
    filled = ("", "", "", "", "{}", "{}", 1)
    with connection.cursor().copy(f"COPY work ({columns}{rest}) FROM STDIN") as out:
        for row in rows:
            out.write_row((*row.work, *filled))
    with connection.cursor().copy(
        "COPY workindex (work_id, title, text, heads, words) FROM STDIN"
    ) as out:
        for row in rows:
            out.write_row(row.told)
    with connection.cursor().copy(
        "COPY contribution (work_id, contributor_id, role, position) FROM STDIN"
    ) as out:
        for row in rows:
            out.write_row((row.number, row.author, "aut", 0))
    with connection.cursor().copy("COPY worksubject (work_id, subject_id) FROM STDIN") as out:
        for row in rows:
            out.write_row((row.number, row.subject))
    with connection.cursor().copy(
        "COPY collectionwork (collection_id, work_id, position) FROM STDIN"
    ) as out:
        for row in rows:
            out.write_row((row.column, row.number, 0))
