"""What members let others do with them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.programs.querysets import OwnQuerySet


class PeerSettings(models.Model):
    """What one member lets their peers do; without a row all of it."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="peer_settings")
    takes_introductions = models.BooleanField(_("Partners may ask to be introduced to me"), default=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "peer settings"

    def __str__(self) -> str:
        return f"settings of {self.member_id}"
