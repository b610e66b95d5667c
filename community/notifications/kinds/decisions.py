"""What moderators decided about somebody, or about what they wrote or proposed."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts.models import Sanction
from community.core.dates import moment_in_words
from community.moderation.models import Decision
from community.notifications.kinds.base import Kind

Verb = Decision.Verb

WROTE = gettext_lazy("You wrote the post.")
APPLIED = gettext_lazy("You applied as a partner.")
PROPOSED = gettext_lazy("You proposed the change.")

KINDS: dict[str, Kind] = {
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
        verbs=(Verb.DECLINE_POST,),
        line=lambda post: _("Your post in “%(thread)s” was declined") % {"thread": post.thread.title},
        reason=lambda post: post.state_reason,
        url=lambda post: reverse("own_post", args=[post.pk]),
        why=WROTE,
        icon="undo-2",
    ),
    "post.hidden": Kind(
        topic="decisions",
        verbs=(Verb.HIDE_POST,),
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
    "thread.locked": Kind(
        topic="decisions",
        verbs=(Verb.LOCK_THREAD,),
        line=lambda thread: _("Your thread “%(title)s” was locked: nobody can reply") % {"title": thread.title},
        reason=lambda thread: thread.lock_reason,
        why=gettext_lazy("You started the thread."),
        still_holds=lambda thread, reader: thread.is_locked,
        icon="lock",
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
        verbs=(Verb.DECLINE_APPLICATION,),
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
    "change.declined": Kind(
        topic="decisions",
        verbs=(Verb.DECLINE_CHANGE,),
        line=lambda change: _("The change you proposed was declined: “%(title)s”") % {"title": change.title},
        reason=lambda change: change.declined_reason,
        why=PROPOSED,
        icon="undo-2",
    ),
    "question.hidden": Kind(
        topic="decisions",
        verbs=(Verb.HIDE_QUESTION,),
        line=lambda question: (
            _("Your question Q%(number)d about “%(title)s” was hidden by a moderator")
            % {"number": question.number, "title": question.change.title}
        ),
        reason=lambda question: question.hidden_reason,
        why=gettext_lazy("You asked the question."),
        icon="eye-off",
    ),
    "answer.hidden": Kind(
        topic="decisions",
        verbs=(Verb.HIDE_ANSWER,),
        line=lambda answer: (
            _("Your official answer about “%(title)s” was hidden by a moderator") % {"title": answer.change.title}
        ),
        reason=lambda answer: answer.hidden_reason,
        why=gettext_lazy("You answered officially."),
        icon="eye-off",
    ),
    "sanction.imposed": Kind(
        topic="decisions",
        verbs=(Verb.WARN, Verb.SILENCE, Verb.SUSPEND),
        line=lambda sanction: _imposed(sanction),
        reason=lambda sanction: sanction.reason,
        why=gettext_lazy("It is about your account."),
        icon="shield-alert",
    ),
    "mask.lifted": Kind(
        topic="decisions",
        line=lambda mask, reason: (
            _("An administrator looked who stands behind “%(name)s”. The reason: %(reason)s")
            % {"name": mask.face.name, "reason": reason}
        ),
        url=lambda mask: reverse("thread", args=[mask.place]),
        why=gettext_lazy("You wrote under this pseudonym."),
        icon="eye",
        plain="reason",
    ),
    "sanction.lifted": Kind(
        topic="decisions",
        line=lambda sanction: _("A moderator lifted this: %(kind)s") % {"kind": sanction.get_kind_display()},
        why=gettext_lazy("It is about your account."),
        icon="shield-check",
    ),
}


def _imposed(sanction) -> str:
    """What it is, and until when."""
    until = moment_in_words(sanction.until) if sanction.until else _("a moderator lifts it")
    if sanction.kind == Sanction.Kind.SUSPEND:
        return _("You are suspended: you cannot sign in until %(until)s") % {"until": until}
    if sanction.kind == Sanction.Kind.SILENCE:
        return _("You are silenced: you can read, but not write, until %(until)s") % {"until": until}
    return _("A moderator has warned you")
