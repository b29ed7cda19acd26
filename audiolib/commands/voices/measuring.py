"""`audiolib voices bench`: what voices cost on this machine."""

import argparse
import sys
from typing import Any

from audiolib.commands.telling import TOLD, failure, tell_failure, tell_json
from audiolib.equipment import equipment
from audiolib.exits import OK
from audiolib.messages import Messages
from audiolib.production.pool import cores
from audiolib.settings import settings
from audiolib.voices.bench import BOOK_WORDS, Cost, measure
from tts.registry import default_voice, engines, equip
from tts.voices import installed

_OURS = ("vi", "en", "uk", "ru", "fa")


def bench_(options: argparse.Namespace, messages: Messages) -> int:
    """Measure each voice in turn; one that can't speak is told, and the others are measured."""
    here = settings()
    equip(equipment(here))
    jobs = options.jobs or here.jobs or cores()
    costs: list[Cost] = []
    told: list[dict[str, Any]] = []
    worst = OK
    for name in options.voices or _all():
        try:
            cost = measure(name, equipment(here))
        except TOLD as error:
            found = failure(error, messages)
            worst = max(worst, tell_failure(found, as_json=False))
            told.append({"voice": name, **found.json()})
            continue
        costs.append(cost)
        told.append(cost.json(jobs))
    if options.json:
        tell_json(told)
    elif costs:
        _tell(costs, jobs, messages)
    return worst


def _all() -> list[str]:
    """The usual voice of each of our languages, and the installed ones that can speak here."""
    usable = {one.name for one in engines() if one.usable}
    folder = equipment(settings()).voices
    have = installed(folder) if folder else ()
    names = [default_voice(tag) for tag in _OURS]
    return [*names, *(v.full_name for v in have if v.engine in usable)]


def _tell(costs: list[Cost], jobs: int, messages: Messages) -> None:
    heads = [messages(f"cli-voices-bench-{name}") for name in _COLUMNS]
    rows = [heads, *(_row(cost, jobs) for cost in costs)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(heads))]
    for row in rows:
        cells = [
            row[0].ljust(widths[0]),
            *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True)),
        ]
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
    words = f"{BOOK_WORDS:,}"
    sys.stdout.write("\n" + messages("cli-voices-bench-note", words=words, jobs=jobs) + "\n")


_COLUMNS = ("voice", "factor", "memory", "words", "book", "sound")


def _row(cost: Cost, jobs: int) -> list[str]:
    return [
        cost.voice,
        f"{cost.factor:.4f}",
        f"{cost.memory_mb:,.0f} MB",
        f"{cost.words_a_minute:,.0f}",
        _clock(cost.book_s(jobs)),
        _clock(cost.book_sound_s),
    ]


def _clock(seconds: float) -> str:
    """Hours, minutes and seconds: `0:01:07`."""
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
