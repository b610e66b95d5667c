"""Keeping the ways to a vendor, and saying which of them work."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.columns import give_columns
from community.core.refusals import Refused
from community.networking import rules
from community.networking.models import ContactRoute, RouteVote
from community.programs.models import Vendor

# With one of these another, it is another way, and what was said of the one before does not hold for it.
THE_WAY = ("kind", "address")


@transaction.atomic
def add_route(vendor: Vendor, *, by, **said) -> ContactRoute:
    """Add a way to a vendor; the company of who adds it says with it that it works. Sent twice, it is one.

    Args:
        said: kind, purpose, address, what_for, and what else a ``ContactRoute`` says.
    Raises:
        Refused: the person may not, or the same way is there already.
        TooSoon: they have added as many as one may within a day.
    """
    _one_after_the_other(vendor.pk)
    rules.check_can_add_route(by, vendor)
    same = _same_way(vendor, said)
    if same is not None and same.added_by_id == by.pk:
        return same
    _check_is_new(same)
    rules.check_pace_of_routes(by)
    route = ContactRoute.objects.create(vendor=vendor, added_by=by, **said)
    if by.company is not None:
        _vote(route, by, works=True)
    return route


@transaction.atomic
def change_route(route: ContactRoute, *, by, **said) -> bool:
    """Change what a route says. If the way itself becomes another one, votes about the one before are gone, and the
    company of who changes it says that it works. False if it says so already.

    Raises:
        Refused: the person may not, or another route says the same.
    """
    _one_after_the_other(route.vendor_id)
    route = _locked(route)
    rules.check_can_change_route(by, route)
    changed = [name for name, value in said.items() if getattr(route, name) != value]
    if not changed:
        return False
    _check_is_new(_same_way(route.vendor, said, but=route))
    for name in changed:
        setattr(route, name, said[name])
    route.changed_at = timezone.now()
    route.save(update_fields=[*changed, "changed_at"])
    if set(changed) & set(THE_WAY):
        route.votes.all().delete()
        if by.company is not None:
            _vote(route, by, works=True)
    return True


@transaction.atomic
def vote_on_route(route: ContactRoute, *, by, works: bool) -> bool:
    """Say for one's company whether a route works. Said again, it counts in full again from now on. Always True.

    Raises:
        Refused: the person may not.
    """
    route = _locked(route)
    rules.check_can_vote(by, route)
    _vote(route, by, works=works)
    return True


@transaction.atomic
def take_back_vote(route: ContactRoute, *, by) -> bool:
    """What one's company has said of a route is not said any more. False if it said nothing."""
    return RouteVote.objects.visible_to(by).filter(route=route).delete()[0] > 0


@transaction.atomic
def remove_route(route: ContactRoute, *, by) -> bool:
    """Take away a route that one has added oneself, while no other company has voted. Always True.

    Raises:
        Refused: it is not theirs, or others have voted.
    """
    route = _locked(route)
    rules.check_can_remove_route(by, route)
    route.delete()
    return True


@transaction.atomic
def withhold_route(route: ContactRoute) -> bool:
    """Hide a shown route until a moderator has decided, because members reported it. False if it is not shown."""
    if _locked(route).hidden_at is not None:
        return False
    return _write(route, hidden_at=timezone.now(), is_withheld=True)


@transaction.atomic
def hide_route(route: ContactRoute, *, reason: str) -> bool:
    """Take a route away that is shown or withheld, with the reason for who added it. False if it is neither."""
    now = _locked(route)
    if now.hidden_at is not None and not now.is_withheld:
        return False
    return _write(route, hidden_at=timezone.now(), is_withheld=False, hidden_reason=reason)


@transaction.atomic
def restore_route(route: ContactRoute) -> bool:
    """Show a hidden route again. False if it is not hidden, or the same way was added anew meanwhile."""
    _one_after_the_other(route.vendor_id)
    now = _locked(route)
    said = {"address": now.address, "purpose": now.purpose}
    if now.hidden_at is None or _same_way(now.vendor, said) is not None:
        return False
    return _write(route, hidden_at=None, is_withheld=False, hidden_reason="")


@transaction.atomic
def put_route_back(route: ContactRoute, *, columns: dict) -> None:
    """Give a route the state that it had before a decision.

    Raises:
        Refused: it would be shown again, and the same way was added anew meanwhile.
    """
    _one_after_the_other(route.vendor_id)
    said = {"address": route.address, "purpose": route.purpose}
    if columns["hidden_at"] is None:
        _check_is_new(_same_way(route.vendor, said, but=route))
    give_columns(route, columns)


def _one_after_the_other(vendor_id: int) -> None:
    """Two that would list the same way of a vendor wait for each other."""
    Vendor.objects.select_for_update(no_key=True).get(pk=vendor_id)


def _same_way(vendor: Vendor, said: dict, but: ContactRoute | None = None) -> ContactRoute | None:
    shown = ContactRoute.objects.shown().filter(vendor=vendor, purpose=said["purpose"])
    return shown.filter(address__iexact=said["address"]).exclude(pk=but.pk if but else None).first()


def _check_is_new(same: ContactRoute | None) -> None:
    if same is not None:
        raise Refused(_("This route is listed already, for the same purpose. Say there whether it works."))


def _vote(route: ContactRoute, by, *, works: bool) -> None:
    RouteVote.objects.update_or_create(
        route=route, company=by.company, defaults={"works": works, "voted_by": by, "voted_at": timezone.now()}
    )


def _locked(route: ContactRoute) -> ContactRoute:
    rows = ContactRoute.objects.select_for_update(no_key=True, of=("self",)).select_related("vendor")
    return rows.get(pk=route.pk)


def _write(route: ContactRoute, **fields) -> bool:
    ContactRoute.objects.filter(pk=route.pk).update(**fields)
    route.refresh_from_db()
    return True
