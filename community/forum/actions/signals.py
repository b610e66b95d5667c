"""Marking posts, and saying which of them answers a question."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.accounts import masks
from community.activity.actions import record
from community.forum import rules
from community.forum.actions.posts import read_again
from community.forum.models import AcceptedAnswer, Post, Signal, Thread


@transaction.atomic
def give_signal(post: Post, *, by, kind: str) -> bool:
    """Mark a post as helpful, or say "same here". False if the person has done so.

    Raises:
        Refused: the person may not mark this post.
    """
    post = _locked(post)
    rules.check_can_signal(by, post)
    _signal, is_new = Signal.objects.get_or_create(post=post, member=by, kind=kind)
    return is_new and _count(post, kind, 1)


@transaction.atomic
def take_signal_back(post: Post, *, by, kind: str) -> bool:
    """Take one's mark away. False if there is none."""
    post = _locked(post)
    gone, _models = Signal.objects.filter(post=post, member=by, kind=kind).delete()
    return bool(gone) and _count(post, kind, -1)


@transaction.atomic
def accept_answer(post: Post, *, by) -> bool:
    """This post answers the question of its thread; another one that did so does not any more. False if it does.

    Raises:
        Refused: the person may not decide about this thread, or the post cannot answer.
    """
    post = _locked(post)
    rules.check_can_accept(by, post.thread)
    rules.check_can_be_accepted(post, by)
    accepted = AcceptedAnswer.objects.filter(thread=post.thread)
    if accepted.filter(post=post).exists():
        return False
    accepted.delete()
    asker = post.thread.author if masks.wears(by, post.thread.author_id) else by
    AcceptedAnswer.objects.create(thread=post.thread, post=post, accepted_by=asker, accepted_at=timezone.now())
    _redraw(post.thread)
    record("answer.accepted", actor=asker, target=post)
    return True


@transaction.atomic
def unaccept_answer(thread: Thread, *, by) -> bool:
    """The question waits for its answer again. False if it does.

    Raises:
        Refused: the person may not decide about this thread.
    """
    thread = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    rules.check_can_accept(by, thread)
    gone, _models = AcceptedAnswer.objects.filter(thread=thread).delete()
    if gone:
        _redraw(thread)
    return bool(gone)


@transaction.atomic
def verify_answer(answer: AcceptedAnswer, *, by) -> bool:
    """The answer holds today; a mark that it is obsolete goes. False if the same person said so today.

    Raises:
        Refused: the person may not check answers.
    """
    rules.check_can_verify(by)
    Thread.objects.select_for_update(no_key=True).get(pk=answer.thread_id)
    answer.refresh_from_db()
    today = timezone.localdate()
    if not answer.is_obsolete and (answer.verified_on, answer.verified_by_id) == (today, by.pk):
        return False
    answer.verified_on, answer.verified_by = today, by
    answer.obsolete_on = answer.obsolete_by = None
    answer.obsolete_reason = ""
    answer.save()
    _redraw(answer.thread)
    record("answer.verified", actor=by, target=answer.post)
    return True


@transaction.atomic
def mark_answer_obsolete(answer: AcceptedAnswer, *, by, reason: str) -> bool:
    """The answer does not hold any more, for a reason that everybody reads. False if that was said in these words.

    Raises:
        Refused: the person may not check answers.
    """
    rules.check_can_verify(by)
    rules.check_watched_words(by, reason)
    Thread.objects.select_for_update(no_key=True).get(pk=answer.thread_id)
    answer.refresh_from_db()
    if answer.obsolete_reason == reason:
        return False
    answer.obsolete_on, answer.obsolete_by, answer.obsolete_reason = timezone.localdate(), by, reason
    answer.save()
    _redraw(answer.thread)
    record("answer.obsolete", actor=by, target=answer.post)
    return True


def _locked(post: Post) -> Post:
    """The post as it is now; whatever changes posts of its thread waits."""
    thread = Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id)
    read_again(post, thread=thread)
    post.thread = thread
    return post


def _count(post: Post, kind: str, by: int) -> bool:
    counter = f"{kind}_count"
    Post.objects.filter(pk=post.pk).update(**{counter: F(counter) + by})
    _redraw(post.thread)
    return True


def _redraw(thread: Thread) -> None:
    Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
