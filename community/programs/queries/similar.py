"""Which records look like one that somebody is about to propose."""

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Q
from django.db.models.functions import Greatest

from community.core.page_keys import page_key
from community.programs.models import Change, ChangeSource, Vendor

SHORTEST = 8  # letters of a title below which everything looks alike
LONGEST = 255  # letters of a title that are compared
MOST = 3  # records; more would not be read while typing
GONE = (Change.Publication.DECLINED, Change.Publication.HIDDEN)


def similar_changes(viewer, *, title: str = "", vendor: Vendor | None = None, url: str = "") -> list[Change]:
    """Records that the viewer may see with the same source, then with a title like this one, the most alike first.

    At most two queries, both by an index. With a vendor, titles of that vendor's changes only: the same words about
    another vendor are another change.
    """
    seen = Change.objects.visible_to(viewer).exclude(publication__in=GONE).select_related("vendor")
    found = list(_with_source(seen, page_key(url)))
    return (
        found
        + list(_with_title(seen.exclude(pk__in=[c.pk for c in found]), title.strip(), vendor))[: MOST - len(found)]
    )


def _with_source(changes, page: str):
    if not page:
        return Change.objects.none()
    sources = ChangeSource.objects.filter(page_key=page).values("change")
    return changes.filter(pk__in=sources).newest_moves_first()[:MOST]


def _with_title(changes, title: str, vendor: Vendor | None):
    """Alike as a whole, or, while it is still being typed, like some words in a row of it."""
    if len(title) < SHORTEST:
        return Change.objects.none()
    title = title[:LONGEST]
    if vendor:
        changes = changes.filter(vendor=vendor)
    alike = Q(title__trigram_similar=title) | Q(title__trigram_word_similar=title)
    likeness = Greatest(TrigramSimilarity("title", title), TrigramWordSimilarity(title, "title"))
    return changes.filter(alike).annotate(likeness=likeness).order_by("-likeness", "-pk")[:MOST]
