"""Filters over bookmarks."""

from django.db import models


class BookmarkQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "BookmarkQuerySet":
        """One's own, as long as one may read the post and it is shown."""
        from community.forum.models import Post

        if not viewer.is_authenticated:
            return self.none()
        return self.filter(member=viewer, post__in=Post.objects.visible_to(viewer).published())

    def due(self, today) -> "BookmarkQuerySet":
        """Those of which somebody is to be reminded by now."""
        return self.filter(remind_on__lte=today, reminded_at=None)
