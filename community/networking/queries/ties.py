"""What the thread of a change says beside those who are tied to its vendor."""

from community.forum.models import Post, Thread
from community.networking.models import VendorTie


def ties_in(thread: Thread, viewer) -> dict[int, VendorTie]:
    """Of those who wrote there the ties to the vendor that the thread is about, by person, as far as the viewer reads
    them. One query; none for threads that are about no change. Nothing is told of pseudonyms: they have no ties.
    """
    if thread.change_id is None:
        return {}
    authors = Post.objects.filter(thread=thread).values("author")
    ties = VendorTie.objects.visible_to(viewer).filter(vendor=thread.change.vendor_id, member__in=authors)
    return {tie.member_id: tie for tie in ties.select_related("vendor")}
