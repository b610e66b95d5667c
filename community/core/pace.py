"""How often within a time one may do what others get to see."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from community.core.refusals import TooSoon, in_words


def check_pace(rows: QuerySet, moment: str, *, most: int, within: dt.timedelta, sentence: str, **words) -> None:
    """Raises TooSoon if as many of the rows as may be are younger than that, by their column ``moment``. One query.

    Args:
        sentence: what the person reads; ``%(count)s`` is how many, ``%(wait)s`` when one of them is old enough, and
            ``words`` are what else it names.
    """
    lately = rows.filter(**{f"{moment}__gt": timezone.now() - within}).order_by(f"-{moment}")
    moments = list(lately.values_list(moment, flat=True)[:most])
    if len(moments) == most:
        wait = moments[-1] + within - timezone.now()
        raise TooSoon(sentence % {"count": most, "wait": in_words(wait), **words}, wait)
