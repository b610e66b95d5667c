"""Which people and companies somebody wants to read of. Vendors, programs and changes are followed in ``programs``."""

from django.conf import settings
from django.db import models

from community.accounts.models import Company
from community.networking.querysets.follows import PeerFollowQuerySet


class PeerFollow(models.Model):
    """A member follows one person or one company."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="peer_follows")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="followers"
    )
    company = models.ForeignKey(Company, models.CASCADE, null=True, blank=True, related_name="followers")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PeerFollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, company=None) | models.Q(person=None, company__isnull=False),
                name="peer_follow_of_exactly_one",
            ),
            models.CheckConstraint(condition=~models.Q(member=models.F("person")), name="nobody_follows_themselves"),
            # Also used by: whom somebody follows, and who follows a person or company.
            models.UniqueConstraint("person", "member", name="one_follow_per_member_and_person"),
            models.UniqueConstraint("company", "member", name="one_follow_per_member_and_company"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.person_id or self.company}"

    @property
    def followed(self):
        """The person or the company."""
        return self.person or self.company
