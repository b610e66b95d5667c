"""Who wants to hear of what: a change watched, a vendor or program followed. Tags are followed in ``tags``."""

from django.conf import settings
from django.db import models

from community.programs.models.catalogue import Program, Vendor
from community.programs.models.changes import Change
from community.programs.querysets.follows import FollowQuerySet


class Follow(models.Model):
    """A member follows one vendor, one program, or watches one change."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="program_follows")
    vendor = models.ForeignKey(Vendor, models.CASCADE, null=True, blank=True, related_name="follows")
    program = models.ForeignKey(Program, models.CASCADE, null=True, blank=True, related_name="follows")
    change = models.ForeignKey(Change, models.CASCADE, null=True, blank=True, related_name="follows")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(vendor__isnull=False, program=None, change=None)
                | models.Q(vendor=None, program__isnull=False, change=None)
                | models.Q(vendor=None, program=None, change__isnull=False),
                name="follow_of_exactly_one_thing",
            ),
            # Also used by: whose follows they are, and who follows a thing.
            models.UniqueConstraint(
                "vendor", "member", condition=models.Q(vendor__isnull=False), name="one_follow_per_person_and_vendor"
            ),
            models.UniqueConstraint(
                "program", "member", condition=models.Q(program__isnull=False), name="one_follow_per_person_and_program"
            ),
            models.UniqueConstraint(
                "change", "member", condition=models.Q(change__isnull=False), name="one_watch_per_person_and_change"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.vendor or self.program or self.change}"
