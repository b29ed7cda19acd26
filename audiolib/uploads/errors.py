"""Why bytes of a file are not taken in."""

from audiolib.errors import AudiolibError


class UploadError(AudiolibError):
    """Root of what is wrong with a file on its way in."""

    code = "upload"


class UploadUnknownError(UploadError):
    """No file on its way in has this address, or it took too long."""

    code = "upload-unknown"


class UploadBusyError(UploadError):
    """Bytes of the same file come in by another connection at this moment."""

    code = "upload-busy"
    retryable = True


class UploadOffsetError(UploadError):
    """The bytes do not begin where the file ends so far; `offset` is where it does."""

    code = "upload-offset"

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class UploadChecksumError(UploadError):
    """The bytes are not those that were sent; they were put away."""

    code = "upload-checksum"


class UploadTooLargeError(UploadError):
    """The file is larger than is taken in, or than was said; `limit` in bytes."""

    code = "upload-too-large"

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit
