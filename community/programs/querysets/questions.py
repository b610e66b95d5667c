"""Filters over questions to vendors and the answers to them."""

import datetime as dt

from django.db import models
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject

from community.accounts import rules as people
from community.programs.clock import SETTLED


def changes_visible_to(queryset, viewer):
    """The changes that the viewer may see, found from a model that belongs to one."""
    return queryset.model._meta.get_field("change").related_model.objects.visible_to(viewer)


def changes_moderated_by(queryset, viewer):
    """The changes about which the viewer decides, found from a model that belongs to one."""
    return queryset.model._meta.get_field("change").related_model.objects.moderated_by(viewer)


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "QuestionQuerySet":
        """Of changes that the viewer may see. What a moderator has hidden, only its asker and moderators."""
        return self.filter(change__in=changes_visible_to(self, viewer)).not_hidden_from(viewer)

    def not_hidden_from(self, viewer) -> "QuestionQuerySet":
        """Part of ``visible_to``, where the change is known to be visible."""
        if people.is_moderator(viewer):
            return self
        shown = Q(hidden_at=None)
        if people.is_member(viewer):
            shown |= Q(asked_by=viewer)
        if people.moderates_a_part(viewer):
            shown |= Q(change__in=changes_moderated_by(self, viewer))
        return self.filter(shown)

    def moderated_by(self, viewer) -> "QuestionQuerySet":
        """Those about whose change the viewer decides."""
        return self if people.is_moderator(viewer) else self.filter(change__in=changes_moderated_by(self, viewer))

    def standing(self) -> "QuestionQuerySet":
        """Neither hidden nor merged into another."""
        return self.filter(hidden_at=None, merged_into=None)

    def sent(self) -> "QuestionQuerySet":
        return self.exclude(sent_on=None)

    def unanswered(self) -> "QuestionQuerySet":
        """Standing, and nothing has come of it yet, whether sent or still collecting."""
        return self.standing().exclude(outcome__in=SETTLED)

    def delayed(self, today: dt.date) -> "QuestionQuerySet":
        """Sent, without outcome, and past the due day."""
        return self.standing().filter(outcome="", due_on__lt=today)

    def to_hand_over(self) -> "QuestionQuerySet":
        """Sent, and waiting for a moderator to carry it to the vendor."""
        return self.unanswered().sent().filter(channel="hand", handed_over_on=None)

    def with_signature_count(self) -> "QuestionQuerySet":
        """With ``signature_count``: companies, named or not."""
        signatures = self.model._meta.get_field("signatures").related_model.objects
        counted = signatures.filter(question=OuterRef("pk")).order_by().values("question").annotate(n=Count("pk"))
        return self.annotate(
            signature_count=Coalesce(Subquery(counted.values("n")), Value(0), output_field=IntegerField())
        )

    def most_urgent_first(self) -> "QuestionQuerySet":
        """Without outcome by due day, then those that collect (the most companies first), then answers to be
        confirmed, then the settled. Needs ``with_signature_count()``."""
        rank = Case(
            When(outcome="", sent_on__isnull=False, then=0),
            When(outcome="", then=1),
            When(outcome="given", then=2),
            default=3,
            output_field=IntegerField(),
        )
        return self.order_by(
            rank,
            F("due_on").asc(nulls_last=True),
            F("signature_count").desc(),
            F("outcome_on").desc(nulls_last=True),
            "number",
        )

    def clock_row_of_change(self) -> Subquery:
        """An annotation for changes: what the clock of their most urgent question is made from."""
        questions = self.standing().with_signature_count().filter(change=OuterRef("pk")).most_urgent_first()
        return Subquery(
            questions.values(
                row=JSONObject(
                    number="number",
                    outcome="outcome",
                    outcome_on="outcome_on",
                    calendar="calendar",
                    clock_from="clock_from",
                    due_on="due_on",
                    overdue_on="overdue_on",
                    signatures="signature_count",
                )
            )[:1]
        )


class OfficialAnswerQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "OfficialAnswerQuerySet":
        """Whoever sees the change sees what its vendor said. What a moderator has hidden, only its author and
        moderators."""
        return self.filter(change__in=changes_visible_to(self, viewer)).not_hidden_from(viewer)

    def not_hidden_from(self, viewer) -> "OfficialAnswerQuerySet":
        """Part of ``visible_to``, where the change is known to be visible."""
        return self.filter(self.readable_by(viewer))

    @staticmethod
    def readable_by(viewer) -> Q:
        """The condition for reading the words, where the change is known to be visible."""
        if people.is_moderator(viewer):
            return Q(pk__isnull=False)
        return Q(hidden_at=None) | Q(author=viewer) if people.is_member(viewer) else Q(hidden_at=None)
