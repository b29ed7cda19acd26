"""Files on their way in, as the database knows them."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from audiolib.tables import Upload
from audiolib.uploads.errors import UploadTooLargeError, UploadUnknownError

LASTS = timedelta(days=7)
_LONGEST_NAME = 255


def announce(
    session: Session,
    account_id: int,
    production_id: int | None,
    name: str,
    length: int,
    *,
    most: int,
    now: datetime,
    media_type: str = "",
) -> Upload:
    """A file that will come in, of which nothing has come yet.

    Raises:
        UploadTooLargeError: it has more than `most` bytes.
    """
    if length > most:
        raise UploadTooLargeError(most)
    upload = Upload(
        token=secrets.token_urlsafe(24),
        account_id=account_id,
        production_id=production_id,
        name=_plain(name),
        media_type=media_type[:100],
        length=length,
        created_at=now,
        expires_at=now + LASTS,
    )
    session.add(upload)
    session.flush()
    return upload


def find(session: Session, token: str, account_id: int, now: datetime) -> Upload:
    """A file that an account is sending.

    Raises:
        UploadUnknownError: it sends none of this address, or it took too long.
    """
    found = session.exec(
        select(Upload)
        .where(
            col(Upload.token) == token,
            col(Upload.account_id) == account_id,
            col(Upload.expires_at) > now,
        )
        .with_for_update()
    ).first()
    if found is None:
        raise UploadUnknownError
    return found


def finish(session: Session, upload: Upload, digest: str) -> None:
    """Say that all of a file has come, and under which key it lies in the store."""
    upload.received = upload.length
    upload.digest = digest
    session.add(upload)
    session.flush()


def of_production(session: Session, production_id: int) -> list[Upload]:
    """The files that came for a production, in the order in which they were announced."""
    wanted = select(Upload).where(
        col(Upload.production_id) == production_id, col(Upload.digest) != ""
    )
    return list(session.exec(wanted.order_by(col(Upload.id))))


def digests_cut(session: Session, production_id: int) -> dict[str, str]:
    """The names of the files that gave a scan pages, by their blobs."""
    return {one.digest: one.name for one in of_production(session, production_id) if one.pages}


def mark_cut(
    session: Session, upload_id: int, pages: int, refused: Sequence[dict[str, Any]]
) -> None:
    """Say how many pages came of a file, and what of it could not be taken in."""
    upload = session.get_one(Upload, upload_id)
    upload.pages, upload.refused = pages, list(refused)
    session.add(upload)
    session.flush()


def overdue(session: Session, now: datetime) -> Sequence[str]:
    """Forget the files that took too long; gives the tokens of what lies of them in the folder."""
    gone = session.exec(
        delete(Upload)
        .where(col(Upload.expires_at) <= now, col(Upload.digest) == "")
        .returning(col(Upload.token))
    )
    return [str(row[0]) for row in gone]


def remove(session: Session, upload: Upload) -> None:
    """Forget a file that is not sent after all."""
    session.delete(upload)
    session.flush()


def _plain(name: str) -> str:
    """A file's name without folders and signs that nobody sees; never empty."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable()).strip()[-_LONGEST_NAME:] or "file"
