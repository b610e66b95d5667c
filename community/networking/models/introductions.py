"""Asking to be introduced to somebody, and what they say to it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forum.models import Thread
from community.networking.models.teaming import TeamingEntry
from community.networking.querysets.introductions import AnswerQuerySet, IntroductionQuerySet
from community.programs.models import Change, Question


class Introduction(models.Model):
    """One partner asks another to be introduced. What the other says stands in ``IntroductionAnswer`` alone, so that
    nothing here differs between a "no" and no answer; the requester is shown ``accepted_at`` at most.
    """

    requester = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="introductions_asked")
    target = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="introductions_got")
    blurb = models.TextField(max_length=600)
    contact = models.CharField(max_length=200)  # how to reach the requester; the target reads it after a "yes"
    change = models.ForeignKey(Change, models.SET_NULL, null=True, blank=True, related_name="+")
    question = models.ForeignKey(Question, models.SET_NULL, null=True, blank=True, related_name="+")
    thread = models.ForeignKey(Thread, models.SET_NULL, null=True, blank=True, related_name="+")
    teaming_entry = models.ForeignKey(TeamingEntry, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()  # until when it can be answered; asked of the clock, whatever was said
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # after a "yes" one of the two wants it no more
    hidden_at = models.DateTimeField(null=True, blank=True)  # a moderator has taken it away from the target
    hidden_reason = models.CharField(max_length=500, blank=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(requester=models.F("target")), name="nobody_is_introduced_to_themselves"
            ),
            models.CheckConstraint(
                condition=models.Q(change=None, question=None, thread=None)
                | models.Q(change=None, question=None, teaming_entry=None)
                | models.Q(change=None, thread=None, teaming_entry=None)
                | models.Q(question=None, thread=None, teaming_entry=None),
                name="introduction_about_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("asked_at")), name="introduction_ends_after_it_began"
            ),
        ]
        indexes = [
            # used by: the requester's list, and whether they may ask again
            models.Index(fields=["requester", "-id"], name="introduction_asked"),
            # used by: the target's list
            models.Index(fields=["target", "-id"], name="introduction_got"),
        ]

    def __str__(self) -> str:
        return f"introduction {self.pk}"  # never who asks whom: this is what logs would show

    def get_absolute_url(self) -> str:
        return reverse("introduction", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it can be answered, or could, if it was not answered before."""
        return self.withdrawn_at is None and timezone.now() < self.ends_at

    @property
    def about(self):
        """The change, question, thread or entry of the teaming board that it is about, or None. Not everybody who reads
        the request may see it."""
        return self.change or self.question or self.thread or self.teaming_entry


class IntroductionAnswer(models.Model):
    """What the target has said, for the target; the requester is told of a "yes" and of nothing else."""

    class Verdict(models.TextChoices):
        YES = "yes", _("yes")
        LATER = "later", _("ask me later")
        NO = "no", _("no")

    introduction = models.OneToOneField(Introduction, models.CASCADE, related_name="answer")
    answerer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="introduction_answers")
    verdict = models.CharField(max_length=5, choices=Verdict.choices)
    contact = models.CharField(max_length=200, blank=True)  # how to reach the target, given with a "yes"
    answered_at = models.DateTimeField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict="yes") & ~models.Q(contact="")
                | models.Q(verdict__in=["later", "no"], contact=""),
                name="introduction_contact_with_a_yes",
            ),
        ]

    def __str__(self) -> str:
        return f"answer to {self.introduction_id}"
