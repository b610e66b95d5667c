"""Keeping posts, and being reminded of them."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.actions import record
from community.core.refusals import Refused
from community.forum import rules
from community.forum.models import Bookmark, Post


@transaction.atomic
def bookmark_post(post: Post, *, member) -> bool:
    """The member keeps a post. False if they did already.

    Raises:
        Refused: the person is not signed in.
    """
    rules.check_can_keep_marks(member)
    _row, created = Bookmark.objects.get_or_create(member=member, post=post)
    return created


@transaction.atomic
def drop_bookmark(post: Post, *, member) -> bool:
    """The member no longer keeps the post. False if they did not."""
    deleted, _of = Bookmark.objects.filter(member=member, post=post).delete()
    return deleted > 0


@transaction.atomic
def set_bookmark_reminder(bookmark: Bookmark, *, on: dt.date | None) -> bool:
    """Remind its member of the post on a day, or not at all. False if it was so already.

    Raises:
        Refused: the day is over.
    """
    bookmark = Bookmark.objects.select_for_update(no_key=True).get(pk=bookmark.pk)
    if bookmark.remind_on == on:
        return False
    if on is not None and on < timezone.localdate():
        raise Refused(_("This day is over. Choose today or a later day."))
    bookmark.remind_on, bookmark.reminded_at = on, None
    bookmark.save(update_fields=["remind_on", "reminded_at"])
    return True


def remind_of_bookmarks() -> int:
    """Tell everybody of the bookmarks whose day has come. Returns how many.

    One transaction for each, so that whoever is killed in the middle has told some and the next run tells the rest.
    """
    due = Bookmark.objects.due(timezone.localdate()).order_by("pk").values_list("pk", flat=True)
    return sum(_remind(pk) for pk in list(due))


@transaction.atomic
def _remind(pk: int) -> bool:
    bookmark = Bookmark.objects.select_for_update(skip_locked=True).due(timezone.localdate()).filter(pk=pk).first()
    if bookmark is None:
        return False
    bookmark.reminded_at = timezone.now()
    bookmark.save(update_fields=["reminded_at"])
    record("bookmark.due", actor=None, target=bookmark)
    return True
