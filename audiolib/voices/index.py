"""The index of voices: what there is, where it lies, how large it is, and what it may do.

`docs/voices.md` describes the format.
"""

import json
import re
from pathlib import PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from audiolib.voices.errors import VoiceIndexError

LARGEST = 8 << 20
"""Bytes of an index; one of a thousand voices has a tenth of it."""

_MOST_VOICES = 20_000
_MOST_BYTES = 64 << 30
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What could deceive on a terminal: control characters, and marks that turn text around."""


def _plain(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("control characters")
    return text


def _path(text: str) -> str:
    parts = PurePosixPath(text)
    odd = text != str(parts) or parts.is_absolute() or "\\" in text or ":" in text
    if odd or any(part.startswith(".") for part in parts.parts) or parts.name == "voice.toml":
        raise ValueError("not a plain path inside the voice's folder")
    return text


_Text = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_plain)]
_Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+-]{0,79}$")]
_Tag = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,6}$", max_length=64)
]
_Path = Annotated[
    str,
    StringConstraints(min_length=1, max_length=240),
    AfterValidator(_plain),
    AfterValidator(_path),
]
_Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _Strict(BaseModel):
    # What a newer index tells besides is passed over; what is told must be right.
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class Part(_Strict):
    """A file of a voice: its path in the folder, size, SHA-256, and the addresses that have it."""

    path: _Path
    bytes: int = Field(ge=0, le=_MOST_BYTES)
    sha256: _Digest
    urls: tuple[_Text, ...] = Field(strict=False, min_length=1, max_length=20)


class Listing(_Strict):
    """A voice that an index offers.

    `public_audio` is None where nobody is sure; that counts as no. A voice without files is only
    named: the engine itself brings it (`catalogue`), a Python package has it (`package`), or
    people get it where `source` says.
    """

    engine: _Name
    name: _Name
    languages: tuple[_Tag, ...] = Field(strict=False, min_length=1, max_length=200)
    region: _Text = ""
    sample_rate: int = Field(default=0, ge=0, le=192_000)
    speakers: tuple[_Text, ...] = Field(default=(), strict=False, max_length=5_000)
    licence: _Text = ""
    public_audio: bool | None = None
    attribution: _Text = ""
    source: _Text = ""
    bytes: int = Field(default=0, ge=0, le=_MOST_BYTES)
    catalogue: _Text = ""
    package: _Text = ""
    terms: bool = False
    files: tuple[Part, ...] = Field(default=(), strict=False, max_length=2_000)

    @property
    def full_name(self) -> str:
        """`engine:name`."""
        return f"{self.engine}:{self.name}"

    @property
    def size(self) -> int:
        """Bytes of all files, as far as the index tells; 0 where it does not."""
        return sum(part.bytes for part in self.files) or self.bytes

    @property
    def way(self) -> Literal["download", "engine", "package", "hand"]:
        """How it comes here."""
        if self.files:
            return "download"
        return "engine" if self.catalogue else "package" if self.package else "hand"

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        paths = [part.path.lower() for part in self.files]
        if len(set(paths)) != len(paths):
            raise ValueError("two files of one path")
        folders = {str(up) for path in paths for up in PurePosixPath(path).parents}
        if folders & set(paths):
            raise ValueError("a file whose path is a folder's")
        if self.files and self.bytes and self.bytes != self.size:
            raise ValueError("bytes is not the sum of the files'")
        if self.public_audio and not self.licence.strip():
            raise ValueError("public_audio without a licence")
        return self


class Index(_Strict):
    """An index: its voices, each named once."""

    format: Literal["audiolib-voices"]
    version: Literal[1]
    voices: tuple[Listing, ...] = Field(strict=False, max_length=_MOST_VOICES)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        seen: set[str] = set()
        for voice in self.voices:
            if voice.full_name.lower() in seen:
                raise ValueError(f"{voice.full_name} is there twice")
            seen.add(voice.full_name.lower())
        return self


def read_index(name: str, content: bytes) -> Index:
    """The index in a file's bytes.

    Args:
        name: Its address or path, for the error.
        content: JSON, in UTF-8.

    Raises:
        VoiceIndexError: it is too large, no JSON, or a field is missing or wrong.
    """
    if len(content) > LARGEST:
        raise VoiceIndexError(name, "", f"over {LARGEST} bytes")
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise VoiceIndexError(name, "", f"no JSON: {str(error)[:120]}") from error
    try:
        return Index.model_validate(told)
    except ValidationError as error:
        fault = error.errors()[0]
        field = ".".join(str(part) for part in fault["loc"])
        raise VoiceIndexError(name, field, str(fault["msg"])[:200]) from error
