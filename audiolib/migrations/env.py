"""What Alembic runs: our tables, over the connection that `migrate` hands it."""

from typing import Literal

from alembic import context
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import audiolib.tables  # noqa: F401 — registers them
from audiolib.migrations.compare import other_type

_QUEUE = "procrastinate_"


def _ours(_object: object, name: str | None, kind: str, *_more: object) -> bool:
    """Whether something is a table of ours: the queue looks after its own."""
    return not (kind == "table" and (name or "").startswith(_QUEUE))


def _plain(kind: str, item: object, _context: object) -> str | Literal[False]:
    """How a draft writes a type: text is text, whatever class of the library declares it."""
    return "sa.Text()" if kind == "type" and isinstance(item, AutoString) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    include_object=_ours,
    render_item=_plain,
    compare_type=other_type,
    compare_server_default=False,
)
with context.begin_transaction():
    context.run_migrations()
