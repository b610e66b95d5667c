"""What waits for a moderator, and what was decided."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, DateTimeField, Min, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.accounts.actions import verified_domain
from community.accounts.models import Company, PartnerApplication, User
from community.activity.models import Activity
from community.core.paging import KeysetPage, keyset_page
from community.forum.models import Post, Thread
from community.moderation.models import Decision, Report
from community.programs.models import Change, ImportedUpdate, ImportSource, OfficialAnswer, Question
from community.programs.queries import pending_updates

QUEUE_LIMIT = 100  # of each kind; nobody works through more in one sitting
LOG_PAGE = 50


@dataclass(frozen=True)
class QueueItem:
    """One thing that waits. ``key`` names it in addresses: "post-12", "report-12", "application-3", "change-7",
    "update-2", "handover-4"."""

    kind: str
    pk: int
    title: str
    why: str
    since: dt.datetime

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.pk}"

    def get_absolute_url(self) -> str:
        """The page on which a moderator decides about it."""
        return reverse(CASES[self.kind], args=[self.pk])


def queue(viewer, kind: str = "") -> list[QueueItem]:
    """All that waits, oldest first; one query for each kind of thing. Empty for others than moderators."""
    if not people.is_moderator(viewer):
        return []
    finders = [find for name, find in FINDERS.items() if kind in {"", name}]
    return sorted((item for find in finders for item in find(viewer)), key=lambda item: item.since)


def waiting_count(viewer) -> int:
    """How many things wait: one query."""
    if not people.is_moderator(viewer):
        return 0
    counts = [
        Post.objects.visible_to(viewer).held().order_by().values("state").annotate(n=Count("pk")).values("n"),
        Report.objects.visible_to(viewer).open().order_by().values("upheld")
        .annotate(n=Count("post", distinct=True)).values("n"),
        PartnerApplication.objects.visible_to(viewer).pending().order_by().values("state")
        .annotate(n=Count("pk")).values("n"),
        Change.objects.visible_to(viewer).drafts().order_by().values("publication")
        .annotate(n=Count("pk")).values("n"),
        ImportedUpdate.objects.visible_to(viewer).pending().order_by().values("applied_at")
        .annotate(n=Count("pk")).values("n"),
        Question.objects.visible_to(viewer).to_hand_over().order_by().values("channel")
        .annotate(n=Count("pk")).values("n"),
    ]  # fmt: skip
    return sum(row["n"] for row in counts[0].union(*counts[1:], all=True))


def held_posts(viewer) -> list[QueueItem]:
    """Posts that wait for a moderator, oldest first. One query."""
    posts = Post.objects.visible_to(viewer).held().select_related("thread", "author").order_by("created_at")
    return [
        QueueItem("post", post.pk, post.thread.title, _by(post.author, post.get_hold_rule_display()), post.created_at)
        for post in posts[:QUEUE_LIMIT]
    ]


def reported_posts(viewer) -> list[QueueItem]:
    """Posts with open reports, the longest waiting first. One query."""
    open_report = Q(reports__closed_at=None, reports__pk__isnull=False)
    posts = Post.objects.visible_to(viewer).filter(open_report).select_related("thread", "author")
    posts = posts.annotate(
        report_count=Count("reports", filter=open_report), since=Min("reports__created_at", filter=open_report)
    ).order_by("since")
    return [
        QueueItem("report", post.pk, f"#{post.number} · {post.thread.title}", _reported(post), post.since)
        for post in posts[:QUEUE_LIMIT]
    ]


def _reported(post) -> str:
    if post.report_count == 1:
        return _("%(author)s · reported by one member") % {"author": post.author.name}
    return _("%(author)s · reported by %(count)d members") % {"author": post.author.name, "count": post.report_count}


def applications(viewer) -> list[QueueItem]:
    """Partner applications that wait, oldest first. One query."""
    rows = PartnerApplication.objects.visible_to(viewer).pending().select_related("applicant").oldest_first()
    return [
        QueueItem("application", row.pk, row.company_name, _by(row.applicant, row.get_size_display()), row.created_at)
        for row in rows[:QUEUE_LIMIT]
    ]


def draft_changes(viewer) -> list[QueueItem]:
    """Proposed and imported changes that wait, oldest first. One query."""
    rows = Change.objects.visible_to(viewer).drafts().select_related("vendor", "proposed_by").order_by("created_at")
    return [
        QueueItem("change", row.pk, row.title, f"{row.vendor} · {_whose(row)}", row.created_at)
        for row in rows[:QUEUE_LIMIT]
    ]


def imported_updates(viewer) -> list[QueueItem]:
    """Records in hand whose source says something else now, oldest first. One query."""
    return [
        QueueItem("update", row.pk, row.item.change.title, _said(row), row.seen_at)
        for row in pending_updates(viewer)[:QUEUE_LIMIT]
    ]


def questions_to_hand_over(viewer) -> list[QueueItem]:
    """Sent questions for vendors without an address, which somebody has to carry there; oldest first. One query."""
    sent = Activity.objects.filter(verb="question.sent", target_kind="question", target_id=OuterRef("pk"))
    rows = Question.objects.visible_to(viewer).to_hand_over().select_related("change__vendor")
    rows = rows.annotate(
        since=Coalesce(Subquery(sent.values("created_at")[:1]), Cast("sent_on", output_field=DateTimeField()))
    ).order_by("since", "pk")
    return [
        QueueItem("handover", row.pk, row.text, f"{row.change.vendor} · Q{row.number} · {row.change.title}", row.since)
        for row in rows[:QUEUE_LIMIT]
    ]


def _said(update: ImportedUpdate) -> str:
    return f"{update.item.change.vendor} · {', '.join(str(label) for label, _old, _new in update.rows)}"


def _whose(change: Change) -> str:
    return change.proposed_by.name if change.proposed_by else _("imported")


def _by(person, what) -> str:
    return f"{person.name} · {what}"


FINDERS = {
    "report": reported_posts,
    "post": held_posts,
    "application": applications,
    "change": draft_changes,
    "update": imported_updates,
    "handover": questions_to_hand_over,
}
CASES = {
    "report": "post_case",
    "post": "post_case",
    "application": "application_case",
    "change": "change_case",
    "update": "update_case",
    "handover": "question_case",
}


@dataclass(frozen=True)
class PersonPanel:
    """What a moderator should know about somebody before deciding: three queries."""

    person: User
    posts_shown: int
    posts_all: int
    decisions: list[Decision]


def person_panel(person: User) -> PersonPanel:
    """The panel beside a case about something of this person."""
    counts = person.posts.aggregate(all=Count("pk"), shown=Count("pk", filter=Q(state="published")))
    past = Decision.objects.filter(target_kind="post", target_id__in=person.posts.values("pk")).order_by("-pk")
    return PersonPanel(person, counts["shown"], counts["all"], list(past[:5]))


def history(kind: str, pk: int) -> list[Decision]:
    """What was decided about one thing, first decision first."""
    rows = Decision.objects.filter(target_kind=kind, target_id=pk).select_related("moderator")
    return list(rows.order_by("pk"))


@dataclass(frozen=True)
class ApplicationContext:
    """What helps to decide about an application: the mail domain, and the company of that name."""

    domain: str
    existing: Company | None


def application_context(application: PartnerApplication) -> ApplicationContext:
    """What helps to decide about the application. Two queries."""
    return ApplicationContext(
        domain=verified_domain(application.applicant),
        existing=Company.objects.filter(name__iexact=application.company_name).first(),
    )


@dataclass(frozen=True)
class LogEntry:
    """A decision with its target and reason, as far as the viewer may see them; None and empty otherwise."""

    decision: Decision
    target: object | None
    reason: str


# The things a decision may be about, loaded through the viewer. Applications are nobody's business.
TARGETS = {
    "post": lambda viewer: Post.objects.visible_to(viewer).published().select_related("thread"),
    "thread": lambda viewer: Thread.objects.visible_to(viewer).published(),
    "change": lambda viewer: Change.objects.visible_to(viewer).published(),
    "importsource": lambda viewer: ImportSource.objects.visible_to(viewer).select_related("vendor"),
    "question": lambda viewer: Question.objects.visible_to(viewer).select_related("change"),
    "officialanswer": lambda viewer: OfficialAnswer.objects.visible_to(viewer).select_related("change__vendor"),
}
# Of these, whoever sees the change reads the reason, also where the thing itself is hidden; nobody else.
PARTS_OF_CHANGES = {"question": Question, "officialanswer": OfficialAnswer}


def log(viewer, *, before: int | None = None) -> KeysetPage:
    """The decisions, newest first: one query for the rows, one for each kind of target; one more for what is part of
    a change."""
    rows = Decision.objects.select_related("moderator").order_by("-pk")
    if before:
        rows = rows.filter(pk__lt=before)
    page = keyset_page(rows, size=LOG_PAGE, key=lambda row: row.pk)
    found = {
        (kind, target.pk): target
        for kind, load in TARGETS.items()
        for target in load(viewer).filter(pk__in=_ids(page.items, kind))
    }
    known = {
        (kind, pk)
        for kind, model in PARTS_OF_CHANGES.items()
        for pk in _of_visible_changes(model, viewer).filter(pk__in=_ids(page.items, kind)).values_list("pk", flat=True)
    }
    entries = [
        LogEntry(row, found.get((row.target_kind, row.target_id)), _reason_for(viewer, row, known))
        for row in page.items
    ]
    return KeysetPage(entries, page.next_key)


def _ids(decisions: list[Decision], kind: str) -> list[int]:
    return [row.target_id for row in decisions if row.target_kind == kind]


def _of_visible_changes(model, viewer):
    return model.objects.filter(change__in=Change.objects.visible_to(viewer))


def _reason_for(viewer, decision: Decision, known: set[tuple[str, int]]) -> str:
    """Why an applicant was declined is between them and the moderators; what was said about something that is part of
    a change, between those who see the change."""
    if decision.target_kind == "partnerapplication" and not people.is_moderator(viewer):
        return ""
    if decision.target_kind in PARTS_OF_CHANGES and (decision.target_kind, decision.target_id) not in known:
        return ""
    return decision.reason
