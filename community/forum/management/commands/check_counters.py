"""``manage.py check_counters``: every counter against the rows behind it."""

from django.core.management.base import BaseCommand
from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Greatest

from community.accounts import masks
from community.accounts.models import User
from community.forum.models import FormerPlace, Post, Signal, Thread
from community.programs.models import Change


class Command(BaseCommand):
    help = "Compares the counters of threads, posts and changes with their rows; --repair sets those that differ."

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="set the counters that differ")

    def handle(self, *, repair, **options):
        wrong = list(differing())
        for thread in wrong:
            self.stdout.write(
                f"Thread {thread.pk}: says {thread.post_count} posts up to #{thread.last_number}, "
                f"has {thread.shown} up to #{thread.highest or 0}."
            )
            if repair:
                Thread.objects.filter(pk=thread.pk).update(post_count=thread.shown, last_number=thread.highest or 0)
        effects = list(differing_effects())
        for change in effects:
            self.stdout.write(
                f"Change {change.pk}: says {change.affected_companies} companies and {change.affected_consultants} "
                f"consultants affected, has {change.companies} and {change.consultants}."
            )
            if repair:
                Change.objects.filter(pk=change.pk).update(
                    affected_companies=change.companies, affected_consultants=change.consultants
                )
        marks = list(differing_marks())
        for post in marks:
            self.stdout.write(
                f"Post {post.pk}: says {post.helpful_count} helpful, {post.same_here_count} same here and "
                f"{post.flag_count} flags, has {post.helpful}, {post.same_here} and {post.flags}."
            )
            if repair:
                Post.objects.filter(pk=post.pk).update(
                    helpful_count=post.helpful, same_here_count=post.same_here, flag_count=post.flags
                )
        people = list(differing_scopes())
        for person in people:
            self.stdout.write(f"Member {person.pk}: says {person.scope_count} parts moderated, has {person.parts}.")
            if repair:
                User.objects.filter(pk=person.pk).update(scope_count=person.parts)
        faces = list(masks.miscounted())
        for person in faces:
            self.stdout.write(f"Member {person.pk}: says {person.face_count} pseudonyms, has {person.faces}.")
            if repair:
                User.objects.filter(pk=person.pk).update(face_count=person.faces)
        wrong += effects + marks + people + faces
        self.stdout.write(f"{len(wrong)} counters differ." if wrong else "All counters equal their rows.")


def differing():
    """Threads whose counters are not what their posts say."""
    left = FormerPlace.objects.filter(thread=OuterRef("pk")).order_by().values("thread").annotate(last=Max("number"))
    counted = Thread.objects.annotate(
        shown=Count("posts", filter=Q(posts__state="published")),
        highest=Greatest(Max("posts__number"), Subquery(left.values("last"))),  # no number is given twice
    )
    for thread in counted.order_by("pk"):
        if (thread.post_count, thread.last_number) != (thread.shown, thread.highest or 0):
            yield thread


def differing_effects():
    """Changes whose counts of those affected are not what the effect reports say."""
    affected = Q(effect_reports__affected=True)
    counted = Change.objects.annotate(
        companies=Count("effect_reports", filter=affected & Q(effect_reports__company__isnull=False)),
        consultants=Count("effect_reports", filter=affected & Q(effect_reports__consultant__isnull=False)),
    )
    differs = ~Q(affected_companies=F("companies")) | ~Q(affected_consultants=F("consultants"))
    yield from counted.filter(differs).order_by("pk")


def differing_marks():
    """Posts whose marks and flags are not as many as the rows; reports are of an upper area, known by name only."""
    counted = Post.objects.annotate(
        helpful=Count("signals", filter=Q(signals__kind=Signal.Kind.HELPFUL), distinct=True),
        same_here=Count("signals", filter=Q(signals__kind=Signal.Kind.SAME_HERE), distinct=True),
        flags=Count("reports", filter=Q(reports__closed_at=None, reports__pk__isnull=False), distinct=True),
    )
    differs = ~Q(helpful_count=F("helpful")) | ~Q(same_here_count=F("same_here")) | ~Q(flag_count=F("flags"))
    yield from counted.filter(differs).order_by("pk")


def differing_scopes():
    """Members of whom it is not right how many vendors and tags they moderate."""
    counted = User.objects.annotate(parts=Count("scopes"))
    yield from counted.exclude(scope_count=F("parts")).order_by("pk")
