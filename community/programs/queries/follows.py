"""Who follows what."""

from dataclasses import dataclass

from django.db.models import Q

from community.accounts.models import User
from community.core.paging import PAGE_SIZE, KeysetPage, keyset_page, number_in
from community.programs.models import Change, Follow
from community.programs.queries.change_list import Filters
from community.programs.states import State
from community.tags.models import TagFollow


@dataclass(frozen=True)
class Following:
    """All that one follows, by name, and the next dates that come of it."""

    vendors: list
    programs: list
    tags: list
    watched: KeysetPage
    ahead: list[Change]


def following(viewer, *, before: str = "", touches: str = "") -> Following:
    """What the page "Following" shows. Seven queries, whatever one follows.

    Args:
        before: a key of the page before, of what is watched.
        touches: which of the next dates, as in ``Filters``.
    """
    ahead = Filters(touches=touches).apply(watch_list(viewer).ahead(), viewer)
    rows = Follow.objects.visible_to(viewer)
    vendors = rows.filter(vendor__isnull=False).select_related("vendor").order_by("vendor__name")
    programs = rows.filter(program__isnull=False).select_related("program__vendor").order_by("program__name")
    tags = TagFollow.objects.visible_to(viewer).select_related("tag").order_by("tag__name")
    return Following(
        vendors=[row.vendor for row in vendors],
        programs=[row.program for row in programs],
        tags=[row.tag for row in tags],
        watched=_watched(viewer, before),
        ahead=list(ahead.for_rows(viewer)[:PAGE_SIZE]),
    )


def _watched(viewer, before: str) -> KeysetPage:
    """The changes watched one by one, the latest first; what the viewer may no longer see is left out."""
    rows = Follow.objects.visible_to(viewer).filter(change__in=Change.objects.visible_to(viewer))
    rows = rows.select_related("change__vendor").order_by("-pk")
    last = number_in(before)
    return keyset_page(rows.filter(pk__lt=last) if last else rows, size=PAGE_SIZE, key=lambda row: row.pk)


def watch_list(viewer):
    """The changes the viewer watches, and those of the vendors, programs and tags they follow, as far as visible."""
    return Change.objects.visible_to(viewer).published().followed_by(viewer)


def follower_ids(change: Change) -> set[int]:
    """Everybody who watches the change or follows its vendor, one of its programs or tags. Two queries.

    Not all of them may see the change: whoever tells them asks ``Change.objects.visible_to``.
    """
    return set(followers(change))


def followers(change: Change) -> dict[int, str]:
    """As ``follower_ids``, each with the nearest thing they follow: watching, vendor, program or tag. Two queries."""
    touching = Q(change=change) | Q(vendor=change.vendor_id) | Q(program__changes=change)
    reasons = dict.fromkeys(TagFollow.objects.filter(tag__changes=change).values_list("member", flat=True), "tag")
    rows = list(Follow.objects.filter(touching).values_list("member", "change", "vendor"))
    reasons |= {member: "program" for member, watched, vendor in rows if not (watched or vendor)}
    reasons |= {member: "vendor" for member, _watched, vendor in rows if vendor}
    return reasons | {member: "watching" for member, watched, _vendor in rows if watched}


def followers_of_any(changes: list[int]) -> set[int]:
    """Who follows any of these public changes, or what they are about. Three queries for however many."""
    public = Change.objects.published().filter(pk__in=changes).exclude(state=State.RUMOURED)
    touching = Q(change__in=public) | Q(vendor__changes__in=public) | Q(program__changes__in=public)
    people = set(Follow.objects.filter(touching).values_list("member", flat=True))
    people |= set(TagFollow.objects.filter(tag__changes__in=public).values_list("member", flat=True))
    return set(User.objects.filter(pk__in=people, is_active=True).values_list("pk", flat=True))


def readers_of(change: Change, ids) -> set[int]:
    """Of these people the ones to whom ``Change.objects.visible_to`` shows the change. One query for however many."""
    people = User.objects.filter(pk__in=list(ids), is_active=True)
    insider = Q(role__in=["moderator", "admin"]) | Q(pk=change.proposed_by_id)
    if not change.is_published:
        people = people.filter(insider)
    elif change.is_confined:
        people = people.filter(insider | Q(membership__isnull=False))
    return set(people.values_list("pk", flat=True))
