"""Work of this area that happens after the answer."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from community.activity.models import Activity
from community.notifications import actions


@app.task(name="notifications.announce", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def announce(activity_id: int) -> None:
    actions.announce(Activity.objects.get(pk=activity_id))


# 4, 16, 64 … seconds: a mail server that is away for a day is waited for.
@app.task(name="notifications.mail", retry=RetryStrategy(max_attempts=9, exponential_wait=4))
def mail(notification_id: int) -> None:
    actions.mail(notification_id)


@app.task(name="notifications.mail_talk", retry=RetryStrategy(max_attempts=9, exponential_wait=4))
def mail_talk(notification_id: int) -> None:
    actions.mail_talk(notification_id)


# A few minutes past each hour: the day begins at another hour in every zone, and a run that was missed is made up soon.
@app.periodic(cron="7 * * * *")
@app.task(name="notifications.remind", queueing_lock="notifications.remind", retry=3)
def remind(timestamp: int) -> None:
    actions.remind()
