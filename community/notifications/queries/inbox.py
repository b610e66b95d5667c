"""Reading notifications: the inbox, and the sentences of mails."""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from community.accounts import masks
from community.accounts.models import (
    CompanyClaim,
    Hat,
    HatRequest,
    PartnerApplication,
    Sanction,
    Vouch,
    WithheldText,
)
from community.core.paging import PAGE_SIZE, KeysetPage, keyset_page
from community.forum.models import Bookmark, Post, Thread
from community.moderation import queries as moderation
from community.moderation import rules as moderation_rules
from community.moderation.models import Appeal, Decision, Report
from community.networking.models import (
    Attendance,
    ContactRoute,
    Event,
    Group,
    GroupMembership,
    HelpOffer,
    Introduction,
    Message,
    RoundSeat,
    TeamingAlert,
    TeamingEntry,
)
from community.notifications.kinds import KINDS
from community.notifications.models import DeadlineNotice, Notification
from community.programs.models import Change, ChangeRevision, ChangeStep, OfficialAnswer, Question, Vendor


@dataclass(frozen=True)
class Line:
    """A notification in words. ``url`` is empty where its target may no longer be seen."""

    notification: Notification
    text: str
    reason: str = ""
    note: str = ""  # what the mail says besides
    url: str = ""
    icon: str = "circle-off"
    why: str = ""
    struck: str = ""  # a date that no longer holds
    still_holds: bool = True
    about: str = ""  # the conversation that it belongs to ("thread-12"): mails about one stand together
    decision: Decision | None = None  # against which its reader may appeal now

    @property
    def is_new(self) -> bool:
        """Not seen here, and, of a message, not read in its conversation."""
        is_message = self.notification.kind == "message.sent"
        return self.notification.read_at is None and (self.still_holds or not is_message)

    @property
    def appeal_until(self) -> dt.datetime | None:
        return moderation_rules.appeal_until(self.decision) if self.decision else None


# The conversation that the targets of one kind belong to.
ABOUT = {
    "post": lambda post: f"thread-{post.thread_id}",
    "bookmark": lambda bookmark: f"thread-{bookmark.post.thread_id}",
    "report": lambda report: f"thread-{report.post.thread_id}" if report.post_id else f"report-{report.pk}",
    "thread": lambda thread: f"thread-{thread.pk}",
    "withheldtext": lambda text: f"withheld-{text.pk}",
    "question": lambda question: f"change-{question.change_id}",
    "officialanswer": lambda answer: f"change-{answer.change_id}",
    "change": lambda change: f"change-{change.pk}",
    "deadlinenotice": lambda notice: f"change-{notice.change_id}",
    "vendor": lambda vendor: f"vendor-{vendor.pk}",
    "mask": lambda mask: f"mask-{mask.pk}",
    "sanction": lambda sanction: f"sanction-{sanction.pk}",
    "partnerapplication": lambda application: f"application-{application.pk}",
    "companyclaim": lambda claim: f"claim-{claim.pk}",
    "vouch": lambda vouch: f"application-{vouch.application_id}",
    "hatrequest": lambda request: f"hat-{request.vendor_id}",
    "hat": lambda hat: f"hat-{hat.vendor_id}",
    "appeal": lambda appeal: f"appeal-{appeal.pk}",
    "helpoffer": lambda offer: f"thread-{offer.thread_id}",
    "roundseat": lambda seat: f"round-{seat.round_id}",
    "introduction": lambda introduction: f"introduction-{introduction.pk}",
    "contactroute": lambda route: f"route-{route.pk}",
    "teamingentry": lambda entry: f"teaming-{entry.pk}",
    "teamingalert": lambda alert: f"teaming-{alert.entry_id}",
    "event": lambda event: f"event-{event.pk}",
    "attendance": lambda attendance: f"event-{attendance.event_id}",
    "group": lambda group: f"group-{group.pk}",
    "groupmembership": lambda membership: f"group-{membership.group_id}",
    "message": lambda message: f"conversation-{message.conversation_id}",
}


# How the targets of one kind are loaded: always through the recipient.
TARGETS = {
    "post": lambda viewer: Post.objects.visible_to(viewer).select_related("thread", "author"),
    "bookmark": lambda viewer: Bookmark.objects.visible_to(viewer).select_related("post__thread"),
    "question": lambda viewer: Question.objects.visible_to(viewer).select_related("change__vendor"),
    "officialanswer": lambda viewer: OfficialAnswer.objects.visible_to(viewer).select_related("change__vendor"),
    "change": lambda viewer: Change.objects.visible_to(viewer).select_related("vendor"),
    "vendor": lambda viewer: Vendor.objects.all(),
    "mask": masks.masks_of,
    "sanction": lambda viewer: Sanction.objects.visible_to(viewer),
    "partnerapplication": lambda viewer: PartnerApplication.objects.visible_to(viewer),
    "report": lambda viewer: Report.objects.visible_to(viewer).with_reachable(viewer),
    "thread": lambda viewer: Thread.objects.visible_to(viewer),
    "withheldtext": lambda viewer: WithheldText.objects.visible_to(viewer).select_related("person", "company"),
    "companyclaim": lambda viewer: CompanyClaim.objects.visible_to(viewer).select_related("company"),
    "vouch": lambda viewer: Vouch.objects.visible_to(viewer).select_related("application__applicant"),
    "hatrequest": lambda viewer: HatRequest.objects.visible_to(viewer).select_related("vendor"),
    "hat": lambda viewer: Hat.objects.visible_to(viewer).select_related("vendor", "wearer"),
    "appeal": lambda viewer: Appeal.objects.visible_to(viewer).select_related("decision"),
    "introduction": lambda viewer: Introduction.objects.visible_to(viewer).as_read_by(viewer).with_people(),
    "contactroute": lambda viewer: ContactRoute.objects.visible_to(viewer).select_related("vendor"),
    "event": lambda viewer: Event.objects.visible_to(viewer).with_own(viewer).select_related("group"),
    "attendance": lambda viewer: (
        Attendance.objects.visible_to(viewer)
        .filter(event__in=Event.objects.visible_to(viewer))
        .select_related("event__group")
    ),
    "group": lambda viewer: Group.objects.visible_to(viewer),
    "groupmembership": lambda viewer: GroupMembership.objects.visible_to(viewer).in_groups_seen_by(viewer).with_all(),
    "helpoffer": lambda viewer: HelpOffer.objects.visible_to(viewer).as_needed().select_related("thread"),
    "roundseat": lambda viewer: RoundSeat.objects.visible_to(viewer).with_others(),
    "teamingentry": lambda viewer: TeamingEntry.objects.visible_to(viewer),
    "teamingalert": lambda viewer: TeamingAlert.objects.visible_to(viewer).select_related("entry"),
    "message": lambda viewer: Message.objects.told_to(viewer).select_related("conversation", "author"),
    "deadlinenotice": lambda viewer: DeadlineNotice.objects.visible_to(viewer),
}

# The facts of an activity that a sentence needs, by their name there.
FACTS = {
    "step": lambda viewer: ChangeStep.objects.filter(change__in=Change.objects.visible_to(viewer)),
    "revision": lambda viewer: ChangeRevision.objects.visible_to(viewer),
}


def inbox(viewer, *, before: int | None = None) -> KeysetPage:
    """A page of lines, newest first: one query for the rows and one per kind of target and fact, two for what one may
    appeal against."""
    rows = Notification.objects.visible_to(viewer).select_related("activity").newest_first()
    if before:
        rows = rows.filter(pk__lt=before)
    page = keyset_page(rows, size=PAGE_SIZE, key=lambda row: row.pk)
    return KeysetPage(lines(page.items, viewer), page.next_key)


def lines(notifications: list[Notification], viewer) -> list[Line]:
    """The notifications in words, as far as the viewer may see what they are about."""
    targets, facts = _load_targets(notifications, viewer), _load_facts(notifications, viewer)
    found = [
        _line(row, targets.get((row.activity.target_kind, row.activity.target_id)), facts, viewer)
        for row in notifications
    ]  # fmt: skip
    return _with_decisions(found, targets)


def _load_targets(notifications, viewer) -> dict:
    wanted: dict[str, set[int]] = {}
    for row in notifications:
        wanted.setdefault(row.activity.target_kind, set()).add(row.activity.target_id)
    return {
        (kind, target.pk): target for kind, ids in wanted.items() for target in TARGETS[kind](viewer).filter(pk__in=ids)
    }


def _load_facts(notifications, viewer) -> dict:
    wanted: dict[str, set[int]] = {}
    for row in notifications:
        kind = KINDS.get(row.kind)
        if kind and kind.fact in row.activity.facts:
            wanted.setdefault(kind.fact, set()).add(row.activity.facts[kind.fact])
    return {(name, fact.pk): fact for name, ids in wanted.items() for fact in FACTS[name](viewer).filter(pk__in=ids)}


def _with_decisions(lines: list[Line], targets: dict) -> list[Line]:
    """Each with the decision that it tells of, if its reader may appeal against that."""
    told = {}
    for place, line in enumerate(lines):
        row, kind = line.notification, KINDS.get(line.notification.kind)
        target = targets.get((row.activity.target_kind, row.activity.target_id))
        if kind and kind.verbs and target:
            told[place] = (kind.verbs, *kind.decided(target), row.activity.created_at)
    decisions = dict(zip(told, moderation.told_by(told.values()), strict=True))
    return [replace(line, decision=decisions.get(place)) for place, line in enumerate(lines)]


def _line(row: Notification, target, facts: dict, viewer) -> Line:
    kind = KINDS.get(row.kind)
    if kind is None or target is None:
        return Line(row, _("Something you were told of is no longer shown."))
    fact = [facts.get((kind.fact, row.activity.facts.get(kind.fact)))] if kind.fact else []
    fact += [row.activity.facts[kind.plain]] if kind.plain else []
    why = str(kind.why) % {"vendor": getattr(target, "vendor", "")}
    return Line(
        row, kind.line(target, *fact), kind.reason(target), kind.note(target), kind.url(target), kind.icon, why,
        struck=kind.struck(target), still_holds=kind.still_holds(target, viewer),
        about=ABOUT[row.activity.target_kind](target),
    )  # fmt: skip
