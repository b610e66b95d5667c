"""What members keep."""

from django.db.models import Exists, OuterRef

from community.accounts import rules as people
from community.core.markup import excerpt
from community.core.paging import PAGE_SIZE, KeysetPage, keyset_page, number_in
from community.forum.models import Bookmark


def bookmarked_by(viewer) -> dict:
    """An annotation of posts: whether the viewer keeps them; nothing for visitors. No query of its own."""
    if not people.is_member(viewer):
        return {}
    return {"is_bookmarked": Exists(Bookmark.objects.filter(member=viewer, post=OuterRef("pk")))}


def bookmarks(viewer, *, before: str = "") -> KeysetPage:
    """The posts that the viewer keeps and may still read, the latest kept first. One query a page."""
    rows = Bookmark.objects.visible_to(viewer).select_related("post__thread", "post__author").order_by("-pk")
    last = number_in(before)
    if last:
        rows = rows.filter(pk__lt=last)
    page = keyset_page(rows, size=PAGE_SIZE, key=lambda row: row.pk)
    for row in page.items:
        row.excerpt = excerpt(row.post.html)
    return page


def bookmark_of(viewer, thread_id: int, number: int) -> Bookmark | None:
    """The viewer's bookmark of a shown post. One query."""
    rows = Bookmark.objects.visible_to(viewer).select_related("post__thread", "post__author")
    return rows.filter(post__thread=thread_id, post__number=number).first()
