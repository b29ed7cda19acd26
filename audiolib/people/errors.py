"""What can be refused when people come in, apply, or are looked after."""

from collections.abc import Mapping

from audiolib.errors import AudiolibError


class PeopleError(AudiolibError):
    """Root of what can be refused about people."""


class PasswordShortError(PeopleError):
    """The password is too short, or too long to be one."""

    code = "password-short"

    def __init__(self, shortest: int, longest: int) -> None:
        super().__init__(f"{shortest} to {longest} characters")
        self.shortest = shortest
        self.longest = longest


class PasswordCommonError(PeopleError):
    """The password is one of the first that a stranger would try."""

    code = "password-common"


class PinTrivialError(PeopleError):
    """The PIN has another length, or is one of the first that a stranger would try."""

    code = "pin-trivial"

    def __init__(self, digits: int) -> None:
        super().__init__(f"{digits} digits")
        self.digits = digits


class LoginTakenError(PeopleError):
    """Another account comes in by that name."""

    code = "login-taken"

    def __init__(self, login: str) -> None:
        super().__init__(login)
        self.login = login


class LoginOddError(PeopleError):
    """A name to come in by has 2 to 64 letters, digits, dots, dashes or underscores."""

    code = "login-odd"


class NameMissingError(PeopleError):
    """A person has a name."""

    code = "name-missing"


class NotFirstError(PeopleError):
    """There are accounts already: the first set-up is over."""

    code = "setup-over"


class NoSuchPersonError(PeopleError):
    """No account, patron or application of that number."""

    code = "person-unknown"

    def __init__(self, kind: str, number: int | str) -> None:
        super().__init__(f"{kind} {number}")
        self.kind = kind
        self.number = number


class LastAdminError(PeopleError):
    """Without this person nobody could administer the service."""

    code = "admin-last"


class NotYourDutyError(PeopleError):
    """Whoever asks holds no role that may do this there."""

    code = "duty-missing"

    def __init__(self, duty: str) -> None:
        super().__init__(duty)
        self.duty = duty


class VolunteerSectionError(PeopleError):
    """A volunteer's role is for one section of one production."""

    code = "volunteer-section"


class ScopeUnknownError(PeopleError):
    """A program can't be given that."""

    code = "scope-unknown"

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


class ScopeMissingError(PeopleError):
    """A program that may do nothing needs no token."""

    code = "scope-none"


class ConsentMissingError(PeopleError):
    """Nobody agreed to what is kept: silence is no consent."""

    code = "consent-missing"


class GuardianMissingError(PeopleError):
    """A guardian with a contact speaks for a child."""

    code = "guardian-missing"


class ContactOddError(PeopleError):
    """Neither an e-mail address nor a telephone number."""

    code = "contact-odd"


class CardStateError(PeopleError):
    """A card that was closed stays so."""

    code = "card-closed"

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class ApplicationFaultyError(PeopleError):
    """Fields of an application that want correcting: `faults` has a code for each of them."""

    code = "application-faulty"

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {code}" for field, code in faults.items()))
        self.faults = dict(faults)
        self.fields = ", ".join(faults)


class ApplicationManyError(PeopleError):
    """Dozens of applications came from one origin within the hour."""

    code = "application-many"


class ApplicationStateError(PeopleError):
    """Somebody has decided already, or nobody has checked yet."""

    code = "application-state"

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class TwoPeopleError(PeopleError):
    """Whoever checked an application does not approve it too."""

    code = "application-two-people"


class DuplicateError(PeopleError):
    """The person seems to have a card: `patron_ids` are those to look at."""

    code = "application-duplicate"

    def __init__(self, patron_ids: tuple[int, ...]) -> None:
        super().__init__(f"{patron_ids}")
        self.patron_ids = patron_ids
        self.count = len(patron_ids)


class ListEmptyError(PeopleError):
    """A list of patrons with no patron in it."""

    code = "list-empty"


class ReasonMissingError(PeopleError):
    """Nobody is refused without a reason."""

    code = "reason-missing"


class VerificationDayError(PeopleError):
    """A document was seen today or before, and counts for some years or for good."""

    code = "verification-day"


class CarerError(PeopleError):
    """Somebody can't act for themselves, nor for somebody they act for already."""

    code = "carer-odd"


class LoginError(PeopleError):
    """Why somebody did not come in; given back after the attempt was written down, never raised."""

    code = "login-wrong"


class LoginWaitError(LoginError):
    """Too many wrong tries from there: none counts for `wait_s` seconds; `phone` is for help."""

    code = "login-wait"

    def __init__(self, wait_s: int, phone: str = "") -> None:
        super().__init__(f"wait {wait_s} s")
        self.wait_s = wait_s
        self.phone = phone

    @staticmethod
    def of(wait_s: int, phone: str = "") -> "LoginWaitError":
        """Told in seconds where they are few, else in minutes."""
        kind = LoginWaitError if wait_s <= 90 else LoginWaitLongError
        return kind(wait_s, phone)


class LoginWaitLongError(LoginWaitError):
    """The same for some minutes, rounded up."""

    code = "login-wait-minutes"

    def __init__(self, wait_s: int, phone: str = "") -> None:
        super().__init__(wait_s, phone)
        self.minutes = -(-wait_s // 60)


class CardWrongError(LoginError):
    """Number and PIN do not belong together."""

    code = "card-wrong"


class CardMistypedError(LoginError):
    """The number has a wrong digit, or two that changed places: no card has it."""

    code = "card-mistyped"


class CardExpiredError(LoginError):
    """The PIN is right, and the card is over; `phone` is where to have it renewed."""

    code = "card-expired"

    def __init__(self, phone: str = "") -> None:
        super().__init__("expired")
        self.phone = phone


class CardSuspendedError(LoginError):
    """The PIN is right, and the card is held back by the library; `phone` is where to ask."""

    code = "card-suspended"

    def __init__(self, phone: str = "") -> None:
        super().__init__("suspended")
        self.phone = phone


class ReceiptWrongError(LoginError):
    """Receipt and day of birth do not belong together."""

    code = "receipt-wrong"


class CardWaitingError(LoginError):
    """The application is not approved: there is no card to be collected yet."""

    code = "card-waiting"


class CardCollectedError(LoginError):
    """The PIN was shown already, once; `phone` is where to have a new one made."""

    code = "card-collected"

    def __init__(self, phone: str = "") -> None:
        super().__init__("collected")
        self.phone = phone
