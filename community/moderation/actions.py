"""What moderators decide, each with one row in the log; and what members report."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from community.accounts import actions as account_actions
from community.accounts.models import User
from community.activity.actions import record
from community.forum import actions as forum_actions
from community.forum.models import Post, Thread
from community.moderation import rules
from community.moderation.models import Decision, Report
from community.programs import actions as program_actions
from community.programs.models import Change, ImportedUpdate, ImportSource, OfficialAnswer, Question
from community.programs.queries import publishable_drafts

Verb = Decision.Verb
PUBLISH_AT_ONCE = 200  # records in one answer, each with its discussion; the button is pressed again for the rest


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
def approve_post(post: Post, *, moderator, trust: bool = False) -> bool:
    """Show a held or declined post; ``trust`` lets its author post without waiting from now on.

    Returns:
        False if somebody has decided about it since ``post`` was loaded.
    """
    rules.check_can_decide(moderator, post.author)
    Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id)
    if not Post.objects.filter(
        pk=post.pk, state=post.state, version=post.version
    ).exists() or not forum_actions.publish_post(post):
        return False
    _log(moderator, Verb.APPROVE_POST, post)
    if trust and account_actions.trust(post.author):
        _log(moderator, Verb.TRUST_AUTHOR, post.author)
    record("post.approved", actor=moderator, target=post)
    return True


@transaction.atomic
def decline_post(post: Post, *, moderator, reason: str) -> bool:
    """Do not show a held post; its author reads the reason. False if it does not wait any more."""
    rules.check_can_decide(moderator, post.author)
    if not forum_actions.decline_post(post, reason=reason):
        return False
    _log(moderator, Verb.DECLINE_POST, post, reason)
    record("post.declined", actor=moderator, target=post)
    return True


@transaction.atomic
def hide_post(post: Post, *, moderator, reason: str) -> bool:
    """Take a post away; those who reported it were right. False if it is not shown."""
    rules.check_can_decide(moderator, post.author)
    if not forum_actions.hide_post(post, reason=reason):
        return False
    _log(moderator, Verb.HIDE_POST, post, reason)
    _close_reports(post, upheld=True, moderator=moderator)
    record("post.hidden", actor=moderator, target=post)
    return True


@transaction.atomic
def restore_post(post: Post, *, moderator, reason: str) -> bool:
    """Show a hidden post again. False if it is not hidden."""
    rules.check_can_decide(moderator, post.author)
    if not forum_actions.restore_post(post):
        return False
    _log(moderator, Verb.RESTORE_POST, post, reason)
    record("post.restored", actor=moderator, target=post)
    return True


@transaction.atomic
def dismiss_reports(post: Post, *, moderator, reason: str) -> bool:
    """Keep a reported post as it is. False if no report is open."""
    rules.check_can_decide(moderator, post.author)
    if not _close_reports(post, upheld=False, moderator=moderator):
        return False
    _log(moderator, Verb.DISMISS_REPORTS, post, reason)
    return True


@transaction.atomic
def lock_thread(thread, *, moderator, reason: str) -> bool:
    """No more replies, with the reason that everybody reads. False if it is locked already."""
    rules.check_can_moderate(moderator)
    return forum_actions.lock_thread(thread, reason=reason) and _log(moderator, Verb.LOCK_THREAD, thread, reason)


@transaction.atomic
def unlock_thread(thread, *, moderator) -> bool:
    """Replies are open again. False if they were."""
    rules.check_can_moderate(moderator)
    return forum_actions.unlock_thread(thread) and _log(moderator, Verb.UNLOCK_THREAD, thread)


@transaction.atomic
def pin_thread(thread, *, moderator) -> bool:
    """The thread stands above the list. False if it does already."""
    rules.check_can_moderate(moderator)
    return forum_actions.pin_thread(thread) and _log(moderator, Verb.PIN_THREAD, thread)


@transaction.atomic
def unpin_thread(thread, *, moderator) -> bool:
    """The thread takes its place in the list again. False if it had it."""
    rules.check_can_moderate(moderator)
    return forum_actions.unpin_thread(thread) and _log(moderator, Verb.UNPIN_THREAD, thread)


@transaction.atomic
def approve_application(application, *, moderator, email_domain: str = "") -> bool:
    """Make a consultant a partner. False if the application is decided already."""
    rules.check_can_decide(moderator, application.applicant)
    return account_actions.approve_application(application, by=moderator, email_domain=email_domain) and _log(
        moderator, Verb.APPROVE_APPLICATION, application
    )


@transaction.atomic
def decline_application(application, *, moderator, reason: str) -> bool:
    """Turn an application down; the applicant reads the reason. False if it is decided already."""
    rules.check_can_decide(moderator, application.applicant)
    return account_actions.decline_application(application, by=moderator, reason=reason) and _log(
        moderator, Verb.DECLINE_APPLICATION, application, reason
    )


@transaction.atomic
def publish_change(change, *, moderator, is_news: bool = True) -> bool:
    """Show a proposed or imported change and open its discussion.

    Args:
        is_news: whether followers hear of this one alone.
    Returns:
        False if somebody has decided about it since ``change`` was loaded.
    Raises:
        Refused: the person may not, or proposed it themselves while others moderate too.
    """
    rules.check_can_moderate(moderator)
    unchanged = (
        Change.objects.select_for_update(no_key=True).filter(pk=change.pk, publication=change.publication).exists()
    )
    if not unchanged or not program_actions.publish_change(change, by=moderator, is_news=is_news):
        return False
    forum_actions.open_change_thread(change)
    return _log(moderator, Verb.PUBLISH_CHANGE, change)


@transaction.atomic
def decline_change(change, *, moderator, reason: str) -> bool:
    """Turn a proposed change down; its proposer reads the reason. False if it is no draft any more."""
    rules.check_can_moderate(moderator)
    return program_actions.decline_change(change, by=moderator, reason=reason) and _log(
        moderator, Verb.DECLINE_CHANGE, change, reason
    )


@transaction.atomic
def apply_update(update: ImportedUpdate, *, moderator) -> bool:
    """Give a record what its source says now. False if that is decided already."""
    rules.check_can_moderate(moderator)
    return program_actions.apply_update(update, by=moderator) and _log(moderator, Verb.APPLY_UPDATE, update.item.change)


@transaction.atomic
def dismiss_update(update: ImportedUpdate, *, moderator) -> bool:
    """Leave a record as it is, whatever its source says now. False if that is decided already."""
    rules.check_can_moderate(moderator)
    return program_actions.dismiss_update(update, by=moderator) and _log(
        moderator, Verb.DISMISS_UPDATE, update.item.change
    )


@transaction.atomic
def publish_drafts_of(source: ImportSource, *, moderator, until: int) -> int:
    """Show the drafts of a trusted source about which nothing must be checked, each with its own row in the log.

    Followers hear of them together, once each.

    Args:
        until: the highest id of those that the moderator has seen; what came later waits.
    Returns:
        How many were published: at most PUBLISH_AT_ONCE.
    Raises:
        Refused: the source is not trusted.
    """
    rules.check_can_publish_together(moderator, source)
    drafts = publishable_drafts(moderator, source).filter(pk__lte=until)[:PUBLISH_AT_ONCE]
    published = [change for change in drafts if publish_change(change, moderator=moderator, is_news=False)]
    if published:
        program_actions.tell_of_publications(published, by=moderator)
    return len(published)


@transaction.atomic
def add_import_source(*, moderator, **facts) -> ImportSource:
    """Read a web address or folder every so often. See ``programs.actions.add_import_source``."""
    source = program_actions.add_import_source(by=moderator, **facts)
    _log(moderator, Verb.ADD_SOURCE, source)
    return source


@transaction.atomic
def change_import_source(source: ImportSource, *, moderator, **facts) -> bool:
    """Give a source another name, address or interval. False if nothing changes."""
    return program_actions.change_import_source(source, by=moderator, **facts) and _log(
        moderator, Verb.CHANGE_SOURCE, source
    )


@transaction.atomic
def trust_import_source(source: ImportSource, *, moderator) -> bool:
    """Let a source update published records by itself. False if it does."""
    return program_actions.trust_import_source(source, by=moderator) and _log(moderator, Verb.TRUST_SOURCE, source)


@transaction.atomic
def distrust_import_source(source: ImportSource, *, moderator) -> bool:
    """Decide about everything of a source again. False if that is so."""
    return program_actions.distrust_import_source(source, by=moderator) and _log(
        moderator, Verb.DISTRUST_SOURCE, source
    )


@transaction.atomic
def resume_import_source(source: ImportSource, *, moderator) -> bool:
    """Read a source again. False if it is read."""
    return program_actions.resume_import_source(source, by=moderator) and _log(moderator, Verb.RESUME_SOURCE, source)


@transaction.atomic
def stop_import_source(source: ImportSource, *, moderator) -> bool:
    """Do not read a source any more. False if it is not read."""
    return program_actions.stop_import_source(source, by=moderator) and _log(moderator, Verb.STOP_SOURCE, source)


@transaction.atomic
def run_import_source_now(source: ImportSource, *, moderator) -> bool:
    """Read a source as soon as the worker has time. It decides nothing, so it is not in the log."""
    return program_actions.run_import_source_now(source, by=moderator)


@transaction.atomic
def edit_question(question: Question, *, moderator, text: str) -> bool:
    """Mend the words of a question that is not sent. False if they are the same.

    Raises:
        Refused: the person may not, or the text is frozen.
    """
    rules.check_can_moderate(moderator)
    return program_actions.edit_question(question, by=moderator, text=text) and _log(
        moderator, Verb.EDIT_QUESTION, question
    )


@transaction.atomic
def merge_question(question: Question, *, into: Question, moderator) -> bool:
    """Let a question go up in another one. False if it did before. See ``programs.actions.merge_questions``."""
    rules.check_can_moderate(moderator)
    return program_actions.merge_questions(question, into=into, by=moderator) and _log(
        moderator, Verb.MERGE_QUESTION, question
    )


@transaction.atomic
def hide_question(question: Question, *, moderator, reason: str) -> bool:
    """Take a question away; its asker, and whoever sees its change, reads the reason. False if it is hidden."""
    rules.check_can_decide(moderator, question.asked_by)
    return program_actions.hide_question(question, by=moderator, reason=reason) and _log(
        moderator, Verb.HIDE_QUESTION, question, reason
    )


@transaction.atomic
def show_question(question: Question, *, moderator) -> bool:
    """Show a hidden question again. False if it is shown."""
    rules.check_can_decide(moderator, question.asked_by)
    return program_actions.show_question(question, by=moderator) and _log(moderator, Verb.SHOW_QUESTION, question)


@transaction.atomic
def hand_over_question(question: Question, *, moderator, on: dt.date) -> bool:
    """Note that a question was carried to its vendor on that day. False if nobody needs to any more.

    Raises:
        Refused: the person may not, or the day lies before the question was sent or in the future.
    """
    rules.check_can_moderate(moderator)
    return program_actions.hand_over_question(question, by=moderator, on=on) and _log(
        moderator, Verb.HAND_OVER_QUESTION, question
    )


@transaction.atomic
def hide_answer(answer: OfficialAnswer, *, moderator, reason: str) -> bool:
    """Take an official answer away; the reason stands in its place, and it answers nothing. False if it is hidden."""
    rules.check_can_decide(moderator, answer.author)
    return program_actions.hide_answer(answer, by=moderator, reason=reason) and _log(
        moderator, Verb.HIDE_ANSWER, answer, reason
    )


@transaction.atomic
def show_answer(answer: OfficialAnswer, *, moderator) -> bool:
    """Show a hidden official answer again, with what it answers. False if it is shown."""
    rules.check_can_decide(moderator, answer.author)
    return program_actions.show_answer(answer, by=moderator) and _log(moderator, Verb.SHOW_ANSWER, answer)


def _log(moderator, verb: str, target, reason: str = "") -> bool:
    Decision.objects.create(
        moderator=moderator,
        role=moderator.role,
        verb=verb,
        target_kind=target._meta.model_name,
        target_id=target.pk,
        reason=reason,
    )
    return True


def _close_reports(post: Post, *, upheld: bool, moderator) -> int:
    Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id)
    reports = list(Report.objects.open().filter(post=post).select_for_update(no_key=True))
    for report in reports:
        report.closed_at = timezone.now()
        report.upheld = upheld
        report.save(update_fields=["closed_at", "upheld"])
        record("report.closed", actor=moderator, target=report)
    forum_actions.unflag_post(post, times=len(reports))
    return len(reports)
