"""Keeping the list of words that moderators read first."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.refusals import Refused
from community.forum.models import WatchedWord
from community.forum.wording import words_of

MOST_WORDS = 500  # each new post is held against all of them; a longer list holds everything


@transaction.atomic
def watch_word(word: str, *, by, note: str = "") -> tuple[WatchedWord, bool]:
    """Hold posts with the word from now on. The same word, however it is written, is watched once.

    Returns:
        the word, and whether it is new.
    Raises:
        Refused: there is no letter in it, or there are too many words.
    """
    plain = " ".join(words_of(word))
    if not plain:
        raise Refused(_("Write a word with letters or digits."))
    if len(plain) > WatchedWord._meta.get_field("plain").max_length:
        raise Refused(_("This is too long for a word. Watch the telling part of it."))
    existing = WatchedWord.objects.watched().filter(plain=plain).first()
    if existing:
        return existing, False
    if WatchedWord.objects.watched().count() >= MOST_WORDS:
        raise Refused(_("There are %(count)d words. Take some away first.") % {"count": MOST_WORDS})
    row = WatchedWord(word=word.strip(), plain=plain, note=note, added_by=by, added_at=timezone.now())
    WatchedWord.objects.bulk_create([row], ignore_conflicts=True)
    return WatchedWord.objects.watched().get(plain=plain), True


@transaction.atomic
def unwatch_word(word: WatchedWord) -> bool:
    """Posts with the word are shown at once again. False if they were. What waits goes on waiting."""
    watched = WatchedWord.objects.filter(pk=word.pk, removed_at=None)
    return watched.update(removed_at=timezone.now()) > 0
