"""Values of options: what each may be, told when it is something else."""

import argparse
from collections.abc import Callable

from audiolib.messages import Messages


def factor(messages: Messages, least: float, most: float) -> Callable[[str], float]:
    """A number from `least` to `most`."""

    def read(written: str) -> float:
        try:
            value = float(written.replace(",", "."))
        except ValueError:
            value = float("nan")
        if least <= value <= most:
            return value
        told = messages("cli-value-range", value=written, least=f"{least:g}", most=f"{most:g}")
        raise argparse.ArgumentTypeError(told)

    return read


def count(messages: Messages) -> Callable[[str], int]:
    """A whole number from 1."""

    def read(written: str) -> int:
        if written.isascii() and written.isdigit() and int(written) > 0:
            return int(written)
        raise argparse.ArgumentTypeError(messages("cli-value-count", value=written))

    return read


def slug(messages: Messages) -> Callable[[str], str]:
    """A name that a publication's folder can have; it can't lead out of the output folder."""
    from audiolib.slug import LONGEST, is_slug

    def read(written: str) -> str:
        if is_slug(written):
            return written
        told = messages("cli-value-slug", value=written, longest=LONGEST)
        raise argparse.ArgumentTypeError(told)

    return read


def language(messages: Messages) -> Callable[[str], str]:
    """A language tag as BCP 47 writes it; whether anyone speaks it shows later."""
    import re

    def read(written: str) -> str:
        if re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*", written):
            return written
        raise argparse.ArgumentTypeError(messages("cli-value-language", value=written))

    return read
