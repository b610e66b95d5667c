"""Marks on posts, accepted answers, benefit reviews and offers. People and what they say are invented."""

import datetime as dt
from itertools import cycle

from community.forum import actions as forum
from community.forum.models import AcceptedAnswer, BenefitReview, Post, TeamingOffer, Thread
from community.forum.queries import reviewable_benefits
from community.programs.models import MatrixRow
from community.tags.models import Tag

READERS = ["hal", "ingrid", "greta", "jun", "claire", "stijn", "lucie", "priya", "roisin", "mei", "heath", "tadeusz"]

# Question, who checked its answer how many days ago (nobody: None), and why it does not hold any more.
ANSWERED = [
    ("q-midterm", ("hal", 12), ""),
    ("q-transfer", ("greta", 64), "The form has moved to the workspace of the distributor; the steps are the same."),
    ("q-two-people", None, ""),
]
# Title, author, days ago, does it work, worth, tags, text. The first reviews benefits of the matrix, if it has some.
REVIEWS = [
    (
        "Training vouchers: used eleven of twelve this year", "ingrid", 9, True, "1-5k", ["benefits", "certifications"],
        "We booked them in the first quarter, before the good dates were gone. Two exams each for four people. The"
        " twelfth lapsed because nobody told us that the year ends with the membership, not in December.",
    ),
    (
        "Market development funds: four months until the claim was paid", "roisin", 23, False, "<1k", ["mdf"],
        "Approved in a week, paid in four months, after three mails and a screenshot of an invoice that was in the"
        " claim already. We have stopped planning with it.",
    ),
]  # fmt: skip
# Title, author, days ago, side, region, days left, tags, text
OFFERS = [
    (
        "Two migration engineers free for a larger team", "claire", 3, "offer", "Canada and remote", 60, ["migration"],
        "Both have moved file servers and mail for customers of up to 400 seats. We work under your name, on your"
        " terms, and hand over runbooks.",
    ),
    (
        "Looking for a partner on site in Lyon, two days a month", "lucie", 6, "need", "Lyon and around", 21,
        ["migration"],
        "A customer of ours has a branch there. Racks, cabling, now and then a disk. We do the remote part.",
    ),
    (
        "Had a bench of three for the spring, all placed", "wes", 80, "offer", "United States", -14, ["msp"],
        "Three people for tenant clean-ups until the end of the season. I leave this here as an example of how long it"
        " takes: nine days.",
    ),
]  # fmt: skip


def plan(story) -> None:
    """Threads in their own time; marks and answers when everything else is written."""
    for row in REVIEWS:
        story.at(story.now - dt.timedelta(days=row[2]), lambda row=row: _review(story, *row))
    for row in OFFERS:
        story.at(story.now - dt.timedelta(days=row[2]), lambda row=row: _offer(story, *row))
    story.at(story.now, lambda: _answer(story))
    story.at(story.now, lambda: _mark(story))


def _review(story, title: str, author: str, days: int, worked: bool, value: str, tags: list[str], text: str) -> None:
    row: MatrixRow | None = reviewable_benefits().filter(name=title.split(":")[0]).first()
    details = BenefitReview(row=row, benefit=row.name if row else title.split(":")[0], worked=worked, value=value)
    _start(story, "review", title, author, tags, text, details)


def _offer(story, title: str, author: str, days: int, side: str, region: str, left: int, tags, text: str) -> None:
    until = (story.now + dt.timedelta(days=left)).date()
    _start(story, "offer", title, author, tags, text, TeamingOffer(side=side, region=region, until=until))


def _start(story, kind: str, title: str, author: str, tags: list[str], text: str, details) -> None:
    found = list(Tag.objects.filter(name__in=tags)) or [Tag.objects.order_by("name").first()]
    forum.start_thread(
        author=story.people[author], kind=kind, title=title, tags=found, source=text, details=details
    )  # fmt: skip


def _answer(story) -> None:
    for key, checked, changed in ANSWERED:
        thread = story.threads[key]
        post = Post.objects.published().filter(thread=thread, number__gt=1).order_by("number").first()
        forum.accept_answer(post, by=thread.author)
        answer = AcceptedAnswer.objects.get(thread=thread)
        if checked:
            handle, days = checked
            forum.verify_answer(answer, by=story.people[handle])
            on = (story.now - dt.timedelta(days=days)).date()
            AcceptedAnswer.objects.filter(pk=answer.pk).update(verified_on=on)
        if changed:
            forum.mark_answer_obsolete(answer, by=story.people["greta"], reason=changed)


def _mark(story) -> None:
    """The first posts of threads are felt by many; some of the answers help."""
    readers = cycle(READERS)
    for thread in Thread.objects.published().order_by("pk")[:25]:
        for post in Post.objects.published().filter(thread=thread).order_by("number")[:6]:
            kind = "same_here" if post.number == 1 else "helpful"
            for _reader in range((post.pk * 7) % 5):
                reader = story.people[next(readers)]
                if reader.pk != post.author_id:
                    forum.give_signal(post, by=reader, kind=kind)
