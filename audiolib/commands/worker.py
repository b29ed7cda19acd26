"""`audiolib worker`: takes jobs of the service's queue, on any machine."""

import argparse
import sys

from audiolib.exits import OK
from audiolib.messages import Messages


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    parser.add_argument("--once", action="store_true", help=messages("cli-worker-once"))


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
    with logs.written(wanted.log), joined(wanted) as service:
        equip(equipment(wanted))
        told = ", ".join(f"{name} {count}" for name, count in limits(wanted).items())
        sys.stderr.write(messages("cli-worker-began", store=service.store.location, limits=told))
        sys.stderr.write("\n")
        asyncio.run(work(service, once=options.once))
    sys.stderr.write(messages("cli-worker-ended") + "\n")
    return OK
