"""Filters over images."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Cast

from community.accounts import rules as people


class ImageQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ImageQuerySet":
        """Those in posts that the viewer may read, and one's own. What is in no post is seen by its owner alone."""
        from community.forum.models import Post

        shown = Q(Exists(Post.objects.visible_to(viewer).filter(images=OuterRef("pk"))))
        if people.is_member(viewer):
            shown |= Q(owner=viewer)
        return self.filter(shown)

    def in_use(self) -> "ImageQuerySet":
        """Those that a post shows, or that stand in a draft of their owner's."""
        return self.filter(self._used())

    def unused(self) -> "ImageQuerySet":
        """All others."""
        return self.exclude(self._used())

    @staticmethod
    def _used() -> Q:
        from community.forum.models import Draft, Image

        key = Cast(OuterRef("pk"), models.TextField())
        drafts = Draft.objects.filter(Q(source__contains=key) | Q(replaced__contains=key), member=OuterRef("owner"))
        return Q(Exists(Image.posts.through.objects.filter(image=OuterRef("pk")))) | Q(Exists(drafts))
