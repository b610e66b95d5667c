"""Who may moderate, and who may report."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused, TooSoon, in_words
from community.forum.rules import limits_hold
from community.moderation.models import Claim

REPORTS_A_DAY = 20  # who finds more than that does better to write to a moderator
A_DAY = timedelta(days=1)


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


def check_can_give_scopes(user) -> None:
    """Raises Refused unless the person may let others moderate a part: an administrator."""
    if not people.is_admin(user):
        raise Refused(_("Only administrators decide who moderates."))


def check_can_decide(user, author, thing=None) -> None:
    """Raises Refused where somebody would decide about their own post or application, or about what is not of their
    part."""
    check_can_moderate(user, thing)
    if author is not None and author.pk == user.pk:
        raise Refused(_("This is yours. Another moderator decides about it."))


def check_can_publish_together(user, source) -> None:
    """Raises Refused unless the person moderates and the source is trusted."""
    check_can_moderate(user)
    if not source.is_trusted:
        raise Refused(_("This source is not trusted. Publish its drafts one by one, or trust it first."))


def check_can_report(user, post) -> None:
    """Raises Refused unless the person may report the post: any member, but not their own."""
    if not people.is_member(user):
        raise Refused(_("Sign in to report a post."))
    people.check_is_not_silenced(user)
    if post.author_id == user.pk:
        raise Refused(_("This is your own post. You can remove it yourself."))
    if not post.is_published:
        raise Refused(_("This post is not shown any more."))


def check_pace_of_reports(user) -> None:
    """Raises TooSoon if the person has reported as many posts as one may in 24 hours."""
    if not limits_hold() or people.is_moderator(user):
        return
    made = user.reports.filter(created_at__gt=timezone.now() - A_DAY).order_by("-created_at")
    moments = list(made.values_list("created_at", flat=True)[:REPORTS_A_DAY])
    if len(moments) < REPORTS_A_DAY:
        return
    wait = moments[-1] + A_DAY - timezone.now()
    raise TooSoon(
        _(
            "You have reported %(count)d posts within a day. You can report the next one in %(wait)s."
            " Your text stays here."
        )
        % {"count": REPORTS_A_DAY, "wait": in_words(wait)},
        wait,
    )
