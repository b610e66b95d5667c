"""How somebody stands: to themselves in words, and to moderators."""

from dataclasses import dataclass

from community.accounts.models import Sanction
from community.core.paging import PAGE_SIZE, KeysetPage, keyset_page
from community.forum.models import Post
from community.moderation.queries.rulings import decisions_about, rulings

MOST = 50  # posts that wait, newest first


@dataclass(frozen=True)
class Standing:
    """What was decided about a member, newest first, and what waits. Reports are here only as what came of them."""

    waiting: list[Post]
    page: KeysetPage

    @property
    def is_good(self) -> bool:
        """Nothing was ever decided against them, and nothing waits."""
        return not (self.waiting or self.page.items)


def standing(member, *, before: int | None = None) -> Standing:
    """The member's own, as far as they may read it. Never who decided or reported. Five queries, and one for each kind
    of thing on the page."""
    own = Post.objects.visible_to(member).by(member).filter(state__in=["held", "hidden"])
    posts = [] if before else list(own.select_related("thread").order_by("-pk")[: 3 * MOST])
    rows = decisions_about(member).order_by("-pk")
    page = keyset_page(rows.filter(pk__lt=before) if before else rows, size=PAGE_SIZE, key=lambda row: row.pk)
    return Standing(
        waiting=[post for post in posts if post.is_held or post.is_withheld][:MOST],
        page=KeysetPage(rulings(member, page.items), page.next_key),
    )


def sanctions_of(viewer, person) -> list[Sanction]:
    """Every sanction of a person, newest first, for moderators. One query."""
    rows = Sanction.objects.visible_to(viewer).filter(person=person)
    return list(rows.select_related("given_by", "lifted_by").order_by("-pk"))
