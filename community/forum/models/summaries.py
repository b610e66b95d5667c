"""What a long thread has come to, in a few sentences."""

from django.conf import settings
from django.db import models

from community.forum.models.threads import Thread
from community.forum.querysets.summaries import SummaryQuerySet


class Summary(models.Model):
    """One version of the summary above a thread. The latest is shown; an empty one takes it away."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="summaries")
    number = models.PositiveIntegerField()  # 1 is the first version
    source = models.TextField(max_length=4000, blank=True)
    html = models.TextField(editable=False, blank=True)
    renderer_version = models.PositiveSmallIntegerField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = SummaryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "summaries"
        constraints = [models.UniqueConstraint("thread", "number", name="one_summary_of_a_thread_per_number")]

    def __str__(self) -> str:
        return f"{self.thread}, summary {self.number}"
