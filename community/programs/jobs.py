"""Work of this area that happens after the answer."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from community.programs import actions


# 4, 16, 64 … seconds: a mail server that is away for a day is waited for.
@app.task(name="programs.mail_question", retry=RetryStrategy(max_attempts=9, exponential_wait=4))
def mail_question(question_id: int) -> None:
    actions.mail_question(question_id)
