"""Work of this area that happens after the answer."""

import logging

from procrastinate.contrib.django import app

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
