"""A contribution to a thread."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.accounts.models import Hat
from community.core.paging import page_of
from community.forum.models.threads import Thread
from community.forum.querysets import PostQuerySet
from community.forum.querysets.posts import WORDS


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
        WORDS = "words", _("It has a word that a moderator reads first, whoever writes it.")
        LINKS = "links", _("A first post with more than two links is read by a moderator.")
        MENTIONS = "mentions", _("A first post that calls more than two people by name is read by a moderator.")
        COPY = "copy", _("The same text stands in another thread, so a moderator reads it first.")
        SPEED = "speed", _("It was sent within three seconds of opening the form, so a moderator reads it first.")
        FLOOD = "flood", _("It is one of many first posts within an hour, so a moderator reads it first.")
        # Of a post that was shown, and is hidden until a moderator has decided: not one of ``rules.holding``.
        REPORTED = "reported", _("Members reported it, so a moderator reads it before it is shown again.")

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
    hat = models.ForeignKey(Hat, models.PROTECT, null=True, blank=True, related_name="posts")  # said for its vendor
    source = models.TextField(max_length=32000)
    html = models.TextField(editable=False)
    renderer_version = models.PositiveSmallIntegerField(editable=False)
    mentions = ArrayField(models.CharField(max_length=20), default=list, editable=False)  # handles, small letters
    created_at = models.DateTimeField(auto_now_add=True)
    # The form it was written in: sent twice, it is one post. Given with the form, kept with the post.
    form_key = models.UUIDField(null=True, editable=False)

    published_at = models.DateTimeField(null=True, blank=True)  # when it was first shown, and got its number
    edited_at = models.DateTimeField(null=True, blank=True)  # as readers are told: not within the first minutes
    version = models.PositiveIntegerField(default=1)  # raised by every edit; who edits an older one is told
    erased_at = models.DateTimeField(null=True, blank=True)  # when the text of a removed post was really removed

    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    hold_rule = models.CharField(max_length=12, choices=HoldRule.choices, blank=True)
    # The same for posts with the same words; empty for short ones, and for what came from elsewhere.
    fingerprint = models.CharField(max_length=32, blank=True, editable=False)
    state_reason = models.CharField(max_length=500, blank=True)
    state_changed_at = models.DateTimeField(null=True, blank=True)

    # Counters, moved in the transaction that changes the rows; see `manage.py check_counters`.
    flag_count = models.PositiveIntegerField(default=0)  # reports that nobody has decided about
    helpful_count = models.PositiveIntegerField(default=0)
    same_here_count = models.PositiveIntegerField(default=0)

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
            models.UniqueConstraint(
                "author", "form_key", condition=models.Q(form_key__isnull=False), name="one_post_per_form"
            ),
            models.CheckConstraint(
                condition=models.Q(number=None, published_at=None)
                | models.Q(number__isnull=False, published_at__isnull=False),
                name="post_numbered_when_published",
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at=None) | models.Q(state="deleted", source="", html=""),
                name="post_erased_without_text",
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
            # used by: the same text in several threads
            models.Index(
                fields=["fingerprint", "created_at"], condition=~models.Q(fingerprint=""), name="post_same_words"
            ),
            # used by: the search within a thread
            GinIndex(WORDS, name="post_words"),
            # used by: who has helped, by person and by thread
            models.Index(
                fields=["author", "thread"], condition=models.Q(helpful_count__gt=0), name="post_helpful_of_author"
            ),
            models.Index(fields=["thread"], condition=models.Q(helpful_count__gt=0), name="post_helpful_in_thread"),
            # used by: the heat brake
            models.Index(fields=["thread"], condition=models.Q(flag_count__gt=0), name="post_flagged"),
            # used by: the job that really removes what authors took back
            models.Index(
                fields=["state_changed_at"], condition=models.Q(state="deleted", erased_at=None), name="post_to_erase"
            ),
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
    def seen_as(self) -> str:
        """What a form about the post remembers of it, so that nobody decides about what they have not seen."""
        return f"{self.state}.{self.version}"

    @property
    def title_beside(self) -> str:
        """The title that was written with it and waits with it; nothing for a post of a thread that is shown."""
        return self.thread.title if self.thread.published_at is None else ""

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_held(self) -> bool:
        return self.state == self.State.HELD

    @property
    def is_withheld(self) -> bool:
        """Hidden because members reported it, until a moderator has decided."""
        return self.state == self.State.HIDDEN and self.hold_rule == self.HoldRule.REPORTED
