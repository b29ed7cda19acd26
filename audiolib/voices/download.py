"""Downloading a file that goes on where it stopped, and is the right one or none."""

import errno
import hashlib
import json
import time
import urllib.error
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audiolib import files
from audiolib.voices.errors import VoiceAddressError, VoiceDownloadError, VoiceWrongError
from audiolib.voices.index import Part
from audiolib.voices.web import UNREACHED, ask, local

_BLOCK = 1 << 18
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG})
"""Errors of our own disk, which no other attempt mends."""
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which another attempt is worth it (RFC 9110 §15)."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one waits: for a byte, between attempts, and for how slow a line."""

    attempts: int = 5
    """In a row without a new byte, for each address."""
    timeout_s: float = 30.0
    pause_s: float = 1.0
    """Before the second attempt; doubled each time."""
    longest_s: float = 60.0
    least_rate: int = 200
    """Bytes a second, over `window_s`; a line that gives fewer is given up and asked again."""
    window_s: float = 60.0
    rounds: int = 500
    """Attempts in all, so that a line that breaks after each byte comes to an end."""


class _BrokenError(Exception):
    """This attempt failed; another may go on, after the seconds that the server asks for."""

    after_s = 0.0


class _UselessError(Exception):
    """This address does not have the file."""


class _WrongError(_UselessError):
    """This address has another file."""


Told = Callable[[int], None]


def download(
    part: Part,
    addresses: Sequence[str],
    target: Path,
    told: Told,
    patience: Patience | None = None,
) -> None:
    """Bring a file to `target`; what came before an interruption lies in `target`.part.

    Args:
        part: Its size and SHA-256.
        addresses: Mirrors, tried in turn.
        target: Where it is to lie; there only if size and SHA-256 are right.
        told: Hears bytes as they come; a negative number where some were thrown away.
        patience: How long to wait and how often to try again.

    Raises:
        VoiceWrongError: no address has the right bytes, and one has others.
        VoiceDownloadError: no address gave the file; a later call goes on from there.
        VoiceAddressError: all addresses are such as are not allowed.
    """
    wait = patience or Patience()
    taken = _Part(part, target, told)
    faults: list[Exception] = []
    for address in addresses:
        try:
            if (place := local(address)) is not None:
                taken.copy(place)
            else:
                _persist(taken, address, wait)
        except (_UselessError, _BrokenError, VoiceAddressError) as fault:
            faults.append(fault)
            continue
        taken.place()
        return
    if faults and all(isinstance(fault, VoiceAddressError) for fault in faults):
        raise faults[-1]
    for wrong in faults:
        if isinstance(wrong, _WrongError):
            raise VoiceWrongError(part.path, str(wrong)) from wrong
    last = faults[-1] if faults else None
    raise VoiceDownloadError(part.path, str(last or "no address")) from last


def _persist(taken: "_Part", address: str, wait: Patience) -> None:
    """Ask an address until the whole file is there, going on after each break."""
    vain = 0
    for _round in range(wait.rounds):
        before = taken.held
        try:
            taken.take(address, wait)
        except _BrokenError as fault:
            vain = 0 if taken.held > before else vain + 1
            if vain >= wait.attempts:
                raise
            pause = fault.after_s or wait.pause_s * 2 ** (vain - 1)
            time.sleep(min(pause, wait.longest_s))
            continue
        return
    raise _BrokenError("too many interruptions")


class _Part:
    """The file in the making: its bytes so far, and which answer they came from."""

    def __init__(self, part: Part, target: Path, told: Told) -> None:
        self._part = part
        self._target = target
        self._file = target.with_name(f"{target.name}.part")
        self._origin = target.with_name(f"{target.name}.part.json")
        self._told = told
        self.held = 0
        """Bytes that lie on the disk."""
        self._pieced = False
        self._skip = 0
        """Bytes of the present answer that are here already."""
        target.parent.mkdir(parents=True, exist_ok=True)
        if self._file.is_file():
            self.held = self._file.stat().st_size
            self._pieced = self.held > 0
            told(self.held)
        if self.held > part.bytes:
            self._drop()

    def copy(self, place: Path) -> None:
        """Take it from a file of this computer."""
        self._drop()
        if not place.is_file():
            raise _UselessError(f"{place}: no such file")
        try:
            with place.open("rb") as source, self._file.open("wb") as file:
                while block := source.read(_BLOCK):
                    self._write(file, block)
        except OSError as error:
            raise _UselessError(f"{place}: {error.strerror}") from error
        self._make_sure(str(place))

    def take(self, address: str, wait: Patience) -> None:
        """Ask an address for what is lacking, until all of it is there.

        Raises:
            _BrokenError: the answer broke off, or never came; what came is kept.
            _UselessError: the address has not this file.
        """
        if self.held < self._part.bytes or not self._file.exists():
            self._ask(address, wait)
        if self.held < self._part.bytes:
            raise _BrokenError(f"{address}: broke off after {self.held} bytes")
        self._make_sure(address)

    def _ask(self, address: str, wait: Patience) -> None:
        try:
            with ask(address, wait.timeout_s, **self._range(address)) as answer:
                self._check(answer, address)
                with self._file.open("ab" if self.held else "wb") as file:
                    self._receive(answer, file, wait)
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error, address) from error
        except VoiceAddressError:
            raise
        except UNREACHED as error:
            if getattr(error, "errno", None) in _FULL:
                raise
            raise _BrokenError(f"{address}: {getattr(error, 'reason', error)}") from error

    def _range(self, address: str) -> dict[str, str]:
        """The headers that ask for the rest (RFC 9110 §14.2), if the file is the same as before."""
        if not self.held:
            return {}
        told = {"Range": f"bytes={self.held}-"}
        origin = self._known_origin()
        # Another mirror names its state otherwise; the checksum tells whether parts fit.
        if origin.get("address") == address and origin.get("state"):
            told["If_Range"] = origin["state"]
        return told

    def _refused(self, error: urllib.error.HTTPError, address: str) -> Exception:
        if error.code == 416 and self.held:
            self._drop()
            return _BrokenError(f"{address}: 416")
        if error.code not in _AGAIN:
            return _UselessError(f"{address}: {error.code} {error.reason}")
        broken = _BrokenError(f"{address}: {error.code} {error.reason}")
        after = error.headers.get("Retry-After", "") if error.headers else ""
        broken.after_s = float(after) if after.isdecimal() else 0.0
        return broken

    def _check(self, answer: Any, address: str) -> None:
        """Make ready for what the answer says it holds: the rest, or the whole from its begin."""
        headers = answer.headers
        if headers.get("Content-Encoding", "identity").lower() != "identity":
            raise _UselessError(f"{address}: packed as {headers['Content-Encoding']}")
        self._skip = 0
        if answer.status == 206:
            unit, _, span = headers.get("Content-Range", "").partition(" ")
            where, _, total = span.partition("/")
            right = unit == "bytes" and where.partition("-")[0] == str(self.held)
            if not self.held or not right or total not in (str(self._part.bytes), "*"):
                self._drop()
                raise _BrokenError(f"{address}: not the part that was asked for")
            self._pieced = True
            return
        if answer.status != 200:
            raise _UselessError(f"{address}: {answer.status}")
        length = headers.get("Content-Length", "")
        if length.isdecimal() and int(length) != self._part.bytes:
            raise _WrongError(f"{address}: {length} bytes, not {self._part.bytes}")
        etag = headers.get("ETag", "")
        state = etag if etag.startswith('"') else headers.get("Last-Modified", "")
        if self.held and state in ("", self._known_origin().get("state", "")):
            # It knows no ranges: what is here already is passed over, and not lost if it breaks.
            self._skip, self._pieced = self.held, True
            return
        self._drop()
        files.write(self._origin, json.dumps({"address": address, "state": state}).encode())

    def _receive(self, answer: Any, file: Any, wait: Patience) -> None:
        began, came = time.monotonic(), 0
        while block := answer.read1(_BLOCK):
            came += len(block)
            passed = min(self._skip, len(block))
            self._skip -= passed
            self._write(file, block[passed:])
            if (lasted := time.monotonic() - began) > wait.window_s:
                if came < wait.least_rate * lasted:
                    raise TimeoutError("too slow")
                began, came = time.monotonic(), 0

    def _write(self, file: Any, block: bytes) -> None:
        if self.held + len(block) > self._part.bytes:
            file.close()
            self._drop()
            raise _WrongError(f"over {self._part.bytes} bytes")
        file.write(block)
        file.flush()  # kill -9 loses nothing that was counted
        self.held += len(block)
        self._told(len(block))

    def _make_sure(self, address: str) -> None:
        """Compare size and SHA-256; bytes that came in several answers may be asked for anew."""
        digest = hashlib.sha256()
        with self._file.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
        if self.held == self._part.bytes and digest.hexdigest() == self._part.sha256:
            return
        pieced = self._pieced
        self._drop()
        if pieced:
            raise _BrokenError(f"{address}: the parts do not fit together")
        raise _WrongError(f"{address}: not the bytes that the index describes")

    def place(self) -> None:
        """Give it its name."""
        self._file.replace(self._target)
        self._origin.unlink(missing_ok=True)

    def _known_origin(self) -> dict[str, str]:
        try:
            told = json.loads(self._origin.read_bytes())
        except (OSError, ValueError):
            return {}
        right = isinstance(told, dict) and all(isinstance(v, str) for v in told.values())
        return told if right else {}

    def _drop(self) -> None:
        """Throw away what there is, to begin anew."""
        if self.held:
            self._told(-self.held)
        self.held = 0
        self._pieced = False
        self._file.unlink(missing_ok=True)
        self._origin.unlink(missing_ok=True)
