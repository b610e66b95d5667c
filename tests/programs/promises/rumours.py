"""Of rumours and what takes a change's place."""

from django.utils import timezone

from community.programs.models import Change, RumourSupport
from tests import factories as make


def twice_for_one_company(change) -> None:
    first = make.make_partner()
    for member in (first, make.make_partner(company=first.company)):
        RumourSupport.objects.create(change=change, company=member.company, member=member, supported_at=timezone.now())


def update(**fields):
    return lambda change: Change.objects.filter(pk=change.pk).update(**fields)


def by_itself(change) -> None:
    Change.objects.filter(pk=change.pk).update(state="superseded", superseded_by=change)


def with_successor(state):
    return lambda change: Change.objects.filter(pk=change.pk).update(state=state, superseded_by=make.make_change())


BROKEN = {
    "one_rumour_support_per_company_and_change": [twice_for_one_company],
    "change_lapsed_is_not_listed": [
        lambda change: Change.objects.filter(pk=change.pk).update(listed_at=timezone.now(), lapsed_at=timezone.now()),
    ],
    "change_not_superseded_by_itself": [by_itself],
    "change_with_successor_is_superseded": [
        with_successor("announced"), with_successor("withdrawn"), update(is_duplicate=True),
    ],
}  # fmt: skip
