"""Work of this area that happens after the answer."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from community.accounts import exports, retention
from community.accounts.actions import drop_old_evidence
from community.accounts.models import AccountClosing


@app.task(name="accounts.mail_closing_asked", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def mail_closing_asked(closing_id: int) -> None:
    closing = AccountClosing.objects.filter(pk=closing_id).first()  # taken back, perhaps
    if closing is not None:
        retention.mail_closing_asked(closing)


@app.periodic(cron="37 3 * * *")
@app.task(name="accounts.drop_old_traces", queueing_lock="accounts.drop_old_traces", retry=3)
def drop_old_traces(timestamp: int) -> None:
    retention.drop_old_traces()
    exports.drop_old_exports()
    drop_old_evidence()
