"""What a member has read of a thread, how much they want to hear of it, and the posts that they keep."""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.forum.models.posts import Post
from community.forum.models.threads import Thread
from community.forum.querysets.bookmarks import BookmarkQuerySet
from community.forum.querysets.reading import ThreadReaderQuerySet

MOST_AHEAD = 2000  # numbers; who reads more out of order finds the highest of them unread again


class ThreadReader(models.Model):
    """A member and a thread: what they have read of it, and their watch level.

    Everything up to ``last_read_number`` is read; ``read_ahead`` are the numbers read beyond it, as the tree shows
    late answers early. ``visited_…`` are of the last visit, ``before_…`` of the one before it.
    """

    VISIT = dt.timedelta(minutes=30)  # reading, answering and coming back within it is one visit

    class Level(models.TextChoices):
        WATCHING = "watching", _("Watching")
        NORMAL = "normal", _("Normal")
        MUTED = "muted", _("Muted")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="readers")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="threads_read")
    last_read_number = models.PositiveIntegerField(default=0)
    read_ahead = ArrayField(models.PositiveIntegerField(), default=list, blank=True)

    level = models.CharField(max_length=8, choices=Level.choices, default=Level.NORMAL)
    level_chosen = models.BooleanField(default=False)  # by the member: then writing here does not change it

    visited_at = models.DateTimeField(null=True, blank=True)
    visited_number = models.PositiveIntegerField(null=True, blank=True)
    before_at = models.DateTimeField(null=True, blank=True)
    before_number = models.PositiveIntegerField(null=True, blank=True)

    objects = ThreadReaderQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also used by: who watches a thread; whether somebody mutes it.
            models.UniqueConstraint("thread", "member", name="one_reader_row_per_person_and_thread"),
            models.CheckConstraint(
                condition=models.Q(read_ahead__len__lte=MOST_AHEAD), name="reader_is_not_ahead_of_everything"
            ),
            models.CheckConstraint(
                condition=models.Q(visited_at=None, visited_number=None)
                | models.Q(visited_at__isnull=False, visited_number__isnull=False),
                name="thread_visit_has_time_and_number",
            ),
            models.CheckConstraint(
                condition=models.Q(before_at=None, before_number=None)
                | models.Q(before_at__isnull=False, before_number__isnull=False),
                name="thread_visit_before_has_time_and_number",
            ),
        ]
        indexes = [
            # used by: the lists of what one reads and watches
            models.Index(fields=["member", "level"], name="reader_of_threads"),
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.thread}: up to #{self.last_read_number}, {self.level}"


class Bookmark(models.Model):
    """A post that a member keeps, and the day on which they want to be reminded of it."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    post = models.ForeignKey(Post, models.CASCADE, related_name="bookmarks")
    created_at = models.DateTimeField(auto_now_add=True)
    remind_on = models.DateField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)  # of this day; empty again when another is set

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also used by: the mark on a post.
            models.UniqueConstraint("post", "member", name="one_bookmark_per_person_and_post"),
            models.CheckConstraint(
                condition=models.Q(reminded_at=None) | models.Q(remind_on__isnull=False),
                name="bookmark_reminded_of_a_day",
            ),
        ]
        indexes = [
            # used by: one's bookmarks, the latest first
            models.Index(fields=["member", "-id"], name="bookmarks_of_member"),
            # used by: the job that reminds
            models.Index(
                fields=["remind_on"],
                condition=models.Q(remind_on__isnull=False, reminded_at=None),
                name="bookmark_to_remind_of",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.post}"
