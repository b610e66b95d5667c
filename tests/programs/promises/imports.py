"""Of import sources, and of what they say anew."""

from django.utils import timezone

from community.programs.models import ImportedUpdate, ImportSource
from tests import factories as make


def source(**fields):
    def update(_change) -> None:
        ImportSource.objects.filter(pk=make.make_import_source().pk).update(**fields)

    return update


def same_name(_change) -> None:
    first = make.make_import_source()
    make.make_import_source(first.vendor, name=first.name)


def second_pending(change) -> None:
    first = make.make_imported_update(change)
    ImportedUpdate.objects.create(item=first.item, fields={}, seen_at=timezone.now())


def both_ways(change) -> None:
    now = timezone.now()
    ImportedUpdate.objects.filter(pk=make.make_imported_update(change).pk).update(applied_at=now, dismissed_at=now)


BROKEN = {
    "import_source_name_unique_per_vendor": [same_name],
    "import_source_has_an_address_or_a_folder": [
        source(url="", folder=""),
        source(url="https://a.example/", folder="a"),
    ],
    "import_source_interval_sensible": [source(every_hours=0), source(every_hours=721)],
    "one_pending_update_per_imported_item": [second_pending],
    "imported_update_applied_or_dismissed": [both_ways],
}
