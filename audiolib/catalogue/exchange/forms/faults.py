"""What is wrong with a row or record that came in, and how it is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from audiolib.catalogue.exchange.forms.columns import NAMES, heading
from audiolib.errors import AudiolibError
from audiolib.messages import Messages

_COLUMNS = {"first_published": "year", "people": "authors", "print_extent": "extent"}
"""Fields of a draft whose column has another name."""
_PLAIN = (str, int, float, bool)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row; `code` has its sentence in `locale/*/catalogue.po`."""

    row: int
    code: str
    facts: dict[str, Any]

    def told(self, say: Messages) -> str:
        """The fault as a sentence, the column by the heading that people know it by."""
        facts = dict(self.facts)
        for name in ("column", "field"):
            column = _COLUMNS.get(facts.get(name, ""), facts.get(name, ""))
            if column in NAMES:
                facts[name] = heading(column, say.language)
        return say(self.code, row=self.row, **facts)


def fault_of(row: int, error: AudiolibError) -> Fault:
    """What an error of the catalogue means for a row."""
    facts = {name: value for name, value in vars(error).items() if isinstance(value, _PLAIN)}
    return Fault(row, error.code, facts)


def told(faults: Iterable[Fault], language: str) -> list[str]:
    """Faults as sentences, each with its row."""
    say = Messages(language)
    return [
        sentence
        if fault.code.startswith("row-")
        else say("row-fault", row=fault.row, sentence=sentence)
        for fault in faults
        for sentence in [fault.told(say)]
    ]
