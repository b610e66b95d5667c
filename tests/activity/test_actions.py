"""What happened is written down once, with its fact, and never changed."""

import pytest
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from community.activity.actions import record
from community.activity.models import Activity
from community.core.jobs import without_jobs
from community.programs import actions, queries
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_an_activity_names_what_who_and_to_what(bob):
    thread = make.make_thread(bob)

    activity = record("thread.praised", actor=bob, target=thread, of=[1, 2])

    activity.refresh_from_db()
    assert (activity.verb, activity.actor, activity.target_kind, activity.target_id, activity.facts) == (
        "thread.praised", bob, "thread", thread.pk, {"of": [1, 2]},
    )  # fmt: skip
    job = ProcrastinateJob.objects.latest("pk")
    assert (job.task_name, job.args) == ("notifications.announce", {"activity_id": activity.pk})


def test_an_activity_without_an_actor_is_the_site_s_own(bob):
    assert record("thread.aged", actor=None, target=make.make_thread(bob)).actor is None


def test_history_that_is_loaded_again_is_written_and_tells_nobody(bob):
    thread, jobs = make.make_thread(bob), ProcrastinateJob.objects.count()
    with without_jobs():
        record("thread.praised", actor=bob, target=thread)

    assert Activity.objects.latest("pk").verb == "thread.praised"
    assert ProcrastinateJob.objects.count() == jobs


def test_an_activity_is_gone_with_its_fact(bob):
    thread = make.make_thread(bob)
    before = Activity.objects.count(), ProcrastinateJob.objects.count()
    with transaction.atomic():
        record("thread.praised", actor=bob, target=thread)
        transaction.set_rollback(True)

    assert (Activity.objects.count(), ProcrastinateJob.objects.count()) == before


APPEND_ONLY = [
    "activity_activity",
    "moderation_decision",
    "moderation_seal",
    "programs_changerevision",
    "programs_changestep",
    "programs_historyentry",
    "programs_sheetversion",
]


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"])
def test_the_database_neither_changes_nor_removes_what_happened(statement, table):
    change = make.make_change()
    make.make_playbook(change)
    facts = queries.facts_of(change)
    version = queries.version_of(queries.texts_of(facts))
    actions.revise_change(change, by=make.make_moderator(), version=version, **facts | {"summary": "Other."})

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # decisions are sealed
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - names from above
        (before,) = cursor.fetchone()
        with (
            pytest.raises(DatabaseError, match=f"{table} is append-only: (UPDATE|DELETE|TRUNCATE) refused"),
            transaction.atomic(),
        ):
            cursor.execute(statement.format(table, "number" if table == "moderation_seal" else "id"))
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - names come from this test
        assert cursor.fetchone() == (before,)
    assert before > 0


def test_no_table_besides_is_append_only():
    """Each of them is named in the test above; a new one has to be added there."""
    with connection.cursor() as cursor:
        for kind in ("append_only", "never_emptied"):
            cursor.execute(
                "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s ORDER BY 1", [f"%\\_{kind}"]
            )
            tables = [table for (table,) in cursor.fetchall() if table != "moderation_loghead"]  # which goes forward
            assert tables == APPEND_ONLY
