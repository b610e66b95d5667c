"""Who may moderate, who may report or appeal, and what reports do by themselves."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts import masks
from community.accounts import rules as people
from community.core.pace import check_pace
from community.core.refusals import Refused
from community.forum.models import Post
from community.forum.rules import limits_hold
from community.moderation import appealable, reportable
from community.moderation.models import Appeal, Claim, Decision, Report
from community.programs.models import Change

REPORTS_A_DAY = 20  # who finds more than that does better to write to a moderator
A_DAY = timedelta(days=1)

APPEAL_WITHIN = timedelta(days=184)  # six months, however long they are: article 20 of the EU's Digital Services Act

REPORTERS_THAT_HIDE = 3  # product.md 4.6: one person never hides alone, nor do two friends
WEIGHT_THAT_HIDES = 3  # three members whose reports nobody has decided about yet
LEAST_WEIGHT, MOST_WEIGHT = 0.25, 1.5  # nobody's word is worth nothing, and nobody's counts for two

MOST_TOGETHER = 50  # cases decided by one press: as many as one person has really looked at
TOO_LATE = gettext_lazy("The ten minutes are over, and those concerned are told. Decide anew.")


def weight(right: int, wrong: int) -> float:
    """How much a report counts: (right + 2) / (wrong + 2), between 0.25 and 1.5.

    Args:
        right, wrong: how many earlier reports of the same person moderators have agreed with, and how many not.

    A newcomer's counts 1, and so does that of somebody who is right as often as wrong. See 0050 in the decisions.
    """
    return min(MOST_WEIGHT, max(LEAST_WEIGHT, (right + 2) / (wrong + 2)))


def reports_hide(weights: list[float]) -> bool:
    """Whether so many reporters of such weight hide a thing until a moderator has looked."""
    return len(weights) >= REPORTERS_THAT_HIDE and sum(weights) >= WEIGHT_THAT_HIDES


def check_can_moderate(user, thing=None) -> None:
    """Raises Refused unless the person moderates: everything, or the part to which this thing belongs."""
    if thing is None:
        people.check_is_moderator(user)
    else:
        people.check_moderates(user, thing)


def check_is_at_the_desk(user) -> None:
    """Raises Refused unless the person moderates everything or a part."""
    if not people.moderates_a_part(user):
        people.check_is_moderator(user)
    people.check_is_not_silenced(user)


def check_is_not_claimed(user, *cases: str) -> None:
    """Raises Refused, saying who and for how long, if a colleague looks at one of these cases."""
    other = Claim.objects.lasting().filter(case__in=cases).exclude(moderator=user).select_related("moderator").first()
    if other is not None:
        raise Refused(
            _("%(name)s looks at it, for another %(time)s. Take it over first if it cannot wait.")
            % {"name": other.moderator.name, "time": other.left}
        )


def check_can_undo(user, offer, thing) -> None:
    """Raises Refused unless the person decided it, or is an administrator, still decides about such things, and the
    time is not over."""
    check_can_moderate(user, thing if isinstance(thing, (Post, Change)) else None)
    if offer.decision.moderator_id != user.pk and not people.is_admin(user):
        raise Refused(
            _("%(name)s decided this. They or an administrator can take it back.")
            % {"name": offer.decision.moderator.name}
        )
    if not offer.is_open:
        raise Refused(str(TOO_LATE))


def check_can_give_scopes(user) -> None:
    """Raises Refused unless the person may let others moderate a part: an administrator."""
    if not people.is_admin(user):
        raise Refused(_("Only administrators decide who moderates."))


LEAST_REASON = 20  # characters: "spam" is no reason to take a promise back


def check_can_lift_mask(user, reason: str) -> None:
    """Raises Refused unless the person may look who stands behind a pseudonym: an administrator who says why."""
    if not people.is_admin(user):
        raise Refused(_("Only administrators look who stands behind a pseudonym."))
    people.check_is_not_silenced(user)
    if len(" ".join(reason.split())) < LEAST_REASON:
        raise Refused(
            _("Say in a sentence why you must know: at least %(count)d characters.") % {"count": LEAST_REASON}
        )


def check_can_decide(user, author, thing=None) -> None:
    """Raises Refused where somebody would decide about their own post or application, or about what is not of their
    part."""
    check_can_moderate(user, thing)
    if author is not None and masks.is_self(user, author.pk):
        raise Refused(_("This is yours. Another moderator decides about it."))


def check_can_decide_about(user, thing) -> None:
    """Raises Refused where somebody would decide about a reported thing that is theirs, or their company's, or about a
    post that is not of their part."""
    check_can_moderate(user, thing if isinstance(thing, Post) else None)
    if user.pk in reportable.of(thing).owners(thing):
        raise Refused(_("This is yours. Another moderator decides about it."))


def check_can_look(user, thing) -> None:
    """Raises Refused unless the person may read what others have reported to them in confidence: a moderator of all,
    while a report is open or a decision about it can be turned back."""
    check_can_moderate(user)
    if not Report.objects.open().about(thing).exists() and thing.hidden_at is None:
        raise Refused(_("No report is open any more. It is between those who write to each other again."))


def check_can_publish_together(user, source) -> None:
    """Raises Refused unless the person moderates and the source is trusted."""
    check_can_moderate(user)
    if not source.is_trusted:
        raise Refused(_("This source is not trusted. Publish its drafts one by one, or trust it first."))


def check_can_report(user, thing) -> None:
    """Raises Refused unless the person may report the thing: any member, but not what is theirs or their company's."""
    if not people.is_member(user):
        raise Refused(_("Sign in to report something."))
    people.check_is_not_silenced(user)
    kind = reportable.of(thing)
    if user.pk in kind.owners(thing):
        raise Refused(str(kind.one_s_own))
    if not kind.shown(user).filter(pk=thing.pk).exists():
        raise Refused(_("This is not shown any more."))


def check_pace_of_reports(user) -> None:
    """Raises TooSoon if the person has reported as much as one may in 24 hours."""
    if not limits_hold() or people.is_moderator(user):
        return
    said = _(
        "You have reported %(count)d things within a day. You can report the next one in %(wait)s."
        " Your text stays here."
    )
    check_pace(user.reports.all(), "created_at", most=REPORTS_A_DAY, within=A_DAY, sentence=said)


def appeal_until(decision: Decision) -> datetime:
    """Until when one may appeal against a decision."""
    return decision.created_at + APPEAL_WITHIN


def check_can_appeal(person, decision: Decision) -> None:
    """Raises Refused unless the person may appeal against the decision: it is about them, holds still, and nobody has
    appealed within the six months. Who is silenced or suspended may."""
    if not people.is_member(person) or not appealable.is_about(person, decision):
        raise Refused(_("Whom a decision is about may appeal against it."))
    if not appealable.of(decision).can_be_appealed:
        raise Refused(_("Nothing was taken away by this. Write to a moderator if something is wrong."))
    if appeal_until(decision) <= timezone.now():
        raise Refused(_("The six months in which you could appeal are over."))
    if Appeal.objects.filter(decision=decision).exists():
        raise Refused(_("Somebody of your company has appealed already. Ask them what comes of it."))
    stands = Decision.objects.settled().filter(pk=decision.pk).exists()
    if not stands or decision.pk not in appealable.holding([decision]):
        raise Refused(_("This was turned back meanwhile. There is nothing left to appeal against."))


def check_can_decide_appeal(user, appeal: Appeal) -> None:
    """Raises Refused unless the person may decide about an appeal: a moderator of all, not the one who made it, and not
    the one who decided what it is about."""
    check_can_moderate(user)
    if masks.is_self(user, appeal.appellant_id):
        raise Refused(_("This is yours. Another moderator decides about it."))
    if appeal.decision.moderator_id != user.pk:
        return
    if people.moderators().exclude(pk__in=[user.pk, masks.person_of(appeal.appellant).pk]).exists():
        raise Refused(_("You decided this yourself. Another moderator decides about the appeal."))
    raise Refused(
        _(
            "You decided this yourself, and nobody else moderates here. It waits until an administrator has made"
            " somebody else a moderator."
        )
    )
