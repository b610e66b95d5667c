"""Filters over what people tell other partners."""

from django.db import models
from django.db.models import Case, Q, Value, When

from community.accounts import rules as people
from community.accounts.models import User


def readers(viewer, path: str, part: str) -> Q:
    """Rows of people, reached by ``path``, who show this part of their profile to the viewer."""
    if people.is_moderator(viewer):
        return Q()
    level = f"{path}__profile__shown_to__{part}"
    if not people.is_member(viewer):
        return Q(**{level: "everybody"})
    own = Q(**{path: viewer}) | Q(**{f"{path}__in": contacts_of(viewer)})
    return Q(**{f"{level}__in": ["everybody", "members"]}) | own


def contacts_of(viewer):
    """As ``queries.contacts.contacts_of``."""
    from community.networking.queries.contacts import contacts_of

    return contacts_of(viewer)


class ProfileQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ProfileQuerySet":
        """Those of people whom the viewer sees; which parts, ``Profile.shown_to`` and ``is_close`` decide."""
        close = Q(member__in=contacts_of(viewer)) if people.is_member(viewer) else Q(pk__in=[])
        found = self.filter(member__in=User.objects.visible_to(viewer))
        return found.annotate(is_contact=Case(When(close, then=Value(True)), default=Value(False)))


class SkillQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "SkillQuerySet":
        """Those of people who show their skills to the viewer."""
        return self.filter(readers(viewer, "member", "skills"), member__in=User.objects.visible_to(viewer))


class VendorTieQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "VendorTieQuerySet":
        """Those of people who show their ties to the viewer."""
        return self.filter(readers(viewer, "member", "ties"), member__in=User.objects.visible_to(viewer))
