"""What the directory reads: a page of people, and what else could be chosen with how many people each."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.contrib.postgres.search import SearchQuery
from django.db import connection, transaction
from django.db.models import Case, Count, F, Func, Q, QuerySet, Sum, TextField, Value, When
from django.db.models.functions import Concat, Replace
from django.db.models.lookups import LessThanOrEqual

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
    """The people whom the viewer finds. Eight queries at most, three more if the words are misspelt."""
    reading = reading_of(viewer)
    if reading is None:
        return DirectoryPage(KeysetPage([], None), 0, 0, {})
    found = _look(reading, wanted, after)
    if not found.count and wanted.words:
        wanted = replace(wanted, alike=words_alike(wanted.words))
        found = _look(reading, wanted, after)
    people = keyset_page(found.entries, size=PER_PAGE, key=lambda entry: entry.sort_key)
    helped = helped_on(viewer, [entry.person_id for entry in people.items])
    for entry in people.items:
        entry.helped_on = helped.get(entry.person_id, 0)
    return DirectoryPage(people, found.count, found.room, found.counts, wanted.alike is not None)


def words_alike(words: tuple[str, ...]) -> dict[str, list[str]]:
    """What each word may have been meant as, by letters, of the words that somebody wrote. One query."""
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, [ALIKE_ENOUGH, list(words)])
        return dict(cursor.fetchall())


@dataclass(frozen=True)
class _Found:
    """The rows of a page and one more, and what is counted."""

    entries: QuerySet[DirectoryEntry]
    count: int
    room: int
    counts: dict[str, int]


def _look(reading: Reading, wanted: Wanted, after: str) -> _Found:
    if not (wanted.words or wanted.chosen or wanted.has_room):
        return _everybody(reading, after)
    people, numbers, counts = _looked_through(reading, wanted, after)
    if len(wanted.chosen) == 1 and not wanted.words and not wanted.has_room:
        counts |= _kept(reading, *wanted.chosen)  # of the only kind one could have chosen whatever anybody tells
    entries = DirectoryEntry.objects.read_as(reading).filter(pk__in=people)
    return _Found(_for_rows(entries), numbers.total(), numbers["room"], {what: n for what, n in counts.items() if n})


def _everybody(reading: Reading, after: str) -> _Found:
    """The first rows in order, and counts that are kept. Three queries, without the rows."""
    entries = DirectoryEntry.objects.read_as(reading)
    count, room = entries.count(), entries.filter(entries.has_room()).count()
    return _Found(_for_rows(entries.after(after)), count, room, _kept(reading))


def _for_rows(entries: QuerySet) -> QuerySet:
    return entries.order_by("sort_key").select_related("person__membership__company", "text").defer("text__words")


LOOKED_THROUGH = """
WITH found AS MATERIALIZED ({found})
SELECT 'number', CASE WHEN room THEN 'room' ELSE 'none' END, count(*) FROM found WHERE missing = '' GROUP BY 2
UNION ALL
SELECT 'facet', facet, count(*) FROM found, unnest(facets) facet {of_its_kind} GROUP BY 2
UNION ALL
(SELECT 'person', sort_key, id FROM found WHERE missing = '' AND sort_key > %s ORDER BY sort_key LIMIT %s)
"""
# What fits but for one kind counts for that kind; where none is chosen, nothing is asked of 200,000 facets.
OF_ITS_KIND = "WHERE missing IN ('', split_part(facet, ':', 1))"
# 20,000 rows take 6 MB; with less than that PostgreSQL writes them to a file first, and reads it three times.
ROOM_FOR_ROWS = "SET LOCAL work_mem = '32MB'"


def _looked_through(reading: Reading, wanted: Wanted, after: str) -> tuple[list[int], Counter[str], Counter[str]]:
    """The ids of a page of rows and one more, how many there are with "room" and with "none", and people by facet.

    One query and a setting for it. It goes through the rows once: also through those that one kind alone keeps out,
    which count for that kind.
    """
    # Where no word is like what was typed, nobody is found, and it is asked all the same.
    sql, params = _nearly_found(reading, wanted).query.get_compiler("default", elide_empty=False).as_sql()
    people, numbers, counts = [], Counter(), Counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ROOM_FOR_ROWS)
        # Django's own statement, whose values stand apart.
        asked = LOOKED_THROUGH.format(found=sql, of_its_kind=OF_ITS_KIND if wanted.chosen else "")
        cursor.execute(asked, [*params, after, PER_PAGE + 1])
        for what, name, number in cursor.fetchall():
            if what == "number":
                numbers[name] = number
            elif what == "person":
                people.append(number)
            else:
                counts[name] = number
    return people, numbers, counts


def _nearly_found(reading: Reading, wanted: Wanted) -> QuerySet:
    """What fits, and what does so but for one kind: ``missing`` is its name. Each row knows whether it has ``room``."""
    entries = DirectoryEntry.objects.read_as(reading).order_by()
    for word in wanted.words:
        entries = entries.filter(_says(word, wanted))
    if wanted.has_room:
        entries = entries.filter(entries.has_room())
    fits = {kind: _one_of_facets(kind, values) for kind, values in wanted.chosen.items()}
    whens = [When(~fit, then=Value(kind)) for kind, fit in fits.items()]
    entries = entries.filter(_nearly(list(fits.values()), alone=not (wanted.words or wanted.has_room))).annotate(
        missing=Case(*whens, default=Value("")) if whens else Value(""),
        room=Case(When(entries.has_room(), then=Value(True)), default=Value(False)),
    )
    return entries.values("id", "sort_key", "facets", "missing", "room")


def _one_of_facets(kind: str, values: tuple[str, ...]) -> Q:
    return Q(facets__overlap=[f"{kind}:{value}" for value in values])


def _nearly(fits: list[Q], *, alone: bool) -> Q:
    """All of these but one at most. ``alone``: nothing else is asked, so that those but for the only one are all, and
    counted already."""
    if len(fits) == 1:
        return fits[0] if alone else Q()
    if len(fits) == 2:
        return fits[0] | fits[1]  # for which there is an index
    missing = [Case(When(fit, then=Value(0)), default=Value(1)) for fit in fits]
    return Q(LessThanOrEqual(sum(missing, Value(0)), Value(1))) if fits else Q()


def _kept(reading: Reading, kind: str = "") -> dict[str, int]:
    """People by facet, of everybody whom one reads; of one kind, if it is named. What the viewer reads in other rows
    than most is put right. One query."""
    kept = FacetCount.objects.filter(audience=reading.audience).order_by()
    entries = DirectoryEntry.objects
    arms = [
        kept.values_list("facet").annotate(count=Sum("delta")),
        _unnested(entries.not_read(reading), sign=-1), _unnested(entries.read_instead(reading)),
    ]  # fmt: skip
    counts: Counter[str] = Counter()
    for facet, count in arms[0].union(*arms[1:], all=True):
        counts[facet] += count
    return {facet: count for facet, count in counts.items() if count and (not kind or facet.startswith(f"{kind}:"))}


def _unnested(entries: QuerySet, *, sign: int = 1) -> QuerySet:
    facets = Func(F("facets"), function="unnest", output_field=TextField())
    entries = entries.order_by().annotate(facet=facets)
    return entries.values_list("facet").annotate(count=Count("pk") * sign)


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
