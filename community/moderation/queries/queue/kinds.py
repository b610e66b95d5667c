"""The kinds of cases, one declaration each."""

from datetime import timedelta

from django.db.models import Count, DateTimeField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.accounts.models import PartnerApplication
from community.activity.models import Activity
from community.forum import rules as forum_rules
from community.forum.models import Post
from community.moderation import appealable
from community.moderation.models import DECIDED_WITHIN, Appeal, Notice, Report
from community.moderation.queries import proofs
from community.moderation.queries.queue.base import QueueKind
from community.programs.models import Change, ImportedUpdate, Question
from community.programs.queries import pending_updates

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def held_posts(viewer):
    """Posts that wait for a moderator."""
    posts = Post.objects.visible_to(viewer).moderated_by(viewer).held()
    return posts.select_related("thread", "author").annotate(since=F("created_at"))


def reported_posts(viewer):
    """Posts with open reports, by the first of them."""
    reports = Report.objects.open().filter(post=OuterRef("pk"))
    posts = Post.objects.visible_to(viewer).moderated_by(viewer).filter(Exists(reports))
    first = Subquery(reports.order_by("created_at").values("created_at")[:1])
    return posts.select_related("thread", "author").annotate(since=first)


def reported_things(viewer):
    """What else has open reports: the first open report of each, with how many there are."""
    reports = Report.objects.visible_to(viewer).open().filter(post=None)
    same = Q(thread=OuterRef("thread")) | Q(change=OuterRef("change"))
    same |= Q(person=OuterRef("person")) | Q(company=OuterRef("company")) | Q(route=OuterRef("route"))
    same |= Q(message=OuterRef("message")) | Q(introduction=OuterRef("introduction"))
    same |= Q(teaming=OuterRef("teaming")) | Q(group=OuterRef("group")) | Q(event=OuterRef("event"))
    others = Report.objects.open().filter(same)
    count = others.order_by().values("closed_at").annotate(n=Count("pk")).values("n")
    rows = reports.filter(~Exists(others.filter(pk__lt=OuterRef("pk"))))
    rows = rows.select_related(
        "thread",
        "change__vendor",
        "person",
        "company",
        "route__vendor",
        "message__author",
        "introduction__requester",
        "teaming",
        "group",
        "event",
    )
    return rows.annotate(since=F("created_at"), report_count=Subquery(count))


def notices(viewer):
    """Confirmed notices of illegal content."""
    return Notice.objects.visible_to(viewer).waiting().annotate(since=F("confirmed_at"))


def applications(viewer):
    """Partner applications that wait."""
    rows = PartnerApplication.objects.visible_to(viewer).pending()
    return rows.select_related("applicant").annotate(since=F("created_at"))


def draft_changes(viewer):
    """Proposed and imported changes that wait."""
    drafts = Change.objects.visible_to(viewer).moderated_by(viewer).drafts()
    return drafts.select_related("vendor", "proposed_by").annotate(since=F("created_at"))


def imported_updates(viewer):
    """Records in hand whose source says something else now."""
    return pending_updates(viewer).annotate(since=F("seen_at"))


def questions_to_hand_over(viewer):
    """Sent questions for vendors without an address, which somebody has to carry there."""
    sent = Activity.objects.filter(verb="question.sent", target_kind="question", target_id=OuterRef("pk"))
    rows = Question.objects.visible_to(viewer).moderated_by(viewer).to_hand_over().select_related("change__vendor")
    return rows.annotate(
        since=Coalesce(Subquery(sent.values("created_at")[:1]), Cast("sent_on", output_field=DateTimeField()))
    )


def appeals(viewer):
    """Appeals that wait, but for those that somebody else has to decide."""
    rows = Appeal.objects.visible_to(viewer).waiting().decided_by_others(viewer)
    return rows.select_related("decision__moderator", "appellant").annotate(since=F("made_at"))


def _reported(post) -> str:
    if post.flag_count <= 1:
        return _("%(author)s · reported by one member") % {"author": post.author.name}
    return _("%(author)s · reported by %(count)d members") % {"author": post.author.name, "count": post.flag_count}


def _reported_thing(report: Report) -> str:
    names = {
        "thread": _("Thread"), "change": _("Change"), "person": _("Profile"), "company": _("Company"),
        "route": _("Way to a vendor"), "group": _("Group"), "event": _("Event"),
        "message": _("Message"), "introduction": _("Request for an introduction"),
        "teaming": _("Need or offer"),
    }  # fmt: skip
    count = report.report_count
    members = ngettext("reported by one member", "reported by %(count)d members", count) % {"count": count}
    return f"{names[report.kind]} · {members}"


def _title_of(report: Report) -> str:
    """Of what is between a few people no more than whose it is."""
    match report.kind:
        case "message":
            return report.message.author.name
        case "introduction":
            return report.introduction.requester.name
    return str(report.thing)


def _said(update: ImportedUpdate) -> str:
    return f"{update.item.change.vendor} · {', '.join(str(label) for label, _old, _new in update.rows)}"


def _whose(change: Change) -> str:
    return change.proposed_by.name if change.proposed_by else _("imported")


KINDS: dict[str, QueueKind] = {
    "notice": QueueKind(
        label=gettext_lazy("Notice of illegal content"), many=gettext_lazy("Notices"), icon="scale",
        case="notice_case", target=DAY, because=gettext_lazy("Somebody outside waits, and it may break a law."),
        rows=notices, title=lambda row: row.page, why=lambda row: row.name,
    ),
    "report": QueueKind(
        label=gettext_lazy("Reported post"), many=gettext_lazy("Reports"), icon="flag", case="post_case",
        target=DAY, because=gettext_lazy("It is shown meanwhile, and may hurt somebody."),
        rows=reported_posts, title=lambda post: f"#{post.number} · {post.thread.title}", why=_reported,
        in_parts=True, seen=lambda post: post.seen_as, text=lambda post: post.html,
    ),
    "thing": QueueKind(
        label=gettext_lazy("Reported"), many=gettext_lazy("Other reports"), icon="flag", case="report_case",
        target=DAY, because=gettext_lazy("It is shown meanwhile, and may hurt somebody."),
        rows=reported_things, title=_title_of, why=_reported_thing,
    ),
    "post": QueueKind(
        label=gettext_lazy("Held post"), many=gettext_lazy("Held posts"), icon="clock", case="post_case",
        target=4 * HOUR, because=gettext_lazy("Somebody new waits to be heard, in a conversation that goes on."),
        rows=held_posts, title=lambda post: post.thread.title,
        why=lambda post: f"{post.author.name} · {forum_rules.because(post)}", in_parts=True,
        seen=lambda post: post.seen_as, text=lambda post: post.html,
    ),
    "application": QueueKind(
        label=gettext_lazy("Application"), many=gettext_lazy("Partners"), icon="user-plus", case="application_case",
        target=DAY, because=gettext_lazy("Until then the person can only read."),
        rows=applications, title=lambda row: row.company_name,
        why=lambda row: f"{row.applicant.name} · {row.get_size_display()}",
    ),
    "change": QueueKind(
        label=gettext_lazy("Proposed change"), many=gettext_lazy("Changes"), icon="file-pen", case="change_case",
        target=DAY, because=gettext_lazy("Dates run, and nobody is warned before it is published."),
        rows=draft_changes, title=lambda row: row.title, why=lambda row: f"{row.vendor} · {_whose(row)}",
        in_parts=True, seen=lambda row: row.publication, text=lambda row: row.summary_html,
    ),
    "update": QueueKind(
        label=gettext_lazy("Changed at its source"), many=gettext_lazy("Updates"), icon="refresh-cw",
        case="update_case", target=3 * DAY, because=gettext_lazy("The record is there already, and mostly still true."),
        rows=imported_updates, title=lambda row: row.item.change.title, why=_said,
    ),
    "handover": QueueKind(
        label=gettext_lazy("Question to hand over"), many=gettext_lazy("To hand over"), icon="send",
        case="question_case", target=2 * DAY,
        because=gettext_lazy("The vendor’s clock begins when it has the question."),
        rows=questions_to_hand_over, title=lambda row: row.text,
        why=lambda row: f"{row.change.vendor} · Q{row.number} · {row.change.title}", in_parts=True,
    ),
    "hat": QueueKind(
        label=gettext_lazy("Hat"), many=gettext_lazy("Hats"), icon="graduation-cap", case="hat_case", target=2 * DAY,
        because=gettext_lazy("Until then the vendor cannot answer."),
        rows=proofs.hat_requests, title=lambda row: row.vendor.name,
        why=lambda row: f"{row.requester.name} · {row.proof_url}",
    ),
    "claim": QueueKind(
        label=gettext_lazy("Claim of a company’s page"), many=gettext_lazy("Claims"), icon="building-2",
        case="claim_case", target=3 * DAY, because=gettext_lazy("The page is there already."),
        rows=proofs.claims, title=lambda row: row.company.name, why=lambda row: row.claimant.name,
    ),
    "appeal": QueueKind(
        label=gettext_lazy("Appeal"), many=gettext_lazy("Appeals"), icon="gavel", case="appeal_case",
        target=DECIDED_WITHIN, because=gettext_lazy("Somebody was told no, and waits for another look."),
        rows=appeals, title=lambda row: f"{appealable.of(row.decision).name} · {row.appellant.name}",
        why=lambda row: _("decided by %(name)s") % {"name": row.decision.moderator.name},
        for_all_alike=False,
    ),
}  # fmt: skip
