"""Decisions that go against somebody: one row for each verb, with how it reads to them and how it is turned back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts import actions as accounts
from community.accounts import withholding
from community.activity.actions import record
from community.forum import actions as forum
from community.moderation import subjects
from community.moderation.models import Decision
from community.moderation.subjects import Subject
from community.networking import actions as networking
from community.programs import actions as programs

Verb = Decision.Verb


@dataclass(frozen=True)
class Appealable:
    """One kind of decision about somebody.

    ``name`` says it in two words, ``line`` in a sentence to whom it is about. ``ended_by`` are the verbs of later
    decisions after which it holds no more. ``turn_back`` undoes it, for a moderator, and says whether there was
    anything to undo; ``then`` says to moderators what that does. Without it one is told of the decision, and cannot
    appeal.
    """

    verb: str
    subject: Subject
    name: str | Promise
    line: Callable[..., str]
    ended_by: tuple[str, ...] = ()
    turn_back: Callable[..., bool] | None = None
    then: str | Promise = ""

    @property
    def can_be_appealed(self) -> bool:
        """Something was taken away, and can be given back."""
        return self.turn_back is not None


def of(decision: Decision) -> Appealable | None:
    """The kind of a decision; None for those that go against nobody."""
    return KINDS.get(decision.verb)


def is_about(person, decision: Decision) -> bool:
    """Whether it goes against this person, or the company they belong to. One query."""
    kind = of(decision)
    return kind is not None and kind.subject.of(person).filter(pk=decision.target_id).exists()


def holding(decisions: Iterable[Decision]) -> set[int]:
    """The ids of those that no later decision has ended, as far as that stands. One query."""
    decisions = [decision for decision in decisions if of(decision)]
    same = Q(pk=None)
    for decision in decisions:
        same |= Q(target_kind=decision.target_kind, target_id=decision.target_id, pk__gt=decision.pk)
    later = list(Decision.objects.settled().filter(same).values_list("target_kind", "target_id", "verb", "pk"))
    return {
        decision.pk
        for decision in decisions
        if not any(
            (kind, target) == (decision.target_kind, decision.target_id) and pk > decision.pk
            and verb in {decision.verb, *of(decision).ended_by}
            for kind, target, verb, pk in later
        )
    }  # fmt: skip


def _show_declined_post(post, *, by, decision) -> bool:
    if not forum.publish_post(post):
        return False
    record("post.approved", actor=by, target=post)  # whom it answers hear of it only now
    return True


def _publish_declined_change(change, *, by, decision) -> bool:
    if not programs.publish_change(change, by=by):
        return False
    forum.open_change_thread(change)
    return True


def _show_texts(whose, *, by, decision) -> bool:
    hidden = subjects.hidden_texts(decision)
    return hidden is not None and withholding.show_hidden_texts(whose, hidden=hidden)


def _plainly(action: Callable) -> Callable:
    """Of an action that needs nobody's name."""
    return lambda thing, *, by, decision: action(thing)


def _by(action: Callable) -> Callable:
    """Of an action that asks who does it."""
    return lambda thing, *, by, decision: action(thing, by=by)


LIFTED = (Verb.LIFT_SANCTION,)
TAKE_BACK = gettext_lazy("It is taken back, and no longer counts.")
SHOWN = gettext_lazy("It is shown again.")

KINDS: dict[str, Appealable] = {
    kind.verb: kind
    for kind in (
        Appealable(
            Verb.DECLINE_POST, subjects.POST, gettext_lazy("Declined post"),
            lambda post: _("Your post in “%(thread)s” was declined") % {"thread": post.thread.title},
            (Verb.APPROVE_POST,), _show_declined_post, gettext_lazy("It is shown, and those it answers are told."),
        ),
        Appealable(
            Verb.HIDE_POST, subjects.POST, gettext_lazy("Hidden post"),
            lambda post: _("Your post #%(number)s in “%(thread)s” was hidden by a moderator")
            % {"number": post.number, "thread": post.thread.title},
            (Verb.RESTORE_POST,), _plainly(forum.restore_post), SHOWN,
        ),
        Appealable(
            Verb.HIDE_THREAD, subjects.THREAD, gettext_lazy("Hidden thread"),
            lambda thread: _("Your thread “%(title)s” was hidden by a moderator") % {"title": thread.title},
            (Verb.RESTORE_THREAD,), _plainly(forum.restore_thread), SHOWN,
        ),
        Appealable(
            Verb.LOCK_THREAD, subjects.THREAD, gettext_lazy("Locked thread"),
            lambda thread: _("Your thread “%(title)s” was locked: nobody can reply") % {"title": thread.title},
            (Verb.UNLOCK_THREAD,), _plainly(forum.unlock_thread), gettext_lazy("Replies are open again."),
        ),
        Appealable(
            Verb.HIDE_CHANGE, subjects.CHANGE, gettext_lazy("Hidden change"),
            lambda change: _("The change you proposed was hidden by a moderator: “%(title)s”")
            % {"title": change.title},
            (Verb.RESTORE_CHANGE,), _plainly(programs.restore_change), SHOWN,
        ),
        Appealable(
            Verb.DECLINE_CHANGE, subjects.CHANGE, gettext_lazy("Declined change"),
            lambda change: _("The change you proposed was declined: “%(title)s”") % {"title": change.title},
            (Verb.PUBLISH_CHANGE,), _publish_declined_change,
            gettext_lazy("It is published, its discussion is opened, and followers are told."),
        ),
        Appealable(
            Verb.HIDE_QUESTION, subjects.QUESTION, gettext_lazy("Hidden question"),
            lambda question: _("Your question Q%(number)d about “%(title)s” was hidden by a moderator")
            % {"number": question.number, "title": question.change.title},
            (Verb.SHOW_QUESTION,), _by(programs.show_question), SHOWN,
        ),
        Appealable(
            Verb.HIDE_ANSWER, subjects.ANSWER, gettext_lazy("Hidden official answer"),
            lambda answer: _("Your official answer about “%(title)s” was hidden by a moderator")
            % {"title": answer.change.title},
            (Verb.SHOW_ANSWER,), _by(programs.show_answer), SHOWN,
        ),
        Appealable(
            Verb.HIDE_PROFILE, subjects.PROFILE, gettext_lazy("Hidden profile"),
            lambda person: _("A moderator took away what your profile said. You may write it anew"),
            (), _show_texts, gettext_lazy("It is shown again, but for what was written anew since."),
        ),
        Appealable(
            Verb.HIDE_COMPANY, subjects.COMPANY, gettext_lazy("Hidden page of a company"),
            lambda company: _("A moderator took away what the page of %(company)s said") % {"company": company},
            (), _show_texts, gettext_lazy("It is shown again, but for what was written anew since."),
        ),
        Appealable(
            Verb.HIDE_ROUTE, subjects.ROUTE, gettext_lazy("Hidden way to a vendor"),
            lambda route: _("A way to %(vendor)s that you added was hidden by a moderator: %(address)s")
            % {"vendor": route.vendor, "address": route.address},
            (Verb.RESTORE_ROUTE,), _plainly(networking.restore_route), SHOWN,
        ),
        Appealable(
            Verb.HIDE_TEAMING, subjects.TEAMING, gettext_lazy("Hidden need or offer"),
            lambda entry: _("What you posted on the teaming board was hidden by a moderator: “%(title)s”")
            % {"title": entry.title},
            (Verb.RESTORE_TEAMING,), _plainly(networking.restore_entry), SHOWN,
        ),
        Appealable(
            Verb.HIDE_GROUP, subjects.GROUP, gettext_lazy("Hidden page of a group"),
            lambda group: _("The page of your group “%(name)s” was hidden by a moderator") % {"name": group.name},
            (Verb.RESTORE_GROUP,), _plainly(networking.restore_group), SHOWN,
        ),
        Appealable(
            Verb.HIDE_EVENT, subjects.EVENT, gettext_lazy("Hidden event"),
            lambda event: _("An event of your group was hidden by a moderator: “%(title)s”") % {"title": event.title},
            (Verb.RESTORE_EVENT,), _plainly(networking.restore_event), SHOWN,
        ),
        Appealable(
            Verb.DECLINE_APPLICATION, subjects.APPLICATION, gettext_lazy("Declined application"),
            lambda application: _("Your application with %(company)s was declined")
            % {"company": application.company_name},
            (), _by(accounts.approve_declined_application), gettext_lazy("The applicant is a partner then."),
        ),
        Appealable(
            Verb.DECLINE_HAT, subjects.HAT_REQUEST, gettext_lazy("Declined hat"),
            lambda asked: _("Your request to speak for %(vendor)s was declined") % {"vendor": asked.vendor},
            (), _by(accounts.grant_declined_hat), gettext_lazy("The person speaks for the vendor then."),
        ),
        Appealable(
            Verb.DOFF_HAT, subjects.HAT, gettext_lazy("Hat taken off"),
            lambda hat: _("A moderator took your hat off: you speak for %(vendor)s no longer")
            % {"vendor": hat.vendor},
            (), _plainly(accounts.don_hat_again), gettext_lazy("The person speaks for the vendor again."),
        ),
        Appealable(
            Verb.DECLINE_CLAIM, subjects.CLAIM, gettext_lazy("Declined claim of a company’s page"),
            lambda claim: _("Your claim of the page of %(company)s was declined") % {"company": claim.company},
            (), _by(accounts.grant_declined_claim), gettext_lazy("The person keeps the page then."),
        ),
        Appealable(
            Verb.END_CLAIM, subjects.CLAIM, gettext_lazy("Company’s page taken away"),
            lambda claim: _("A moderator took the page of %(company)s from you") % {"company": claim.company},
            (), _plainly(accounts.give_page_back), gettext_lazy("The person keeps the page again."),
        ),
        Appealable(
            Verb.HIDE_MESSAGE, subjects.MESSAGE, gettext_lazy("Hidden message"),
            lambda message: _("A message of yours was hidden by a moderator"),
            (Verb.RESTORE_MESSAGE,), _plainly(networking.restore_message), SHOWN,
        ),
        Appealable(
            Verb.HIDE_INTRODUCTION, subjects.INTRODUCTION, gettext_lazy("Request taken away"),
            lambda introduction: _("Your request for an introduction was taken away by a moderator"),
            (Verb.RESTORE_INTRODUCTION,), _plainly(networking.restore_introduction), SHOWN,
        ),
        Appealable(
            Verb.WARN, subjects.SANCTION, gettext_lazy("Warning"),
            lambda sanction: _("A moderator has warned you"),
            LIFTED, _by(accounts.take_sanction_back), TAKE_BACK,
        ),
        Appealable(
            Verb.SILENCE, subjects.SANCTION, gettext_lazy("Silence"),
            lambda sanction: _("You were silenced: you could read, but not write"),
            LIFTED, _by(accounts.take_sanction_back), TAKE_BACK,
        ),
        Appealable(
            Verb.SUSPEND, subjects.SANCTION, gettext_lazy("Suspension"),
            lambda sanction: _("You were suspended: you could not sign in"),
            LIFTED, _by(accounts.take_sanction_back), TAKE_BACK,
        ),
        # Of these one is told, and nothing is taken away.
        Appealable(
            Verb.MOVE_POST, subjects.POST, gettext_lazy("Moved post"),
            lambda post: _("A moderator moved your post to “%(thread)s”") % {"thread": post.thread.title},
        ),
        Appealable(
            Verb.SPLIT_THREAD, subjects.THREAD, gettext_lazy("Thread of its own"),
            lambda thread: _("A moderator made a thread of posts of yours: “%(title)s”") % {"title": thread.title},
        ),
        Appealable(
            Verb.CHANGE_THREAD, subjects.THREAD, gettext_lazy("Changed thread"),
            lambda thread: _("A moderator changed title, kind or tags of your thread “%(title)s”")
            % {"title": thread.title},
        ),
        Appealable(
            Verb.MERGE_THREAD, subjects.MERGED, gettext_lazy("Merged thread"),
            lambda thread: _("A moderator merged a thread into “%(title)s”, where a thread of yours is now")
            % {"title": thread.title},
        ),
    )
}  # fmt: skip


def verbs_of(subject: Subject) -> list[str]:
    """The verbs of decisions that are about things of this kind."""
    return [kind.verb for kind in KINDS.values() if kind.subject is subject]


def loaded(viewer, decisions: Iterable[Decision]) -> dict[int, object]:
    """What each decision is about, by the id of the decision, as far as the viewer may see it. One query for each kind
    of thing among them."""
    wanted: dict[str, list[Decision]] = {}
    for decision in decisions:
        wanted.setdefault(of(decision).subject.name, []).append(decision)
    found = {}
    for name, rows in wanted.items():
        things: QuerySet = subjects.BY_NAME[name].load(viewer).filter(pk__in={row.target_id for row in rows})
        by_id = {thing.pk: thing for thing in things}
        found |= {row.pk: by_id[row.target_id] for row in rows if row.target_id in by_id}
    return found
