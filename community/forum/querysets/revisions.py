"""Filters over revisions."""

from django.db import models


class RevisionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "RevisionQuerySet":
        """The edits of shown posts that the viewer may read: what is taken away takes its history along."""
        from community.forum.models import Post

        return self.filter(post__in=Post.objects.visible_to(viewer).published())
