"""How a column of a database is told apart from what the tables say."""

from typing import Any

from sqlalchemy import Text
from sqlmodel.sql.sqltypes import AutoString


def other_type(_context: Any, _there: Any, _said: Any, inspected: Any, told: Any) -> bool | None:
    """False where both are text, whatever class of a library declares it; None: Alembic looks."""
    return False if isinstance(inspected, Text) and isinstance(told, AutoString) else None
