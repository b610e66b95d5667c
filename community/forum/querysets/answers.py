"""Filters over accepted answers."""

from django.db import models


class AcceptedAnswerQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AcceptedAnswerQuerySet":
        """Those whose post is shown, to whom it is shown: what is taken away answers nothing."""
        from community.forum.models import Post

        return self.filter(post__in=Post.objects.visible_to(viewer).published())
