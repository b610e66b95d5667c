"""What threads of some kinds say besides title and posts: one model for each kind that has something of its own."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forum.models.threads import Thread
from community.programs.models import EffectReport, MatrixRow


class BenefitReview(models.Model):
    """Whether a benefit of a program kept its promise, and what it was worth in a year.

    ``benefit`` is its name as the author knew it; ``row`` leads to what the matrix says of it, if it is there.
    """

    Value = EffectReport.Cost  # the same bands, in euros a year, so that both can be compared

    thread = models.OneToOneField(Thread, models.CASCADE, primary_key=True, related_name="benefit_review")
    row = models.ForeignKey(MatrixRow, models.SET_NULL, null=True, blank=True, related_name="reviews")
    benefit = models.CharField(max_length=120)
    worked = models.BooleanField()
    value = models.CharField(max_length=8, choices=EffectReport.Cost.choices, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(benefit=""), name="review_names_its_benefit"),
            models.CheckConstraint(
                condition=Q(value__in=["", *EffectReport.Cost.values]), name="review_value_in_a_known_band"
            ),
        ]

    def __str__(self) -> str:
        return self.benefit


class TeamingOffer(models.Model):
    """Work that somebody offers or looks for, where, and until when it stands."""

    class Side(models.TextChoices):
        OFFER = "offer", _("We offer")
        NEED = "need", _("We look for")

    thread = models.OneToOneField(Thread, models.CASCADE, primary_key=True, related_name="teaming_offer")
    side = models.CharField(max_length=5, choices=Side.choices)
    region = models.CharField(max_length=80)
    until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(side__in=["offer", "need"]), name="offer_side_known"),
            models.CheckConstraint(condition=~Q(region=""), name="offer_is_for_a_region"),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.region}"

    @property
    def is_over(self) -> bool:
        return self.until < timezone.localdate()
