"""What can still be taken back."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from community.moderation.models.decisions import Decision
from community.moderation.querysets import UndoQuerySet


class Undo(models.Model):
    """A decision that whoever made it can take back until a moment. Gone once it is taken back, or some time after.

    ``before`` and ``after`` hold what it changed, see ``moderation.undoing``; ``told`` the ids of the activities of
    which nobody is told before that moment.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="undo")
    # The same for all that was decided by one press of a button.
    press = models.UUIDField(default=uuid.uuid4, editable=False)
    until = models.DateTimeField()
    before = models.JSONField()
    after = models.JSONField()
    told = ArrayField(models.BigIntegerField(), default=list)

    objects = UndoQuerySet.as_manager()

    class Meta:
        indexes = [
            # used by: the desk, the night's job
            models.Index(fields=["until"], name="undo_until"),
        ]

    def __str__(self) -> str:
        return f"{self.decision}, until {self.until}"

    @property
    def is_open(self) -> bool:
        return self.until > timezone.now()
