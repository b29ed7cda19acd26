"""The one date that enters what is made."""

import os
from datetime import UTC, datetime


def now() -> datetime:
    """The present second, or that of `SOURCE_DATE_EPOCH`; UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch and epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now(UTC).replace(microsecond=0)
