"""Work of this area that happens by itself, or after the answer."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from community.programs import actions


# 4, 16, 64 … seconds: a mail server that is away for a day is waited for.
@app.task(name="programs.mail_question", retry=RetryStrategy(max_attempts=9, exponential_wait=4))
def mail_question(question_id: int) -> None:
    actions.mail_question(question_id)


# Every ten minutes and not at midnight: whose midnight it is, the site's time zone says.
EVERY_TEN_MINUTES = "*/10 * * * *"
HOURLY = "17 * * * *"


@app.periodic(cron=EVERY_TEN_MINUTES)
@app.task(name="programs.put_in_force", queueing_lock="programs.put_in_force")
def put_in_force(timestamp: int) -> None:
    actions.put_all_in_force()


@app.periodic(cron=HOURLY)
@app.task(name="programs.lapse_rumours", queueing_lock="programs.lapse_rumours")
def lapse_rumours(timestamp: int) -> None:
    actions.lapse_rumours()


@app.task(name="programs.compare_revision", retry=RetryStrategy(max_attempts=3, exponential_wait=4))
def compare_revision(revision_id: int) -> None:
    actions.compare_revision(revision_id)
