"""What the page of a person reads of their profile, and its owner of all of it."""

from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from community.accounts.countries import NAMES as COUNTRY_NAMES
from community.networking import rules
from community.networking.models import Profile, Skill, VendorTie
from community.programs.models import Holding
from community.programs.queries import holdings_of
from community.tags.models import Tag


@dataclass(frozen=True)
class ShownProfile:
    """As much of a profile as a viewer reads; what they do not is empty."""

    can_help: str = ""
    looking_for: str = ""
    skills: list[Tag] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    ties: list[dict] = field(default_factory=list)
    ties_note: str = ""
    capacity: Profile | None = None
    holdings: list[Holding] = field(default_factory=list)


def shown_profile(person, viewer) -> ShownProfile:
    """What somebody tells the viewer, put together from profile, company and programs. Two queries at most."""
    profile = _loaded(viewer).filter(member=person).first()
    parts = rules.parts_shown(viewer, profile) if profile else {"programs"}
    holdings = holdings_of(person.company, viewer) if person.company and "programs" in parts else []
    if profile is None:
        return ShownProfile(holdings=holdings)
    profile.member = person
    shown = {part: getattr(profile, part) for part in parts & {"can_help", "looking_for"}}
    if "skills" in parts:
        shown["skills"] = [Tag(name=name) for name in profile.skill_names]
    if "languages" in parts:
        shown["languages"] = profile.language_names
    if "countries" in parts:
        shown["countries"] = _countries_of(person)
    if "ties" in parts:
        shown |= {"ties": _in_words(profile.tie_rows), "ties_note": profile.ties_note}
    if "capacity" in parts and profile.free is not None:
        shown["capacity"] = profile
    return ShownProfile(holdings=holdings, **shown)


def own_profile(member) -> Profile:
    """All of one's own; an empty one if nothing is told yet. One query."""
    return Profile.objects.filter(member=member).first() or Profile(member=member)


def own_skills(member) -> list[Tag]:
    """What one says one knows about. One query."""
    return [skill.tag for skill in member.skills.select_related("tag").order_by("tag__name")]


def own_ties(member) -> list[VendorTie]:
    """One's ties to vendors. One query."""
    return list(member.vendor_ties.order_by("vendor__name"))


def _loaded(viewer):
    """Profiles with skills and ties in the same query."""
    skills = Skill.objects.visible_to(viewer).filter(member=OuterRef("member")).order_by("tag__name")
    ties = VendorTie.objects.visible_to(viewer).filter(member=OuterRef("member")).order_by("vendor__name")
    row = JSONObject(name=F("vendor__name"), slug=F("vendor__slug"), kind=F("kind"))
    return Profile.objects.visible_to(viewer).annotate(
        skill_names=ArraySubquery(skills.values("tag__name")), tie_rows=ArraySubquery(ties.values(row=row))
    )


def _countries_of(person) -> list[str]:
    """What the company says besides where it sits."""
    company = person.company
    return sorted(str(COUNTRY_NAMES.get(code, code)) for code in company.countries) if company else []


def _in_words(rows: list[dict]) -> list[dict]:
    return [row | {"words": VendorTie.Kind(row["kind"]).label} for row in rows]
