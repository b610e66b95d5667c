"""What somebody wrote about themselves or their company, and nobody reads any more."""

from django.conf import settings
from django.db import models

from community.accounts.models.companies import Company
from community.accounts.querysets import WithheldTextQuerySet


class WithheldText(models.Model):
    """Texts that were taken out of the row of a person or a company, by the names of their columns.

    They are here and not there, so that no page, search or mail can show them by mistake. Waits for a moderator until
    ``decided_at``; with a ``reason`` they were hidden for good, without one they were given back.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="withheld_texts"
    )
    company = models.ForeignKey(Company, models.CASCADE, null=True, blank=True, related_name="withheld_texts")
    texts = models.JSONField(default=dict)
    withheld_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = WithheldTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None, company__isnull=False) | models.Q(person__isnull=False, company=None),
                name="withheld_text_of_one",
            ),
            models.CheckConstraint(
                condition=models.Q(reason="") | models.Q(decided_at__isnull=False), name="withheld_text_decided"
            ),
            models.UniqueConstraint(
                "person", condition=models.Q(decided_at=None, person__isnull=False), name="one_withheld_text_of_person"
            ),
            models.UniqueConstraint(
                "company", condition=models.Q(decided_at=None, company__isnull=False),
                name="one_withheld_text_of_company",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.person or self.company)

    @property
    def lines(self) -> list[str]:
        """What they say, without what is empty."""
        return [text for text in self.texts.values() if text]
