"""What moderators decide about changes, and about what their sources say."""

from django.db import transaction

from community.forum import actions as forum_actions
from community.moderation import rules
from community.moderation.actions.claims import end_claims
from community.moderation.actions.undoing import can_be_undone
from community.moderation.logbook import logged
from community.moderation.models import Claim, Decision
from community.programs import actions as program_actions
from community.programs.models import Change, ImportedUpdate, ImportSource
from community.programs.queries import publishable_drafts

Verb = Decision.Verb


PUBLISH_AT_ONCE = 200  # records in one answer, each with its discussion; the button is pressed again for the rest


@can_be_undone
def publish_change(change, *, moderator) -> bool:
    """Show a proposed or imported change and open its discussion.

    Returns:
        False if somebody has decided about it since ``change`` was loaded.
    Raises:
        Refused: the person may not, or proposed it themselves while others moderate too.
    """
    return _publish(change, moderator=moderator)


def _publish(change, *, moderator, is_news: bool = True) -> bool:
    """``is_news``: whether followers hear of this one alone."""
    rules.check_can_moderate(moderator, change)
    end_claims(moderator, cases=(f"change-{change.pk}",))
    unchanged = (
        Change.objects.select_for_update(no_key=True).filter(pk=change.pk, publication=change.publication).exists()
    )
    if not unchanged or not program_actions.publish_change(change, by=moderator, is_news=is_news):
        return False
    forum_actions.open_change_thread(change)
    return logged(moderator, Verb.PUBLISH_CHANGE, change)


@can_be_undone
def decline_change(change, *, moderator, reason: str) -> bool:
    """Turn a proposed change down; its proposer reads the reason. False if it is no draft any more."""
    rules.check_can_moderate(moderator, change)
    end_claims(moderator, cases=(f"change-{change.pk}",))
    return program_actions.decline_change(change, by=moderator, reason=reason) and logged(
        moderator, Verb.DECLINE_CHANGE, change, reason
    )


@transaction.atomic
def apply_update(update: ImportedUpdate, *, moderator) -> bool:
    """Give a record what its source says now. False if that is decided already."""
    rules.check_can_moderate(moderator)
    end_claims(moderator, cases=(f"update-{update.pk}",))
    return program_actions.apply_update(update, by=moderator) and logged(
        moderator, Verb.APPLY_UPDATE, update.item.change
    )


@transaction.atomic
def dismiss_update(update: ImportedUpdate, *, moderator) -> bool:
    """Leave a record as it is, whatever its source says now. False if that is decided already."""
    rules.check_can_moderate(moderator)
    end_claims(moderator, cases=(f"update-{update.pk}",))
    return program_actions.dismiss_update(update, by=moderator) and logged(
        moderator, Verb.DISMISS_UPDATE, update.item.change
    )


@transaction.atomic
def publish_drafts_of(source: ImportSource, *, moderator, until: int) -> int:
    """Show the drafts of a trusted source about which nothing must be checked, each with its own row in the log.

    At what a colleague looks, they go on looking. Followers hear of them together, once each.

    Args:
        until: the highest id of those that the moderator has seen; what came later waits.
    Returns:
        How many were published: at most PUBLISH_AT_ONCE.
    Raises:
        Refused: the source is not trusted.
    """
    rules.check_can_publish_together(moderator, source)
    taken = Claim.objects.lasting().exclude(moderator=moderator).filter(case__startswith="change-")
    others = [int(case.removeprefix("change-")) for case in taken.values_list("case", flat=True)]
    drafts = publishable_drafts(moderator, source).filter(pk__lte=until).exclude(pk__in=others)[:PUBLISH_AT_ONCE]
    published = [change for change in drafts if _publish(change, moderator=moderator, is_news=False)]
    if published:
        program_actions.tell_of_publications(published, by=moderator)
    return len(published)
