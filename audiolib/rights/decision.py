"""What the rights say to somebody who wants something, and what to do where they say no."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from audiolib.rights.terms import Duty, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether somebody may; else why not, and what to do next, as codes of sentences.

    A decision is true where it allows, so a denial is not `None` and yet false.

    Args:
        facts: What the sentences tell; nothing that the asker may not know.
        standing: By which standing it is allowed.
        duties: What goes along with the act.
        warnings: Codes of what is to be said although it is allowed.
    """

    allowed: bool
    reason: str = ""
    next_step: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    standing: Standing | None = None
    duties: frozenset[Duty] = frozenset()
    warnings: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.allowed


def denied(reason: str, next_step: str, **facts: object) -> Decision:
    """A no, with the codes of why and of what to do."""
    return Decision(allowed=False, reason=reason, next_step=next_step, facts=facts)
