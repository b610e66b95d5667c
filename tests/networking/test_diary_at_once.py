"""A ticket that is noted twice in the same moment."""

import pytest
from django.utils import timezone

from community.networking import actions
from community.networking.models import Ticket
from tests import factories as make
from tests.moderation.test_reports_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_button_that_is_pressed_twice_notes_one_ticket(bob):
    vendor, opened = make.make_vendor(), timezone.now()

    at_once([lambda: actions.note_ticket(vendor, member=bob, title="Portal down", opened_at=opened)] * 4)

    assert Ticket.objects.count() == 1
