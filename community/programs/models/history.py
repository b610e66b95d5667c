"""What the facts of a change were, each time they changed: the memory that vendor records are recomputed from."""

from django.db import models


class HistoryEntry(models.Model):
    """The facts of one change that a vendor's record is counted from, as they were from some moment on.

    Written by the database itself (a trigger on the table of changes), so that no way of changing a date can forget
    it; and never changed.
    """

    change_id = models.BigIntegerField()
    vendor_id = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    publication = models.CharField(max_length=10)
    state = models.CharField(max_length=12)
    announced_on = models.DateField(null=True)
    announced_precision = models.CharField(max_length=8)
    effective_on = models.DateField(null=True)
    effective_precision = models.CharField(max_length=8)
    written_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "history entries"
        indexes = [
            # used by: recomputing the record of a vendor
            models.Index(fields=["vendor_id", "id"], name="history_of_vendor"),
        ]

    def __str__(self) -> str:
        return f"{self.change_id}: {self.publication} {self.state}"
