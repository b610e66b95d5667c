"""What comes in the same moment to the teaming board."""

import datetime as dt

import pytest
from django.utils import timezone

from community.networking import actions
from community.networking.models import TeamingAlert, TeamingEntry
from tests import factories as make
from tests.leaks.rows import empty_queue
from tests.moderation.test_reports_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_queue(transactional_db):
    empty_queue()
    yield
    empty_queue()


def test_of_ending_and_renewing_at_once_one_is_last_and_the_row_is_whole(bob):
    entry = make.make_entry(bob, expires_on=timezone.localdate() - dt.timedelta(days=1))

    at_once(
        [
            lambda: actions.take_entry(entry, by=bob),
            lambda: actions.close_entry(entry, by=bob),
            lambda: actions.renew_entry(entry, by=bob),
            actions.end_past_entries,
        ]
    )

    entry.refresh_from_db()
    assert (entry.state == "open") == (entry.ended_at is None)
    assert entry.expires_on > timezone.localdate() or entry.state != "open", "what is renewed is not ended by the job"
    assert actions.end_past_entries() == 0


def test_two_tabs_post_one_and_two_needs_at_once_tell_nobody_of_a_fourth(bob):
    offers = make.make_entry(bob, "offer").author
    words = {"title": "The same title twice", "source": "The same words, sent from two tabs."}
    author = make.make_partner()
    assert len(set(at_once([lambda: make.make_entry(author, **words) for _tab in range(3)]))) == 1

    needs = [make.make_entry() for _number in range(3)]
    at_once(
        [lambda pk=entry.pk: actions.tell_whom_it_fits(pk) for entry in (*needs, *needs, *TeamingEntry.objects.all())]
    )

    assert TeamingAlert.objects.filter(person=offers).count() == 3
