"""Taking a decision back, as long as nobody was told of it."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from functools import wraps

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts import actions as account_actions
from community.accounts.models import User
from community.activity.actions import told_later, withdraw
from community.core.refusals import Refused
from community.forum.models import Post
from community.moderation import reportable, rules, undoing
from community.moderation.logbook import collected, logged
from community.moderation.models import Decision, Report, Undo

Verb = Decision.Verb

LASTS = timedelta(minutes=10)  # product.md 4.6: long enough to notice, short enough to wait for
# The clocks of the machines differ a little: nobody is told while somebody may still take it back.
TOLD_AFTER = LASTS + timedelta(seconds=5)


def can_be_undone(action: Callable) -> Callable:
    """Of an action about a thing: what it decides can be taken back for ten minutes, and is told to nobody before."""

    @wraps(action)
    @transaction.atomic
    def decide(thing, *, moderator, **words):
        now = timezone.now()
        before = undoing.state_of(thing)
        with ExitStack() as around:
            told = around.enter_context(told_later(now + TOLD_AFTER))
            decisions = around.enter_context(collected())
            acted = action(thing, moderator=moderator, **words)
        if acted:
            before["trusts"] = any(row.verb == Verb.TRUST_AUTHOR for row in decisions)
            Undo.objects.create(
                decision=decisions[0], until=now + LASTS, before=before, after=undoing.state_of(thing),
                told=[activity.pk for activity in told],
            )  # fmt: skip
        return acted

    return decide


@transaction.atomic
def undo(offer: Undo, *, moderator) -> bool:
    """Put a thing back as it was before a decision, and tell nobody. False if that is done already.

    Raises:
        Refused: somebody else decided, the time is over, or something was built on it.
    """
    offer = Undo.objects.select_for_update(of=["self"]).select_related("decision").filter(pk=offer.pk).first()
    if offer is None:
        return False
    decision = offer.decision
    thing = undoing.KINDS[decision.target_kind].model.objects.get(pk=decision.target_id)
    rules.check_can_undo(moderator, offer, thing)
    _put_back(thing, offer)
    withdraw(offer.told)
    if not offer.is_open:  # asked once more, for whoever was just telling was waited for
        raise Refused(str(rules.TOO_LATE))
    offer.delete()
    return logged(moderator, Verb.UNDO, thing, case=f"decision-{decision.pk}")


def forget_undos() -> int:
    """Remove what can be taken back no more. Returns how many."""
    gone, _rows = Undo.objects.filter(until__lte=timezone.now() - LASTS).delete()
    return gone


def _put_back(thing, offer: Undo) -> None:
    if undoing.state_of(thing) != offer.after:
        raise Refused(_("Something about it has changed since. Look at it, then decide anew."))
    thing.refresh_from_db()
    before = offer.before
    undoing.of(thing).put_back(thing, before["columns"], before["beside"])
    _open_again(thing, set(before["reports"]) - set(offer.after["reports"]))
    if before["trusts"]:
        _distrust(thing)


def _open_again(thing, reports: set[int]) -> None:
    if reports:
        Report.objects.filter(pk__in=reports).update(closed_at=None, upheld=None)
        reportable.of(thing).flag(thing, len(reports))


def _distrust(post: Post) -> None:
    account_actions.distrust(User.objects.select_for_update(no_key=True).get(pk=post.author_id))
