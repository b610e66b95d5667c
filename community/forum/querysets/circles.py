"""Filters over circles: who reads threads that are not everybody's."""

from django.db import models
from django.db.models import Q

from community.accounts import rules as people


class CircleQuerySet(models.QuerySet):
    def readable_by(self, viewer) -> "CircleQuerySet":
        """Those whose threads the viewer reads: open ones, those they have a seat in, and for moderators all."""
        return self if people.is_moderator(viewer) else self.listed_for(viewer)

    def listed_for(self, viewer) -> "CircleQuerySet":
        """Those whose threads stand in lists that the viewer reads. Moderators come to the others by a report, the
        queue or the address, as to all that is hidden. Who is no partner any more reads nothing there."""
        if not people.is_partner(viewer):
            return self.open()
        return self.filter(Q(admission="open") | Q(pk__in=self.seats_of(viewer)))

    def written_in_by(self, member) -> "CircleQuerySet":
        """Those in which somebody may open threads."""
        return self.filter(pk__in=self.seats_of(member), ended_at=None)

    def open(self) -> "CircleQuerySet":
        """Those whose threads everybody reads."""
        return self.filter(admission="open")

    def seats_of(self, viewer):
        """The ids of those that somebody has a seat in."""
        from community.forum.models import CircleSeat

        return CircleSeat.objects.filter(person=viewer.pk).values("circle")


def of_circles(circles: CircleQuerySet) -> Q:
    """Threads that are everybody's, or belong to these."""
    return Q(circle=None) | Q(circle__in=circles.values("pk"))
