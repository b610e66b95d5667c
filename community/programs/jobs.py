"""Work of this area that happens by itself, or after the answer."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from community.programs import actions
from community.programs.importers.run import run_source
from community.programs.models import ImportSource


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


@app.periodic(cron=EVERY_TEN_MINUTES)
@app.task(name="programs.run_import_sources", queueing_lock="programs.run_import_sources")
def run_import_sources(timestamp: int) -> None:
    actions.start_due_import_sources()


# One source at a time: imports are never urgent, and other jobs must find a free hand.
@app.task(name="programs.run_import_source", lock="programs.run_import_source")
def run_import_source(source_id: int) -> None:
    source = ImportSource.objects.select_related("vendor").filter(pk=source_id).first()
    if source:
        run_source(source)
