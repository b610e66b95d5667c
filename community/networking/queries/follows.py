"""What people write whom one follows, and who follows whom."""

from dataclasses import dataclass

from django.db.models import Exists

from community.accounts.models import User
from community.core.paging import PAGE_SIZE, KeysetPage, keyset_page
from community.forum.models import Post
from community.networking.models import Block, PeerFollow, PeerSettings


@dataclass(frozen=True)
class Following:
    """What the viewer may do with a person: follow them, and see who does."""

    may_follow: bool = False
    is_followed: bool = False
    shows_followers: bool = False
    is_blocked: bool = False  # by the viewer; of whom has blocked the viewer it tells no more than of who refuses


def following_of(viewer, person) -> Following:
    """For the page of a person. One query, none for visitors."""
    if not viewer.is_authenticated or not person.is_active:
        return Following()
    if viewer.pk == person.pk:
        return Following(shows_followers=PeerFollow.objects.of(person).exists())
    followed = PeerFollow.objects.filter(member=viewer).of(person)
    found = User.objects.select_related("peer_settings").annotate(
        is_followed=Exists(followed),
        is_apart=Exists(Block.objects.between(viewer, person)),
        is_blocked=Exists(Block.objects.visible_to(viewer).filter(person=person)),
    ).get(pk=person.pk)  # fmt: skip
    chosen = getattr(found, "peer_settings", None) or PeerSettings(member=person)
    may_follow = chosen.may_be_followed and not found.is_apart
    return Following(may_follow, may_follow and found.is_followed, chosen.shows_followers, found.is_blocked)


def follows_company(viewer, company) -> bool:
    """Whether the viewer follows the company. One query, none for visitors."""
    return viewer.is_authenticated and PeerFollow.objects.filter(member=viewer).of(company).exists()


def followers_of(viewer, person, *, before: int | None = None) -> KeysetPage:
    """A page of who follows a person, as far as the viewer may see that; the latest first. One query."""
    rows = PeerFollow.objects.visible_to(viewer).of(person).select_related("member__membership__company")
    rows = rows.filter(member__in=User.objects.active()).order_by("-pk")
    if before:
        rows = rows.filter(pk__lt=before)
    return keyset_page(rows, size=PAGE_SIZE, key=lambda row: row.pk)


def followed_by(member, *, before: int | None = None) -> KeysetPage:
    """A page of the people and companies that a member follows, the latest first. One query."""
    rows = PeerFollow.objects.kept_by(member).select_related("person__membership__company", "company").order_by("-pk")
    if before:
        rows = rows.filter(pk__lt=before)
    return keyset_page(rows, size=PAGE_SIZE, key=lambda row: row.pk)


def shows_followers(viewer, person) -> bool:
    """Whether the viewer may see who follows a person. At most one query."""
    own = viewer.pk == person.pk
    return (
        own or PeerSettings.objects.filter(member=person, followers_shown_to="members", may_be_followed=True).exists()
    )


def posts_of_followed(viewer, *, before: int | None = None) -> KeysetPage:
    """A page of what followed people and people of followed companies have written under their names, the latest
    first. One query."""
    shown = Post.objects.listed_for(viewer).filter(thread__published_at__isnull=False, thread__hidden_at=None)
    rows = shown.filter(author__in=PeerFollow.objects.authors(viewer)).with_author().select_related("thread")
    rows = rows.order_by("-pk")
    if before:
        rows = rows.filter(pk__lt=before)
    return keyset_page(rows, size=PAGE_SIZE, key=lambda post: post.pk)
