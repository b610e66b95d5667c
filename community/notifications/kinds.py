"""What each kind of notification says. To add one: a row here, a row in ``recipients.WHO``, a test.

Sentences are written when they are read, in the reader's language, from what the reader may see.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.accounts.models import Sanction
from community.core.dates import Precision, moment_in_words
from community.notifications import news
from community.notifications.topics import REMINDERS
from community.programs.states import State


@dataclass(frozen=True)
class Kind:
    """One kind of notification.

    ``line`` gives the sentence about the target; ``reason`` the words of a decision;
    ``why`` why one hears of it, for the foot of the mail; ``topic`` the line of the grid by which its reader has
    chosen where.
    ``fact`` names the fact of the activity ("step") that ``line`` takes too, as far as the reader may see it;
    ``plain`` one that it takes as it is.
    ``manage`` names the page where one changes that. ``struck`` is a date that no longer holds;
    ``still_holds`` is asked, of the target and the reader, before it is mailed.
    """

    line: Callable
    why: str
    topic: str
    reason: Callable = lambda target: ""
    url: Callable = lambda target: target.get_absolute_url()
    icon: str = "message-square"
    fact: str = ""
    plain: str = ""
    struck: Callable = lambda target: ""
    still_holds: Callable = lambda target, reader: True
    manage: str = ""


WROTE = gettext_lazy("You wrote the post.")
APPLIED = gettext_lazy("You applied as a partner.")
PROPOSED = gettext_lazy("You proposed the change.")
SIGNED = gettext_lazy("You signed the question for your company.")
REPORTED = gettext_lazy("You reported the post.")
FOLLOWED = gettext_lazy("You watch the change, or follow its vendor, program or tag.")

KINDS: dict[str, Kind] = {
    "post.answers_you": Kind(
        topic="answers",
        line=lambda post: _("%(name)s answered you in “%(thread)s”") % _names(post),
        why=gettext_lazy("Somebody answered your post."),
        still_holds=lambda post, reader: _is_shown(post),
        icon="reply",
    ),
    "post.mentions_you": Kind(
        topic="mentions",
        line=lambda post: _("%(name)s mentioned you in “%(thread)s”") % _names(post),
        why=gettext_lazy("Somebody mentioned you."),
        still_holds=lambda post, reader: _is_shown(post) and reader.handle.lower() in post.mentions,
        icon="at-sign",
    ),
    "post.in_your_thread": Kind(
        topic="threads",
        line=lambda post: _("%(name)s replied in your thread “%(thread)s”") % _names(post),
        why=gettext_lazy("You started the thread."),
        still_holds=lambda post, reader: _is_shown(post),
    ),
    "post.in_watched_thread": Kind(
        topic="watched",
        line=lambda post: _("%(name)s replied in “%(thread)s”") % _names(post),
        why=gettext_lazy("You watch the thread."),
        still_holds=lambda post, reader: _is_shown(post),
        icon="bell-ring",
    ),
    "bookmark.due": Kind(
        topic="bookmarks",
        line=lambda bookmark: (
            _("You wanted to come back to #%(number)s in “%(thread)s”")
            % {"number": bookmark.post.number, "thread": bookmark.post.thread.title}
        ),
        url=lambda bookmark: bookmark.post.get_absolute_url(),
        why=gettext_lazy("You asked to be reminded of the post."),
        icon="bookmark",
    ),
    "post.approved": Kind(
        topic="decisions",
        line=lambda post: (
            _("Your post in “%(thread)s” is shown now, as #%(number)s")
            % {"thread": post.thread.title, "number": post.number}
        ),
        reason=lambda post: post.get_hold_rule_display(),
        why=WROTE,
        icon="check",
    ),
    "post.declined": Kind(
        topic="decisions",
        line=lambda post: _("Your post in “%(thread)s” was declined") % {"thread": post.thread.title},
        reason=lambda post: post.state_reason,
        url=lambda post: reverse("own_post", args=[post.pk]),
        why=WROTE,
        icon="undo-2",
    ),
    "post.hidden": Kind(
        topic="decisions",
        line=lambda post: (
            _("Your post #%(number)s in “%(thread)s” was hidden by a moderator")
            % {"thread": post.thread.title, "number": post.number}
        ),
        reason=lambda post: post.state_reason,
        url=lambda post: reverse("own_post", args=[post.pk]),
        why=WROTE,
        icon="eye-off",
    ),
    "post.restored": Kind(
        topic="decisions",
        line=lambda post: (
            _("Your post #%(number)s in “%(thread)s” is shown again")
            % {"thread": post.thread.title, "number": post.number}
        ),
        why=WROTE,
        icon="eye",
    ),
    "post.moved": Kind(
        topic="decisions",
        line=lambda post, reason: (
            _("A moderator moved something you wrote to “%(thread)s”: %(reason)s")
            % {"thread": post.thread.title, "reason": reason}
        ),
        why=WROTE,
        icon="move-right",
        plain="reason",
    ),
    "application.approved": Kind(
        topic="decisions",
        line=lambda application: (
            _("You are a partner now, with %(company)s. You may write and ask.") % {"company": application.company_name}
        ),
        url=lambda application: reverse("thread_list"),
        why=APPLIED,
        icon="check",
    ),
    "application.declined": Kind(
        topic="decisions",
        line=lambda application: (
            _("Your application with %(company)s was declined") % {"company": application.company_name}
        ),
        reason=lambda application: application.reason,
        url=lambda application: reverse("partner_application"),
        why=APPLIED,
        icon="undo-2",
    ),
    "change.published": Kind(
        topic="decisions",
        line=lambda change: _("The change you proposed is published: “%(title)s”") % {"title": change.title},
        why=PROPOSED,
        icon="check",
    ),
    "vendor.changes_published": Kind(
        topic="new_changes",
        line=lambda vendor, changes: (
            ngettext("%(count)d new change by %(vendor)s", "%(count)d new changes by %(vendor)s", len(changes))
            % {"count": len(changes), "vendor": vendor}
        ),
        url=lambda vendor: f"{reverse('change_list')}?{urlencode({'vendor': vendor.slug, 'sort': 'moved'})}",
        why=gettext_lazy("You follow the vendor, or one of the programs or tags of these changes."),
        icon="files",
        plain="changes",
    ),
    "change.declined": Kind(
        topic="decisions",
        line=lambda change: _("The change you proposed was declined: “%(title)s”") % {"title": change.title},
        reason=lambda change: change.declined_reason,
        why=PROPOSED,
        icon="undo-2",
    ),
    "question.sent": Kind(
        topic="questions",
        line=lambda question: _("Ten companies have sent Q%(number)d about “%(title)s”") % _asked(question),
        why=SIGNED,
        icon="send",
    ),
    "question.for_your_vendor": Kind(
        topic="vendor",
        line=lambda question: _("Partners ask %(vendor)s: Q%(number)d about “%(title)s”") % _asked(question),
        why=gettext_lazy("You represent the vendor."),
        icon="message-circle-question-mark",
    ),
    "question.answered": Kind(
        topic="official",
        line=lambda question: (
            _("Q%(number)d about “%(title)s” has an official answer. Say whether it answers it") % _asked(question)
        ),
        why=SIGNED,
        icon="message-square-quote",
    ),
    "question.fixed": Kind(
        topic="questions",
        line=lambda question: _("What Q%(number)d about “%(title)s” asks was fixed without a word") % _asked(question),
        why=SIGNED,
        icon="check",
    ),
    "question.hidden": Kind(
        topic="decisions",
        line=lambda question: (
            _("Your question Q%(number)d about “%(title)s” was hidden by a moderator") % _asked(question)
        ),
        reason=lambda question: question.hidden_reason,
        why=gettext_lazy("You asked the question."),
        icon="eye-off",
    ),
    "answer.hidden": Kind(
        topic="decisions",
        line=lambda answer: (
            _("Your official answer about “%(title)s” was hidden by a moderator") % {"title": answer.change.title}
        ),
        reason=lambda answer: answer.hidden_reason,
        why=gettext_lazy("You answered officially."),
        icon="eye-off",
    ),
    "sanction.imposed": Kind(
        topic="decisions",
        line=lambda sanction: _imposed(sanction),
        reason=lambda sanction: sanction.reason,
        why=gettext_lazy("It is about your account."),
        icon="shield-alert",
    ),
    "sanction.lifted": Kind(
        topic="decisions",
        line=lambda sanction: _("A moderator lifted this: %(kind)s") % {"kind": sanction.get_kind_display()},
        why=gettext_lazy("It is about your account."),
        icon="shield-check",
    ),
    "report.closed": Kind(
        topic="reports",
        line=lambda report: (
            _("A moderator agreed with your report and acted on it")
            if report.upheld
            else _("A moderator looked at your report and kept the post")
        ),
        url=lambda report: report.post.get_absolute_url(),
        why=REPORTED,
        icon="flag",
    ),
} | {name: Kind(**words) for name, words in news.kinds()}


def _is_shown(post) -> bool:
    """To everybody who may read the thread: moderators, who see more, are not mailed what was taken away."""
    return post.is_published and post.thread.hidden_at is None


def _imposed(sanction) -> str:
    """What it is, and until when."""
    until = moment_in_words(sanction.until) if sanction.until else _("a moderator lifts it")
    if sanction.kind == Sanction.Kind.SUSPEND:
        return _("You are suspended: you cannot sign in until %(until)s") % {"until": until}
    if sanction.kind == Sanction.Kind.SILENCE:
        return _("You are silenced: you can read, but not write, until %(until)s") % {"until": until}
    return _("A moderator has warned you")


def _asked(question) -> dict:
    return {"number": question.number, "title": question.change.title, "vendor": question.change.vendor}


# Reminders. Each is mailed or not, as its reader has set.
DATES = {"act_by": gettext_lazy("Last day to act"), "effective": gettext_lazy("Day in force")}
DEADLINES = {
    "deadline.due": Kind(line=lambda notice: _due(notice), why=FOLLOWED, topic=REMINDERS, icon="calendar-clock"),
    "deadline.moved": Kind(
        line=lambda notice: (
            _("%(what)s moved to %(date)s: “%(title)s”")
            % {"what": DATES[notice.field], "date": notice.date, "title": notice.change.title}
        ),
        why=FOLLOWED,
        topic=REMINDERS,
        icon="calendar-sync",
    ),
    "deadline.off": Kind(line=lambda notice: _off(notice), why=FOLLOWED, topic=REMINDERS, icon="calendar-x"),
}
for _name, _kind in DEADLINES.items():
    _told = replace(
        _kind,
        url=lambda notice: notice.change.get_absolute_url(),
        struck=lambda notice: str(notice.struck or ""),
        still_holds=lambda notice, reader: notice.still_holds,
        manage="reminders",
    )
    KINDS |= {_name: _told, f"{_name}.inbox": _told}


def _names(post) -> dict:
    return {"name": post.author.name, "thread": post.thread.title}


def _due(notice) -> str:
    """With the days that are left when it is read."""
    words = {"what": notice.get_field_display(), "date": notice.date, "title": notice.change.title}
    words["left"] = _left(notice.days_left)
    if notice.days_left < 0:
        return _("%(what)s %(date)s: “%(title)s”") % words
    if notice.precision != Precision.DAY:
        return _("%(what)s %(date)s, which begins %(left)s: “%(title)s”") % words
    return _("%(what)s %(date)s, %(left)s: “%(title)s”") % words


def _left(days: int) -> str:
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}


def _off(notice) -> str:
    words = {"what": DATES[notice.field], "title": notice.change.title}
    if notice.change.is_over:
        words["state"] = State(notice.change.state).label
        return _("%(what)s no longer holds: “%(title)s” (%(state)s)") % words
    return _("%(what)s no longer holds: “%(title)s” has no such date now") % words
