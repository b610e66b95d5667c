"""Filters of the change list that a member keeps under a name."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from community.programs.querysets.visits import OwnQuerySet


class SavedSearch(models.Model):
    """Filters of the change list under a name. ``query`` is the part of the address behind the "?", canonical."""

    NAME_LENGTH = 60

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=NAME_LENGTH)
    query = models.CharField(max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("member", "name", name="search_name_unique_per_member"),
            models.CheckConstraint(condition=~models.Q(name="") & ~models.Q(query=""), name="search_named_and_narrow"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('change_list')}?{self.query}"
