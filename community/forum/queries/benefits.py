"""The benefits that a review can be about."""

from django.contrib.auth.models import AnonymousUser

from community.programs.models import MatrixRow, MatrixTerm


def reviewable_benefits():
    """The benefits of which everybody may know: a review is public, a benefit that only a rumour brings is not."""
    terms = MatrixTerm.objects.visible_to(AnonymousUser()).current()
    rows = MatrixRow.objects.filter(kind=MatrixRow.Kind.BENEFIT, pk__in=terms.values("row"))
    return rows.select_related("program__vendor").order_by("program__vendor__name", "program__name", "position", "pk")
