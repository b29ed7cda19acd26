"""What keeps a scan from being taken in; what is wrong with a page of it is a `Finding`."""

from audiolib.errors import (
    AudiolibError,
    SourceDamagedError,
    SourceError,
    SourceKindError,
    SourceTooLargeError,
)


class HeicError(SourceError):
    """A telephone's HEIC picture, which only few programs can open."""

    code = "intake-heic"


class PictureKindError(SourceKindError):
    """Neither a picture that we read, nor a PDF or zip file of such."""

    code = "intake-kind"


class PictureTooLargeError(SourceTooLargeError):
    """A picture of more than `limit` million pixels, whatever its bytes are worth."""

    code = "intake-too-large"


class PageTooLargeError(SourceTooLargeError):
    """A page (`place`) of a PDF with a picture of more than `limit` million pixels."""

    code = "intake-page-too-large"


class PageBrokenError(SourceDamagedError):
    """A page (`place`) of a PDF that can't be drawn, or not with its picture."""

    code = "intake-page-broken"


class TextPdfError(SourceError):
    """A PDF whose pages bear text of their own: it is read as a document, not recognised."""

    code = "intake-text-pdf"


class NoPagesError(SourceError):
    """A folder or archive without a single page image."""

    code = "intake-no-pages"


class SentTwiceError(SourceError):
    """A file that is there already, byte for byte; `place` is what that one is called."""

    code = "intake-sent-twice"


class PageLostError(AudiolibError):
    """The image of a page is not in the store, or was damaged there."""

    code = "intake-page-lost"

    def __init__(self, digest: str) -> None:
        super().__init__(digest)
        self.digest = digest


class RecogniserMissingError(AudiolibError):
    """Tesseract, or its knowledge of a language, is not installed.

    Attributes:
        name: The Debian package that brings what is missing.
        language: The language that was asked for.
    """

    code = "intake-recogniser-missing"

    def __init__(self, name: str, language: str) -> None:
        super().__init__(name)
        self.name = name
        self.language = language


class NotRecognisedError(AudiolibError):
    """Language that we have no recogniser's data for; `known` are those that we have."""

    code = "intake-language"

    def __init__(self, language: str, known: tuple[str, ...]) -> None:
        super().__init__(language)
        self.language = language
        self.known = ", ".join(known)
