"""Errors as problems (RFC 9457): the status of each class, the sentence in the asker's language."""

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api import errors
from api.languages import asked
from audiolib import uploads
from audiolib.bucket import StoreAwayError
from audiolib.catalogue import errors as catalogue
from audiolib.catalogue.exchange import errors as exchange
from audiolib.database import DatabaseAwayError, DatabaseError
from audiolib.delivery import lending, shipping
from audiolib.delivery.playing import PlaysElsewhereError
from audiolib.delivery.stamped import NoPlaceError
from audiolib.errands import errors as errands
from audiolib.errors import AudiolibError, DiskFullError, SourceError
from audiolib.floor import errors as floor
from audiolib.healing import decide as healing
from audiolib.healing import reports
from audiolib.jobs import errors as jobs
from audiolib.listening import errors as listening
from audiolib.making import errors as making
from audiolib.messages import Messages, tongues
from audiolib.people import errors as people
from audiolib.proofing import errors as proofing
from audiolib.rights import errors as rights

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:audiolib:problem:"
_BACK_S = 30

STATUS: dict[type[AudiolibError], HTTPStatus] = {
    AudiolibError: HTTPStatus.BAD_REQUEST,
    errors.NotFoundError: HTTPStatus.NOT_FOUND,
    errors.ComeInError: HTTPStatus.UNAUTHORIZED,
    errors.NotYoursError: HTTPStatus.FORBIDDEN,
    errors.ScopeError: HTTPStatus.FORBIDDEN,
    errors.PasswordDueError: HTTPStatus.FORBIDDEN,
    errors.ForeignFormError: HTTPStatus.FORBIDDEN,
    errors.FieldError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.TooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.ManyFilesError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.SlowError: HTTPStatus.REQUEST_TIMEOUT,
    errors.LinkError: HTTPStatus.FORBIDDEN,
    errors.ChangedError: HTTPStatus.PRECONDITION_FAILED,
    errors.MatchMissingError: HTTPStatus.PRECONDITION_REQUIRED,
    errors.KeyReusedError: HTTPStatus.CONFLICT,
    errors.SetUpError: HTTPStatus.NOT_FOUND,
    errors.TusVersionError: HTTPStatus.PRECONDITION_FAILED,
    uploads.UploadUnknownError: HTTPStatus.NOT_FOUND,
    uploads.UploadBusyError: HTTPStatus.LOCKED,
    uploads.UploadOffsetError: HTTPStatus.CONFLICT,
    uploads.UploadTooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    catalogue.WorkUnknownError: HTTPStatus.NOT_FOUND,
    catalogue.WorkChangedError: HTTPStatus.PRECONDITION_FAILED,
    catalogue.WorkIncompleteError: HTTPStatus.UNPROCESSABLE_ENTITY,
    catalogue.IdentifierTakenError: HTTPStatus.CONFLICT,
    catalogue.BranchUnknownError: HTTPStatus.NOT_FOUND,
    catalogue.ColumnUnknownError: HTTPStatus.NOT_FOUND,
    catalogue.ColumnIncompleteError: HTTPStatus.UNPROCESSABLE_ENTITY,
    catalogue.ColumnRoleError: HTTPStatus.FORBIDDEN,
    catalogue.BranchRoleError: HTTPStatus.FORBIDDEN,
    catalogue.BranchLoopError: HTTPStatus.CONFLICT,
    catalogue.BranchDayError: HTTPStatus.CONFLICT,
    catalogue.BranchNewError: HTTPStatus.CONFLICT,
    catalogue.BranchNotHereError: HTTPStatus.CONFLICT,
    catalogue.BranchCodeTakenError: HTTPStatus.CONFLICT,
    catalogue.BranchIncompleteError: HTTPStatus.UNPROCESSABLE_ENTITY,
    exchange.RecordsError: HTTPStatus.UNPROCESSABLE_ENTITY,
    exchange.RecordsTooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    exchange.SheetError: HTTPStatus.UNPROCESSABLE_ENTITY,
    exchange.RecordFileUnknownError: HTTPStatus.NOT_FOUND,
    exchange.RecordsStateError: HTTPStatus.CONFLICT,
    exchange.RecordsRefusedError: HTTPStatus.FORBIDDEN,
    exchange.TableError: HTTPStatus.UNPROCESSABLE_ENTITY,
    people.NotYourDutyError: HTTPStatus.FORBIDDEN,
    people.NoSuchPersonError: HTTPStatus.NOT_FOUND,
    people.ApplicationManyError: HTTPStatus.TOO_MANY_REQUESTS,
    people.LoginError: HTTPStatus.FORBIDDEN,
    people.LoginWaitError: HTTPStatus.TOO_MANY_REQUESTS,
    people.PeopleError: HTTPStatus.UNPROCESSABLE_ENTITY,
    rights.DeniedError: HTTPStatus.FORBIDDEN,
    rights.OfficeError: HTTPStatus.FORBIDDEN,
    rights.NoSuchWorkError: HTTPStatus.NOT_FOUND,
    rights.NoSuchRecordError: HTTPStatus.NOT_FOUND,
    rights.CopyNumberError: HTTPStatus.UNPROCESSABLE_ENTITY,
    rights.NoSuchCopyError: HTTPStatus.NOT_FOUND,
    rights.RightsError: HTTPStatus.CONFLICT,
    floor.FloorError: HTTPStatus.CONFLICT,
    floor.FloorRoleError: HTTPStatus.FORBIDDEN,
    floor.NoSuchProductionError: HTTPStatus.NOT_FOUND,
    floor.NoSuchDemandError: HTTPStatus.NOT_FOUND,
    floor.DemandsManyError: HTTPStatus.TOO_MANY_REQUESTS,
    reports.ReportsManyError: HTTPStatus.TOO_MANY_REQUESTS,
    healing.HealingRoleError: HTTPStatus.FORBIDDEN,
    healing.NotAnEntryError: HTTPStatus.UNPROCESSABLE_ENTITY,
    healing.NothingReportedError: HTTPStatus.UNPROCESSABLE_ENTITY,
    listening.NoSuchPlaceError: HTTPStatus.UNPROCESSABLE_ENTITY,
    listening.ListeningError: HTTPStatus.CONFLICT,
    jobs.JobError: HTTPStatus.CONFLICT,
    errands.ErrandUnknownError: HTTPStatus.NOT_FOUND,
    errands.ErrandOverError: HTTPStatus.CONFLICT,
    making.MakingError: HTTPStatus.CONFLICT,
    proofing.EditError: HTTPStatus.CONFLICT,
    proofing.EditMalformedError: HTTPStatus.UNPROCESSABLE_ENTITY,
    proofing.NoSuchBlockError: HTTPStatus.NOT_FOUND,
    proofing.NoSuchVersionError: HTTPStatus.NOT_FOUND,
    proofing.NoSuchSuggestionError: HTTPStatus.NOT_FOUND,
    shipping.NoPackageError: HTTPStatus.NOT_FOUND,
    shipping.BagFaultyError: HTTPStatus.UNPROCESSABLE_ENTITY,
    lending.LendingError: HTTPStatus.UNPROCESSABLE_ENTITY,
    lending.MediumUnknownError: HTTPStatus.NOT_FOUND,
    lending.MediumDeskError: HTTPStatus.FORBIDDEN,
    lending.MediumOutError: HTTPStatus.CONFLICT,
    lending.MediumEndedError: HTTPStatus.CONFLICT,
    PlaysElsewhereError: HTTPStatus.FORBIDDEN,
    NoPlaceError: HTTPStatus.INTERNAL_SERVER_ERROR,
    DatabaseError: HTTPStatus.SERVICE_UNAVAILABLE,
    StoreAwayError: HTTPStatus.SERVICE_UNAVAILABLE,
    DiskFullError: HTTPStatus.INSUFFICIENT_STORAGE,
    SourceError: HTTPStatus.UNPROCESSABLE_ENTITY,
}
"""The nearest class above an error's own counts."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, as whoever asked is told.

    Args:
        sentence: In `language`, which may not be the asker's: the domain speaks two.
        next_step: What to do about it; empty where the sentence says it.
        facts: Plain values that a program may look at.
    """

    status: HTTPStatus
    code: str
    sentence: str
    language: str
    next_step: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def response(self, instance: str = "") -> Response:
        """The problem as JSON."""
        told: dict[str, Any] = {
            "type": TYPE + self.code,
            "title": self.status.phrase,
            "status": self.status.value,
            "detail": self.sentence,
            "code": self.code,
        }
        if self.next_step:
            told["next_step"] = self.next_step
        if instance:
            told["instance"] = instance
        if self.facts:
            told["facts"] = self.facts
        return Response(
            json.dumps(told, ensure_ascii=False, default=str),
            self.status,
            {**self.headers, "Content-Language": self.language, "Cache-Control": "no-store"},
            MEDIA_TYPE,
        )


def spoken(language: str) -> str:
    """The language that the domain's sentences are told in to somebody of a language."""
    return language if language in tongues() else "en"


def of_error(error: AudiolibError, language: str) -> Problem:
    """The problem that an error of the domain means."""
    messages = Messages(spoken(language))
    if isinstance(error, DatabaseAwayError | StoreAwayError) and error.retryable:
        return _away(error.code, messages)
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    if status is HTTPStatus.BAD_REQUEST and error.retryable:
        status = HTTPStatus.SERVICE_UNAVAILABLE
    headers = {}
    if status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if (wait := getattr(error, "wait_s", None)) is not None:
        headers["Retry-After"] = str(int(wait) + 1)
    sentence, next_step = messages.error(error), ""
    if isinstance(error, rights.DeniedError):
        told = dict(error.decision.facts)
        sentence = messages(error.decision.reason, **told)
        next_step = messages(error.decision.next_step, **told) if error.decision.next_step else ""
    return Problem(
        status,
        error.code,
        sentence,
        messages.language,
        next_step,
        {k: v for k, v in vars(error).items() if isinstance(v, str | int | float | bool)},
        headers,
    )


def _away(code: str, messages: Messages) -> Problem:
    """The problem of a part of the service that is away: readers can't mend it, only come back."""
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        code,
        messages("away-for-now"),
        messages.language,
        headers={"Retry-After": str(_BACK_S)},
    )


def refused(request: Request, error: AudiolibError) -> Response:
    """The problem, as JSON, of a request that was not even read."""
    return of_error(error, asked(request)).response(request.url.path)


def of_http(error: HTTPException, language: str) -> Problem:
    """The problem of an answer that the framework gave: no such address, no such method."""
    messages = Messages(spoken(language))
    status = HTTPStatus(error.status_code)
    code = _HTTP.get(status, "request")
    return Problem(
        status, code, messages(code), messages.language, headers=dict(error.headers or {})
    )


def of_fields(error: RequestValidationError, language: str) -> Problem:
    """The problem of values that have not the form they should have, each with its place."""
    messages = Messages(spoken(language))
    faults = [
        {"place": ".".join(str(part) for part in fault["loc"]), "fault": fault["type"]}
        for fault in error.errors()
    ]
    first = faults[0]["place"].partition(".")[2] if faults else ""
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "field-wrong",
        messages("field-wrong", name=first, value=""),
        messages.language,
        facts={"faults": faults},
    )


def unexpected(number: str, language: str) -> Problem:
    """The problem of a mistake of ours; `number` finds it in the log."""
    messages = Messages(spoken(language))
    return Problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "our-mistake",
        messages("our-mistake", number=number),
        messages.language,
        facts={"number": number},
    )


_HTTP = {
    HTTPStatus.NOT_FOUND: "not-found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method-unknown",
    HTTPStatus.UNAUTHORIZED: "come-in-first",
    HTTPStatus.FORBIDDEN: "not-your-role",
    HTTPStatus.BAD_REQUEST: "request",
}
