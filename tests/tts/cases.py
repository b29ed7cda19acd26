"""The cases of sentences and normalisation, and their score: `python -m tests.tts.cases`."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tts import known, segment, spoken

FILES = Path(__file__).parents[1] / "files/tts"


class Case(NamedTuple):
    lang: str
    text: str
    wanted: str
    reason: str

    def __str__(self) -> str:
        return f"{self.lang}: {self.reason}"


def _rows(kind: str) -> Iterator[tuple[str, list[str]]]:
    for lang in known():
        lines = (FILES / f"{lang}.{kind}.tsv").read_text(encoding="utf-8").splitlines()
        for line in lines:
            if line and not line.startswith("# "):
                yield lang, line.split("\t")


def spoken_cases() -> list[Case]:
    return [Case(lang, *row) for lang, row in _rows("spoken")]


def sentence_cases() -> list[Case]:
    return [
        Case(lang, cut.replace(" | ", " "), cut, reason)
        for lang, (cut, reason) in _rows("sentences")
    ]


def said(case: Case) -> str:
    return spoken(case.text, case.lang)[0]


def cut(case: Case) -> str:
    return " | ".join(case.text[begin:end] for begin, end in segment(case.text, case.lang))


def main() -> None:
    for name, cases, tried in (
        ("sentences", sentence_cases(), cut),
        ("spoken", spoken_cases(), said),
    ):
        for lang in known():
            mine = [case for case in cases if case.lang == lang]
            missed = [case for case in mine if tried(case) != case.wanted]
            sys.stdout.write(f"{name} {lang}: {len(mine) - len(missed)} of {len(mine)}\n")
            for case in missed:
                sys.stdout.write(f"  {case.text!r}: {tried(case)!r}, not {case.wanted!r}\n")


if __name__ == "__main__":
    main()
