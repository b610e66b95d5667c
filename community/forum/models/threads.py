"""A conversation, and what it counts."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinLengthValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.slugs import id_and_slug
from community.forum.models.circles import Circle
from community.forum.querysets import ThreadQuerySet
from community.programs.models import Change
from community.tags.models import Tag

COMES_TO_REST = timedelta(days=180)  # product.md 4.2: prices and programs have moved on since


class Thread(models.Model):
    """A conversation: about one change, or opened by a partner."""

    class Kind(models.TextChoices):
        CHANGE = "change", _("Discussion of a change")
        QUESTION = "question", _("Question")
        DISCUSSION = "discussion", _("Discussion")
        REVIEW = "review", _("Benefit review")
        OFFER = "offer", _("Offer or teaming")
        ANNOUNCEMENT = "announcement", _("Announcement")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=255, validators=[MinLengthValidator(15)])
    change = models.OneToOneField(Change, models.PROTECT, null=True, blank=True, related_name="thread")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="threads")
    circle = models.ForeignKey(
        Circle, models.PROTECT, null=True, blank=True, related_name="threads"
    )  # whose thread it is; empty for everybody's
    tags = models.ManyToManyField(Tag, related_name="threads", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # Empty while the opening post waits for a moderator.
    published_at = models.DateTimeField(null=True, blank=True)

    # Counters, moved in the transaction that changes the posts; see `manage.py check_counters`.
    last_number = models.PositiveIntegerField(default=0)  # the highest number given, hidden posts included
    post_count = models.PositiveIntegerField(default=0)  # posts that everybody can read
    last_post_at = models.DateTimeField(null=True, blank=True)
    last_post_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=0)  # raised whenever something on its pages changes

    locked_at = models.DateTimeField(null=True, blank=True)
    lock_reason = models.CharField(max_length=300, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    pinned_until = models.DateField(null=True, blank=True)  # the last day; empty for as long as somebody unpins it
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=500, blank=True)
    # Members reported it, and no moderator has decided yet.
    is_withheld = models.BooleanField(default=False)
    # All its posts are there, and its address leads there. Never a thread that was merged itself.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="change", change__isnull=False)
                | ~models.Q(kind="change") & models.Q(change=None, author__isnull=False),
                name="thread_of_a_change_or_of_an_author",
            ),
            models.CheckConstraint(
                condition=models.Q(post_count__lte=models.F("last_number")), name="thread_counts_numbered_posts"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(change=None, post_count=0),
                name="merged_thread_is_empty",
            ),
            models.CheckConstraint(
                condition=models.Q(is_withheld=False) | models.Q(hidden_at__isnull=False, hidden_reason=""),
                name="thread_withheld_is_hidden",
            ),
            models.CheckConstraint(
                condition=models.Q(change=None) | models.Q(circle=None), name="thread_of_a_change_is_everybodys"
            ),
            models.CheckConstraint(
                condition=models.Q(pinned_until=None) | models.Q(pinned_at__isnull=False), name="thread_pinned_until"
            ),
        ]
        indexes = [
            # used by: thread list and home "Talking", newest conversation first
            models.Index(
                fields=["-last_post_at", "-id"],
                condition=models.Q(published_at__isnull=False, hidden_at=None),
                name="thread_talking",
            ),
            # used by: the page of a group, newest conversation first
            models.Index(
                fields=["circle", "-last_post_at", "-id"], condition=models.Q(circle__isnull=False),
                name="thread_of_circle",
            ),
            # used by: threads with a title like the one that is being typed
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="thread_title_trigrams"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("thread", args=[self.slugged_id])

    @property
    def slugged_id(self) -> str:
        """How addresses name the thread: ``12-what-replaces-the-portal``."""
        return id_and_slug(self.pk, self.title)

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def is_at_rest(self) -> bool:
        """Whether nobody has written for so long that a reply would surprise those who did."""
        return self.last_post_at is not None and timezone.now() - self.last_post_at > COMES_TO_REST

    @property
    def is_pinned(self) -> bool:
        return self.pinned_at is not None and (self.pinned_until is None or timezone.localdate() <= self.pinned_until)
