"""What is wrong with a request, as far as the domain knows nothing of it."""

from audiolib.errors import AudiolibError


class RequestError(AudiolibError):
    """A request that can't be answered as it was meant."""

    code = "request"


class NotFoundError(RequestError):
    """There is nothing at the address, or nothing that the asker may know of."""

    code = "not-found"


class ComeInError(RequestError):
    """Whoever asks must come in first."""

    code = "come-in-first"


class NotYoursError(RequestError):
    """Whoever asks has not the role that this needs."""

    code = "not-your-role"


class ScopeError(RequestError):
    """A program's token is not for this; `scope` is the one that it lacks, empty for no program."""

    code = "scope-missing"

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


class PasswordDueError(RequestError):
    """The password was chosen by somebody else, and must be changed before anything else."""

    code = "password-due"


class ForeignFormError(RequestError):
    """A form that was not ours, or whose page was opened before the login."""

    code = "form-foreign"


class FieldError(RequestError):
    """A field of a form or of JSON whose value can't be used; `name` is the field's."""

    code = "field-wrong"

    def __init__(self, name: str, value: str = "") -> None:
        super().__init__(name, value)
        self.name = name
        self.value = value


class FieldMissingError(FieldError):
    """A field that must be filled in."""

    code = "field-missing"


class TooLargeError(RequestError):
    """More bytes than are taken in; `limit_mb` in megabytes."""

    code = "request-too-large"

    def __init__(self, limit_mb: int) -> None:
        super().__init__(limit_mb)
        self.limit_mb = limit_mb


class ManyFilesError(RequestError):
    """More files in one form than are taken in at once: `most`."""

    code = "request-many-files"

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class SlowError(RequestError):
    """A body of which nothing came for a while; `patience_s` in seconds."""

    code = "request-slow"

    def __init__(self, patience_s: int) -> None:
        super().__init__(patience_s)
        self.patience_s = patience_s


class LinkError(RequestError):
    """A link to sound or to a package that does not hold, or no longer."""

    code = "link-ended"


class ChangedError(RequestError):
    """Somebody else changed it in the meantime (If-Match)."""

    code = "changed-meanwhile"


class MatchMissingError(RequestError):
    """A change without If-Match, which could undo another person's."""

    code = "match-missing"


class KeyReusedError(RequestError):
    """An idempotency key that came with another request before."""

    code = "idempotency-key-reused"


class TusVersionError(RequestError):
    """An upload by another version of tus than 1.0.0."""

    code = "tus-version"


class SetUpError(RequestError):
    """The first set-up is done already, or its word is wrong."""

    code = "set-up-closed"
