"""Reading the teaming board, and finding what fits on it: see ``rules.teaming``."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Func, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import JSONObject

from community.core.paging import PAGE_SIZE, KeysetPage, keyset_page
from community.networking.models import Block, DirectoryEntry, TeamingAlert, TeamingEntry
from community.networking.queries.blocks import blocked_with
from community.networking.queries.offers import sanctioned, takes_offers
from community.networking.querysets.directory import Reading
from community.networking.rules import teaming as rules
from community.networking.rules.teaming import Reason, Side, may_meet, points, reasons_for

MOST_COMPARED = 200  # of those that share a tag or the vendor, the newest
EVERY_PARTNER = Reading("members", frozenset(), frozenset())


@dataclass(frozen=True)
class Fit:
    """An entry that fits another one, or somebody whom it fits, and why. ``own`` is that person's entry, if it is."""

    person: object
    reasons: list[Reason]
    own: TeamingEntry | None = None

    @property
    def points(self) -> int:
        return points(self.reasons)


def board(viewer, chosen: dict, *, before: int | None = None) -> KeysetPage:
    """A page of what stands on the board and fits what is chosen ("kind", "country", "vendor", "tag"), the newest
    first; with "mine" the viewer's own, ended ones too. Two queries."""
    rows = TeamingEntry.objects.visible_to(viewer)
    rows = rows.filter(author=viewer) if chosen.get("mine") else rows.open()
    if "kind" in chosen:
        rows = rows.filter(kind=chosen["kind"])
    if "vendor" in chosen:
        rows = rows.filter(vendor__slug=chosen["vendor"])
    if "tag" in chosen:
        rows = rows.filter(pk__in=_tagged([chosen["tag"]]))
    if "country" in chosen:
        rows = rows.in_country(chosen["country"])
    if before:
        rows = rows.filter(pk__lt=before)
    return keyset_page(rows.with_author().newest_first(), size=PAGE_SIZE, key=lambda entry: entry.pk)


def on_the_board(viewer) -> dict[str, list]:
    """What can be chosen: the vendors (slug and name), tags and countries of what stands there. Three queries."""
    open_ones = TeamingEntry.objects.visible_to(viewer).open().order_by()
    vendors = open_ones.exclude(vendor=None).values_list("vendor__slug", "vendor__name")
    tags = TeamingEntry.tags.through.objects.filter(teamingentry__in=open_ones)
    country = Func(F("countries"), function="unnest", output_field=TextField())
    return {
        "vendor": list(vendors.distinct().order_by("vendor__name")),
        "tag": list(tags.values_list("tag__name", flat=True).distinct().order_by("tag__name")),
        "country": list(open_ones.annotate(country=country).values_list("country", flat=True).distinct()),
    }


def entry_for(viewer, pk: int) -> TeamingEntry | None:
    """One that the viewer may read, on the board or not. Two queries."""
    return TeamingEntry.objects.visible_to(viewer).with_author().filter(pk=pk).first()


def with_entries(rows: QuerySet, viewer, *, by: str = "author") -> QuerySet:
    """Each person knows what they have on the board, as far as the viewer may read it: ``entries_there``, the newest
    first, each with pk, kind and title. Of companies, ``by`` their people. No query of its own."""
    if not viewer.is_authenticated:
        return rows
    found = TeamingEntry.objects.visible_to(viewer).open().filter(**{by: OuterRef("pk")}).newest_first()
    return rows.annotate(
        entries_there=ArraySubquery(found.values(said=JSONObject(pk="pk", kind="kind", title="title")))
    )


def fits_beside(viewer, entry: TeamingEntry) -> list[Fit]:
    """What of the other kind on the board fits this one, the best first: not of its own company, nor of those with whom
    the viewer is apart, nor of those who do not want to be shown in the viewer's market. At most three queries."""
    shown = TeamingEntry.objects.visible_to(viewer).exclude(author__in=blocked_with(viewer))
    mine = replace(side_of(entry), avoids_market=False)
    others = [other for other in _like(entry, shown) if _may_be_shown(other, viewer)]
    sides = [(other, replace(side_of(other), avoids_market=False)) for other in others]
    fits = [Fit(other.author, reasons_for(mine, side), other) for other, side in sides if may_meet(mine, side)]
    return _best(fits, rules.SHOWN_BESIDE)


def people_to_alert(entry: TeamingEntry) -> list[Fit]:
    """Whom to tell of an entry, the best first: authors of what fits it, and, of a need, those who say that they can
    help. Nobody who is blocked, suspended or silenced, of the same company, or was told of three within the week. Some
    nine queries."""
    apart = {entry.author_id, *Block.objects.others(entry.author), *sanctioned()}
    fits = _by_entries(entry, apart) + (_by_profiles(entry, apart) if entry.is_need else [])
    by_person: dict[int, Fit] = {}
    for fit in sorted(fits, key=lambda fit: (not fit.reasons, fit.own is None, -fit.points)):
        by_person.setdefault(fit.person.pk, fit)
    busy = _told_enough(by_person)
    return _best((fit for pk, fit in by_person.items() if pk not in busy), rules.ALERTS_OF_AN_ENTRY)


def side_of(entry: TeamingEntry) -> Side:
    """What an entry says, with what its author's company tells everybody. Loaded ``with_author``."""
    own = _company_side(entry.author)
    return Side(
        tags=frozenset(tag.name for tag in entry.tags.all()), vendor=entry.vendor.name if entry.vendor else "",
        countries=frozenset(entry.countries), languages=frozenset(entry.languages),
        starts_on=entry.starts_on, ends_on=entry.ends_on,
        company=own.company, market=own.market, avoids_market=own.avoids_market,
    )  # fmt: skip


def _company_side(person) -> Side:
    company, settings = person.company, getattr(person, "peer_settings", None)
    if company is None:
        return Side()
    avoids = settings is not None and not settings.shown_in_own_market
    return Side(company=company.pk, market=_market_of(company), avoids_market=avoids)


def _market_of(company) -> frozenset[str]:
    return frozenset(f"{company.country} {role}" for role in company.roles if company.country)


def _may_be_shown(other: TeamingEntry, reader) -> bool:
    """Whether its author wants to be shown in the reader's market. What the reader has chosen keeps nothing back."""
    side, company = side_of(other), reader.company
    if not side.avoids_market or company is None or side.company == company.pk:
        return True
    return not side.market & _market_of(company)


def _tagged(names: Iterable[str]) -> QuerySet:
    return TeamingEntry.tags.through.objects.filter(tag__name__in=list(names)).values("teamingentry")


def _like(entry: TeamingEntry, entries: QuerySet[TeamingEntry]) -> QuerySet[TeamingEntry]:
    """Those of the other kind that have a tag or the vendor in common."""
    tags = [tag.name for tag in entry.tags.all()]
    same = Q(pk__in=_tagged(tags))
    if entry.vendor_id:
        same |= Q(vendor=entry.vendor_id)
    found = entries.open().filter(same).exclude(kind=entry.kind).exclude(author=entry.author_id)
    return found.with_author().newest_first()[:MOST_COMPARED]


def _by_entries(entry: TeamingEntry, apart: set[int]) -> list[Fit]:
    """Those that stood there before: who posts later is told by nobody, and finds what fits beside their own."""
    others = TeamingEntry.objects.filter(pk__lt=entry.pk, author__is_active=True).exclude(author__in=apart)
    mine = side_of(entry)
    sides = [(other, side_of(other)) for other in _like(entry, others)]
    return [Fit(other.author, reasons_for(mine, side), other) for other, side in sides if may_meet(mine, side)]


def _by_profiles(entry: TeamingEntry, apart: set[int]) -> list[Fit]:
    """As every partner may read of them in the directory: whoever has room, and takes what is offered to them."""
    rows = DirectoryEntry.objects.read_as(EVERY_PARTNER).exclude(person__in=apart)
    rows = rows.exclude(DirectoryEntry.objects.has_no_room())
    rows = rows.filter(takes_offers(), facets__overlap=[f"skill:{tag.name}" for tag in entry.tags.all()])
    rows = rows.select_related("person__membership__company", "person__peer_settings").order_by("sort_key")
    mine = side_of(entry)
    sides = [(row.person, _side_of_person(row)) for row in rows[:MOST_COMPARED]]
    return [Fit(person, reasons_for(mine, side)) for person, side in sides if may_meet(mine, side)]


def _side_of_person(row: DirectoryEntry) -> Side:
    own = _company_side(row.person)
    said: dict[str, set[str]] = {}
    for kind, _colon, value in (facet.partition(":") for facet in row.facets):
        said.setdefault(kind, set()).add(value)
    tags, countries, languages = (frozenset(said.get(kind, ())) for kind in ("skill", "country", "language"))
    return Side(
        tags=tags, countries=countries, languages=languages,
        company=own.company, market=own.market, avoids_market=own.avoids_market,
    )  # fmt: skip


def _told_enough(people: Iterable[int]) -> set[int]:
    told = TeamingAlert.objects.of_the_week().filter(person__in=list(people)).order_by().values("person")
    return set(told.annotate(n=Count("pk")).filter(n__gte=rules.ALERTS_A_WEEK).values_list("person", flat=True))


def _best(fits: Iterable[Fit], most: int) -> list[Fit]:
    """Those with reasons, first those with the most points, then the newest."""
    able = [fit for fit in fits if fit.reasons]
    return sorted(able, key=lambda fit: (-fit.points, -(fit.own.pk if fit.own else 0)))[:most]
