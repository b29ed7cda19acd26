"""The floor as rows: moves with their events, the board, wishes."""

from audiolib.floor.repository.guards import make_sure_of_role, make_sure_of_room
from audiolib.floor.repository.history import events, recount
from audiolib.floor.repository.moves import (
    assign,
    begin,
    block,
    held,
    install,
    move,
    note,
    production,
    set_service,
    unblock,
)

__all__ = [
    "assign",
    "begin",
    "block",
    "events",
    "held",
    "install",
    "make_sure_of_role",
    "make_sure_of_room",
    "move",
    "note",
    "production",
    "recount",
    "set_service",
    "unblock",
]
