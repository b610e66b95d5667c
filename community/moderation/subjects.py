"""What decisions are about: how the things of a person are found, how one is loaded, and where it is read."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from community.accounts import rules as people
from community.accounts.models import (
    Company,
    CompanyClaim,
    Hat,
    HatRequest,
    PartnerApplication,
    Sanction,
    User,
    WithheldText,
)
from community.forum.models import Post, Thread
from community.moderation.models import Decision
from community.networking.models import ContactRoute, Event, Group, Introduction, Message, TeamingEntry
from community.programs.models import Change, OfficialAnswer, Question


@dataclass(frozen=True)
class Subject:
    """One kind of thing that a decision is about.

    ``target`` is its name in the log. ``of`` gives those of a person; ``load`` those that a viewer may see, with what
    the sentences about them need. ``by`` names what tells whose it is, where that may be a pseudonym. ``page`` is where
    its owner goes on with it, if there is one; ``case`` where moderators look at it.
    """

    name: str
    target: str
    of: Callable[..., QuerySet]
    load: Callable[..., QuerySet]
    by: str = ""
    page: Callable[..., str] = lambda thing: thing.get_absolute_url()
    case: Callable[..., str] = lambda thing: thing.get_absolute_url()


def hidden_texts(decision: Decision) -> WithheldText | None:
    """What a profile or the page of a company said that this decision took away. One query."""
    whose = {"user": "person", "company": "company"}[decision.target_kind]
    hidden = WithheldText.objects.filter(
        decided_at__lte=decision.created_at, reason=decision.reason, **{whose: decision.target_id}
    )
    return hidden.order_by("-decided_at").first()


def _merged_threads(person) -> QuerySet:
    """The threads into which those of the person went."""
    return Thread.objects.filter(pk__in=Thread.objects.by(person).values("merged_into"))


POST = Subject(
    "post", "post",
    of=lambda person: Post.objects.by(person),
    by="author",
    load=lambda viewer: Post.objects.visible_to(viewer).select_related("thread__change", "parent__author"),
    page=lambda post: reverse("own_post", args=[post.pk]),
    case=lambda post: reverse("post_case", args=[post.pk]),
)  # fmt: skip
THREAD = Subject(
    "thread", "thread",
    of=lambda person: Thread.objects.by(person),
    by="author",
    load=lambda viewer: Thread.objects.visible_to(viewer).select_related("change"),
)  # fmt: skip
MERGED = Subject("merged", "thread", of=_merged_threads, load=THREAD.load)
CHANGE = Subject(
    "change", "change",
    of=lambda person: Change.objects.filter(proposed_by=person),
    load=lambda viewer: Change.objects.visible_to(viewer).select_related("vendor", "proposed_by"),
    case=lambda change: reverse("change_case", args=[change.pk]),
)  # fmt: skip
QUESTION = Subject(
    "question", "question",
    of=lambda person: Question.objects.filter(asked_by=person),
    load=lambda viewer: Question.objects.visible_to(viewer).select_related("change__vendor"),
    case=lambda question: reverse("question_case", args=[question.pk]),
)  # fmt: skip
ANSWER = Subject(
    "answer", "officialanswer",
    of=lambda person: OfficialAnswer.objects.filter(author=person),
    load=lambda viewer: OfficialAnswer.objects.visible_to(viewer).select_related("change__vendor"),
    case=lambda answer: reverse("answer_case", args=[answer.pk]),
)  # fmt: skip
PROFILE = Subject(
    "profile", "user",
    of=lambda person: User.objects.filter(pk=person.pk),
    load=lambda viewer: User.objects.visible_to(viewer),
    page=lambda person: reverse("profile_edit"),
)  # fmt: skip
COMPANY = Subject(
    "company", "company",
    of=lambda person: Company.objects.filter(memberships__user=person),
    load=lambda viewer: Company.objects.visible_to(viewer),
)  # fmt: skip
ROUTE = Subject(
    "route", "contactroute",
    of=lambda person: ContactRoute.objects.filter(added_by=person),
    load=lambda viewer: ContactRoute.objects.visible_to(viewer).select_related("vendor"),
)  # fmt: skip
TEAMING = Subject(
    "teaming", "teamingentry",
    of=lambda person: TeamingEntry.objects.filter(author=person),
    load=lambda viewer: TeamingEntry.objects.visible_to(viewer),
)  # fmt: skip
GROUP = Subject(
    "group", "group",
    of=lambda person: Group.objects.filter(memberships__person=person, memberships__role="organiser"),
    load=lambda viewer: Group.objects.visible_to(viewer),
)  # fmt: skip
EVENT = Subject(
    "event", "event",
    of=lambda person: Event.objects.filter(group__memberships__person=person, group__memberships__role="organiser"),
    load=lambda viewer: Event.objects.visible_to(viewer).select_related("group"),
)  # fmt: skip
APPLICATION = Subject(
    "application", "partnerapplication",
    of=lambda person: PartnerApplication.objects.filter(applicant=person),
    load=lambda viewer: PartnerApplication.objects.visible_to(viewer).select_related("applicant"),
    page=lambda application: reverse("partner_application"),
    case=lambda application: reverse("application_case", args=[application.pk]),
)  # fmt: skip
HAT_REQUEST = Subject(
    "hat request", "hatrequest",
    of=lambda person: HatRequest.objects.filter(requester=person),
    load=lambda viewer: HatRequest.objects.visible_to(viewer).select_related("vendor"),
    case=lambda asked: reverse("hat_case", args=[asked.pk]),
)  # fmt: skip
HAT = Subject(
    "hat", "hat",
    of=lambda person: Hat.objects.filter(wearer=person),
    load=lambda viewer: Hat.objects.visible_to(viewer).select_related("vendor", "wearer"),
    page=lambda hat: reverse("hats"),
)  # fmt: skip
CLAIM = Subject(
    "claim", "companyclaim",
    of=lambda person: CompanyClaim.objects.filter(claimant=person),
    load=lambda viewer: CompanyClaim.objects.visible_to(viewer).select_related("company", "claimant"),
    case=lambda claim: reverse("claim_case", args=[claim.pk]),
)  # fmt: skip


def _reported_or(found: QuerySet, viewer, model) -> QuerySet:
    """For moderators those that were ever reported; for others what they may see."""
    return model.objects.filter(reports__isnull=False).distinct() if people.is_moderator(viewer) else found


def _case_of(thing) -> str:
    return reverse("report_case", args=[thing.reports.order_by("pk").values_list("pk", flat=True).first()])


# Moderators are given what was reported, without its text: they read that on the page of the report alone.
MESSAGE = Subject(
    "message", "message",
    of=lambda person: Message.objects.texts().filter(author=person),
    load=lambda viewer: _reported_or(Message.objects.told_to(viewer), viewer, Message),
    case=_case_of,
)  # fmt: skip
INTRODUCTION = Subject(
    "introduction", "introduction",
    of=lambda person: Introduction.objects.filter(requester=person),
    load=lambda viewer: _reported_or(Introduction.objects.visible_to(viewer), viewer, Introduction),
    case=_case_of,
)  # fmt: skip
SANCTION = Subject(
    "sanction", "sanction",
    of=lambda person: Sanction.objects.about(person),
    by="person",
    load=lambda viewer: Sanction.objects.visible_to(viewer).select_related("person"),
    page=lambda sanction: "",  # it is where one reads of it
    case=lambda sanction: reverse("person_case", args=[sanction.person.handle]),
)  # fmt: skip

BY_NAME = {
    subject.name: subject
    for subject in (
        POST, THREAD, MERGED, CHANGE, QUESTION, ANSWER, PROFILE, COMPANY, ROUTE, TEAMING, GROUP, EVENT,
        APPLICATION, HAT_REQUEST, HAT, CLAIM, MESSAGE, INTRODUCTION, SANCTION,
    )
}  # fmt: skip
