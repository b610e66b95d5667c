"""Of visits and saved searches."""

from django.utils import timezone

from community.programs.models import ChangeVisit, SavedSearch
from tests import factories as make


def visit(change, **fields) -> ChangeVisit:
    fields = {"member": make.make_user(), "last_visit_at": timezone.now(), "facts": {}} | fields
    return ChangeVisit.objects.create(change=change, **fields)


def second_visit(change) -> None:
    visit(change, member=visit(change).member)


def half_before(**fields):
    return lambda change: visit(change, **fields)


def search(member=None, **fields) -> SavedSearch:
    fields = {"name": "Mine", "query": "kind=fee", "last_seen_at": timezone.now()} | fields
    return SavedSearch.objects.create(member=member or make.make_user(), **fields)


def same_name(_change) -> None:
    search(search().member)


BROKEN = {
    "one_visit_row_per_person_and_change": [second_visit],
    "visit_before_has_day_and_facts": [half_before(before_at=timezone.now()), half_before(facts_before={})],
    "search_name_unique_per_member": [same_name],
    "search_named_and_narrow": [lambda _change: search(name=""), lambda _change: search(query="")],
}
