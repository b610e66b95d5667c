"""Work that is put off exists exactly if its fact exists."""

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from community.core.jobs import defer, without_jobs


def queued() -> list[tuple[str, dict]]:
    return [(job.task_name, job.args) for job in ProcrastinateJob.objects.order_by("pk")]


@pytest.mark.django_db
def test_a_job_is_queued_with_its_fact_and_goes_with_it():
    with transaction.atomic():
        defer("notifications.announce", activity_id=7)
        transaction.set_rollback(True)
    with transaction.atomic():
        defer("notifications.announce", activity_id=8)

    assert queued() == [("notifications.announce", {"activity_id": 8})]


@pytest.mark.django_db(transaction=True)
def test_a_job_outside_a_transaction_is_refused():
    before = queued()

    with pytest.raises(RuntimeError, match=r"notifications\.announce was deferred outside a transaction"):
        defer("notifications.announce", activity_id=7)

    assert queued() == before


@pytest.mark.django_db
def test_history_that_is_loaded_again_tells_nobody():
    with without_jobs():
        defer("notifications.announce", activity_id=7)
    defer("notifications.announce", activity_id=8)

    assert queued() == [("notifications.announce", {"activity_id": 8})]


@pytest.mark.django_db
def test_jobs_are_queued_again_after_an_error_in_loading():
    with pytest.raises(ZeroDivisionError), without_jobs():
        raise ZeroDivisionError
    defer("notifications.announce", activity_id=9)

    assert queued() == [("notifications.announce", {"activity_id": 9})]
