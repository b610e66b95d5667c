"""What waits for a moderator."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, DateTimeField, Min, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.accounts import rules as people
from community.accounts.models import PartnerApplication
from community.activity.models import Activity
from community.forum import rules as forum_rules
from community.forum.models import Post
from community.moderation.models import Notice, Report
from community.moderation.queries import proofs
from community.programs.models import Change, ImportedUpdate, Question
from community.programs.queries import pending_updates

QUEUE_LIMIT = 100  # of each kind; nobody works through more in one sitting


@dataclass(frozen=True)
class QueueItem:
    """One thing that waits. ``key`` names it in addresses: "post-12", "report-12" (a post), "thing-5" (the first report
    of something else), "application-3", "change-7", "update-2", "handover-4", "hat-5", "claim-6"."""

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
        .annotate(n=Count("post", distinct=True) + Count("thread", distinct=True) + Count("change", distinct=True)
                  + Count("person", distinct=True) + Count("company", distinct=True)).values("n"),
        Notice.objects.visible_to(viewer).waiting().order_by().values("acted_on").annotate(n=Count("pk")).values("n"),
        PartnerApplication.objects.visible_to(viewer).pending().order_by().values("state")
        .annotate(n=Count("pk")).values("n"),
        Change.objects.visible_to(viewer).drafts().order_by().values("publication")
        .annotate(n=Count("pk")).values("n"),
        ImportedUpdate.objects.visible_to(viewer).pending().order_by().values("applied_at")
        .annotate(n=Count("pk")).values("n"),
        Question.objects.visible_to(viewer).to_hand_over().order_by().values("channel")
        .annotate(n=Count("pk")).values("n"),
        *proofs.waiting(viewer),
    ]  # fmt: skip
    return sum(row["n"] for row in counts[0].union(*counts[1:], all=True))


def held_posts(viewer) -> list[QueueItem]:
    """Posts that wait for a moderator, oldest first. One query."""
    posts = Post.objects.visible_to(viewer).held().select_related("thread", "author").order_by("created_at")
    return [
        QueueItem("post", post.pk, post.thread.title, _by(post.author, forum_rules.because(post)), post.created_at)
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


def reported_things(viewer) -> list[QueueItem]:
    """What else has open reports, each under the oldest of them, the longest waiting first. One query."""
    reports = Report.objects.visible_to(viewer).open().filter(post=None)
    reports = reports.select_related("thread", "change__vendor", "person", "company").order_by("created_at", "pk")
    found: dict[tuple, list[Report]] = {}
    for report in reports[: QUEUE_LIMIT * 5]:
        found.setdefault((report.kind, report.thing.pk), []).append(report)
    return [
        QueueItem("thing", first.pk, str(first.thing), _reported_thing(first, len(rest) + 1), first.created_at)
        for first, *rest in list(found.values())[:QUEUE_LIMIT]
    ]


def _reported_thing(report: Report, count: int) -> str:
    names = {"thread": _("Thread"), "change": _("Change"), "person": _("Profile"), "company": _("Company")}
    members = ngettext("reported by one member", "reported by %(count)d members", count) % {"count": count}
    return f"{names[report.kind]} · {members}"


def notices(viewer) -> list[QueueItem]:
    """Confirmed notices of illegal content, oldest first. One query."""
    rows = Notice.objects.visible_to(viewer).waiting().order_by("confirmed_at")
    return [QueueItem("notice", row.pk, row.page, row.name, row.confirmed_at) for row in rows[:QUEUE_LIMIT]]


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
    "notice": notices,
    "report": reported_posts,
    "thing": reported_things,
    "post": held_posts,
    "application": applications,
    "change": draft_changes,
    "update": imported_updates,
    "handover": questions_to_hand_over,
    "claim": lambda viewer: [QueueItem(*row) for row in proofs.claims(viewer)[:QUEUE_LIMIT]],
    "hat": lambda viewer: [QueueItem(*row) for row in proofs.hat_requests(viewer)[:QUEUE_LIMIT]],
}

CASES = {
    "notice": "notice_case",
    "report": "post_case",
    "thing": "report_case",
    "post": "post_case",
    "application": "application_case",
    "change": "change_case",
    "update": "update_case",
    "handover": "question_case",
    "claim": "claim_case",
    "hat": "hat_case",
}
