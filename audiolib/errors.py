"""What stops a command; what is wrong with a publication itself is a `Finding`."""

from typing import ClassVar

from media.errors import PortableError


class AudiolibError(PortableError):
    """Root of the domain's errors; `code` names the message, the attributes are its facts."""

    code: ClassVar[str] = "audiolib"
    retryable: ClassVar[bool] = False


class SourceError(AudiolibError):
    """A source that can't be read: damaged, encrypted, empty, hostile, or of an unknown kind.

    Attributes:
        file: The name as the user gave it.
        place: Where in it: a member of an archive, a line, a page; may be empty.
        reason: A short technical fact, for the log.
    """

    code = "source"

    def __init__(self, file: str, place: str = "", reason: str = "") -> None:
        super().__init__(f"{file}: {place}: {reason}")
        self.file = file
        self.place = place
        self.reason = reason


class SourceMissingError(SourceError):
    """There is no such file."""

    code = "source-missing"


class SourceKindError(SourceError):
    """Audiolib reads no files of this kind."""

    code = "source-kind"


class SourceEmptyError(SourceError):
    """The file holds nothing that could be read aloud."""

    code = "source-empty"


class SourceDamagedError(SourceError):
    """The file is cut off, or not what its name says."""

    code = "source-damaged"


class SourceEncryptedError(SourceError):
    """The file is protected by a password or by rights management."""

    code = "source-encrypted"


class SourceHostileError(SourceError):
    """The file tries something no honest file does: leaves its folder, grows without end."""

    code = "source-hostile"


class SourceTooLargeError(SourceError):
    """A part of the file is over its limit; `limit` is in the unit the message names."""

    code = "source-too-large"

    def __init__(self, file: str, place: str, limit: int) -> None:
        super().__init__(file, place, f"over {limit}")
        self.limit = limit


class NoTextLayerError(SourceError):
    """A PDF of page images: it must be recognised first."""

    code = "source-no-text"


class DiskFullError(AudiolibError):
    """The disk has not the room that the production is estimated to need; both in bytes."""

    code = "disk-full"

    def __init__(self, folder: str, needed: int, free: int) -> None:
        super().__init__(f"{folder}: {needed} bytes needed, {free} free")
        self.folder = folder
        self.needed = needed
        self.free = free


class FolderTakenError(AudiolibError):
    """Too many folders of that name hold other publications."""

    code = "folder-taken"

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder


class FolderBusyError(AudiolibError):
    """Another run is making the same publication at this moment."""

    code = "folder-busy"
    retryable = True

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder


class WorkerLostError(AudiolibError):
    """A worker process was ended from outside, as a system does that runs out of memory."""

    code = "worker-lost"
    retryable = True


class NoSuchSectionError(AudiolibError):
    """`--only` names a section that the publication does not have."""

    code = "section-unknown"

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = "; ".join(known)
