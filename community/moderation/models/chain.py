"""The chain that the decisions of the log form. Written by the database alone: see ``migrations/0004_sealed.py``."""

from django.db import models

from community.moderation.models.decisions import Decision


class Seal(models.Model):
    """The place of a decision in the log, and a hash over what it says and the seal before.

    Numbers have no gaps: a decision gets its number when its transaction ends, with the head locked.
    """

    number = models.BigIntegerField(primary_key=True)
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="seal")
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


class LogHead(models.Model):
    """How many decisions there are, and the last seal: kept apart, so that a log without its end is noticed."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    count = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="log_has_one_head")]

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"
