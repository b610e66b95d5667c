"""The private addresses of calendars."""

import secrets

from django.db import transaction

from community.programs import rules
from community.programs.models import CalendarAddress

NONCE_BYTES = 20  # 160 bits, and the server's signature beside them: RFC 6749, 10.10 asks for 128


@transaction.atomic
def renew_calendar_address(member) -> CalendarAddress:
    """Give the member's calendar a private address. The one before, if there was one, is dead at once.

    Raises:
        Refused: the person is not signed in.
    """
    rules.check_can_have_calendar(member)
    nonce = secrets.token_urlsafe(NONCE_BYTES)
    CalendarAddress.objects.visible_to(member).delete()
    return CalendarAddress.objects.create(member=member, nonce=nonce)


@transaction.atomic
def revoke_calendar_address(member) -> bool:
    """Nobody reads the member's calendar by an address any more. False if nobody could."""
    deleted, _of = CalendarAddress.objects.visible_to(member).delete()
    return deleted > 0
