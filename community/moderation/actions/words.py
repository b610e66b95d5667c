"""What moderators do with the list of watched words. The log names them to moderators only."""

from django.db import transaction

from community.forum import actions as forum_actions
from community.forum.models import WatchedWord
from community.moderation import rules
from community.moderation.logbook import logged
from community.moderation.models import Decision

Verb = Decision.Verb


@transaction.atomic
def watch_word(word: str, *, moderator, note: str = "") -> bool:
    """Hold posts with the word from now on. False if it is watched already.

    Raises:
        Refused: the person may not, there is no letter in it, or there are too many words.
    """
    rules.check_can_moderate(moderator)
    row, is_new = forum_actions.watch_word(word, by=moderator, note=note)
    return is_new and logged(moderator, Verb.WATCH_WORD, row)


@transaction.atomic
def unwatch_word(word: WatchedWord, *, moderator) -> bool:
    """Posts with the word are shown at once again. False if they were."""
    rules.check_can_moderate(moderator)
    return forum_actions.unwatch_word(word) and logged(moderator, Verb.UNWATCH_WORD, word)
