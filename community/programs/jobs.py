"""Work of this area that happens after the answer, or by the clock."""

from procrastinate.contrib.django import app

from community.programs import actions
from community.programs.importers.run import run_source
from community.programs.models import ImportSource


@app.periodic(cron="*/10 * * * *")
@app.task(name="programs.run_import_sources", queueing_lock="programs.run_import_sources")
def run_import_sources(timestamp: int) -> None:
    actions.start_due_import_sources()


# One source at a time: imports are never urgent, and other jobs must find a free hand.
@app.task(name="programs.run_import_source", lock="programs.run_import_source")
def run_import_source(source_id: int) -> None:
    source = ImportSource.objects.select_related("vendor").filter(pk=source_id).first()
    if source:
        run_source(source)
