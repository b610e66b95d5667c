"""How often somebody did what leaves no row of its own."""

from django.conf import settings
from django.db import models


class Tally(models.Model):
    """One row per member and thing, used again and again: how often since ``begun_at``."""

    class What(models.TextChoices):
        PREVIEW = "preview"
        IMAGE = "image"

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices)
    begun_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("member", "what", name="one_tally_per_member_and_thing")]

    def __str__(self) -> str:
        return f"{self.member}: {self.what} {self.count}"
