"""Filters over decisions, reports, notices, claims and appeals."""

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from community.accounts import masks
from community.accounts import rules as people
from community.forum.models import Thread
from community.networking.models import ContactRoute, Event, Group, Introduction, Message, TeamingEntry
from community.programs.models import Change


class DecisionQuerySet(models.QuerySet):
    def decided(self) -> "DecisionQuerySet":
        """Without those that only say that somebody has read something."""
        return self.exclude(verb__in=self.model.READINGS)

    def settled(self) -> "DecisionQuerySet":
        """Those that stand: neither taken back, nor so young that they can be, of which nobody has been told yet."""
        taken_back = self.model.objects.filter(
            target_kind=OuterRef("target_kind"), target_id=OuterRef("target_id"), verb="undo",
            case=Concat(Value("decision-"), Cast(OuterRef("pk"), output_field=models.CharField())),
        )  # fmt: skip
        return self.exclude(Exists(taken_back)).exclude(undo__until__gt=timezone.now())


class ReportQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ReportQuerySet":
        """A report is between its reporter and the moderators."""
        if people.is_moderator(viewer):
            return self
        return self.filter(reporter=viewer) if people.is_member(viewer) else self.none()

    def open(self) -> "ReportQuerySet":
        return self.filter(closed_at=None)

    def with_reachable(self, viewer) -> "ReportQuerySet":
        """Each with what it is about, and ``is_reachable``: whether the viewer may see that, or the thread around a
        post. No query of its own."""
        threads = Thread.objects.visible_to(viewer)
        reachable = (
            Q(post__thread__in=threads) | Q(thread__in=threads) | Q(change__in=Change.objects.visible_to(viewer))
            | Q(person__in=get_user_model().objects.visible_to(viewer).filter(closed_at=None))
            | Q(company__verified_at__isnull=False)
            | Q(route__in=ContactRoute.objects.visible_to(viewer))
            | Q(group__in=Group.objects.visible_to(viewer))
            | Q(event__in=Event.objects.visible_to(viewer))
            | Q(message__in=Message.objects.visible_to(viewer))
            | Q(introduction__in=Introduction.objects.visible_to(viewer))
            | Q(teaming__in=TeamingEntry.objects.visible_to(viewer))
        )  # fmt: skip
        things = (
            "post__thread", "thread", "change", "person", "company", "route__vendor", "message", "introduction",
            "teaming", "group", "event",
        )  # fmt: skip
        return self.select_related(*things).annotate(
            is_reachable=Case(When(reachable, then=Value(True)), default=Value(False))
        )

    def about(self, thing) -> "ReportQuerySet":
        """Those of one thing that can be reported."""
        from community.moderation import reportable

        return self.filter(**{reportable.of(thing).name: thing})


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "NoticeQuerySet":
        """Notices that were confirmed, for moderators."""
        return self.filter(confirmed_at__isnull=False) if people.is_moderator(viewer) else self.none()

    def waiting(self) -> "NoticeQuerySet":
        return self.filter(confirmed_at__isnull=False, decided_at=None)


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ClaimQuerySet":
        """Moderators see who looks at what; those of a part, too, because they meet them there."""
        decides = people.is_moderator(viewer) or people.moderates_a_part(viewer)
        return self.select_related("moderator") if decides else self.none()

    def lasting(self) -> "ClaimQuerySet":
        """Those that are not over."""
        return self.filter(until__gt=timezone.now())


class UndoQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "UndoQuerySet":
        """What can be taken back is for whoever decided it, and for administrators."""
        if not (people.is_moderator(viewer) or people.moderates_a_part(viewer)):
            return self.none()
        rows = self.select_related("decision__moderator")
        return rows if people.is_admin(viewer) else rows.filter(decision__moderator=viewer)

    def open(self) -> "UndoQuerySet":
        """Those that are not over."""
        return self.filter(until__gt=timezone.now())


class AppealQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AppealQuerySet":
        """An appeal is between whoever made it and the moderators of all; colleagues learn only that there is one."""
        if people.is_moderator(viewer):
            return self
        return self.filter(appellant__in=masks.selves(viewer)) if people.is_member(viewer) else self.none()

    def waiting(self) -> "AppealQuerySet":
        return self.filter(decided_at=None)

    def decided_by_others(self, viewer) -> "AppealQuerySet":
        """Without those that somebody else has to decide: the viewer's own, and those about what they decided
        themselves, unless nobody else is there. No query of its own."""
        others = people.moderators().exclude(pk=viewer.pk).exclude(pk=OuterRef("appellant"))
        return self.exclude(appellant__in=masks.selves(viewer)).exclude(
            Exists(others), decision__moderator_id=viewer.pk
        )
