"""The log is whole, or the first decision that is not is named: also to whoever can switch the triggers off."""

import logging
import threading
import time
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from community.moderation import jobs
from community.moderation.logbook import logged
from community.moderation.models import Decision, LogHead, Seal
from community.moderation.queries import check_log
from community.moderation.queries.chain import WALK, sealed
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(mona):
    """Five decisions, sealed as if each transaction had ended."""
    thread = make.make_thread()
    for number in range(5):
        logged(mona, "lock_thread", thread, f"Because of “{number}”.", case="report-1")
    seal()
    return list(Decision.objects.order_by("pk"))


def seal() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def superuser():
    """The triggers of these tables do nothing, as for whoever owns the database."""
    tables = ["moderation_decision", "moderation_seal", "moderation_loghead"]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        yield cursor
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")


def test_a_log_that_nobody_touched_is_whole(log):
    found = check_log()

    assert (found.count, found.fault) == (5, "")
    assert found.head == f"5:{Seal.objects.get(number=5).hash}" == str(LogHead.objects.get())
    assert [seal.decision for seal in Seal.objects.order_by("number").select_related("decision")] == log


def test_an_empty_log_is_whole(db):
    assert (check_log().count, check_log().fault) == (0, "")


def test_every_column_of_a_decision_is_sealed():
    """A new column has to be added to ``WALK`` and to ``moderation_sealed()`` in a migration."""
    walked = WALK.partition("d.id,\n")[2].partition("\n")[0].replace('"', "")

    assert walked.split() == [*[f"d.{field.column}," for field in Decision._meta.fields][:-1], "d.created_at"]


@pytest.mark.parametrize(
    "column",
    [
        "moderator_id = (SELECT max(id) FROM accounts_user)", "role = 'admin'", "verb = 'unlock_thread'",
        "target_kind = 'post'", "target_id = 0", "reason = reason || ' '", "\"case\" = ''",
        "created_at = created_at + interval '1 microsecond'",
    ],
)  # fmt: skip
def test_a_changed_decision_is_named(log, ada, column):
    with superuser() as cursor:
        cursor.execute(f"UPDATE moderation_decision SET {column} WHERE id = %s", [log[2].pk])  # noqa: S608 - names come from this test

    assert check_log().fault == f"Decision {log[2].pk}, number 3 of the log, is not what was written there."


def test_what_is_moved_between_columns_is_noticed(mona):
    thread = make.make_thread()
    logged(mona, "lock_thread", thread, "1:x", case="")
    seal()
    with superuser() as cursor:
        cursor.execute("""UPDATE moderation_decision SET reason = '', "case" = '1:x'""")

    assert "is not what was written" in check_log().fault


def test_a_decision_that_was_sealed_anew_does_not_fit_the_next(log):
    values = list(Decision.objects.filter(pk=log[2].pk).values_list().get())
    values[6] = "Other words."
    with superuser() as cursor:
        cursor.execute("UPDATE moderation_decision SET reason = %s WHERE id = %s", [values[6], log[2].pk])
        anew = sealed(Seal.objects.get(number=2).hash, tuple(values))
        cursor.execute("UPDATE moderation_seal SET hash = %s WHERE number = 3", [anew])

    assert check_log().fault == f"Decision {log[3].pk}, number 4 of the log, is not what was written there."


@pytest.mark.parametrize(
    ("number", "with_seal", "fault"),
    [
        (3, False, "Decision {pk}, number 3 of the log, was removed."),
        (3, True, "Number 3 of the log was removed."),
        (1, True, "Number 1 of the log was removed."),
        (5, False, "Decision {pk}, number 5 of the log, was removed."),
        (5, True, "Number 5 of the log was removed, and all behind it: 5 were counted."),
    ],
)
def test_a_removed_decision_is_named(log, number, with_seal, fault):
    with superuser() as cursor:
        cursor.execute("DELETE FROM moderation_decision WHERE id = %s", [log[number - 1].pk])
        if with_seal:
            cursor.execute("DELETE FROM moderation_seal WHERE number = %s", [number])

    assert check_log().fault == fault.format(pk=log[number - 1].pk)


def test_a_decision_that_was_put_in_is_named(log, mona):
    with superuser():
        planted = Decision.objects.create(
            moderator=mona, role="moderator", verb="hide_post", target_kind="post", target_id=1
        )
    assert check_log().fault == f"Decision {planted.pk} was put in: it has no seal."

    values = Decision.objects.filter(pk=planted.pk).values_list().get()
    with superuser():
        forged = Seal.objects.create(number=6, decision=planted, hash=sealed(Seal.objects.get(number=5).hash, values))
    assert check_log().fault == "Number 6 of the log was put in: only 5 were counted."

    with superuser() as cursor:  # and moved between two others
        cursor.execute("UPDATE moderation_seal SET number = number + 10 WHERE number > 2")
        cursor.execute("UPDATE moderation_seal SET number = 3 WHERE hash = %s", [forged.hash])
        cursor.execute("UPDATE moderation_seal SET number = number - 9 WHERE number > 10")
    assert check_log().fault == f"Decision {planted.pk}, number 3 of the log, is not what was written there."


def test_a_log_that_was_written_anew_does_not_hold_the_head_that_was_kept(log, mona):
    kept = check_log().head
    logged(mona, "unlock_thread", make.make_thread())
    seal()
    assert check_log(kept).fault == ""

    with superuser() as cursor:
        cursor.execute("DELETE FROM moderation_seal")
        cursor.execute("DELETE FROM moderation_loghead")
        cursor.execute("UPDATE moderation_decision SET reason = 'Other words.' WHERE id = %s", [log[0].pk])
        cursor.execute("SELECT moderation_seal_decision(d) FROM moderation_decision d ORDER BY d.id")

    assert (check_log().fault, check_log().count) == ("", 6)
    assert check_log(kept).fault == f"The log does not hold {kept}: it was written anew."


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("moderation_decision", "UPDATE moderation_decision SET reason = ''"),
        ("moderation_decision", "TRUNCATE moderation_decision CASCADE"),
        ("moderation_seal", "UPDATE moderation_seal SET hash = ''"),
        ("moderation_seal", "DELETE FROM moderation_seal"),
        ("moderation_seal", "TRUNCATE moderation_seal"),
        ("moderation_loghead", "UPDATE moderation_loghead SET count = count - 1"),
        ("moderation_loghead", "UPDATE moderation_loghead SET hash = ''"),
        ("moderation_loghead", "DELETE FROM moderation_loghead"),
        ("moderation_loghead", "TRUNCATE moderation_loghead"),
    ],
)
def test_the_database_refuses_it(log, table, statement):
    with pytest.raises(DatabaseError, match="refused"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert check_log().fault == ""


def test_the_command_ends_with_an_error_that_names_it(log, capsys):
    call_command("verify_log")
    assert capsys.readouterr().out.startswith("The log is whole: 5 decisions. Its head is 5:")

    with superuser() as cursor:
        cursor.execute("UPDATE moderation_decision SET reason = ''")
    with pytest.raises(CommandError, match=f"Decision {log[0].pk}, number 1"):
        call_command("verify_log")


def test_every_night_it_is_verified_and_a_fault_is_an_error_in_the_log(log, caplog):
    caplog.set_level(logging.INFO)
    jobs.verify_log(timestamp=0)
    assert [(r.levelname, r.getMessage()) for r in caplog.records] == [
        ("INFO", f"the moderation log is whole, its head is {check_log().head}")
    ]

    caplog.clear()
    with superuser() as cursor:
        cursor.execute("UPDATE moderation_decision SET role = 'admin' WHERE id = %s", [log[4].pk])
    jobs.verify_log(timestamp=0)
    assert [r.levelname for r in caplog.records] == ["ERROR"]


def test_a_long_log_is_walked_quickly(mona):
    """A twentieth of 100,000, which may take 40 seconds on a machine that is busy with tests."""
    with superuser():
        decisions = Decision.objects.bulk_create(
            Decision(
                moderator=mona, role="moderator", verb="hide_post", target_kind="post", target_id=n, reason="é" * 80
            )
            for n in range(5_000)
        )
        last, seals = "", []
        for number, values in enumerate(Decision.objects.order_by("pk").values_list(), start=1):
            last = sealed(last, values)
            seals.append(Seal(number=number, decision_id=values[0], hash=last))
        Seal.objects.bulk_create(seals)
        LogHead.objects.create(count=len(decisions), hash=last)
    started = time.monotonic()

    found = check_log()

    assert (found.count, found.fault) == (5_000, "")
    assert time.monotonic() - started < 2


@pytest.mark.django_db(transaction=True)
def test_decisions_at_the_same_time_do_not_fork_the_chain(mona):
    thread, ready, done = make.make_thread(), threading.Barrier(4), []

    def decide() -> None:
        try:
            ready.wait(timeout=5)
            for turn in range(5):
                with transaction.atomic():
                    logged(mona, "lock_thread", thread)
                    logged(mona, "unlock_thread", thread)
                    transaction.set_rollback(turn == 3)
            done.append(True)
        finally:
            connection.close()

    deciders = [threading.Thread(target=decide) for _number in range(4)]
    for decider in deciders:
        decider.start()
    for decider in deciders:
        decider.join(timeout=20)

    assert done == [True] * 4
    assert (check_log().count, check_log().fault) == (32, "")
    assert sorted(Seal.objects.values_list("number", flat=True)) == list(range(1, 33))


@pytest.mark.django_db(transaction=True)
def test_who_decides_about_much_holds_up_nobody(mona, ada):
    """The chain is locked when a transaction ends, so a long one keeps no other from deciding."""
    thread, decided = make.make_thread(), []

    def decide() -> None:
        try:
            with transaction.atomic():
                logged(ada, "lock_thread", thread)
            decided.append(LogHead.objects.get().count)
        finally:
            connection.close()

    with transaction.atomic():
        logged(mona, "lock_thread", thread)
        other = threading.Thread(target=decide)
        other.start()
        other.join(timeout=10)
        assert decided == [1]

    assert (check_log().count, check_log().fault) == (2, "")
