"""What the directory reads: a page of people, and what else could be chosen with how many people each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Count, F, Func, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Concat, Replace

from community.core.paging import KeysetPage, keyset_page
from community.networking.models import DirectoryEntry, DirectoryText, FacetCount
from community.networking.queries.helpers import helped_on
from community.networking.querysets.directory import Reading, reading_of

PER_PAGE = 20
MOST_WORDS = 8  # of a search; more than anybody types
ALIKE_ENOUGH = 5  # words that one may have been meant as
ALIKE = """
SELECT typed, array(
    SELECT word FROM networking_vocabulary WHERE word %% unaccent(typed)
    ORDER BY similarity(word, unaccent(typed)) DESC, word LIMIT %s
) FROM unnest(%s::text[]) typed
"""
# In the order of the page. Of each the entry has values as "skill:renewal"; see ``DirectoryEntry.facets``.
KINDS = ("skill", "program", "tier", "role", "country", "language", "size", "tie")


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: words, and of each kind of facet the values of which one must fit.

    ``meant`` are facets that a word may mean as well, by the word: "sweden" is "country:SE".
    """

    words: tuple[str, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    has_room: bool = False
    meant: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    alike: Mapping[str, list[str]] | None = None  # by the word those instead of which it will do as well

    def without(self, kind: str) -> "Wanted":
        """The same, as if nothing of this kind were chosen."""
        return replace(self, chosen={name: values for name, values in self.chosen.items() if name != kind})


@dataclass(frozen=True)
class DirectoryPage:
    """People in the printed order. ``counts`` are people by facet, as if nothing of its own kind were chosen;
    ``room`` likewise those who have room. ``is_loose``: no word was found as it was written, these are alike.
    """

    people: KeysetPage
    count: int
    room: int
    counts: dict[str, int]
    is_loose: bool = False


def words_in(text: str) -> tuple[str, ...]:
    """The words of a search, without what stands between them."""
    return tuple(word[:40] for word in re.findall(r"\w+", text.lower()))[:MOST_WORDS]


def directory_page(viewer, wanted: Wanted, *, after: str = "") -> DirectoryPage:
    """The people whom the viewer finds. Seven queries, two more if the words are misspelt."""
    reading = reading_of(viewer)
    if reading is None:
        return DirectoryPage(KeysetPage([], None), 0, 0, {})
    count, room = _numbers(reading, wanted)
    if not count and wanted.words:
        wanted = replace(wanted, alike=words_alike(wanted.words))
        count, room = _numbers(reading, wanted)
    entries = (
        _found(reading, wanted)
        .after(after)
        .in_order(few=bool(wanted.words or wanted.chosen))
        .select_related("person__membership__company", "text")
    )
    people = keyset_page(
        entries.defer("text__words"), size=PER_PAGE, key=lambda entry: entry.sort_key
    )  # fmt: skip
    helped = helped_on(viewer, [entry.person_id for entry in people.items])
    for entry in people.items:
        entry.helped_on = helped.get(entry.person_id, 0)
    return DirectoryPage(people, count, room, _counts(reading, wanted), wanted.alike is not None)


def words_alike(words: tuple[str, ...]) -> dict[str, list[str]]:
    """What each word may have been meant as, by letters, of the words that somebody wrote. One query."""
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, [ALIKE_ENOUGH, list(words)])
        return dict(cursor.fetchall())


def _numbers(reading: Reading, wanted: Wanted) -> tuple[int, int]:
    """How many people fit, and how many would who have room. One query."""
    anybody = _found(reading, replace(wanted, has_room=False)).order_by()
    with_room = anybody.filter(DirectoryEntry.objects.has_room())
    arms = [found.values_list(Value(name)).annotate(Count("pk")) for name, found in (("", anybody), ("r", with_room))]
    numbers = dict(arms[0].union(arms[1], all=True))
    room = numbers.get("r", 0)
    return room if wanted.has_room else numbers.get("", 0), room


def _counts(reading: Reading, wanted: Wanted) -> dict[str, int]:
    """People by facet, in one query: for kinds of which nothing is chosen together, for each other kind on its own."""
    first, *others = (arm for kind in ("", *wanted.chosen) for arm in _by_facet(reading, wanted.without(kind), kind))
    counts: dict[str, int] = {}
    for counted_for, facet, count in first.union(*others, all=True):
        kind = facet.partition(":")[0]
        if counted_for == (kind if kind in wanted.chosen else ""):
            counts[facet] = counts.get(facet, 0) + count
    return {facet: count for facet, count in counts.items() if count}


def _by_facet(reading: Reading, wanted: Wanted, kind: str) -> list[QuerySet]:
    """What to add up. Of everybody it is kept; what the viewer reads in other rows than most is put right."""
    if wanted.words or wanted.chosen or wanted.has_room:
        return [_unnested(_found(reading, wanted), kind)]
    kept = FacetCount.objects.filter(audience=reading.audience).order_by().annotate(counted_for=Value(kind))
    entries = DirectoryEntry.objects
    return [
        kept.values_list("counted_for", "facet").annotate(count=Sum("delta")),
        _unnested(entries.not_read(reading), kind, sign=-1), _unnested(entries.read_instead(reading), kind),
    ]  # fmt: skip


def _unnested(entries: QuerySet, kind: str, *, sign: int = 1) -> QuerySet:
    facets = Func(F("facets"), function="unnest", output_field=TextField())
    entries = entries.order_by().annotate(counted_for=Value(kind), facet=facets)
    return entries.values_list("counted_for", "facet").annotate(count=Count("pk") * sign)


def _found(reading: Reading, wanted: Wanted) -> QuerySet[DirectoryEntry]:
    entries = DirectoryEntry.objects.read_as(reading)
    for kind, values in wanted.chosen.items():
        entries = entries.filter(facets__overlap=[f"{kind}:{value}" for value in values])
    for word in wanted.words:
        entries = entries.filter(_says(word, wanted))
    return entries.filter(entries.has_room()) if wanted.has_room else entries


def _says(word: str, wanted: Wanted) -> Q:
    said = _beginning_with(word) if wanted.alike is None else _one_of(wanted.alike.get(word, []))
    found = Q(pk__in=DirectoryText.objects.filter(words=said).values("pk")) if said else Q(pk__in=[])
    meant = wanted.meant.get(word)
    return found | Q(facets__overlap=list(meant)) if meant else found


def _beginning_with(word: str) -> SearchQuery:
    """The word and what begins with it. Quoted, for without its accents it may be no plain word any more."""
    folded = Func(Value(word), function="unaccent", output_field=TextField())
    safe = Replace(folded, Value("'"), Value("''"), output_field=TextField())
    quoted = Concat(Value("'"), safe, Value("':*"), output_field=TextField())
    return SearchQuery(quoted, config="simple", search_type="raw")


def _one_of(words: list[str]) -> SearchQuery | None:
    quoted = ["'" + word.replace("'", "''") + "'" for word in words]
    return SearchQuery(" | ".join(quoted), config="simple", search_type="raw") if quoted else None
