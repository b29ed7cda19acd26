"""Why an edit of a text can't be done."""

from audiolib.errors import AudiolibError


class EditError(AudiolibError):
    """Root of what proof-reading refuses; `block` is the id of the place, `reason` a short fact."""

    code = "edit"

    def __init__(self, block: str = "", reason: str = "") -> None:
        super().__init__(f"{block}: {reason}")
        self.block = block
        self.reason = reason


class EditMalformedError(EditError):
    """It is no edit that Audiolib knows, or a part of it is missing or of the wrong kind."""

    code = "edit-malformed"


class EditStaleError(EditError):
    """The words at the place are no longer those that the edit was made for."""

    code = "edit-stale"


class EditImpossibleError(EditError):
    """What is asked for can't be done with this kind of block."""

    code = "edit-impossible"


class NoSuchBlockError(EditError):
    """The text has no such block, page, figure or note."""

    code = "edit-block-unknown"


class NothingLeftError(EditError):
    """The edit would leave a publication without any words."""

    code = "edit-nothing-left"


class NoSuchVersionError(EditError):
    """The production has no version of the text with this number."""

    code = "version-unknown"

    def __init__(self, production: int, number: int) -> None:
        super().__init__("", f"{production}: {number}")
        self.production = production
        self.number = number


class NoSuchSuggestionError(EditError):
    """There is no suggestion of this number that waits for a decision."""

    code = "suggestion-unknown"

    def __init__(self, suggestion: int) -> None:
        super().__init__("", str(suggestion))
        self.suggestion = suggestion
