"""What can go wrong when a voice is looked for, brought here or installed."""

from collections.abc import Iterable
from difflib import get_close_matches

from audiolib.errors import AudiolibError

_SHOWN = 8


class VoiceIndexError(AudiolibError):
    """An index of voices that can't be used; `field` is the place in it, `reason` what is wrong."""

    code = "voice-index"

    def __init__(self, index: str, field: str, reason: str) -> None:
        super().__init__(f"{index}: {field}: {reason}")
        self.index = index
        self.field = field
        self.reason = reason


class VoiceAddressError(AudiolibError):
    """An address that voices are not brought from: it is neither https nor this computer."""

    code = "voice-address"

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class VoiceNotListedError(AudiolibError):
    """No index has a voice of that name."""

    code = "voice-not-listed"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(name)
        names = sorted(known)
        near = get_close_matches(name, names, _SHOWN, 0.4)
        self.name = name
        self.known = ", ".join(near or names[:_SHOWN])


class VoiceManyError(AudiolibError):
    """Voices of several engines have the name."""

    code = "voice-many"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(name)
        self.name = name
        self.known = ", ".join(known)


class VoiceByHandError(AudiolibError):
    """A voice that is only known by name: nobody told an address and a checksum of its files."""

    code = "voice-by-hand"

    def __init__(self, name: str, engine: str, source: str) -> None:
        super().__init__(name)
        self.name = name
        self.engine = engine
        self.source = source


class VoicePackageError(AudiolibError):
    """A voice that is inside a Python package, which is not installed."""

    code = "voice-package"

    def __init__(self, name: str, package: str) -> None:
        super().__init__(f"{name}: {package}")
        self.name = name
        self.package = package


class VoiceTermsError(AudiolibError):
    """A voice whose terms must be agreed to before it is downloaded."""

    code = "voice-terms"

    def __init__(self, name: str, licence: str) -> None:
        super().__init__(f"{name}: {licence}")
        self.name = name
        self.licence = licence


class VoiceDownloadError(AudiolibError):
    """A file could not be downloaded from any of its addresses; what came is kept for later."""

    code = "voice-download"
    retryable = True

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class VoiceWrongError(AudiolibError):
    """What the addresses of a file give is not the file that the index describes."""

    code = "voice-download-wrong"

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class VoiceBusyError(AudiolibError):
    """Another command installs or removes the same voice at this moment."""

    code = "voice-busy"
    retryable = True

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class VoiceUnfitError(AudiolibError):
    """Files that are no voice of the engine; `reason` is a short technical fact."""

    code = "voice-unfit"

    def __init__(self, file: str, engine: str, reason: str) -> None:
        super().__init__(f"{file}: {engine}: {reason}")
        self.file = file
        self.engine = engine
        self.reason = reason


class VoiceUntoldError(AudiolibError):
    """Something that must be told of files from a folder or an archive; `option` tells it."""

    code = "voice-untold"

    def __init__(self, file: str, option: str) -> None:
        super().__init__(f"{file}: {option}")
        self.file = file
        self.option = option
