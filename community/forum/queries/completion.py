"""What is offered while somebody writes: people, tags, threads like theirs."""

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Max, Q
from django.db.models.functions import Greatest

from community.accounts.models import User
from community.forum.models import Post, Thread
from community.tags.models import Tag

MOST = 8  # names in the list; more are not read, another letter is typed
SHORTEST, LONGEST = 8, 255  # letters of a title that are compared; shorter ones look like everything
MOST_SIMILAR = 3


def people_named(viewer, prefix: str, *, thread_id: int | None = None) -> list[User]:
    """Members whose handle begins so, those first who take part in the thread, as far as the viewer can read them.

    Of those who take part also by the beginning of one of their names; for an empty prefix only they are offered, who
    spoke last first. At most three queries.
    """
    people = User.objects.visible_to(viewer).filter(is_active=True).exclude(pk=viewer.pk)
    named = Q(handle__istartswith=prefix) | Q(name__istartswith=prefix) | Q(name__icontains=f" {prefix}")
    found = list(_taking_part(viewer, people.filter(named) if prefix else people, thread_id))
    if prefix and len(found) < MOST:
        others = people.filter(handle__istartswith=prefix).exclude(pk__in=[person.pk for person in found])
        found += others.order_by("handle")[: MOST - len(found)]
    return found


def tags_named(prefix: str) -> list[Tag]:
    """Tags that begin so. One query."""
    return list(Tag.objects.filter(name__startswith=prefix.lower()).order_by("name")[:MOST])


def similar_threads(viewer, title: str) -> list[Thread]:
    """Listed threads of members whose titles are like this one, or like what is typed of it so far. Two queries."""
    title = title.strip()[:LONGEST]
    if len(title) < SHORTEST:
        return []
    alike = Q(title__trigram_similar=title) | Q(title__trigram_word_similar=title)
    likeness = Greatest(TrigramSimilarity("title", title), TrigramWordSimilarity(title, "title"))
    threads = Thread.objects.listed_for(viewer).filter(alike, change=None)
    return list(threads.annotate(likeness=likeness).order_by("-likeness", "-pk").for_rows()[:MOST_SIMILAR])


def _taking_part(viewer, people, thread_id: int | None):
    if thread_id is None:
        return people.none()
    posts = Post.objects.visible_to(viewer).published().filter(thread_id=thread_id)
    spoke = posts.values("author").annotate(last=Max("number")).order_by("-last").values_list("author", flat=True)
    order = {pk: place for place, pk in enumerate(spoke[:200])}
    return sorted(people.filter(pk__in=order), key=lambda person: order[person.pk])[:MOST]
