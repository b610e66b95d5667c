"""What members report, and how their reports end."""

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.activity.actions import record
from community.forum import actions as forum_actions
from community.forum.models import Post, Thread
from community.moderation import rules
from community.moderation.actions.claims import end_claims
from community.moderation.logbook import logged
from community.moderation.models import Decision, Report

Verb = Decision.Verb


@transaction.atomic
def report_post(post: Post, *, reporter, reason: str, note: str = "") -> Report:
    """Ask a moderator to look at a post. A second report by the same person gives back the first.

    Raises:
        Refused: the person may not report this post.
        TooSoon: the person has reported as many posts as one may within a day.
    """
    rules.check_can_report(reporter, post)
    Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id)
    User.objects.select_for_update(no_key=True).get(pk=reporter.pk)  # reporting twenty at once is too many as well
    existing = Report.objects.open().filter(post=post, reporter=reporter).first()
    if existing:
        return existing
    rules.check_pace_of_reports(reporter)
    report = Report.objects.create(post=post, reporter=reporter, reason=reason, note=note)
    forum_actions.flag_post(post)
    record("report.made", actor=reporter, target=report)
    return report


@transaction.atomic
def dismiss_reports(post: Post, *, moderator, reason: str) -> bool:
    """Keep a reported post as it is. False if no report is open."""
    rules.check_can_decide(moderator, post.author, post)
    end_claims(moderator, cases=cases_of(post))
    if not close_reports(post, upheld=False, moderator=moderator):
        return False
    logged(moderator, Verb.DISMISS_REPORTS, post, reason)
    return True


def cases_of(post: Post) -> tuple[str, str]:
    """The keys under which a post may wait in the queue."""
    return f"post-{post.pk}", f"report-{post.pk}"


def close_reports(post: Post, *, upheld: bool, moderator) -> int:
    """End the open reports of a post, and say how many there were. Their reporters are told."""
    Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id)
    reports = list(Report.objects.open().filter(post=post).select_for_update(no_key=True))
    for report in reports:
        report.closed_at = timezone.now()
        report.upheld = upheld
        report.save(update_fields=["closed_at", "upheld"])
        record("report.closed", actor=moderator, target=report)
    forum_actions.unflag_post(post, times=len(reports))
    return len(reports)
