"""What can be reported: one row for each kind of thing. Whoever adds one gives ``models.Report`` a column for it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.accounts import masks, withholding
from community.accounts.models import Company, Membership, User
from community.forum import actions as forum
from community.forum.models import Post, Thread
from community.moderation.models import Decision, Report
from community.networking import actions as networking
from community.networking import queries as peers
from community.networking.models import ContactRoute, Event, Group, Introduction, Message, TeamingEntry
from community.programs import actions as programs
from community.programs.models import Change

Reason = Report.Reason
Verb = Decision.Verb


@dataclass(frozen=True)
class Reportable:
    """One kind of thing that can be reported.

    ``shown`` loads, through a viewer, what can be reported; ``owners`` gives the ids of those whose it is, who may not
    report it; ``one_s_own`` is what they read. ``lock`` makes whoever decides about the thing wait. ``withhold`` hides
    it until a moderator has decided, ``restore`` shows it again, ``hide`` takes it away for good: each gives back what
    its author is told about, and nothing where there was nothing to do. ``restored`` is empty where only what waits
    can be restored. ``flag`` moves a counter of open reports. ``look`` is the verb by which the log says that somebody
    has read a thing that moderators do not read otherwise; empty for what they read anyway.
    """

    name: str
    model: type
    title: str | Promise
    reasons: tuple[str, ...]
    shown: Callable
    owners: Callable
    one_s_own: str | Promise
    is_withheld: Callable
    lock: Callable
    withhold: Callable
    restore: Callable
    hide: Callable
    hidden: str
    restored: str = ""
    flag: Callable = lambda thing, by: None
    look: str = ""


def of(thing) -> Reportable:
    """The kind of a thing."""
    return next(kind for kind in KINDS.values() if isinstance(thing, kind.model))


def _lock_row(thing) -> None:
    type(thing).objects.select_for_update(no_key=True).get(pk=thing.pk)


def _lock_thread_of(post: Post) -> None:
    Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id)


def _flag(post: Post, by: int) -> None:
    if by > 0:
        forum.flag_post(post, times=by)
    else:
        forum.unflag_post(post, times=-by)


def _if_done(action: Callable) -> Callable:
    """Of an action that says whether it did something, the thing itself if it did."""
    return lambda thing, **words: thing if action(thing, **words) else None


# Between a few people nothing is off topic, and nobody is misled but them.
IN_PRIVATE = (Reason.SPAM, Reason.UNKIND, Reason.CONFIDENTIAL, Reason.ILLEGAL)

KINDS: dict[str, Reportable] = {
    kind.name: kind
    for kind in (
        Reportable(
            "post", Post, _("Report a post"), tuple(Reason),
            shown=lambda viewer: Post.objects.visible_to(viewer).published().with_author().select_related("thread"),
            owners=lambda post: {masks.person_of(post.author).pk},
            one_s_own=_("This is your own post. You can remove it yourself."),
            is_withheld=lambda post: post.is_withheld,
            lock=_lock_thread_of, withhold=_if_done(forum.withhold_post), restore=_if_done(forum.restore_post),
            hide=_if_done(forum.hide_post), hidden=Verb.HIDE_POST, restored=Verb.RESTORE_POST, flag=_flag,
        ),
        Reportable(
            "thread", Thread, _("Report a thread"), tuple(Reason),
            shown=lambda viewer: Thread.objects.visible_to(viewer).published().select_related("author", "change"),
            owners=lambda thread: {masks.person_of(thread.author).pk} if thread.author else set(),
            one_s_own=_("This is your own thread. Ask a moderator if it should go."),
            is_withheld=lambda thread: thread.is_withheld,
            lock=_lock_row, withhold=_if_done(forum.withhold_thread), restore=_if_done(forum.restore_thread),
            hide=_if_done(forum.hide_thread), hidden=Verb.HIDE_THREAD, restored=Verb.RESTORE_THREAD,
        ),
        Reportable(
            "change", Change, _("Report a change"),
            (Reason.WRONG_FACT, Reason.SPAM, Reason.UNKIND, Reason.CONFIDENTIAL, Reason.ILLEGAL),
            shown=lambda viewer: Change.objects.visible_to(viewer).filter(publication=Change.Publication.PUBLISHED)
            .select_related("vendor", "proposed_by"),
            owners=lambda change: {change.proposed_by_id},
            one_s_own=_("You proposed this change yourself. Edit it, or write in its discussion what is wrong."),
            is_withheld=lambda change: change.is_withheld,
            lock=_lock_row, withhold=_if_done(programs.withhold_change), restore=_if_done(programs.restore_change),
            hide=_if_done(programs.hide_change), hidden=Verb.HIDE_CHANGE, restored=Verb.RESTORE_CHANGE,
        ),
        Reportable(
            "person", User, _("Report a profile"),
            (Reason.WRONG_FACT, Reason.SPAM, Reason.UNKIND, Reason.CONFIDENTIAL, Reason.ILLEGAL),
            shown=lambda viewer: User.objects.visible_to(viewer).filter(closed_at=None).with_company(),
            owners=lambda person: {person.pk},
            one_s_own=_("This is your own profile. You can change it yourself."),
            is_withheld=lambda person: withholding.waiting_text(person) is not None,
            lock=_lock_row, withhold=withholding.withhold_texts, restore=withholding.give_texts_back,
            hide=withholding.hide_texts, hidden=Verb.HIDE_PROFILE,
        ),
        Reportable(
            "company", Company, _("Report a company"),
            (Reason.WRONG_FACT, Reason.SPAM, Reason.UNKIND, Reason.ILLEGAL),
            shown=lambda viewer: Company.objects.filter(verified_at__isnull=False),
            owners=lambda company: set(Membership.objects.filter(company=company).values_list("user", flat=True)),
            one_s_own=_("This is your own company. Ask a moderator if something about it is wrong."),
            is_withheld=lambda company: withholding.waiting_text(company) is not None,
            lock=_lock_row, withhold=withholding.withhold_texts, restore=withholding.give_texts_back,
            hide=withholding.hide_texts, hidden=Verb.HIDE_COMPANY,
        ),
        Reportable(
            "route", ContactRoute, _("Report a way to a vendor"),
            (Reason.CONFIDENTIAL, Reason.WRONG_FACT, Reason.SPAM, Reason.ILLEGAL),
            shown=lambda viewer: ContactRoute.objects.visible_to(viewer).shown().select_related("vendor", "added_by"),
            owners=lambda route: {route.added_by_id},
            one_s_own=_("You added this route yourself. Change it, or take it away."),
            is_withheld=lambda route: route.is_withheld,
            lock=_lock_row, withhold=_if_done(networking.withhold_route), restore=_if_done(networking.restore_route),
            hide=_if_done(networking.hide_route), hidden=Verb.HIDE_ROUTE, restored=Verb.RESTORE_ROUTE,
        ),
        Reportable(
            "group", Group, _("Report a group"),
            (Reason.WRONG_FACT, Reason.SPAM, Reason.UNKIND, Reason.CONFIDENTIAL, Reason.ILLEGAL),
            shown=lambda viewer: Group.objects.visible_to(viewer).filter(hidden_at=None),
            owners=lambda group: peers.organisers_of(group.pk),
            one_s_own=_("You organise this group yourself. Change what it says."),
            is_withheld=lambda group: group.is_withheld,
            lock=_lock_row, withhold=_if_done(networking.withhold_group), restore=_if_done(networking.restore_group),
            hide=_if_done(networking.hide_group), hidden=Verb.HIDE_GROUP, restored=Verb.RESTORE_GROUP,
        ),
        Reportable(
            "event", Event, _("Report an event"),
            (Reason.SPAM, Reason.UNKIND, Reason.WRONG_FACT, Reason.CONFIDENTIAL, Reason.ILLEGAL),
            shown=lambda viewer: Event.objects.visible_to(viewer).shown().select_related("group"),
            owners=lambda event: peers.organisers_of(event.group_id),
            one_s_own=_("You organise this event yourself. Change what it says, or cancel it."),
            is_withheld=lambda event: event.is_withheld,
            lock=_lock_row, withhold=_if_done(networking.withhold_event), restore=_if_done(networking.restore_event),
            hide=_if_done(networking.hide_event), hidden=Verb.HIDE_EVENT, restored=Verb.RESTORE_EVENT,
        ),
        Reportable(
            "message", Message, _("Report a message"), IN_PRIVATE,
            shown=lambda viewer: Message.objects.visible_to(viewer).shown().select_related("author", "conversation"),
            owners=lambda message: {message.author_id},
            one_s_own=_("This is your own message."),
            is_withheld=lambda message: message.is_withheld,
            lock=_lock_row, withhold=_if_done(networking.withhold_message),
            restore=_if_done(networking.restore_message), hide=_if_done(networking.hide_message),
            hidden=Verb.HIDE_MESSAGE, restored=Verb.RESTORE_MESSAGE, look=Verb.READ_MESSAGE,
            flag=lambda message, by: networking.keep_reported(message) if by > 0 else None,
        ),
        Reportable(
            "introduction", Introduction, _("Report a request for an introduction"), IN_PRIVATE,
            shown=lambda viewer: Introduction.objects.visible_to(viewer).filter(target=viewer)
            .select_related("requester"),
            owners=lambda introduction: {introduction.requester_id},
            one_s_own=_("This is your own request. You can withdraw it."),
            is_withheld=lambda introduction: False,  # one person alone can report it
            lock=_lock_row, withhold=lambda introduction: None, restore=_if_done(networking.restore_introduction),
            hide=_if_done(networking.hide_introduction),
            hidden=Verb.HIDE_INTRODUCTION, restored=Verb.RESTORE_INTRODUCTION, look=Verb.READ_INTRODUCTION,
        ),
        Reportable(
            "teaming", TeamingEntry, _("Report a need or an offer"),
            tuple(Reason),
            shown=lambda viewer: TeamingEntry.objects.visible_to(viewer).filter(hidden_at=None)
            .select_related("author"),
            owners=lambda entry: {entry.author_id},
            one_s_own=_("You posted this yourself. Change it, or close it."),
            is_withheld=lambda entry: entry.is_withheld,
            lock=_lock_row, withhold=_if_done(networking.withhold_entry), restore=_if_done(networking.restore_entry),
            hide=_if_done(networking.hide_entry), hidden=Verb.HIDE_TEAMING, restored=Verb.RESTORE_TEAMING,
        ),
    )
}  # fmt: skip
