"""Who may answer for a vendor."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.accounts.querysets import HatQuerySet, HatRequestQuerySet


class Hat(models.Model):
    """A person may speak for one vendor, from ``granted_at`` until ``doffed_at``. They choose it post by post.

    The row stays when the hat is taken off: what was said under it was said for the vendor.
    """

    wearer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hats")
    vendor = models.ForeignKey("programs.Vendor", models.CASCADE, related_name="hats")
    proof_url = models.URLField(_("public proof"), max_length=500, blank=True)  # everybody may follow it
    granted_at = models.DateTimeField()
    doffed_at = models.DateTimeField(null=True, blank=True)

    objects = HatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "wearer", "vendor", condition=models.Q(doffed_at=None), name="one_hat_per_person_and_vendor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wearer} for {self.vendor}"

    def get_absolute_url(self) -> str:
        return self.wearer.get_absolute_url()

    @property
    def is_worn(self) -> bool:
        return self.doffed_at is None


class HatRequest(models.Model):
    """Somebody who works for a vendor asks to speak for it here. Decided once; a new one may follow.

    ``proof_url`` is shown beside the hat if it is granted; what only moderators may see is a ``VerificationEvidence``.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for a moderator")
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")

    requester = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hat_requests")
    vendor = models.ForeignKey("programs.Vendor", models.CASCADE, related_name="+")
    proof_url = models.URLField(_("public proof"), max_length=500)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = HatRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "requester", "vendor", condition=models.Q(state="pending"), name="one_pending_hat_request_per_vendor"
            ),
            models.CheckConstraint(
                condition=models.Q(state="pending", decided_at=None)
                | ~models.Q(state="pending") & models.Q(decided_at__isnull=False),
                name="hat_request_decided_with_a_date",
            ),
        ]
        indexes = [
            # used by: the queue, oldest first
            models.Index(fields=["created_at"], condition=models.Q(state="pending"), name="hat_request_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.requester} for {self.vendor}"

    def get_absolute_url(self) -> str:
        return reverse("hats")

    @property
    def is_pending(self) -> bool:
        return self.state == self.State.PENDING
