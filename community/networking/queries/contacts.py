"""Who has to do with whom."""

from django.db.models import QuerySet

from community.networking.models import Introduction


def contacts_of(viewer) -> QuerySet:
    """The ids of those with whom the viewer is introduced, whoever asked. For ``pk__in``: no query of its own."""
    if not viewer.is_authenticated:
        return Introduction.objects.none().values_list("target", flat=True)
    return Introduction.objects.accepted().others(viewer)
