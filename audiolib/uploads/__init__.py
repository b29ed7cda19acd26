"""Files on their way in: kept as they come, gone on with after a break, handed to the store."""

from audiolib.uploads.arriving import Arriving
from audiolib.uploads.errors import (
    UploadBusyError,
    UploadChecksumError,
    UploadError,
    UploadOffsetError,
    UploadTooLargeError,
    UploadUnknownError,
)

__all__ = [
    "Arriving",
    "UploadBusyError",
    "UploadChecksumError",
    "UploadError",
    "UploadOffsetError",
    "UploadTooLargeError",
    "UploadUnknownError",
]
