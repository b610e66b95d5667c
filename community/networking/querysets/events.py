"""Filters over events and who comes."""

from datetime import datetime

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.accounts import rules as people
from community.accounts.models import User


class EventQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "EventQuerySet":
        """Those of groups in which the viewer reads along: of open ones everybody, of others their members. Hidden
        ones for the organisers. Moderators see all, by their address."""
        if people.is_moderator(viewer):
            return self
        from community.networking.models import Group

        found = self.filter(group__in=Group.objects.visible_to(viewer).readable_by(viewer))
        return found.filter(Q(hidden_at=None) | Exists(_organisers().filter(group=OuterRef("group"), person=viewer.pk)))

    def listed_for(self, viewer) -> "EventQuerySet":
        """What stands in lists that the viewer reads. For moderators too, closed groups have theirs to themselves."""
        from community.networking.models import Group

        groups = Group.objects.visible_to(viewer).listed_for(viewer).filter(hidden_at=None)
        return self.shown().filter(group__in=groups)

    def shown(self) -> "EventQuerySet":
        return self.filter(hidden_at=None)

    def upcoming(self) -> "EventQuerySet":
        """Those that are not over, the next first."""
        return self.filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")

    def past(self) -> "EventQuerySet":
        """Those that are over, the last first."""
        return self.filter(ends_at__lte=timezone.now()).order_by("-starts_at", "-pk")

    def attended_by(self, person) -> "EventQuerySet":
        """Those that somebody comes to, or waits for a place at."""
        own = _attendances().filter(event=OuterRef("pk"), person=person.pk, state__in=["going", "waiting"])
        return self.filter(Exists(own))

    def taking_place(self) -> "EventQuerySet":
        """Neither cancelled nor hidden, nor of a group that has ended or is hidden."""
        return self.shown().filter(cancelled_at=None, group__ended_at=None, group__hidden_at=None)

    def due(self, reminder: str, ahead, now: datetime) -> "EventQuerySet":
        """Those that begin in no more than ``ahead``, and of which nobody was reminded so since time and place are
        these. One that was planned or moved later than that is no surprise, so the next reminder is the first."""
        found = self.taking_place().filter(starts_at__gt=now, starts_at__lte=now + ahead)
        return found.exclude(last_reminder__in=["hour", reminder]).filter(
            moved_at__lte=models.F("starts_at") - models.Value(ahead, output_field=models.DurationField())
        )

    def with_counts(self) -> "EventQuerySet":
        """Each knows its ``going_count`` and ``waiting_count``. No query of its own."""
        return self.annotate(going_count=_count_of("going"), waiting_count=_count_of("waiting"))

    def with_own(self, viewer) -> "EventQuerySet":
        """Each knows as ``own_state`` what the viewer has answered; None if nothing. No query of its own."""
        own = _attendances().filter(event=OuterRef("pk"), person=viewer.pk)
        return self.annotate(own_state=Subquery(own.values("state")[:1]))


class AttendanceQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AttendanceQuerySet":
        """One's own; those of the events that one organises; and of who comes and shows it, one's peers."""
        if not people.is_member(viewer):
            return self.none()
        organised = Exists(_organisers().filter(group=OuterRef("event__group"), person=viewer.pk))
        if not people.is_partner(viewer):
            return self.filter(person=viewer)
        return self.filter(Q(person=viewer) | Q(organised) | Q(pk__in=self.model.objects.peers_of(viewer).values("pk")))

    def peers_of(self, viewer) -> "AttendanceQuerySet":
        """Of those who come and show it: whom the viewer follows, who is of the same company, and who is in the group
        with them where its members read who is in it. Nobody whom one of the two has blocked."""
        from community.networking.models import Block, PeerFollow

        known = Q(person__in=PeerFollow.objects.filter(company=None).authors(viewer))
        if viewer.company is not None:
            known |= Q(person__membership__company=viewer.company)
        inside = _members().filter(group=OuterRef("event__group"))
        together = Exists(inside.filter(person=viewer.pk)) & Exists(inside.filter(person=OuterRef("person")))
        known |= Q(together) & ~Q(event__group__members_shown_to="organisers")
        found = self.going().filter(known, is_shown=True, person__in=User.objects.active())
        return found.exclude(person=viewer.pk).exclude(person__in=Block.objects.others(viewer.pk))

    def going(self) -> "AttendanceQuerySet":
        return self.filter(state="going")

    def waiting(self) -> "AttendanceQuerySet":
        """Who waits for a place, the first in line first."""
        return self.filter(state="waiting").order_by("pk")

    def attending(self) -> "AttendanceQuerySet":
        """Who comes or would."""
        return self.filter(state__in=["going", "waiting"])


def _count_of(state: str) -> Coalesce:
    rows = _attendances().filter(event=OuterRef("pk"), state=state).order_by().values("event")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def _attendances():
    from community.networking.models import Attendance

    return Attendance.objects.all()


def _members():
    from community.networking.models import GroupMembership

    return GroupMembership.objects.members()


def _organisers():
    from community.networking.models import GroupMembership

    return GroupMembership.objects.organisers()
