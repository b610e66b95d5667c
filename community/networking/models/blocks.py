"""Of whom somebody wants to hear no more."""

from django.conf import settings
from django.db import models

from community.networking.querysets.blocks import BlockQuerySet


class Block(models.Model):
    """A member has blocked a person, who is never told. Both are kept apart by it, whoever of them it was."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocked_by")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(member=models.F("person")), name="nobody_blocks_themselves"),
            # Also used by: whom somebody has blocked. Who has blocked somebody is found by the foreign key's index.
            models.UniqueConstraint("member", "person", name="one_block_per_member_and_person"),
        ]

    def __str__(self) -> str:
        return f"block {self.pk}"  # never who blocks whom: this is what logs would show
