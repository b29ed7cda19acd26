"""What can go wrong with sound."""

from typing import Any, ClassVar


class PortableError(Exception):
    """An error that keeps its facts on the way from a worker process.

    Python makes an exception anew from its sentence, which is not what its class takes.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.args, vars(self))


def _restored(
    kind: type[BaseException], arguments: tuple[Any, ...], facts: dict[str, Any]
) -> BaseException:
    error = kind.__new__(kind, *arguments)
    error.args = arguments
    vars(error).update(facts)
    return error


class MediaError(PortableError):
    """Root of the errors of `media`; `code` names the message, the attributes are its facts."""

    code: ClassVar[str] = "media"
    retryable: ClassVar[bool] = False


class FfmpegMissingError(MediaError):
    """No ffmpeg of at least version 5.1 with the encoders and filters we need was found."""

    code = "media-ffmpeg-missing"

    def __init__(self, looked: tuple[str, ...]) -> None:
        super().__init__(", ".join(looked))
        self.looked = looked


class FfmpegFailedError(MediaError):
    """ffmpeg ended with an error; `tail` holds the end of what it said."""

    code = "media-ffmpeg-failed"
    retryable = True

    def __init__(self, status: int, tail: str) -> None:
        super().__init__(f"ffmpeg ended with {status}: {tail}")
        self.status = status
        self.tail = tail


class SilentError(MediaError):
    """Sound whose every block lies below the gate of the loudness measure: nothing to level."""

    code = "media-silent"


class UnreadableSoundError(MediaError):
    """A file that no decoder reads as sound."""

    code = "media-unreadable"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class JoinError(MediaError):
    """Tracks that can't lie in one file: another sample rate or another way of encoding."""

    code = "media-join"

    def __init__(self, name: str, first: str) -> None:
        super().__init__(f"{name} is not encoded as {first} is")
        self.name = name
        self.first = first
