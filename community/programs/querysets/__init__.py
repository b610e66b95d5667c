"""Filters of this area. Every read that can reach a person starts with ``visible_to``."""

from community.programs.querysets.changes import ROW_PARTS, ChangeQuerySet
from community.programs.querysets.follows import FollowQuerySet
from community.programs.querysets.matrix import MatrixTermQuerySet

__all__ = ["ROW_PARTS", "ChangeQuerySet", "FollowQuerySet", "MatrixTermQuerySet"]
from community.programs.querysets.playbooks import PrivateQuerySet

__all__ = ["ROW_PARTS", "ChangeQuerySet", "FollowQuerySet", "PrivateQuerySet"]
from community.programs.querysets.questions import OfficialAnswerQuerySet, QuestionQuerySet

__all__ = ["ROW_PARTS", "ChangeQuerySet", "FollowQuerySet", "OfficialAnswerQuerySet", "QuestionQuerySet"]
