"""What moderators decide about posts."""

from datetime import timedelta

from django.db import transaction

from community.accounts import actions as account_actions
from community.accounts import rules as people
from community.activity.actions import record
from community.forum import actions as forum_actions
from community.forum.models import Post, Thread
from community.moderation import rules
from community.moderation.actions.claims import end_claims
from community.moderation.actions.reports import cases_of, close_reports
from community.moderation.actions.sanctions import sanction
from community.moderation.actions.undoing import can_be_undone
from community.moderation.logbook import logged
from community.moderation.models import Decision

Verb = Decision.Verb


@can_be_undone
def approve_post(post: Post, *, moderator, trust: bool = False) -> bool:
    """Show a held or declined post; ``trust`` lets its author post without waiting from now on: who moderates
    a part only cannot say that.

    Returns:
        False if somebody has decided about it since ``post`` was loaded.
    Raises:
        Refused: it is theirs, or its author cannot be trusted because a pseudonym signed.
    """
    rules.check_can_decide(moderator, post.author, post)
    if trust:
        people.check_can_be_trusted(post.author)
    end_claims(moderator, cases=cases_of(post))
    Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id)
    if not Post.objects.filter(
        pk=post.pk, state=post.state, version=post.version
    ).exists() or not forum_actions.publish_post(post):
        return False
    logged(moderator, Verb.APPROVE_POST, post)
    if trust and people.is_moderator(moderator) and account_actions.trust(post.author):
        logged(moderator, Verb.TRUST_AUTHOR, post.author)
    record("post.approved", actor=moderator, target=post)
    return True


@can_be_undone
def decline_post(post: Post, *, moderator, reason: str) -> bool:
    """Do not show a held post; its author reads the reason. False if it does not wait any more."""
    rules.check_can_decide(moderator, post.author, post)
    end_claims(moderator, cases=cases_of(post))
    if not forum_actions.decline_post(post, reason=reason):
        return False
    logged(moderator, Verb.DECLINE_POST, post, reason)
    record("post.declined", actor=moderator, target=post)
    return True


@transaction.atomic
def decline_and_block(post: Post, *, moderator, reason: str, kind: str, lasts: timedelta | None) -> bool:
    """Do not show a held post, and silence or suspend its author at once; they read the same reason. False if it does
    not wait any more: then nobody is blocked.

    Declining can be undone as ever. The sanction is lifted for itself: it is in force, and its mail is on the way.
    """
    people.check_can_sanction(moderator, post.author)
    return decline_post(post, moderator=moderator, reason=reason) and sanction(
        post.author, moderator=moderator, kind=kind, reason=reason, lasts=lasts, case=f"post-{post.pk}"
    )


@can_be_undone
def hide_post(post: Post, *, moderator, reason: str) -> bool:
    """Take a post away that is shown or withheld; those who reported it were right. False if it is neither."""
    rules.check_can_decide(moderator, post.author, post)
    end_claims(moderator, cases=cases_of(post))
    if not forum_actions.hide_post(post, reason=reason):
        return False
    logged(moderator, Verb.HIDE_POST, post, reason)
    close_reports(post, upheld=True, moderator=moderator)
    record("post.hidden", actor=moderator, target=post)
    return True


@can_be_undone
def restore_post(post: Post, *, moderator, reason: str) -> bool:
    """Show a hidden post again; if reports had hidden it, they were not right. False if it is not hidden."""
    rules.check_can_decide(moderator, post.author, post)
    end_claims(moderator, cases=cases_of(post))
    if not forum_actions.restore_post(post):
        return False
    logged(moderator, Verb.RESTORE_POST, post, reason)
    close_reports(post, upheld=False, moderator=moderator)
    record("post.restored", actor=moderator, target=post)
    return True
