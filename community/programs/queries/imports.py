"""What the screens about sources of imports read."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from community.programs.models import Change, ImportedUpdate, ImportSource

DRAFT = Q(items__change__publication="draft")
UNDOUBTED = Q(imported_item__needs_review="")


def import_sources(viewer):
    """The sources with how many records they gave, how many of them wait, and how many are at the source no more.
    One query."""
    updates = (
        ImportedUpdate.objects.pending().filter(item__source=OuterRef("pk")).order_by()
        .values("item__source").annotate(n=Count("pk")).values("n")
    )  # fmt: skip
    return (
        ImportSource.objects.visible_to(viewer)
        .select_related("vendor")
        .annotate(
            record_count=Count("items"),
            draft_count=Count("items", filter=DRAFT),
            gone_count=Count("items", filter=Q(items__missing_since__isnull=False)),
            update_count=Coalesce(Subquery(updates), 0),
        )
    )


def import_source(viewer, pk: int) -> ImportSource | None:
    """One source as ``import_sources`` gives them, if the viewer may see it. One query."""
    return import_sources(viewer).filter(pk=pk).first()


def publishable_drafts(viewer, source: ImportSource):
    """The drafts of a source about which nothing must be checked, oldest first."""
    drafts = Change.objects.visible_to(viewer).drafts().filter(UNDOUBTED, imported_item__source=source)
    return drafts.filter(imported_item__missing_since=None).order_by("pk")


def pending_updates(viewer):
    """What sources want to change of records in hand, oldest first, with the records."""
    updates = ImportedUpdate.objects.visible_to(viewer).pending()
    return updates.select_related("item__change__vendor", "item__source").order_by("seen_at", "pk")
