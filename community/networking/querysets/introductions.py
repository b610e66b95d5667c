"""Filters over introductions."""

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.utils import timezone


class IntroductionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "IntroductionQuerySet":
        """Between the two alone, moderators included: the requester sees their own, the target what they can answer
        now or have accepted, unless they blocked who asked, or a moderator took it away. Neither sees what one of
        them has ended."""
        from community.networking.models import Block

        if not viewer.is_authenticated:
            return self.none()
        blocked = Block.objects.visible_to(viewer).values("person")
        answerable = _open() & ~Q(requester__in=blocked)
        got = Q(target=viewer, hidden_at=None) & (Q(answer__verdict="yes") | answerable)
        return self.filter(Q(requester=viewer) | got, ended_at=None)

    def accepted(self) -> "IntroductionQuerySet":
        return self.filter(answer__verdict="yes", ended_at=None)

    def not_accepted(self) -> "IntroductionQuerySet":
        """Those to which nobody has said "yes", in whatever way."""
        return self.exclude(answer__verdict="yes")

    def open(self) -> "IntroductionQuerySet":
        """Those that can be answered now, or could, if they were not answered before."""
        return self.filter(_open())

    def of(self, person) -> "IntroductionQuerySet":
        """Those that somebody has asked for or got."""
        return self.filter(Q(requester=person) | Q(target=person))

    def others(self, person) -> models.QuerySet:
        """The ids of those with whom a person has to do in them."""
        other = Case(When(requester=person, then=F("target")), default=F("requester"))
        return self.of(person).annotate(other=other).values_list("other", flat=True)

    def as_read_by(self, viewer) -> "IntroductionQuerySet":
        """Each knows what the viewer may know of the answer: ``accepted_at`` and ``given_contact`` of a "yes", and
        ``own_verdict``, which is None for everybody but who gave it. No query of its own."""
        from community.networking.models import IntroductionAnswer

        answers = IntroductionAnswer.objects.filter(introduction=OuterRef("pk"))
        yes = answers.filter(verdict="yes")
        return self.annotate(
            accepted_at=Subquery(yes.values("answered_at")),
            given_contact=Subquery(yes.values("contact")),
            own_verdict=Subquery(answers.visible_to(viewer).values("verdict")),
        )

    def with_people(self) -> "IntroductionQuerySet":
        return self.select_related("requester__membership__company", "target__membership__company")

    def newest_first(self) -> "IntroductionQuerySet":
        return self.order_by("-pk")


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AnswerQuerySet":
        """Nobody's business but whose it is."""
        return self.filter(answerer=viewer) if viewer.is_authenticated else self.none()


def _open() -> Q:
    return Q(withdrawn_at=None, ended_at=None, ends_at__gt=timezone.now())
