"""Filters of this area. Every read that can reach a person starts with ``visible_to``."""

from community.programs.querysets.changes import ROW_PARTS, ChangeQuerySet
from community.programs.querysets.follows import FollowQuerySet
from community.programs.querysets.visits import ChangeVisitQuerySet, OwnQuerySet

__all__ = ["ROW_PARTS", "ChangeQuerySet", "ChangeVisitQuerySet", "FollowQuerySet", "OwnQuerySet"]
