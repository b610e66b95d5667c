"""What a post said before it was edited."""

from django.conf import settings
from django.db import models

from community.forum.models.posts import Post
from community.forum.querysets.revisions import RevisionQuerySet


class Revision(models.Model):
    """An edit of a shown post: the text before and after, and what differs, which the worker finds out.

    ``difference`` is a list of rows [mark, line] as ``core.differences`` gives them; None until the worker has been
    there, and an empty list where the texts are too long or too repetitive to be compared.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()  # 1 is the first edit
    before = models.TextField()
    after = models.TextField()
    difference = models.JSONField(null=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint("post", "number", name="one_revision_of_a_post_per_number")]

    def __str__(self) -> str:
        return f"{self.post}, edit {self.number}"
