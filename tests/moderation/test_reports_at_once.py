"""Reports that come in the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from community.accounts import withholding
from community.accounts.models import User
from community.activity.models import Activity
from community.moderation import actions, reportable
from community.moderation.models import Report
from tests import factories as make
from tests.leaks.rows import empty_queue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_queue(transactional_db):
    empty_queue()
    yield
    empty_queue()


def a_profile() -> User:
    person = make.make_partner("wilma")
    withholding.write_texts(person, about="Aboutword")
    return User.objects.get(pk=person.pk)


def at_once(acts) -> list:
    def run(act):
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.parametrize("make_thing", [make.make_post, make.make_thread, make.make_change, a_profile])
def test_third_report_hides_exactly_once_however_many_come_together(make_thing):
    thing = make_thing()
    reporters = [make.make_user() for _number in range(3)]
    fresh = [type(thing).objects.get(pk=thing.pk) for _reporter in reporters]

    at_once(
        [
            lambda one=one, reporter=reporter: actions.report(one, reporter=reporter, reason="illegal")
            for one, reporter in zip(fresh, reporters, strict=True)
        ]
    )

    thing.refresh_from_db()
    assert reportable.of(thing).is_withheld(thing)
    assert Report.objects.open().count() == 3
    assert Activity.objects.filter(verb="reported.withheld").count() == 1


def test_two_who_report_each_other_do_not_wait_for_ever():
    bob, bea = make.make_partner("bob"), make.make_partner("bea")

    at_once(
        [
            lambda: actions.report(User.objects.get(pk=bea.pk), reporter=bob, reason="unkind"),
            lambda: actions.report(User.objects.get(pk=bob.pk), reporter=bea, reason="unkind"),
        ]
    )

    assert Report.objects.open().count() == 2
