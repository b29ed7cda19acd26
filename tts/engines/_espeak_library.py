"""The espeak-ng shared library by ctypes: one text in, PCM and word events out.

espeak-ng keeps its state in static variables, and two of them survive everything its interface
offers (measured on 1.52.0): the phase of the pitch flutter and the count of glottal cycles. Left
alone, a text sounds a little different depending on what was spoken before it. They are set to zero
before each call where the library carries a symbol table that says where they are (Linux); else the
library is loaded anew for each call, which gives the same samples and costs a few milliseconds.
"""

import ctypes
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS
POS_CHARACTER = 1
UTF8 = 1
PHONEMES = 0x100
RATE, PITCH = 1, 3
WORD = 1
NORMAL_RATE = 175
BUFFER_MS = 5000
"""Sound handed over at a time; long, for few calls into Python. Another length is another sound."""

_CARRIED_OVER = (b"Flutter_ix", b"cycle_count")


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


class _Voice(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("unused", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


@dataclass(frozen=True, slots=True)
class ListedVoice:
    """A voice as the library lists it: its languages, first the main one, and its file."""

    languages: tuple[str, ...]
    identifier: str


class Library:
    """espeak-ng, ready to speak; not for two threads at once."""

    def __init__(self, path: str, folder: str) -> None:
        """Load the library at `path` with the voices in `folder`.

        Raises:
            OSError: the library or its data can't be loaded.
        """
        self._path = path
        self._folder = folder
        self._chunks: list[bytes] = []
        self._events: list[tuple[int, int]] = []
        self._raised: BaseException | None = None
        self._callback: Callable[..., int] = _CALLBACK(self._take)
        self._load()
        self._carried = self._find_carried()

    def _load(self) -> None:
        library = ctypes.CDLL(self._path)
        library.espeak_Info.restype = ctypes.c_char_p
        library.espeak_Info.argtypes = [ctypes.c_void_p]
        library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
        library.espeak_ListVoices.argtypes = [ctypes.c_void_p]
        library.espeak_GetCurrentVoice.restype = ctypes.POINTER(_Voice)
        library.espeak_SetSynthCallback.argtypes = [_CALLBACK]
        library.espeak_Synth.argtypes = [
            ctypes.c_char_p,
            ctypes.c_size_t,
            ctypes.c_uint,
            ctypes.c_int,
            ctypes.c_uint,
            ctypes.c_uint,
            ctypes.c_void_p,
            ctypes.c_void_p,
        ]
        folder = self._folder.encode(sys.getfilesystemencoding())
        self.rate = int(library.espeak_Initialize(SYNCHRONOUS, BUFFER_MS, folder, 0))
        if self.rate <= 0:
            raise OSError(f"espeak_Initialize gave {self.rate} for {self._folder}")
        self.version = library.espeak_Info(None).decode("ascii", "replace")
        self._library = library

    def _find_carried(self) -> tuple[ctypes.c_int, ...] | None:
        """The two variables in the library's memory, or None where it has no symbol table."""
        found = symbols(Path(self._path).read_bytes(), (b"espeak_Info", *_CARRIED_OVER))
        if found is None:
            return None
        here = ctypes.cast(self._library.espeak_Info, ctypes.c_void_p).value or 0
        base = here - found[0]
        return tuple(ctypes.c_int.from_address(base + offset) for offset in found[1:])

    def _forget(self) -> None:
        """Bring the library to the state in which it speaks the same text the same way."""
        if self._carried is not None:
            for variable in self._carried:
                variable.value = 0
            return
        import _ctypes

        handle = self._library._handle
        close: Any = getattr(_ctypes, "dlclose", None) or _ctypes.FreeLibrary  # type: ignore[attr-defined,unused-ignore]
        self._library.espeak_Terminate()
        close(handle)
        self._load()

    def voices(self) -> list[ListedVoice]:
        """Every voice in the folder, in the library's order."""
        listed = self._library.espeak_ListVoices(None)
        voices = []
        index = 0
        while listed[index]:
            voice = listed[index].contents
            voices.append(ListedVoice(_languages(voice.languages), voice.identifier.decode()))
            index += 1
        return voices

    def synth(
        self, text: str, identifier: str, *, rate: int, pitch: int, phonemes: bool = False
    ) -> tuple[bytes, list[tuple[int, int]]]:
        """The sound of a text as little-endian s16, and its word events.

        Args:
            text: Without control characters, which are commands to espeak-ng.
            identifier: The voice's file, as `voices` gives it.
            rate: Words a minute as espeak-ng counts them.
            pitch: 0 to 99.
            phonemes: Whether `[[…]]` in the text holds mnemonics of phonemes.

        Returns:
            Samples, and (code point of the text, sample) of each word event as it came.

        Raises:
            OSError: the library refused; the message holds its status.
        """
        self._forget()
        self._library.espeak_SetSynthCallback(self._callback)
        self._speak_as(identifier, rate, pitch)
        self._say(text.encode("utf-8"), UTF8 | (PHONEMES if phonemes else 0))
        return b"".join(self._chunks), self._events

    def _speak_as(self, identifier: str, rate: int, pitch: int) -> None:
        """Choose voice, speed and pitch; a voice is read from its files only where needed."""
        library = self._library
        # Others may share the library, so it is asked what it speaks as. Pitch changes formants
        # only where a voice is chosen anew.
        current = library.espeak_GetCurrentVoice().contents.identifier
        if current != identifier.encode() or library.espeak_GetParameter(PITCH, 1) != pitch:
            _well(library.espeak_SetVoiceByName(identifier.encode()))
        _well(library.espeak_SetParameter(RATE, rate, 0))
        _well(library.espeak_SetParameter(PITCH, pitch, 0))
        # A change waits in the queue of commands, and what waits there shifts how the next text
        # is cut into buffers, which can be heard. A text that has no voice in it empties the
        # queue, and leaves it the same whether there was a change or not.
        self._say(b".", UTF8)

    def _say(self, text: bytes, flags: int) -> None:
        self._chunks, self._events, self._raised = [], [], None
        status = self._library.espeak_Synth(
            text, len(text) + 1, 0, POS_CHARACTER, 0, flags, None, None
        )
        if self._raised is not None:
            raise self._raised
        _well(status)

    def _take(self, sound: int | None, length: int, events: Any) -> int:
        # What is raised here would be printed and lost by ctypes: Ctrl-C falls here most often.
        try:
            if sound and length > 0:
                self._chunks.append(ctypes.string_at(sound, 2 * length))
            index = 0
            while (event := events[index]).type:
                if event.type == WORD:
                    self._events.append((event.text_position - 1, event.sample))
                index += 1
        except BaseException as error:  # noqa: BLE001
            self._raised = error
            return 1
        return 0


@cache
def loaded(path: str, folder: str) -> Library:
    """The library, one object in a process, since its state is the process's.

    Raises:
        OSError: the library or its data can't be loaded.
    """
    return Library(path, folder)


def _well(status: int) -> None:
    if status != 0:
        raise OSError(f"espeak-ng status {status:#x}")


def _languages(address: int) -> tuple[str, ...]:
    """A list of (priority byte, zero-ended tag), ended by a zero byte."""
    tags = []
    while ctypes.string_at(address, 1) != b"\0":
        tag = ctypes.string_at(address + 1)
        tags.append(tag.decode())
        address += len(tag) + 2
    return tuple(tags)


def symbols(image: bytes, names: tuple[bytes, ...]) -> list[int] | None:
    """Addresses of symbols in a 64-bit little-endian ELF file, or None if one isn't there.

    Static variables of functions carry a number (`name.6037`), which is looked past.
    """
    if image[:6] != b"\x7fELF\x02\x01":
        return None
    (table,) = struct.unpack_from("<Q", image, 0x28)
    size, count = struct.unpack_from("<HH", image, 0x3A)
    sections = [
        struct.unpack_from("<IIQQQQIIQQ", image, table + index * size) for index in range(count)
    ]
    found: dict[bytes, int] = {}
    for _, kind, _, _, start, length, link, _, _, entry in sections:
        if kind != 2:  # SHT_SYMTAB
            continue
        strings = sections[link][4]
        for at in range(start, start + length, entry):
            name_at, _, _, _, value, _ = struct.unpack_from("<IBBHQQ", image, at)
            name_at += strings
            stem = image[name_at : image.index(b"\0", name_at)].partition(b".")[0]
            if value and stem in names:
                found[stem] = value
    return [found[name] for name in names] if len(found) == len(names) else None
