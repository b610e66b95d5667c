"""Filters over threads."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.accounts import masks
from community.accounts import rules as people
from community.forum.querysets.circles import of_circles
from community.programs.models import Change
from community.programs.querysets import listed


def _is_pinned() -> Q:
    unended = Q(pinned_until=None) | Q(pinned_until__gte=timezone.localdate())
    return Q(pinned_at__isnull=False) & unended


def _circles():
    from community.forum.models import Circle

    return Circle.objects.all()


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ThreadQuerySet":
        """Shown threads about visible changes, and of groups those that the viewer reads along in; the author sees
        their own while it waits or is hidden. Of one that was merged nothing is left but its address."""
        if people.is_moderator(viewer):
            return self.filter(merged_into=None)
        shown = Q(published_at__isnull=False, hidden_at=None)
        if people.is_member(viewer):
            shown |= Q(author__in=masks.selves(viewer))
        about = Q(change=None) | Q(change__in=Change.objects.visible_to(viewer))
        seen = shown & about
        if people.moderates_a_part(viewer):
            seen |= Q(pk__in=self.model.objects.moderated_by(viewer).values("pk"))
        return self.filter(seen, of_circles(_circles().readable_by(viewer)), merged_into=None)

    def listed_for(self, viewer) -> "ThreadQuerySet":
        """What stands in lists that the viewer reads. For moderators too, closed groups have their threads to
        themselves there."""
        found = self.visible_to(viewer).published()
        return found.in_circles_of(viewer) if people.is_moderator(viewer) else found

    def in_circles_of(self, viewer) -> "ThreadQuerySet":
        """Everybody's, and those of groups that the viewer is in or that are open; moderators are nobody else here."""
        return self.filter(of_circles(_circles().listed_for(viewer)))

    def everybodys(self) -> "ThreadQuerySet":
        """Without those of closed groups: for what is counted or offered among all."""
        return self.filter(of_circles(_circles().open()))

    def by(self, person) -> "ThreadQuerySet":
        """Those that a person has started, under their name or a pseudonym; for what is between them and the site."""
        return self.filter(author__in=masks.selves(person))

    def moderated_by(self, viewer) -> "ThreadQuerySet":
        """Those about which the viewer decides: all, or those of their part, or none.

        Of a vendor are the discussions of its changes; of a tag what carries it, or is about a change that does.
        Closed groups are nobody's part.
        """
        if people.is_moderator(viewer):
            return self
        part = people.part_of(viewer)
        if not part:
            return self.none()
        tagged = self.model.tags.through.objects.filter(thread=models.OuterRef("pk"), tag__in=part.tags)
        part_of_theirs = Q(change__in=Change.objects.moderated_by(viewer)) | models.Exists(tagged)
        return self.filter(part_of_theirs).everybodys()

    def published(self) -> "ThreadQuerySet":
        """What belongs into lists, for moderators too; threads about changes as far as those are listed."""
        about = Q(change=None) | Q(change__publication="published")
        return self.filter(about, listed("change__"), published_at__isnull=False, hidden_at=None, merged_into=None)

    def unanswered(self) -> "ThreadQuerySet":
        """Questions that can be answered, and in which nobody but their author has written so that it is shown."""
        from community.forum.models import Post

        others = Post.objects.published().filter(thread=models.OuterRef("pk"))
        answered = models.Exists(others.exclude(author=models.OuterRef("author")))
        return self.filter(~answered, kind="question", locked_at=None)

    def pinned(self) -> "ThreadQuerySet":
        """Those that stand above the list today."""
        return self.filter(_is_pinned())

    def not_pinned(self) -> "ThreadQuerySet":
        """Those that have their place in the list: never pinned, or no longer."""
        return self.exclude(_is_pinned())

    def talking_first(self) -> "ThreadQuerySet":
        return self.filter(last_post_at__isnull=False).order_by("-last_post_at", "-pk")

    def for_rows(self) -> "ThreadQuerySet":
        """With all that ``forum/_thread_row.html`` shows: two queries for any number of rows."""
        known = ("change__vendor", "circle", "last_post_by", "benefit_review", "teaming_offer")
        return self.with_answered().select_related(*known).prefetch_related("tags")

    def with_answered(self) -> "ThreadQuerySet":
        """Each knows ``is_answered``: whether the accepted answer of a question is shown."""
        from community.forum.models import AcceptedAnswer

        shown = AcceptedAnswer.objects.filter(thread=models.OuterRef("pk"), post__state="published")
        return self.annotate(is_answered=models.Exists(shown))
