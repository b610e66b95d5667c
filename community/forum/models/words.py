"""Words that moderators want to read first."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from community.forum.querysets.words import WatchedWordQuerySet


class WatchedWord(models.Model):
    """A word, or several in a row, whose posts wait. One that is watched no longer stays, for the log to name it.

    ``plain`` is what is looked for: small letters without accents. It is never an expression.
    """

    word = models.CharField(max_length=60)
    plain = models.CharField(max_length=120, editable=False)
    note = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = WatchedWordQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also used by: every new post.
            models.UniqueConstraint("plain", condition=Q(removed_at=None), name="word_watched_once"),
            models.CheckConstraint(condition=~Q(plain=""), name="watched_word_has_letters"),
        ]

    def __str__(self) -> str:
        return self.word

    def get_absolute_url(self) -> str:
        return reverse("watched_words")
