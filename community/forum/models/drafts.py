"""What somebody has begun to write."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from community.forum.models.posts import Post
from community.forum.models.threads import Thread
from community.forum.querysets.drafts import DraftQuerySet


class Draft(models.Model):
    """An unfinished text of one member, one for each place where it can be written.

    The place is a thread, or a post in it that is answered, or a post that is edited, or none of these: a new thread.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, blank=True, related_name="drafts")
    parent = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="+")
    edits = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="+")

    title = models.CharField(max_length=255, blank=True)
    source = models.TextField(max_length=32000, blank=True)
    rest = models.JSONField(default=dict, blank=True)  # what else the form holds: its fields' names and their values
    replaced = models.TextField(max_length=32000, blank=True)  # the text that stood here until another form saved its
    # The form it is typed in. The post that this form gives takes the draft along.
    form_key = models.UUIDField(null=True, blank=True)
    # A moderator declined this post, and its text is back here.
    declined_post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "member", "thread", "parent", "edits", name="one_draft_per_member_and_place", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None) | models.Q(thread__isnull=False, edits=None),
                name="draft_answers_in_a_thread",
            ),
            models.CheckConstraint(
                condition=models.Q(edits=None) | models.Q(thread__isnull=False), name="draft_edits_in_a_thread"
            ),
        ]
        indexes = [
            # used by: "Your drafts", the latest first
            models.Index(fields=["member", "-saved_at"], name="draft_of_member"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.title or self.thread or '–'}"

    def get_absolute_url(self) -> str:
        """The form in which it goes on."""
        if self.edits_id:
            return reverse("post_edit", args=[self.edits_id])
        if self.parent_id:
            return reverse("reply_form", args=[self.thread.slugged_id, self.parent.number])
        return f"{self.thread.get_absolute_url()}#reply" if self.thread_id else reverse("thread_new")
