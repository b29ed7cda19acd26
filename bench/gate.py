"""A way to a server that can be shut: whoever comes is refused, whoever was in is cut off."""

import socket
import threading
from contextlib import suppress
from pathlib import Path

_PIECE = 1 << 16


class Gate:
    """Forwards connections to an address, or to a socket in a folder, until it is shut."""

    def __init__(self, target: tuple[str, int] | Path, host: str = "127.0.0.1") -> None:
        self._target = target
        self._host = host
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener: socket.socket | None = None
        self.port = 0
        self.open()

    def open(self) -> None:
        """Let people in, always at the same port."""
        listener = socket.create_server((self._host, self.port), backlog=128)
        self.port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._admit, args=(listener,), daemon=True).start()

    def shut(self) -> None:
        """Refuse everybody, and break off what goes on."""
        if self._listener is not None:
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        with self._lock:
            for one in self._open:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def _admit(self, listener: socket.socket) -> None:
        while True:
            try:
                inner, _ = listener.accept()
            except OSError:
                return
            try:
                outer = self._reached()
            except OSError:
                inner.close()
                continue
            with self._lock:
                self._open |= {inner, outer}
            for pair in ((inner, outer), (outer, inner)):
                threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _reached(self) -> socket.socket:
        if isinstance(self._target, Path):
            there = socket.socket(socket.AF_UNIX)
            there.connect(str(self._target))
            return there
        return socket.create_connection(self._target)

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                target.sendall(piece)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        with self._lock:
            self._open.discard(source)
        source.close()
