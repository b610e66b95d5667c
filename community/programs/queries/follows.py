"""Who follows what."""

from django.db.models import Q

from community.programs.models import Change, Follow
from community.tags.models import TagFollow


def watch_list(viewer):
    """The changes the viewer watches, and those of the vendors, programs and tags they follow, as far as visible."""
    return Change.objects.visible_to(viewer).published().followed_by(viewer)


def follower_ids(change: Change) -> set[int]:
    """Everybody who watches the change or follows its vendor, one of its programs or tags. Two queries.

    Not all of them may see the change: whoever tells them asks ``Change.objects.visible_to``.
    """
    touching = Q(change=change) | Q(vendor=change.vendor_id) | Q(program__changes=change)
    ids = set(Follow.objects.filter(touching).values_list("member", flat=True))
    return ids | set(TagFollow.objects.filter(tag__changes=change).values_list("member", flat=True))
