"""Whose threads some threads are: a group, as far as this area knows one."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.core.slugs import id_and_slug
from community.forum.querysets.circles import CircleQuerySet


class Circle(models.Model):
    """People with threads of their own. Everybody reads those of an open one, those of others only who has a seat."""

    class Admission(models.TextChoices):
        OPEN = "open", _("open: whoever wants to joins, and everybody reads along")
        REQUEST = "request", _("on request: members see that it exists, its own members read")
        INVITATION = "invitation", _("by invitation: only its own members know of it")

    name = models.CharField(max_length=80, validators=[MinLengthValidator(3)])
    admission = models.CharField(max_length=10, choices=Admission.choices)
    ended_at = models.DateTimeField(null=True, blank=True)  # since when nobody writes here any more
    # Its name and page; each of its threads is decided by itself.
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=500, blank=True)
    is_withheld = models.BooleanField(default=False)  # reported by members; hidden until a moderator has decided

    objects = CircleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_withheld=False) | models.Q(hidden_at__isnull=False, hidden_reason=""),
                name="circle_withheld_is_hidden_without_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group", args=[self.slugged_id])

    @property
    def slugged_id(self) -> str:
        """How addresses name the group: ``12-partners-of-berlin``."""
        return id_and_slug(self.pk, self.name)

    @property
    def is_closed(self) -> bool:
        """Only those with a seat read its threads."""
        return self.admission != self.Admission.OPEN


class CircleSeat(models.Model):
    """Somebody who reads and writes there. The area that keeps the circle writes these rows with its own."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="circle_seats")

    class Meta:
        # Also used by: whether somebody reads a thread.
        constraints = [models.UniqueConstraint("circle", "person", name="one_seat_per_circle_and_person")]

    def __str__(self) -> str:
        return f"seat {self.pk}"  # never whose: this is what logs would show
