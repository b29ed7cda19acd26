"""Work for the machine that is of no production: records looked at, a bag packed."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, text
from sqlmodel import Field, SQLModel

from audiolib.tables.columns import amount, instant, key, moment, refers


class Errand(SQLModel, table=True):
    """What somebody had the machine do; `progress` has one row of it, as of a production.

    `step` names what is done, `subject` is the number of what it is done with: a file of records, a
    shipment. Of one step and subject one errand at most is open.
    """

    __table_args__ = (
        CheckConstraint("ended IN ('', 'done', 'stopped', 'failed')", name="ended_is_known"),
        CheckConstraint("(ended = '') = (ended_at IS NULL)", name="ended_has_a_moment"),
        Index(
            "ix_errand_open", "step", "subject", unique=True, postgresql_where=text("ended = ''")
        ),
    )

    id: int | None = key()
    step: str
    subject: int = amount()
    title: str
    """What people know it by: the name of a file, of a partner."""
    branch_id: int = refers("branch.id")
    by: int = refers("account.id")
    job_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    """The queue's number of the job that does it, or did."""
    made_at: datetime = moment()
    ended: str = ""
    """How it ended; empty while it waits or is done."""
    ended_at: datetime | None = instant(index=True)
