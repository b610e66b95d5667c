"""Work of this area that happens after the answer."""

import logging

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from community.moderation import actions
from community.moderation.models import Notice
from community.moderation.queries import check_log

log = logging.getLogger(__name__)


@app.periodic(cron="41 3 * * *")
@app.task(name="moderation.verify_log", queueing_lock="moderation.verify_log")
def verify_log(timestamp: int) -> None:
    """What is written to the process's own log is kept elsewhere than in the database: a head for ``--known``."""
    found = check_log()
    if found.fault:
        log.error("the moderation log is not whole: %s", found.fault)
    else:
        log.info("the moderation log is whole, its head is %s", found.head)


@app.task(name="moderation.mail_notice", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def mail_notice(notice_id: int, template: str) -> None:
    notice = Notice.objects.filter(pk=notice_id).first()
    if notice is not None and actions.is_to_be_mailed(notice, template=template):
        actions.mail_notice(notice, template=template)


@app.periodic(cron="43 3 * * *")
@app.task(name="moderation.forget_senders", queueing_lock="moderation.forget_senders", retry=3)
def forget_senders(timestamp: int) -> None:
    actions.forget_senders()


@app.periodic(cron="44 3 * * *")
@app.task(name="moderation.forget_undos", queueing_lock="moderation.forget_undos", retry=3)
def forget_undos(timestamp: int) -> None:
    actions.forget_undos()


@app.periodic(cron="47 3 * * *")
@app.task(name="moderation.forget_appeals", queueing_lock="moderation.forget_appeals", retry=3)
def forget_appeals(timestamp: int) -> None:
    actions.forget_appeals()
