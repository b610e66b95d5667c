"""The lines of the grid in which members choose where they hear of what. Every kind belongs to one of them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.notifications.models import Channel


@dataclass(frozen=True)
class Topic:
    """One line of the grid.

    ``usual`` is the channel of those who have chosen none. What is ``certain`` stands in the inbox in any case:
    nobody learns of a decision about themselves by chance. ``waits``: its mails are about posts, and wait for what
    else is posted in the thread and for the recipient to read it.
    """

    label: str | Promise
    usual: str = Channel.MAIL
    certain: bool = False
    waits: bool = False
    hint: str | Promise = ""


REMINDERS = "reminders"  # its channel is part of the member's ladder

TOPICS = {
    "answers": Topic(_("Answers to your posts"), waits=True),
    "mentions": Topic(_("Mentions of you"), waits=True),
    "threads": Topic(_("Other posts in threads you started"), waits=True),
    "watched": Topic(_("Other posts in threads you watch"), usual=Channel.INBOX, waits=True),
    "bookmarks": Topic(_("Posts you wanted to come back to")),
    "moves": Topic(_("What moves in changes you watch or follow"), hint=_("States, dates and corrections.")),
    "new_changes": Topic(_("New changes and rumours by what you follow"), usual=Channel.INBOX),
    REMINDERS: Topic(_("Reminders of dates")),
    "official": Topic(_("Official answers to questions you signed")),
    "questions": Topic(_("What else comes of questions you signed"), usual=Channel.INBOX),
    "vendor": Topic(_("Questions to a vendor you represent")),
    "vouching": Topic(_("Applicants who ask you to vouch")),
    "introductions": Topic(_("Introductions to other partners")),
    "offers": Topic(_("Questions that you might know about")),
    "groups": Topic(_("Requests, invitations and changes in your groups")),
    "group_threads": Topic(_("New threads in groups of which you want to hear"), waits=True),
    "rounds": Topic(_("Peer rounds that you take part in")),
    "teaming": Topic(
        _("The teaming board"),
        hint=_("Needs and offers that fit yours, at most three a week; and that your own go off the board."),
    ),
    "events": Topic(_("Events you come to"), hint=_("Reminders, another time or place, and a place for you.")),
    "new_events": Topic(_("New events in your groups"), usual=Channel.INBOX),
    "messages": Topic(
        _("Messages to you"),
        hint=_("Once for each conversation, until you read it. A mail never says what was written."),
    ),
    "decisions": Topic(
        _("Decisions about you"), certain=True, hint=_("About your posts, your proposals, and your application.")
    ),
    "reports": Topic(_("The outcome of your reports"), usual=Channel.INBOX, certain=True),
}
