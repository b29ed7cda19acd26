"""Why a talking book can't be read as it was wanted."""

from audiolib.errors import SourceError


class WordlessError(SourceError):
    """The talking book is sound without text, so there is nothing that a voice could speak anew."""

    code = "talking-wordless"


class SoundlessError(SourceError):
    """Not one file of sound of the talking book can be read."""

    code = "talking-soundless"


class SeveralBooksError(SourceError):
    """Several talking books lie in the folder; `place` names some of them."""

    code = "talking-several"
