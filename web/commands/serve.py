"""`audiolib serve`: database, web service and worker of one machine, until Ctrl-C."""

import argparse
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from audiolib.errors import AudiolibError
from audiolib.exits import OK
from audiolib.messages import Messages

if TYPE_CHECKING:
    from audiolib.service import Service
    from audiolib.settings import Settings


class PortError(AudiolibError):
    """The address can't be listened on: another program does, or the machine has it not."""

    code = "serve-port"

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"{host}:{port}: {reason}")
        self.host = host
        self.port = port
        self.reason = reason


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    parser.add_argument("--host", metavar="ADDRESS", help=messages("cli-serve-host"))
    parser.add_argument("--port", type=int, metavar="PORT", help=messages("cli-serve-port"))
    parser.add_argument("--no-worker", action="store_true", help=messages("cli-serve-no-worker"))


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Serve until somebody ends it; what runs then is finished by a later start."""
    from audiolib import logs
    from audiolib.service import opened
    from audiolib.set_up import install
    from audiolib.settings import settings
    from web.commands.workers import working

    told = _told(settings(), options)
    listener = _listener(told.service.host, told.service.port)
    port = listener.getsockname()[1]
    told = _told(told, argparse.Namespace(host=None, port=port))
    with logs.written(told.log), listener, _database(told), opened(told, upgrade=True) as service:
        with service.database.transaction() as session:
            install(session)
        _tell(service, messages)
        with working(0 if options.no_worker else 1):
            _serve(service, listener)
    sys.stdout.write(messages("cli-serve-ended") + "\n")
    return OK


def _told(settings: "Settings", options: argparse.Namespace) -> "Settings":
    changed = {
        name: value
        for name in ("host", "port")
        if (value := getattr(options, name, None)) is not None
    }
    if not changed:
        return settings
    # A worker that is started from here must see the same address.
    for name, value in changed.items():
        os.environ[f"AUDIOLIB_SERVICE__{name.upper()}"] = str(value)
    service = settings.service.model_copy(update=changed)
    return settings.model_copy(update={"service": service})


def _listener(host: str, port: int) -> socket.socket:
    """The socket, taken before anything else is started: a second service ends at once."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(1024)
        except OSError:
            listener.close()
            raise
    except (OSError, OverflowError) as error:
        raise PortError(host, port, getattr(error, "strerror", None) or str(error)) from error
    return listener


@contextmanager
def _database(settings: "Settings") -> Iterator[None]:
    """Stops, at the end, the database of our own; one by URL is another's."""
    from audiolib.service import embedded

    try:
        yield
    finally:
        if (server := embedded(settings)) is not None:
            server.stop()


def _tell(service: "Service", messages: Messages) -> None:
    from audiolib.people.accounts import is_empty
    from audiolib.set_up import word

    with service.database.transaction() as session:
        empty = is_empty(session)
    sys.stdout.write(messages("cli-serve-at", url=service.url) + "\n")
    if empty:
        told = word(service.key)
        sys.stdout.write(messages("cli-serve-set-up", url=service.url, word=told) + "\n")
    sys.stdout.flush()


def _serve(service: "Service", listener: socket.socket) -> None:
    import uvicorn

    from web.app import create_app
    from web.patience import PatientPages

    config = uvicorn.Config(
        create_app(service),
        http=PatientPages,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
        proxy_headers=True,
        forwarded_allow_ips=service.settings.service.proxies,
    )
    server = uvicorn.Server(config)

    def end(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass  # uvicorn raises again what ended it
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
