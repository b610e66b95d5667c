"""Work of this area that happens after the answer."""

from procrastinate.contrib.django import app

from community.networking import actions


@app.periodic(cron="49 3 * * *")
@app.task(name="networking.forget_introductions", queueing_lock="networking.forget_introductions", retry=3)
def forget_introductions(timestamp: int) -> None:
    actions.forget_introductions()
