"""The settings: one frozen tree, from the environment, built once by the composition root."""

import re
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from audiolib.errors import AudiolibError

_WORD = re.compile(r"[\x21-\x7e]{16,200}")


class SettingError(AudiolibError):
    """A setting whose value can't be used; `name` is its variable."""

    code = "setting-wrong"

    def __init__(self, name: str, value: str) -> None:
        super().__init__(f"{name}={value}")
        self.name = name
        self.value = value


class LibrarySettings(BaseModel, frozen=True):
    """Who makes the talking books."""

    name: str = "Audiolib"
    """The publisher of every package, unless its metadata names another."""
    code: str = ""
    """Among libraries (a MARC organisation code, `VN-BT`), in records; the name where empty."""
    phone: str = ""
    """The number that patrons may call; said wherever somebody can't go on alone."""


class DatabaseSettings(BaseModel, frozen=True):
    """Where the service's PostgreSQL is."""

    url: str = ""
    """`postgresql://…`; a server of our own in the data folder where empty."""
    connections: int = Field(default=10, ge=1, le=100)
    """Of each process, kept open."""


class ServiceSettings(BaseModel, frozen=True):
    """How the web service is reached, and how long it trusts."""

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    url: str = ""
    """The address that readers see, `https://…`; `http://<host>:<port>` where empty."""
    secret: str = ""
    """Signs links; a key in the data folder where empty. The same on every machine."""
    session_hours: int = Field(default=12, ge=1)
    """After so many hours without a sign of life, staff come in anew."""
    patron_session_days: int = Field(default=90, ge=1)
    link_minutes: int = Field(default=360, ge=1)
    """How long a link to sound or a package works."""
    upload_mb: int = Field(default=2048, ge=1)
    """The largest file that is taken in."""
    proxies: str = "127.0.0.1,::1"
    """Addresses (or networks) of the proxies that tell us who asks, with `,` between them."""
    accel: str = Field(default="", pattern=r"^((/[\w.-]+)+/?)?$")
    """The internal location of nginx for files of the store; none sends them for us where empty."""
    accel_word: str = Field(default="", validate_default=True)
    """The word by which nginx's requests are told from all others."""

    @field_validator("accel_word")
    @classmethod
    def _long_enough(cls, word: str, told: ValidationInfo) -> str:
        """Refuse a word that can be guessed, and none at all, where nginx is to send for us."""
        if told.data.get("accel") and not _WORD.fullmatch(word):
            raise ValueError
        return word


class WorkerSettings(BaseModel, frozen=True):
    """What a machine does at the same time."""

    productions: int = Field(default=1, ge=0)
    """Books narrated and bound at once; 0: none on this machine."""
    pages: int = Field(default=0, ge=0)
    """Pages recognised at once; as many as there are cores where 0."""


class ListeningSettings(BaseModel, frozen=True):
    """What the listening check asks of people."""

    share: float = Field(default=0.03, ge=0, le=1)
    """The part of the sound whose doubtful places are shown first; the others are folded away."""


class RecordsSettings(BaseModel, frozen=True):
    """What a file of records may be that comes in."""

    mb: int = Field(default=500, ge=1)
    """Of its bytes, in millions."""
    most: int = Field(default=500_000, ge=1)
    """Records, or rows of a table."""


class Settings(BaseSettings):
    """Every setting has a variable `AUDIOLIB_…`, with two underscores between levels."""

    model_config = SettingsConfigDict(
        env_prefix="AUDIOLIB_", env_nested_delimiter="__", frozen=True, extra="ignore"
    )

    library: LibrarySettings = LibrarySettings()
    database: DatabaseSettings = DatabaseSettings()
    service: ServiceSettings = ServiceSettings()
    worker: WorkerSettings = WorkerSettings()
    records: RecordsSettings = RecordsSettings()
    listening: ListeningSettings = ListeningSettings()
    data: str = ""
    """The folder of the service's own database and keys; in the user's data folder where empty."""
    store: str = ""
    """Folder or URL of the store; the user's cache folder where empty."""
    config: Path = Path("~/.config/audiolib")
    """The folder of the library's own files: `lexicons/<lang>.pls`."""
    voices: str = ""
    """The folder of installed voices; in the user's data folder where empty."""
    voice_indexes: str = ""
    """The library's own indexes of voices: addresses or files, with `;` between them."""
    device: Literal["cpu", "cuda"] = "cpu"
    """What neural voices compute on."""
    language: str = ""
    """Of messages; the environment's where empty."""
    log: Literal["debug", "info", "warning", "error"] = "info"
    """What the service's log begins with; `debug` may hold what is personal."""
    jobs: int = Field(default=0, ge=0)
    """Worker processes; as many as there are cores where 0."""
    vietnamese: Literal["northern", "southern"] = "northern"
    """Whose number words Vietnamese has where a text says only `vi`."""

    @property
    def indexes(self) -> tuple[str, ...]:
        """The library's own indexes of voices, one by one."""
        return tuple(name.strip() for name in self.voice_indexes.split(";") if name.strip())

    @property
    def variants(self) -> dict[str, str]:
        """The language tags whose rules are those of another one."""
        if self.vietnamese == "northern":
            return {}
        return dict.fromkeys(("vi", "vi-VN"), "vi-VN-x-south")


def settings() -> Settings:
    """The settings of this process's environment.

    Raises:
        SettingError: a variable has a value that can't be used.
    """
    try:
        return Settings()
    except ValidationError as error:
        fault = error.errors()[0]
        name = "AUDIOLIB_" + "__".join(str(part) for part in fault["loc"]).upper()
        raise SettingError(name, str(fault["input"])) from error
