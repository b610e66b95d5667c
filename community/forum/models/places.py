"""Where posts stood before a moderator moved them."""

from django.db import models
from django.utils import timezone

from community.forum.models.posts import Post
from community.forum.models.threads import Thread


class FormerPlace(models.Model):
    """The thread and number under which a post stood. Its old permalink finds the post by this, wherever it is now.

    The number is never given again: it stands here, and the thread goes on counting after it.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="former_places")
    number = models.PositiveIntegerField()
    post = models.ForeignKey(Post, models.CASCADE, related_name="former_places")
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            # Also used by: old permalinks; counting a thread again.
            models.UniqueConstraint("thread", "number", name="one_post_left_each_place"),
        ]

    def __str__(self) -> str:
        return f"{self.thread} #{self.number}"
