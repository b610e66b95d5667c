"""Lists that partners keep beside a change, the playbook and the options: every version as it was saved."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.programs.models.changes import Change


class SheetVersion(models.Model):
    """A playbook or an options table as one save left it. Never changed: an edit is the next version.

    ``rows`` are those of ``models.playbooks.Step`` or ``prices.Option``, in order.
    """

    class Kind(models.TextChoices):
        PLAYBOOK = "playbook", _("Playbook")
        OPTIONS = "options", _("Options")

    change = models.ForeignKey(Change, models.CASCADE, related_name="sheet_versions")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    number = models.PositiveIntegerField()
    rows = models.JSONField(default=list)
    note = models.CharField(max_length=200, blank=True)
    restores = models.PositiveIntegerField(null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            # Also used by: the latest version, the list of versions.
            models.UniqueConstraint("change", "kind", "number", name="sheet_version_numbered_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="sheet_version_counts_from_one"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["playbook", "options"]), name="sheet_version_of_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change}: {self.kind} {self.number}"
