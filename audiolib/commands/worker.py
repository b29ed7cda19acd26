"""`audiolib worker`: takes jobs of the service's queue, on any machine."""

import argparse
import os
import signal
import sys
import threading
import time

from audiolib.exits import OK
from audiolib.messages import Messages

_LOOKED_S = 1.0


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    parser.add_argument("--once", action="store_true", help=messages("cli-worker-once"))
    parser.add_argument("--beside", type=int, metavar="PID", help=argparse.SUPPRESS)


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Join the service by its settings, and work till told to end."""
    import asyncio

    from audiolib import logs
    from audiolib.equipment import equipment
    from audiolib.jobs.joining import joined
    from audiolib.jobs.worker import limits, work
    from audiolib.settings import settings
    from tts.registry import equip

    wanted = settings()
    if options.beside:
        threading.Thread(target=_watch, args=(options.beside,), daemon=True).start()
    with logs.written(wanted.log), joined(wanted) as service:
        equip(equipment(wanted))
        told = ", ".join(f"{name} {count}" for name, count in limits(wanted).items())
        sys.stderr.write(messages("cli-worker-began", store=service.store.location, limits=told))
        sys.stderr.write("\n")
        asyncio.run(work(service, once=options.once))
    sys.stderr.write(messages("cli-worker-ended") + "\n")
    return OK


def _watch(parent: int) -> None:
    """End with the process that started us, however that went: `serve` starts a worker anew."""
    while os.getppid() == parent:
        time.sleep(_LOOKED_S)
    os.kill(os.getpid(), signal.SIGTERM)
