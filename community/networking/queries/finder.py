"""What the partner finder reads: companies, and what else could be chosen with how many of them each."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Func, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast

from community.accounts.models import Company, User
from community.accounts.withholding import waiting_text
from community.core.paging import PAGE_SIZE, KeysetPage, keyset_page
from community.networking.models import FinderEntry
from community.networking.querysets.finder import programs_found, skills_found

KINDS = ("country", "program", "tier", "skill")  # in the order of the page
FIELDS = ("is_listed", "countries", "shows_programs", "shows_skills")
Chosen = Mapping[str, tuple]


@dataclass(frozen=True)
class FinderPage:
    """Companies in the printed order. ``counts`` are companies by kind and value, as if nothing of that kind were
    chosen."""

    entries: KeysetPage
    count: int
    counts: dict[str, dict]


@dataclass(frozen=True)
class Told:
    """What a company has told customers, to be edited: the fields of the form, and who may take enquiries.

    ``is_found``: customers find it now. ``is_waiting``: a moderator has not decided yet about what it says.
    """

    initial: dict
    people: list[User]
    is_found: bool
    is_waiting: bool


def finder_page(viewer, chosen: Chosen, *, after: str = "") -> FinderPage:
    """The companies that fit. Four queries, with what programs and skills they show."""
    found = _found(viewer, chosen)
    ordered = found.select_related("company").in_order(chosen).after(after)
    entries = keyset_page(ordered, size=PAGE_SIZE, key=lambda entry: entry.sort_key)
    _add_what_is_shown(entries.items)
    counts = _counts(viewer, chosen)
    return FinderPage(entries, counts.pop("").get("", 0), counts)


def finder_entry_for(viewer, company: Company) -> FinderEntry | None:
    """What customers find of a company, with programs and skills. At most three queries."""
    entry = FinderEntry.objects.visible_to(viewer).filter(company=company).select_related("company").first()
    if entry is not None:
        _add_what_is_shown([entry])
    return entry


def with_enquiries(companies: QuerySet[Company], viewer) -> QuerySet[Company]:
    """Each knows whether customers find it and can write to it: ``takes_enquiries``. No query of its own."""
    found = FinderEntry.objects.visible_to(viewer).filter(company=OuterRef("pk"))
    return companies.annotate(takes_enquiries=Exists(found))


def told_customers(company: Company, *, by: User) -> Told:
    """For who keeps the page of the company; until something is told, with what is known. At most five queries."""
    people = list(User.objects.active().filter(membership__company=company).order_by("name", "pk"))
    entry, waiting = FinderEntry.objects.filter(company=company).first(), waiting_text(company)
    if entry is None:
        known = {company.country, *company.countries} - {""}
        return Told({"countries": sorted(known), "takers": [by.pk]}, people, False, waiting is not None)
    initial = {name: getattr(entry, name) for name in FIELDS}
    initial["for_customers"] = (waiting.texts.get("for_customers") if waiting else "") or entry.for_customers
    initial["takers"] = list(entry.takers.values_list("person", flat=True))
    is_found = FinderEntry.objects.visible_to(by).filter(company=company).exists()
    return Told(initial, people, is_found, waiting is not None)


def _found(viewer, chosen: Chosen) -> QuerySet[FinderEntry]:
    found = FinderEntry.objects.visible_to(viewer)
    for kind, values in chosen.items():
        found = found.having(kind, values)
    return found


def _without(chosen: Chosen, kind: str) -> Chosen:
    return {name: values for name, values in chosen.items() if name != kind}


def _counts(viewer, chosen: Chosen) -> dict[str, dict]:
    """How many companies have each value of a kind, and under "" how many there are. One query."""
    first, *others = (_counted(kind, _found(viewer, _without(chosen, kind))) for kind in ("", *KINDS))
    counts: dict[str, dict] = {kind: {} for kind in ("", *KINDS)}
    for kind, value, count in first.union(*others, all=True):
        counts[kind][int(value) if kind in {"program", "tier"} else value] = count
    return counts


def _counted(kind: str, entries: QuerySet[FinderEntry]) -> QuerySet:
    """Rows of the kind, a value in letters, and how many of the entries have it."""
    if kind in {"", "country"}:
        value = Func(F("countries"), function="unnest", output_field=TextField()) if kind else Value("")
        rows, of = entries, "pk"
    else:
        of = "member__membership__company" if kind == "skill" else "company"
        rows = skills_found() if kind == "skill" else programs_found().exclude(**{kind: None})
        rows = rows.filter(**{f"{of}__in": entries.values("company")})
        value = F("tag__name") if kind == "skill" else Cast(kind, TextField())
    rows = rows.order_by().annotate(kind=Value(kind), value=value).values_list("kind", "value")
    return rows.annotate(Count(of, distinct=True))


def _add_what_is_shown(entries: list[FinderEntry]) -> None:
    companies = [entry.company_id for entry in entries]
    held = programs_found().filter(company__in=companies).select_related("program__vendor", "tier").by_vendor()
    of_people = skills_found().filter(member__membership__company__in=companies)
    skills = list(of_people.values_list("member__membership__company", "tag__name").distinct().order_by("tag__name"))
    for entry in entries:
        entry.holdings = [one for one in held if one.company_id == entry.company_id]
        entry.skills = [name for company, name in skills if company == entry.company_id]
