"""Metadata of a document, checked for presence, number, form and truth."""

import re
from collections.abc import Mapping, Sequence

from audiolib.packages._daisy.folder import Folder
from audiolib.packages.smil import clock, hours, read_clock

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
NUMBER = re.compile(r"\d{1,9}")
Metas = Mapping[str, Sequence[str]]


def check_required(folder: Folder, file: str, metas: Metas, names: Sequence[str]) -> None:
    """Each is there, and says something (009)."""
    for name in names:
        if not any(value.strip() for value in metas.get(name, ())):
            folder.say(9, file, name=name)


def check_single(folder: Folder, file: str, metas: Metas, names: Sequence[str]) -> None:
    """None is there more than once (010)."""
    for name in names:
        if len(metas.get(name, ())) > 1:
            folder.say(10, file, name=name, count=len(metas[name]))


def check_forms(
    folder: Folder, file: str, metas: Metas, forms: Mapping[str, re.Pattern[str]]
) -> None:
    """Each has the form that the standard asks for (011)."""
    for name, form in forms.items():
        for value in metas.get(name, ()):
            if not form.fullmatch(value.strip()):
                folder.say(11, file, name=name, value=value)


def check_count(folder: Folder, file: str, metas: Metas, name: str, counted: int) -> None:
    """A number is what can be counted (012)."""
    for value in metas.get(name, ())[:1]:
        if NUMBER.fullmatch(value.strip()) and int(value) != counted:
            folder.say(12, file, name=name, value=value, counted=counted)


def check_identifier(folder: Folder, file: str, value: str, expected: str) -> None:
    """Every document names the same book (013)."""
    if value != expected:
        folder.say(13, file, value=value, expected=expected)


def check_time(
    folder: Folder, number: int, file: str, value: str | None, expected: int, slack: int
) -> None:
    """A time is the sum of its clips, `slack` ms apart at most (017 where it can't be read)."""
    time = read_clock(value)
    if time is None:
        folder.say(17, file, value=value or "")
    elif abs(time - expected) > slack:
        wanted = clock(expected) if slack < 500 else hours(expected)
        folder.say(number, file, value=value or "", expected=wanted)
