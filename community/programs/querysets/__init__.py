"""Filters of this area. Every read that can reach a person starts with ``visible_to``."""

from community.programs.querysets.calendars import CalendarAddressQuerySet, ChangeDateQuerySet
from community.programs.querysets.changes import ROW_PARTS, ChangeQuerySet
from community.programs.querysets.follows import FollowQuerySet

__all__ = ["ROW_PARTS", "CalendarAddressQuerySet", "ChangeDateQuerySet", "ChangeQuerySet", "FollowQuerySet"]
