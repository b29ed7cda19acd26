"""What an act of `audiolib admin` has to tell, once its transaction is kept."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence for people, and the same for programs."""

    sentence: str
    json: Any
