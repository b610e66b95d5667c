"""What members let others do with them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.programs.querysets import OwnQuerySet


class PeerSettings(models.Model):
    """What one member lets their peers do; without a row all of it."""

    class FollowersShownTo(models.TextChoices):
        ME = "me", _("only me")
        MEMBERS = "members", _("members")

    class TakesOffers(models.TextChoices):
        USUAL = "usual", _("If I say what I can help with")
        YES = "yes", _("Yes")
        NO = "no", _("No")

    class Rounds(models.TextChoices):
        NEVER = "never", _("Never")
        MONTH = "month", _("Every month")
        QUARTER = "quarter", _("Every quarter")

    class WrittenBy(models.TextChoices):
        PARTNERS = "partners", _("any partner")
        KNOWN = "known", _("only people I follow, and those I am introduced to")
        NOBODY = "nobody", _("nobody; requests for introductions remain")

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="peer_settings")
    takes_introductions = models.BooleanField(_("Partners may ask to be introduced to me"), default=True)
    may_be_followed = models.BooleanField(_("Members may follow me"), default=True)
    followers_shown_to = models.CharField(
        _("Who sees who follows me"), max_length=7, choices=FollowersShownTo.choices, default=FollowersShownTo.ME
    )
    takes_offers = models.CharField(
        _("Ask me when a question matches that nobody has answered"),
        max_length=5, choices=TakesOffers.choices, default=TakesOffers.USUAL,
    )  # fmt: skip
    shown_in_own_market = models.BooleanField(
        _("Show me as somebody who can help to companies in my own market"), default=True
    )

    written_by = models.CharField(
        _("Who may begin to write to me"), max_length=8, choices=WrittenBy.choices, default=WrittenBy.PARTNERS
    )
    rounds = models.CharField(
        _("Put me together with another partner"), max_length=7, choices=Rounds.choices, default=Rounds.NEVER
    )
    skips_round = models.BooleanField(default=False)  # the next one; the round takes the wish back

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "peer settings"

    def __str__(self) -> str:
        return f"settings of {self.member_id}"

    @property
    def shows_followers(self) -> bool:
        """Whether other members see who follows the person; nobody follows whom nobody may follow."""
        return self.may_be_followed and self.followers_shown_to == self.FollowersShownTo.MEMBERS
