"""Threads and the posts in them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinLengthValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.core.paging import page_of
from community.core.slugs import id_and_slug
from community.forum.querysets import PostQuerySet, ThreadQuerySet
from community.programs.models import Change, Vendor
from community.tags.models import Tag


class Thread(models.Model):
    """A conversation: about one change, or opened by a partner."""

    class Kind(models.TextChoices):
        CHANGE = "change", _("Discussion of a change")
        QUESTION = "question", _("Question")
        DISCUSSION = "discussion", _("Discussion")
        ANNOUNCEMENT = "announcement", _("Announcement")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=255, validators=[MinLengthValidator(15)])
    change = models.OneToOneField(Change, models.PROTECT, null=True, blank=True, related_name="thread")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="threads")
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
    hidden_at = models.DateTimeField(null=True, blank=True)

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
        ]
        indexes = [
            # used by: thread list and home "Talking", newest conversation first
            models.Index(
                fields=["-last_post_at", "-id"],
                condition=models.Q(published_at__isnull=False, hidden_at=None),
                name="thread_talking",
            ),
        ]

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
    def is_pinned(self) -> bool:
        return self.pinned_at is not None


class Post(models.Model):
    """One contribution to a thread.

    Its number is given when it is first shown and never changes; a post that waits for a moderator
    has none, so that nobody can tell from a gap that it exists.
    """

    class State(models.TextChoices):
        PUBLISHED = "published", _("shown")
        HELD = "held", _("waiting for a moderator")
        DECLINED = "declined", _("declined")
        HIDDEN = "hidden", _("hidden by a moderator")
        DELETED = "deleted", _("removed by its author")

    class HoldRule(models.TextChoices):
        FIRST_POSTS = "first_posts", _("The first three posts of a new partner are read by a moderator.")
        MARKUP = "markup", _("The text could not be shown safely as it was formatted.")

    NUMBERED = (State.PUBLISHED, State.HIDDEN, State.DELETED)
    STUBS = (State.HIDDEN, State.DELETED)

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField(null=True, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    # The numbers from the root of the tree down to this post, six base-36 digits each: the text order
    # of the paths is the reading order of the tree.
    path = models.TextField(blank=True, db_collation="C")
    depth = models.PositiveSmallIntegerField(default=0)

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    speaks_for = models.ForeignKey(Vendor, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.TextField(max_length=32000)
    html = models.TextField(editable=False)
    renderer_version = models.PositiveSmallIntegerField(editable=False)
    mentions = ArrayField(models.CharField(max_length=20), default=list, editable=False)  # handles, small letters
    created_at = models.DateTimeField(auto_now_add=True)

    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    hold_rule = models.CharField(max_length=12, choices=HoldRule.choices, blank=True)
    state_reason = models.CharField(max_length=500, blank=True)
    state_changed_at = models.DateTimeField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("thread", "number", name="post_number_unique_in_thread"),
            models.CheckConstraint(
                condition=models.Q(state__in=["published", "hidden", "deleted"], number__isnull=False)
                | models.Q(state__in=["held", "declined"], number=None),
                name="post_numbered_once_shown",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="held") | ~models.Q(hold_rule=""), name="post_held_by_a_rule"
            ),
        ]
        indexes = [
            # used by: tree view
            models.Index(fields=["thread", "path"], name="post_tree"),
            # used by: a person's page, "first three posts", the same text sent twice
            models.Index(fields=["author", "-created_at"], name="post_of_author"),
            # used by: the queue, oldest first; a thread's page for those who see held posts
            models.Index(fields=["created_at"], condition=models.Q(state="held"), name="post_held"),
            models.Index(fields=["thread"], condition=models.Q(state="held"), name="post_held_in_thread"),
        ]

    def __str__(self) -> str:
        return f"{self.thread} #{self.number or '–'}"

    def get_absolute_url(self) -> str:
        """The permalink, which finds the page on which the post stands."""
        if self.number is None:
            return self.thread.get_absolute_url() + f"#held-{self.pk}"
        return reverse("post", args=[self.thread.slugged_id, self.number])

    @property
    def flat_page(self) -> int:
        return page_of(self.number)

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_held(self) -> bool:
        return self.state == self.State.HELD
