"""Reasons that moderators give often."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReasonTemplate(models.Model):
    """Words for one kind of decision, chosen instead of written anew. Plain text, sent as it is."""

    class Kind(models.TextChoices):
        DECLINE_POST = "decline_post", _("Declining a post")
        HIDE_POST = "hide_post", _("Hiding a post")
        DECLINE_APPLICATION = "decline_application", _("Declining an application")
        DECLINE_CHANGE = "decline_change", _("Declining a proposed change")
        HIDE_QUESTION = "hide_question", _("Hiding a question")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=400)  # leaves room for a sentence of one's own
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="reason_template_with_words"),
            models.UniqueConstraint("kind", "title", name="one_reason_template_per_kind_and_title"),
        ]

    def __str__(self) -> str:
        return self.title
