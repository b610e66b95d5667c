"""What moderators decide about posts."""

from django.db import transaction

from community.accounts import actions as account_actions
from community.accounts import rules as people
from community.activity.actions import record
from community.forum import actions as forum_actions
from community.forum.models import Post, Thread
from community.moderation import rules
from community.moderation.actions.claims import end_claims
from community.moderation.actions.reports import cases_of, close_reports
from community.moderation.logbook import logged
from community.moderation.models import Decision

Verb = Decision.Verb


@transaction.atomic
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


@transaction.atomic
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


@transaction.atomic
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
