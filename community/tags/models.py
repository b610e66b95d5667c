"""The curated vocabulary."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.tags.querysets import TagFollowQuerySet

MOST_TAGS = 5  # on one thing: who tags it with everything tells nobody what it is about


class Tag(models.Model):
    """A word of the vocabulary. Members choose from the list; only administrators add to it."""

    name = models.CharField(
        max_length=25,
        unique=True,
        validators=[RegexValidator(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", _("Small letters, digits and single hyphens."))],
    )
    description = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.name])


class TagFollow(models.Model):
    """A member hears of what carries the tag."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tag_follows")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="follows")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TagFollowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("tag", "member", name="one_follow_per_person_and_tag")]

    def __str__(self) -> str:
        return f"{self.member}: {self.tag}"
