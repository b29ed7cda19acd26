"""Decisions about words from the tables, as the lexicon files that the production line reads."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from audiolib.lexicons import read_lexicon
from audiolib.tables import LexiconEntry
from tts.lexicon import Entry, entries, write_pls


def entry(row: LexiconEntry) -> Entry:
    """The decision of a row."""
    return Entry(
        row.grapheme,
        alias=row.alias,
        ipa=row.ipa,
        lang=row.language,
        match="forms" if row.forms else "word",
        scope=row.scope,
    )


def lay_lexicons(
    rows: Sequence[LexiconEntry], files: Path, library: Path, publication: Path
) -> None:
    """Write the lexicons of a production: the library's folder, and the publication's own.

    `files` is the library's folder of files that people wrote: they count after the rows of the
    library, before those for everywhere.
    """
    for lang, own in _by_language(rows, "book").items():
        _write(publication, lang, own)
    mine, everywhere = _by_language(rows, "library"), _by_language(rows, "global")
    written = {path.stem: path for path in sorted(files.glob("*.pls"))} if files.is_dir() else {}
    for lang in sorted({*mine, *everywhere, *written}):
        read = [*entries(written[lang].read_bytes())] if lang in written else []
        _write(library, lang, [*mine.get(lang, ()), *read, *everywhere.get(lang, ())])


def _by_language(rows: Iterable[LexiconEntry], scope: str) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    # The newest decision about a word counts: of two, a lexicon heeds the first.
    for row in sorted(rows, key=lambda row: -(row.id or 0)):
        if row.scope == scope:
            found[row.language].append(entry(row))
    return found


def _write(folder: Path, lang: str, found: Sequence[Entry]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    unique: dict[tuple[str, ...], Entry] = {}
    for one in found:
        unique.setdefault(one.where, one)
    path = folder / f"{lang}.pls"
    path.write_bytes(write_pls(unique.values(), lang))
    read_lexicon(path)
