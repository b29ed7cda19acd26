"""What engines share whose voices lie in the folder of installed voices."""

from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Generic, Self, TypeVar

from tts.engine import Equipment, Voice
from tts.errors import EngineUnavailableError, UnknownVoiceError
from tts.voices import InstalledVoice, installed

Loaded = TypeVar("Loaded")

MOST_LOADED = 2
"""Models that a process holds: a book has one voice, and perhaps another for quotations."""


class Housed(Generic[Loaded]):
    """An engine of installed voices; one model in memory for each voice in use.

    Args of a subclass, as class attributes: `name`; `packages`, the modules that it needs;
    `distribution`, whose version is the engine's; `revision` of the adapter, raised when the same
    utterance would give other samples.
    """

    name: str
    packages: tuple[str, ...]
    distribution: str
    revision: int
    is_heavy = True

    def __init__(self, equipment: Equipment | None = None) -> None:
        """Find the packages; nothing heavy is loaded before a voice speaks.

        Raises:
            EngineUnavailableError: the extra of the engine's name is not installed.
        """
        missing = [name for name in self.packages if find_spec(name) is None]
        try:
            if missing:
                raise PackageNotFoundError(missing[0])
            self.version = f"{version(self.distribution)}+{self.revision}"
        except PackageNotFoundError as error:
            reason = f"no module {error.args[0]}; the command is: make voices-{self.name}"
            raise EngineUnavailableError(self.name, reason) from error
        self._equipment = equipment or Equipment()
        self._loaded: OrderedDict[str, Loaded] = OrderedDict()

    @classmethod
    def equipped(cls, equipment: Equipment) -> Self:
        """The engine of a machine."""
        return cls(equipment)

    def voices(self) -> Sequence[Voice]:
        return tuple(voice for _home, voice in self._voices.values())

    @cached_property
    def _voices(self) -> dict[str, tuple[InstalledVoice, Voice]]:
        folder = self._equipment.voices
        homes = installed(folder, self.name) if folder else ()
        return {v.name.partition(":")[2]: (home, v) for home in homes for v in home.voices()}

    def _known(self, name: str) -> tuple[InstalledVoice, Voice]:
        known = self._voices.get(name)
        if known is None:
            raise UnknownVoiceError(name, tuple(sorted(self._voices)))
        return known

    def _model(self, home: InstalledVoice) -> Loaded:
        """The model of a voice; its files are read against what was installed."""
        loaded = self._loaded.get(home.name)
        if loaded is None:
            home.verify()
            while len(self._loaded) >= MOST_LOADED:
                self._loaded.popitem(last=False)
            loaded = self._loaded[home.name] = self._load(home)
        self._loaded.move_to_end(home.name)
        return loaded

    @abstractmethod
    def _load(self, home: InstalledVoice) -> Loaded:
        """The model of an installed voice."""
