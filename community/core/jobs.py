"""Putting work off until after the answer, inside the transaction that makes it necessary."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import connection
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

_held_back: ContextVar[bool] = ContextVar("jobs_held_back", default=False)


@contextmanager
def without_jobs() -> Iterator[None]:
    """Nothing is queued in here: history that is loaded again tells nobody."""
    token = _held_back.set(True)
    try:
        yield
    finally:
        _held_back.reset(token)


def defer(task_name: str, *, at: datetime | None = None, **arguments) -> None:
    """Queue one job by name, for now or not before ``at``. It exists exactly if the surrounding transaction commits.

    A name and not the task itself, because a lower area may queue what an upper one does.
    """
    if _held_back.get():
        return
    if not connection.in_atomic_block:
        raise RuntimeError(f"{task_name} was deferred outside a transaction, so it could outlive its fact.")
    from procrastinate.contrib.django import app

    app.configure_task(task_name, allow_unknown=True, schedule_at=at).defer(**arguments)


def on_app_ready(app) -> None:
    """Called by procrastinate once its app exists; jobs left behind by a killed worker run again."""

    @app.periodic(cron="* * * * *")
    @app.task(name="core.retry_stalled", queueing_lock="core.retry_stalled", pass_context=True)
    async def retry_stalled(context, timestamp: int) -> None:
        await retry_stalled_jobs(app)


async def retry_stalled_jobs(app) -> None:
    """Let the jobs of dead workers run again, but for those whose next one is queued already: it does their work."""
    manager = app.job_manager
    # 90 s without a heartbeat: the worker beats every 10 s, so it is gone and not merely slow.
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=90):
        try:
            await manager.retry_job(job)
        except UniqueViolation:  # of the queueing lock
            await manager.finish_job(job, Status.FAILED, delete_job=True)
