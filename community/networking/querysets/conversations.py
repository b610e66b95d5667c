"""Filters over conversations, who is in them and what they say."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Greatest


class ConversationQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ConversationQuerySet":
        """Those that the viewer is in. Nobody else's, whatever role they have."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(participants__person=viewer, participants__left_at=None)

    def of_two(self, one, other) -> "ConversationQuerySet":
        """Those of these two in which nobody else has ever been."""
        from community.networking.models import Participant

        seats = Participant.objects.filter(conversation=OuterRef("pk"))
        others = seats.exclude(person__in=[one, other])
        return self.filter(~Exists(others), Exists(seats.filter(person=one)), Exists(seats.filter(person=other)))


class ParticipantQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ParticipantQuerySet":
        """Those of conversations that the viewer is in: whoever is there sees who is there."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(conversation__in=self.model.objects.own(viewer).values("conversation"))

    def own(self, viewer) -> "ParticipantQuerySet":
        """The viewer's places in the conversations that they are in."""
        return self.here().filter(person=viewer)

    def here(self) -> "ParticipantQuerySet":
        """Without those who have left."""
        return self.filter(left_at=None)

    def unread(self) -> "ParticipantQuerySet":
        """Those for whom there is something new, and who want to know."""
        return self.here().filter(is_muted=False, read_number__lt=F("conversation__last_number"))

    def archived(self) -> "ParticipantQuerySet":
        """Put away, and nothing came since."""
        return self.filter(archived_number__gte=F("conversation__last_number"))

    def with_conversation(self) -> "ParticipantQuerySet":
        return self.select_related("conversation__newest__author", "conversation__newest__round_group")

    def mark_read(self, number: int) -> int:
        """They have read up to there; what was read before stays read. Returns how many rows that changed."""
        return self.filter(read_number__lt=number).update(read_number=Greatest(F("joined_number"), number))


class MessageQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "MessageQuerySet":
        """Those since the viewer joined, in conversations that they are in. Moderators read what was reported on the
        page of that case alone, see ``moderation.queries.sealed``."""
        from community.networking.models import Participant

        if not viewer.is_authenticated:
            return self.none()
        seat = Participant.objects.own(viewer).filter(conversation=OuterRef("conversation"))
        return self.filter(Exists(seat.filter(joined_number__lt=OuterRef("number"))))

    def told_to(self, viewer) -> "MessageQuerySet":
        """Those of which the viewer may be told: what they can read, and their own also where they have left. Each
        knows as ``own_unread_from`` what they have read, which is None where they want to hear nothing."""
        from community.networking.models import Participant

        if not viewer.is_authenticated:
            return self.none()
        here = Participant.objects.own(viewer).filter(conversation=OuterRef("conversation"))
        known = Exists(here.filter(joined_number__lt=OuterRef("number"))) | Q(author=viewer)
        return self.filter(known).annotate(own_unread_from=Subquery(here.unread().values("read_number")))

    def texts(self) -> "MessageQuerySet":
        """Without lines about who came and went."""
        return self.filter(kind="text")

    def shown(self) -> "MessageQuerySet":
        """Texts that those in the conversation can read."""
        return self.texts().filter(hidden_at=None, erased_at=None)

    def with_people(self) -> "MessageQuerySet":
        return self.select_related("author__membership__company", "about", "round_group")
