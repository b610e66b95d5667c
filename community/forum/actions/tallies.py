"""Counting what leaves no row of its own."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.refusals import TooSoon, in_words
from community.forum import rules
from community.forum.models import Tally
from community.forum.rules.tallies import PREVIEWS


@transaction.atomic
def count_preview(member) -> None:
    """One preview more.

    Raises:
        TooSoon: there were as many as one may have within a minute.
    """
    _count(member, Tally.What.PREVIEW, PREVIEWS)


@transaction.atomic
def count_image(member) -> None:
    """One image more is sent in, whatever becomes of it: it is the looking at it that costs.

    Raises:
        TooSoon: there were as many as one may send in within an hour, or on the first day.
    """
    _count(member, Tally.What.IMAGE, rules.allowance_of_images(member))


def _count(member, what: str, allowance: rules.Allowance) -> None:
    if not rules.limits_hold():
        return
    now = timezone.now()
    tally, _created = Tally.objects.select_for_update(no_key=True).get_or_create(
        member=member, what=what, defaults={"begun_at": now}
    )
    if now >= tally.begun_at + allowance.within:
        tally.begun_at, tally.count = now, 0
    if tally.count >= allowance.most:
        wait = tally.begun_at + allowance.within - now
        raise TooSoon(
            _("That was often. Try again in %(wait)s. Your text stays here.") % {"wait": in_words(wait)}, wait
        )
    tally.count += 1
    tally.save(update_fields=["begun_at", "count"])
