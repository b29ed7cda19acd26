"""The first set-up: open while there is no account, and only to whoever sees the console."""

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import Fields, Now, ServiceOf, SessionOf
from api.errors import FieldMissingError, SetUpError
from api.problems import of_error
from audiolib.errors import AudiolibError
from audiolib.people.accounts import is_empty
from audiolib.set_up import begin, is_word
from web.page import PageOf, to

router = APIRouter()


@router.api_route("/setup", methods=["GET", "HEAD"])
def setup(page: PageOf, session: SessionOf, word: str = "") -> Response:
    """The form of the first set-up."""
    if not is_empty(session):
        raise SetUpError
    return page("setup.html", error=None, told={"word": word})


@router.post("/setup")
def set_up(
    page: PageOf, session: SessionOf, service: ServiceOf, fields: Fields, now: Now
) -> Response:
    """Make the library and its first administrator."""
    if not is_empty(session):
        raise SetUpError
    try:
        if not is_word(service.key, fields.get("word", "")):
            raise SetUpError
        if not fields.get("branch"):
            raise FieldMissingError(page.t("setup-branch"))
        # What was begun before a refusal must not stay.
        with session.begin_nested():
            begin(
                session,
                fields["branch"],
                fields.get("name", ""),
                fields.get("login", ""),
                fields.get("password", ""),
                language=page.language,
                now=now,
            )
    except AudiolibError as error:
        told = {name: fields.get(name, "") for name in ("word", "branch", "name", "login")}
        return page("setup.html", 422, error=of_error(error, page.language), told=told)
    return to("/login?next=/staff")
