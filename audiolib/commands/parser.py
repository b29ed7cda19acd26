"""The parser of the command line: argparse, with its sentences in the user's language."""

import argparse
import re
import sys
from functools import partial
from typing import Any, NoReturn

from audiolib.exits import USAGE
from audiolib.messages import Messages

_FAULTS = (
    (r"the following arguments are required: (?P<names>.+)", "cli-usage-missing"),
    (r"unrecognized arguments: (?P<names>.+)", "cli-usage-unknown"),
    (r"argument (?P<name>[^:]+): expected .*arguments?", "cli-usage-value"),
    (
        r"argument (?P<name>[^:]+): invalid choice: (?P<value>.+) \(choose from (?P<known>.+)\)",
        "cli-usage-choice",
    ),
    (r"argument (?P<name>[^:]+): (?P<reason>.+)", "cli-usage-argument"),
)
"""What argparse says, in the English of Python 3.11 to 3.14, and the message that says it."""


class Parser(argparse.ArgumentParser):
    """A parser whose help and faults are messages; sub-parsers are such parsers too."""

    def __init__(self, *, messages: Messages, **kwargs: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **kwargs)
        self._messages = messages
        self._positionals.title = messages("cli-help-arguments")
        self._optionals.title = messages("cli-help-options")
        self.add_argument("-h", "--help", action="help", help=messages("cli-help-help"))

    def add_subparsers(self, **kwargs: Any) -> Any:
        kwargs["parser_class"] = partial(Parser, messages=self._messages)
        return super().add_subparsers(**kwargs)

    def format_usage(self) -> str:
        return self._translated(super().format_usage())

    def format_help(self) -> str:
        return self._translated(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Tell what was not understood, and end with the status of a usage error."""
        for pattern, code in _FAULTS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                sentence = self._messages(code, **found.groupdict())
                break
        else:
            sentence = message
        more = self._messages("cli-usage-more", command=self.prog)
        sys.stderr.write(f"{sentence}\n{more}\n")
        raise SystemExit(USAGE)

    def _translated(self, text: str) -> str:
        return text.replace("usage: ", self._messages("cli-help-usage") + " ", 1)
