"""Filters over what companies tell customers, and over what customers ask."""

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, CharField, Exists, F, Func, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Collate, Concat, LPad, Substr

from community.accounts.models import User
from community.programs.models import Holding


def programs_found():
    """The programs of companies that show them in the finder: only what every visitor may read."""
    shown = Holding.objects.visible_to(AnonymousUser())
    return shown.filter(company__finder_entry__shows_programs=True)


def skills_found():
    """The skills of people of companies that show them in the finder: only what every visitor may read, and nobody's
    who is not in the directory or is suspended."""
    from community.networking.models import Skill

    shown = Skill.objects.visible_to(AnonymousUser()).filter(member__in=User.objects.active())
    listed = shown.filter(member__profile__is_listed=True)
    return listed.filter(member__membership__company__finder_entry__shows_skills=True)


class FinderEntryQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "FinderEntryQuerySet":
        """Those of verified companies that are listed, that say something, and where somebody takes enquiries: the same
        for everybody, because it is what customers read."""
        takers = self.model._meta.get_field("takers").related_model.objects.at_their_company()
        told = self.filter(is_listed=True, company__verified_at__isnull=False).exclude(for_customers="")
        return told.filter(Exists(takers.filter(entry=OuterRef("pk"))))

    def having(self, kind: str, values: list) -> "FinderEntryQuerySet":
        """Those with at least one of these values of a kind."""
        return self.filter(has(kind, values))

    def in_order(self, chosen: dict) -> "FinderEntryQuerySet":
        """As printed: first those who fit more of what is chosen, then by name. ``sort_key`` is unique."""
        fits: models.expressions.Combinable = Value(0)
        for kind, values in chosen.items():
            for value in values:
                fits = fits + Case(When(has(kind, [value]), then=Value(1)), default=Value(0))
        rank = LPad(Cast(Value(999) - fits, CharField()), 3, Value("0"))
        name = Substr(Func(Func(F("company__name"), function="unaccent"), function="lower"), 1, 60)
        key = Concat(rank, Value(" "), name, Value(" "), Cast("pk", CharField()), output_field=CharField())
        return self.annotate(fits=fits, sort_key=Collate(key, "C")).order_by("sort_key")

    def after(self, key: str) -> "FinderEntryQuerySet":
        """What stands behind the row with this key, after ``in_order``."""
        return self.filter(sort_key__gt=key) if key else self


def has(kind: str, values: list) -> Q:
    """A filter: entries with at least one of these values of a kind, as far as they are shown."""
    if kind == "country":
        return Q(countries__overlap=list(values))
    if kind == "skill":
        found = skills_found().filter(tag__name__in=values).values("member__membership__company")
    else:
        found = programs_found().filter(**{f"{kind}__in": values}).values("company")
    return Q(company__in=found)


class EnquiryTakerQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "EnquiryTakerQuerySet":
        """Those of one's own company."""
        if not viewer.is_authenticated or viewer.company is None:
            return self.none()
        return self.filter(entry__company=viewer.company)

    def at_their_company(self) -> "EnquiryTakerQuerySet":
        """Those who belong to the company still, and may sign in."""
        return self.filter(
            person__membership__company=F("entry__company"), person__in=User.objects.active()
        )  # fmt: skip


class EnquiryQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "EnquiryQuerySet":
        """Nobody's: an enquiry is a mail, and its sender has a link."""
        return self.none()
