"""How a record was edited."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.programs.models.changes import Change, ChangeSource
from community.programs.querysets.revisions import RevisionQuerySet


class ChangeRevision(models.Model):
    """One edit of a change record: who, when, why, and each field as it was and as it is. Never changed.

    ``fields`` maps the name of a field to both of its texts: ``{"title": ["as it was", "as it is"]}``; lists are
    texts of one entry to a line; ``touched`` are their names alone. ``number`` counts from 1 for each
    change, hidden ones included. ``source`` is the one whose words it took over; nobody edited it where that
    was trusted to do so by itself.
    """

    class Circle(models.TextChoices):
        """Who may read it: whoever could read the record when it was edited."""

        EVERYBODY = "everybody", _("everybody")
        PARTNERS = "partners", _("partners")
        PROPOSER = "proposer", _("proposer and moderators")
        MODERATORS = "moderators", _("moderators")

    change = models.ForeignKey(Change, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.ForeignKey(ChangeSource, models.PROTECT, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    is_substantive = models.BooleanField()
    circle = models.CharField(max_length=10, choices=Circle.choices)
    touched = ArrayField(models.CharField(max_length=20))
    fields = models.JSONField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint("change", "number", name="one_revision_per_change_and_number"),
            models.CheckConstraint(
                condition=models.Q(edited_by__isnull=False) | models.Q(source__isnull=False),
                name="revision_by_somebody_or_a_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change}, edit {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("change_revision", args=[self.change.slugged_id, self.number])


class RevisionDifference(models.Model):
    """The lines by which a revision differs, as the worker found them; apart, because it comes later.

    ``rows`` maps the name of a field to ``[mark, text]``: " " kept, "-" taken out, "+" put in, "@" a number of lines
    left out. A field that is too long to be compared is missing.
    """

    revision = models.OneToOneField(ChangeRevision, models.CASCADE, related_name="difference")
    rows = models.JSONField()

    def __str__(self) -> str:
        return str(self.revision)
