"""The tables' history: each revision brings a database from the one before it to the next.

Revisions are Alembic's. `python -m audiolib.migrations NAME` writes a draft of the next one from
what the tables say now beside an up-to-date database; people read it before it is kept.
"""

from audiolib.migrations.migrate import current, draft, head, migrate

__all__ = ["current", "draft", "head", "migrate"]
