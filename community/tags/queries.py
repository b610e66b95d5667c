"""Tags as the reader meets them."""

from django.db.models import Exists, OuterRef, Value

from community.tags.models import Tag, TagFollow


def with_follow(viewer):
    """All tags, each with ``is_followed``: whether the viewer follows it."""
    if not viewer.is_authenticated:
        return Tag.objects.annotate(is_followed=Value(False))
    return Tag.objects.annotate(is_followed=Exists(TagFollow.objects.visible_to(viewer).filter(tag=OuterRef("pk"))))
