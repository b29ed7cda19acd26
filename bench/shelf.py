"""A large library that never was: works from the words of real texts, by COPY, in batches.

Each batch is a transaction of its own, whose chances hang on its number alone: what was cut off
goes on where it was. The indexes are made last, since filling them row by row takes far longer.
"""

import os
import random
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from unicodedata import normalize

import psycopg

from audiolib.catalogue.ages import bands
from audiolib.catalogue.fold import fold, sort_key
from audiolib.catalogue.seen import seen, term
from audiolib.catalogue.works import COLLECTIONS
from audiolib.tables.catalogue import Audience, RightsStatus

ROOT = Path(__file__).parents[1]
BATCH = 10_000
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
_SERIES = 2_000
_COLUMNS = tuple(COLLECTIONS)
_MEMORY = "512MB"
"""What the server may use for an index."""


def fill(url: str, works: int, seed: int = 4) -> None:
    """Put so many works into a catalogue, with people, columns, subjects, series and the index.

    What an earlier run did not finish is gone on with.
    """
    people, subjects, series = _beside(works, seed)
    with psycopg.connect(url) as connection:
        # A status needs a decision on rights, which no search looks at: its triggers rest here.
        _around(connection, people, subjects, series)
        _lay_indexes_by(connection)
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        batches = range(0, works, BATCH)
        count = len(batches)
        for _ in pool.map(_batch, [url] * count, batches, [works] * count, [seed] * count):
            pass
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT setval(pg_get_serial_sequence('work', 'id'), %s)", [works])
        _make_indexes(connection)
        connection.execute("VACUUM ANALYZE")


@cache
def corpus_words() -> dict[str, list[str]]:
    """The words of real texts, as they follow one another, by language."""
    found: dict[str, list[str]] = {}
    for lang, (_share, globs) in TEXTS.items():
        files = [path for glob in globs for path in sorted(ROOT.glob(glob))]
        text = normalize("NFC", " ".join(path.read_text("utf-8", "replace") for path in files))
        if words := re.findall(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*", text):
            found[lang] = words
    return found


@cache
def _beside(works: int, seed: int) -> tuple[list[str], list[str], list[str]]:
    """People, subjects and series of a library."""
    chance = random.Random(seed)
    pick, words = chance.choice, next(iter(corpus_words().values()))
    people = [
        f"{pick(_FAMILY)} {pick(_MIDDLE)} {pick(_GIVEN)} {pick(_GIVEN)}"
        for _ in range(max(50, works // 8))
    ]
    subjects = [f"{pick(words)} {number}" for number in range(_SUBJECTS)]
    series = [f"{pick(words)} {pick(words)} {number}" for number in range(_SERIES)]
    return people, subjects, series


def _around(
    connection: psycopg.Connection,
    people: Sequence[str],
    subjects: Sequence[str],
    series: Sequence[str],
) -> None:
    if connection.execute("SELECT 1 FROM branch WHERE code = 'bench'").fetchone():
        return
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
        for subject in subjects:
            out.write_row(("", subject))
    with connection.cursor().copy("COPY series (title) FROM STDIN") as out:
        for title in series:
            out.write_row((title,))


def _lay_indexes_by(connection: psycopg.Connection) -> None:
    """Drop the indexes that no key needs, and remember how they are made."""
    connection.execute("CREATE TABLE IF NOT EXISTS bench_index (name text PRIMARY KEY, made text)")
    connection.execute(
        "INSERT INTO bench_index SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)"
        " FROM pg_index WHERE NOT indisunique AND indrelid = ANY("
        "ARRAY['work', 'workindex', 'contribution', 'worksubject', 'collectionwork']::regclass[])"
        " ON CONFLICT DO NOTHING"
    )
    for (name,) in connection.execute("SELECT name FROM bench_index").fetchall():
        connection.execute(f"DROP INDEX IF EXISTS {name}".encode())


def _make_indexes(connection: psycopg.Connection) -> None:
    connection.execute(f"SET maintenance_work_mem = '{_MEMORY}'".encode())
    for name, made in connection.execute("SELECT name, made FROM bench_index").fetchall():
        if connection.execute("SELECT to_regclass(%s)", [name]).fetchone() == (None,):
            connection.execute(made.encode())


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    work: tuple[object, ...]
    told: tuple[object, ...]
    author: int
    subject: int
    column: int


def _batch(url: str, begin: int, works: int, seed: int) -> None:
    """Put in the works behind a number, unless they are there."""
    people, subjects, series = _beside(works, seed)
    with psycopg.connect(url) as connection:
        if connection.execute("SELECT 1 FROM work WHERE id = %s", [begin + 1]).fetchone():
            return
        connection.execute("SET session_replication_role = replica")
        numbers = range(begin + 1, min(begin + BATCH, works) + 1)
        chance = random.Random(f"{seed}:{begin}")
        _copy(connection, list(_rows(numbers, chance, people, subjects, series)))


def _rows(
    numbers: Sequence[int],
    chance: random.Random,
    people: Sequence[str],
    subjects: Sequence[str],
    series: Sequence[str],
) -> Iterator[_Row]:
    texts = corpus_words()
    langs = list(texts)
    shares = [TEXTS[lang][0] for lang in langs]
    statuses = [status for status, _ in _STATUSES]
    weights = [weight for _, weight in _STATUSES]
    audiences = list(Audience)
    for number in numbers:
        lang = chance.choices(langs, shares)[0]
        words = texts[lang]
        at = chance.randrange(len(words) - 60)
        title = " ".join(words[at : at + chance.randint(2, 7)]).capitalize()
        # A summary is of another place than the title: else every title would be in there too.
        at = chance.randrange(len(words) - 60)
        summary = " ".join(words[at : at + chance.randint(15, 50)])
        author = chance.randrange(len(people))
        audience = chance.choices(audiences, (6, 2, 1, 1))[0]
        first = chance.randint(0, 15) if audience is Audience.CHILDREN else None
        last = None if first is None else first + 3
        column = chance.choices(range(len(_COLUMNS)), (8, 1, 1, 1))[0]
        subject = chance.randrange(len(subjects))
        part_of = chance.randrange(len(series)) if chance.random() < 0.1 else None
        terms = [
            term("language", lang),
            term("audience", audience.value),
            term("collection", _COLUMNS[column]),
            term("subject", subjects[subject]),
            *(term("ages", band) for band in bands(first, last)),
            *([] if part_of is None else [term("series", series[part_of])]),
        ]
        rest = " ".join([subjects[subject], "" if part_of is None else series[part_of], summary])
        told = seen(title=title, people=people[author], numbers=(), rest=rest, terms=terms)
        yield _Row(
            number,
            (
                *(number, title, sort_key(title, lang), lang, summary, audience.value, 1),
                chance.choices(statuses, weights)[0].value,
                *(first, last, None if part_of is None else part_of + 1),
            ),
            (number, told.title, told.text, told.heads, told.words),
            author + 1,
            subject + 1,
            column + 1,
        )


def _copy(connection: psycopg.Connection, rows: Sequence[_Row]) -> None:
    columns = "id, title, sort_title, language, summary, audience, branch_id, rights_status"
    more = ", age_from, age_to, series_id"
    rest = ", subtitle, genre, print_extent, series_number, accessibility, marc, version"
    filled = ("", "", "", "", "{}", "{}", 1)
    tables = {
        f"work ({columns}{more}{rest})": ((*row.work, *filled) for row in rows),
        "workindex (work_id, title, text, heads, words)": (row.told for row in rows),
        "contribution (work_id, contributor_id, role, position)": (
            (row.number, row.author, "aut", 0) for row in rows
        ),
        "worksubject (work_id, subject_id)": ((row.number, row.subject) for row in rows),
        "collectionwork (collection_id, work_id, position)": (
            (row.column, row.number, 0) for row in rows
        ),
    }
    for table, values in tables.items():
        with connection.cursor().copy(f"COPY {table} FROM STDIN".encode()) as out:
            for told in values:
                out.write_row(told)
