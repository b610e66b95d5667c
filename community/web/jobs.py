"""Work of several areas that happens by the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from community.web import actions


@app.task(name="web.make_export", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def make_export(export_id: int) -> None:
    actions.make_export(export_id)


@app.periodic(cron="17 * * * *")
@app.task(name="web.close_due_accounts", queueing_lock="web.close_due_accounts", retry=3)
def close_due_accounts(timestamp: int) -> None:
    actions.close_due_accounts()
