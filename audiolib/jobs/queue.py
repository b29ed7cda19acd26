"""The queue as its workers see it: every step as a task."""

from collections.abc import Callable, Iterable
from typing import Any

from procrastinate import App, PsycopgConnector
from procrastinate.job_context import JobContext

from audiolib.database import LINE
from audiolib.jobs.retry import Patience
from audiolib.jobs.run import Call, run
from audiolib.jobs.steps import Step
from audiolib.making.steps import STEPS
from audiolib.service import Service

_CONNECTIONS = 8


def queue(service: Service, steps: Iterable[Step] = STEPS) -> App:
    """The queue of a service, with its steps as tasks; arguments are ids and keys in JSON."""
    connector = PsycopgConnector(
        conninfo=service.database.url,
        min_size=1,
        max_size=_CONNECTIONS,
        kwargs=dict(LINE),
    )
    app = App(connector=connector)
    for step in steps:
        register = app.task(name=step.name, queue=step.queue, pass_context=True, retry=Patience())
        register(_task(service, step))
    return app


def _task(service: Service, step: Step) -> Callable[..., None]:
    def task(context: JobContext, **args: Any) -> None:
        number = args.pop(step.argument)
        run(service, step, Call.of(context), number, **args)

    return task
