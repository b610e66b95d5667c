"""How much is new for somebody: the two numbers in the page head."""

from typing import NamedTuple

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from community.accounts.models import User
from community.core.prepared import prepared
from community.networking.models import Participant
from community.notifications.models import Notification


class News(NamedTuple):
    """Notifications that somebody has not seen, and conversations in which something is unread."""

    notifications: int
    conversations: int


NOTHING_NEW = News(0, 0)


def news(viewer) -> News:
    """What is new for the viewer. One query for both numbers, whose statement is built once."""
    return next((_of(row) for row in _member_with_news(member=viewer.pk)), NOTHING_NEW)


def news_of(members) -> dict[int, News]:
    """The same for many members by their ids. One query."""
    return {row.pk: _of(row) for row in _with_news(User.objects.filter(pk__in=members))}


def unread_count(viewer) -> int:
    """How many notifications the viewer has not seen. One query."""
    return news(viewer).notifications


@prepared
def _member_with_news(*, member: int) -> QuerySet:
    return _with_news(User.objects.filter(pk=member))


def _with_news(people: QuerySet) -> QuerySet:
    notifications = Notification.objects.unread().filter(recipient=OuterRef("pk")).order_by().values("recipient")
    conversations = Participant.objects.unread().filter(person=OuterRef("pk")).order_by().values("person")
    return people.only("pk").annotate(
        new_notifications=Coalesce(Subquery(notifications.annotate(n=Count("pk")).values("n")), 0),
        new_conversations=Coalesce(Subquery(conversations.annotate(n=Count("pk")).values("n")), 0),
    )


def _of(row: User) -> News:
    return News(row.new_notifications, row.new_conversations)
