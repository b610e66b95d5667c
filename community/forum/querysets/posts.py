"""Filters over posts."""

from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Replace

from community.accounts import masks
from community.accounts import rules as people

# The words of a post: as they are written, for names and codes, and by their English stems, for everything else.
# PostgreSQL reads the end of "KB-4711" as a number below zero, so the parts of such words stand alone.
_SPACED = Replace("source", Value("-"), Value(" "), output_field=models.TextField())
WORDS = SearchVector(_SPACED, config="simple") + SearchVector(_SPACED, config="english")


class PostQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "PostQuerySet":
        """Shown posts in visible threads; authors see their own held, declined and hidden ones.

        Others’ hidden and deleted posts are for moderators only, as far as it is their part;
        everybody gets ``stubs()``.
        """
        from community.forum.models import Thread

        if people.is_moderator(viewer):
            return self
        shown = Q(state="published")
        if people.is_member(viewer):
            shown |= Q(author__in=masks.selves(viewer), state__in=["held", "declined", "hidden"])
        if people.moderates_a_part(viewer):
            shown |= Q(thread__in=Thread.objects.moderated_by(viewer))
        return self.filter(shown, thread__in=Thread.objects.visible_to(viewer))

    def listed_for(self, viewer) -> "PostQuerySet":
        """Shown posts in lists that the viewer reads: for moderators too without those of closed groups."""
        from community.forum.models import Thread

        found = self.visible_to(viewer).published()
        if not people.is_moderator(viewer):
            return found
        return found.filter(thread__in=Thread.objects.in_circles_of(viewer))

    def moderated_by(self, viewer) -> "PostQuerySet":
        """Those about which the viewer decides: all, or those in threads of their part, or none."""
        from community.forum.models import Thread

        return self if people.is_moderator(viewer) else self.filter(thread__in=Thread.objects.moderated_by(viewer))

    def by(self, person) -> "PostQuerySet":
        """Those of a person, under their name or a pseudonym; for what is between them and the site alone."""
        return self.filter(author__in=masks.selves(person))

    def published(self) -> "PostQuerySet":
        return self.filter(state="published")

    def helpful(self) -> "PostQuerySet":
        """Shown in listed threads, and marked as helpful, or accepted as an answer that holds. Not those of pseudonyms,
        which help nobody's name, nor what askers write in their own threads. Each knows ``is_accepted``: 1 or 0."""
        from community.forum.models import AcceptedAnswer, Thread

        accepted = Exists(AcceptedAnswer.objects.filter(post=OuterRef("pk"), obsolete_on=None))
        posts = self.published().filter(thread__in=Thread.objects.published(), author__is_face=False)
        posts = posts.annotate(is_accepted=Case(When(accepted, then=Value(1)), default=Value(0)))
        return posts.filter(Q(helpful_count__gt=0) | Q(is_accepted=1)).exclude(author=F("thread__author"))

    def held(self) -> "PostQuerySet":
        return self.filter(state="held")

    def stubs(self) -> "PostQuerySet":
        """What remains to be seen of hidden and deleted posts: the number and the reason, never the text."""
        return self.filter(state__in=["hidden", "deleted"]).only(
            "thread_id", "number", "path", "depth", "parent_id", "author_id", "state", "state_reason",
            "state_changed_at", "hold_rule",
        )  # fmt: skip

    def with_author(self) -> "PostQuerySet":
        return self.select_related("author__membership__company", "hat__vendor")
