"""The settings: one frozen tree, from the environment, built once by the composition root."""

from pathlib import Path

from pydantic import BaseModel
from pydantic_settings import BaseSettings, SettingsConfigDict


class LibrarySettings(BaseModel, frozen=True):
    """Who makes the talking books."""

    name: str = "Audiolib"
    """The publisher of every package, unless its metadata names another."""


class Settings(BaseSettings):
    """Every setting has a variable `AUDIOLIB_…`, with two underscores between levels."""

    model_config = SettingsConfigDict(
        env_prefix="AUDIOLIB_", env_nested_delimiter="__", frozen=True, extra="ignore"
    )

    library: LibrarySettings = LibrarySettings()
    store: str = ""
    """Folder or URL of the store; the user's cache folder where empty."""
    config: Path = Path("~/.config/audiolib")
    """The folder of the library's own files: `lexicons/<lang>.pls`."""
    language: str = ""
    """Of messages; the environment's where empty."""
    jobs: int = 0
    """Worker processes; as many as there are cores where 0."""
