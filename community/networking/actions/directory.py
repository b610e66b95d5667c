"""Keeping what the directory counts in few rows."""

from django.db import connection, transaction
from django.db.models import Sum

from community.networking.models import FacetCount


@transaction.atomic
def fold_facet_counts() -> int:
    """Make one row of all that say the same. Returns how many are left. Who reads meanwhile reads the same sums."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(1146241602)")  # two at once would fold the same rows
    ids = list(FacetCount.objects.values_list("pk", flat=True))
    rows = FacetCount.objects.filter(pk__in=ids).order_by()
    sums = list(rows.values("audience", "facet").annotate(delta=Sum("delta")).exclude(delta=0))
    rows.delete()
    return len(FacetCount.objects.bulk_create(FacetCount(**row) for row in sums))


def learn_words() -> None:
    """Know the words that people have written since, and forget those that nobody writes any more. Takes seconds."""
    with connection.cursor() as cursor:
        cursor.execute("REFRESH MATERIALIZED VIEW CONCURRENTLY networking_vocabulary")
