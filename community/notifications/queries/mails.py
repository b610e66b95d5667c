"""What a mail about a thread holds."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.text import Truncator

from community.core.markup import html_for_mail, text_for_mail
from community.forum import queries as forum
from community.forum.models import Post
from community.notifications.kinds import KINDS
from community.notifications.models import Channel, Notification
from community.notifications.queries.inbox import TARGETS, Line, lines
from community.notifications.queries.preferences import channels

SHOWN = 1500  # characters of a post; who wants more opens it


@dataclass(frozen=True)
class Piece:
    """One post in a mail: the sentence of its notification, and its text."""

    line: Line
    post: Post
    html: str
    text: str

    @property
    def is_cut(self) -> bool:
        """Whether there is more to read on the site."""
        return len(self.post.source) > SHOWN


def pending_with(notification_id: int) -> list[Notification]:
    """All that waits to be mailed to the same recipient about the same thread, locked; empty if the row itself
    waits no more. Two queries.

    Locked in the order of the ids, and waited for: of two workers the second finds nothing left.
    """
    row = Notification.objects.waiting().select_related("activity").filter(pk=notification_id).first()
    if row is None:
        return []
    thread = Post.objects.filter(pk=row.activity.target_id).values("thread")
    same_thread = Post.objects.filter(thread__in=thread).values("pk")
    rows = Notification.objects.waiting().filter(recipient=row.recipient_id, activity__target_kind="post")
    rows = rows.filter(activity__target_id__in=same_thread).select_related("activity", "recipient")
    return list(rows.select_for_update(of=["self"]).order_by("pk"))


def pieces_of(pending: list[Notification]) -> list[Piece]:
    """What of it is to be mailed now, in the order of the thread. Four queries.

    Not what was read meanwhile, in the inbox or in the thread, what may not be seen any more, and what the recipient
    no longer wants by mail.
    """
    member = pending[0].recipient
    wanted = {topic for topic, channel in channels(member).items() if channel == Channel.MAIL}
    rows = [row for row in pending if row.read_at is None and KINDS[row.kind].topic in wanted]
    shown = {
        line.notification.activity.target_id: line for line in lines(rows, member) if line.url and line.still_holds
    }
    posts = forum.still_to_read(TARGETS["post"](member).filter(pk__in=shown), member).order_by("number")
    return [_piece(shown[post.pk], post) for post in posts]


def _piece(line: Line, post: Post) -> Piece:
    page = settings.SITE_URL + post.get_absolute_url()
    html = html_for_mail(post.html, page=page)
    text = text_for_mail(post.source, page=page)
    return Piece(line, post, Truncator(html).chars(SHOWN, html=True), Truncator(text).chars(SHOWN))
