"""Work of several areas that happens by the clock."""

from procrastinate.contrib.django import app

from community.web import actions


@app.periodic(cron="17 * * * *")
@app.task(name="web.close_due_accounts", queueing_lock="web.close_due_accounts", retry=3)
def close_due_accounts(timestamp: int) -> None:
    actions.close_due_accounts()
