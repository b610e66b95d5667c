"""Filters of this area. Every read that can reach a person starts with ``visible_to``."""

from community.programs.querysets.calendars import CalendarAddressQuerySet, ChangeDateQuerySet
from community.programs.querysets.changes import ROW_PARTS, ChangeQuerySet, confined, listed
from community.programs.querysets.effects import EffectReportQuerySet
from community.programs.querysets.follows import FollowQuerySet
from community.programs.querysets.holdings import HoldingQuerySet
from community.programs.querysets.imports import ImportedUpdateQuerySet, ImportSourceQuerySet
from community.programs.querysets.matrix import MatrixTermQuerySet
from community.programs.querysets.playbooks import PrivateQuerySet
from community.programs.querysets.questions import OfficialAnswerQuerySet, QuestionQuerySet
from community.programs.querysets.revisions import RevisionQuerySet
from community.programs.querysets.touch import Facets, Touch
from community.programs.querysets.visits import ChangeVisitQuerySet, OwnQuerySet

__all__ = [
    "ROW_PARTS",
    "CalendarAddressQuerySet",
    "ChangeDateQuerySet",
    "ChangeQuerySet",
    "ChangeVisitQuerySet",
    "EffectReportQuerySet",
    "Facets",
    "FollowQuerySet",
    "HoldingQuerySet",
    "ImportSourceQuerySet",
    "ImportedUpdateQuerySet",
    "MatrixTermQuerySet",
    "OfficialAnswerQuerySet",
    "OwnQuerySet",
    "PrivateQuerySet",
    "QuestionQuerySet",
    "RevisionQuerySet",
    "Touch",
    "confined",
    "listed",
]
