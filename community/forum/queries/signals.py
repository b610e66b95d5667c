"""The marks on posts, and the answer of a question, as part of what the thread page reads."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject

from community.accounts import rules as people
from community.core.refusals import allowed
from community.forum import rules
from community.forum.models import AcceptedAnswer, Post, Signal, Thread


def with_signals_of(posts, viewer):
    """The posts with ``given``: the marks that the viewer has set on each. Costs no query of its own."""
    if not people.is_member(viewer):
        return posts
    mine = Signal.objects.filter(post=OuterRef("pk"), member=viewer)
    return posts.annotate(given=ArraySubquery(mine.values("kind")))


def post_with_signals(viewer, thread_id: int, number: int) -> Post | None:
    """One shown post of a thread, with what its marks show. One query."""
    posts = Post.objects.visible_to(viewer).published().filter(thread_id=thread_id, number=number)
    post = with_signals_of(posts.select_related("thread"), viewer).first()
    if post is not None:
        post.may_signal = allowed(rules.check_can_signal, viewer, post)
    return post


def with_answer_for(threads, viewer):
    """Threads with their accepted answer, and ``accepted``: what the viewer may read of its post, else None."""
    shown = Post.objects.visible_to(viewer).published().filter(pk=OuterRef("accepted_answer__post"))
    read = JSONObject(
        pk="pk", number="number", html="html", name=F("author__name"),
    )  # fmt: skip
    return threads.select_related("accepted_answer__verified_by", "accepted_answer__obsolete_by").annotate(
        accepted=Subquery(shown.values(read=read))
    )


def mark_for(viewer, thread: Thread, posts: list[Post]) -> None:
    """What the viewer may do about each post, and which of them answers the question. No query."""
    may_accept = allowed(rules.check_can_accept, viewer, thread)
    accepted = (thread.accepted or {}).get("pk") if hasattr(thread, "accepted") else None
    for post in posts:
        post.may_signal = allowed(rules.check_can_signal, viewer, post)
        post.is_accepted = accepted is not None and post.pk == accepted
        post.may_accept = may_accept and not post.is_accepted and allowed(rules.check_can_be_accepted, post, viewer)


def answer_of(viewer, thread_id: int) -> AcceptedAnswer | None:
    """The accepted answer of a thread, if the viewer may read it. One query."""
    answers = AcceptedAnswer.objects.visible_to(viewer).select_related("thread", "post__thread")
    return answers.filter(thread=thread_id).first()
