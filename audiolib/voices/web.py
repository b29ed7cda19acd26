"""Asking for an address: https only, but for this computer; no redirect leads anywhere else."""

import http.client
import ssl
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urljoin, urlsplit

from audiolib import __version__
from audiolib.voices.errors import VoiceAddressError

UNREACHED = (OSError, http.client.HTTPException, ssl.SSLError, ValueError)
"""What the standard library raises where an address does not answer as it should."""

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def allowed(address: str) -> str:
    """The address, if voices may be brought from it.

    Raises:
        VoiceAddressError: it is neither https, nor http to this computer.
    """
    try:
        split = urlsplit(address)
        host, _port = split.hostname or "", split.port
    except ValueError as error:
        raise VoiceAddressError(address) from error
    plain = address.isascii() and address.isprintable() and " " not in address
    safe = split.scheme == "https" or (split.scheme == "http" and host in _HERE)
    if not (plain and host and safe):
        raise VoiceAddressError(address)
    return address


def local(address: str) -> Path | None:
    """The file that an address or a path names on this computer; None where it names another's."""
    split = urlsplit(address)
    if split.scheme == "file" and split.netloc in ("", "localhost"):
        return Path(unquote(split.path))
    # One letter is a drive of Windows.
    return Path(address).expanduser() if len(split.scheme) < 2 and address else None


def joined(base: str, address: str) -> str:
    """An address in an index as seen from the index; a path is beside the index's own file.

    Raises:
        VoiceAddressError: an index from the network names a file of this computer.
    """
    home = local(base)
    if home is None:
        return allowed(urljoin(base, address))
    place = local(address)
    return allowed(address) if place is None else str(home.parent / place)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows only to addresses that could have been asked for at first; 10 times at most."""

    max_redirections = 10

    def redirect_request(
        self, req: Any, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        try:
            allowed(newurl)
            if urlsplit(req.full_url).scheme == "https" and urlsplit(newurl).scheme != "https":
                raise VoiceAddressError(newurl)
        except VoiceAddressError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def ask(address: str, timeout_s: float, **headers: str) -> Any:
    """The answer of an address, opened; proxies of the environment are used.

    Raises:
        VoiceAddressError: the address, or one it leads to, is not allowed.
        urllib.error.HTTPError: the server refuses.
        OSError, http.client.HTTPException: there is no answer.
    """
    told = {
        "User-Agent": f"Audiolib/{__version__}",
        "Accept-Encoding": "identity",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    request = urllib.request.Request(allowed(address), headers=told)  # noqa: S310 — allowed()
    return urllib.request.build_opener(_Redirects).open(request, timeout=timeout_s)


def read_all(address: str, limit: int, timeout_s: float = 30.0) -> bytes:
    """The bytes of a small file; one over `limit` comes back one byte longer than it.

    Raises:
        VoiceAddressError, OSError, http.client.HTTPException: as `ask`.
        ValueError: it comes packed.
    """
    try:
        with ask(address, timeout_s) as answer:
            if answer.headers.get("Content-Encoding", "identity") != "identity":
                raise ValueError("the answer is packed")
            return bytes(answer.read(limit + 1))
    except urllib.error.HTTPError as error:
        with error:  # it holds the connection
            raise OSError(f"{error.code} {error.reason}") from error
