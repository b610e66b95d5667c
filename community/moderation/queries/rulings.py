"""Decisions about somebody, as they read of them: what, why, until when they can appeal, and what came of that."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts import masks
from community.accounts.models import Sanction, User, WithheldText
from community.core.dates import moment_in_words
from community.forum.models import Post
from community.moderation import appealable, rules
from community.moderation.appealable import Appealable
from community.moderation.models import Appeal, Decision
from community.moderation.subjects import BY_NAME

SALT = "moderation.appeal"

NEXT_STEPS = {
    Decision.Verb.DECLINE_POST: (gettext_lazy("Change it in your drafts"), reverse_lazy("drafts")),
    Decision.Verb.DECLINE_APPLICATION: (
        gettext_lazy("Apply again, with what was missing"),
        reverse_lazy("partner_application"),
    ),
    Decision.Verb.DECLINE_HAT: (gettext_lazy("Ask again, with another proof"), reverse_lazy("hats")),
    Decision.Verb.HIDE_PROFILE: (gettext_lazy("Write it anew"), reverse_lazy("profile_edit")),
}


@dataclass(frozen=True)
class Ruling:
    """One decision about somebody. ``thing`` is None where they may not see any more what it is about; ``words`` are
    their own, which nobody else reads now. ``holds``: no later decision has ended it."""

    decision: Decision
    kind: Appealable
    thing: object | None
    holds: bool
    reader: User
    words: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """What was decided, in a sentence; in two words where the thing is not to be seen."""
        return self.kind.line(self.thing) if self.thing else str(self.kind.name)

    @property
    def url(self) -> str:
        """Where the reader goes on with the thing; empty where they cannot."""
        return self.kind.subject.page(self.thing) if self.thing else ""

    @property
    def rule(self) -> str:
        """By which rule a post was held before it was declined."""
        is_declined_post = self.decision.verb == Decision.Verb.DECLINE_POST
        return self.thing.get_hold_rule_display() if is_declined_post and self.thing else ""

    @property
    def ending(self) -> str:
        """Of a sanction, until when it holds; empty for all else."""
        return _ending(self.thing) if isinstance(self.thing, Sanction) else ""

    @property
    def appeal(self) -> Appeal | None:
        """The one appeal there is, whoever of the company made it."""
        return getattr(self.decision, "appeal", None)

    @property
    def own_appeal(self) -> Appeal | None:
        return self.appeal if self.appeal and masks.is_self(self.reader, self.appeal.appellant_id) else None

    @property
    def appeal_until(self) -> dt.datetime:
        return rules.appeal_until(self.decision)

    @property
    def may_appeal(self) -> bool:
        """As ``rules.check_can_appeal``, from what is loaded."""
        is_open = self.appeal is None and self.appeal_until > timezone.now()
        return self.kind.can_be_appealed and self.holds and is_open

    @property
    def next_step(self) -> tuple[Promise, Promise] | None:
        """What else helps, as words and address: to send it anew, better."""
        is_settled = not self.holds or (self.appeal is not None and self.appeal.is_reversed)
        return None if is_settled else NEXT_STEPS.get(self.decision.verb)


def decisions_about(person) -> QuerySet:
    """The decisions that went against somebody and were told to them. Each kind of thing is found by its own index."""
    found = [
        Decision.objects.filter(
            target_kind=subject.target, target_id__in=subject.of(person).values("pk"),
            verb__in=appealable.verbs_of(subject),
        ).values("pk")
        for subject in BY_NAME.values()
    ]  # fmt: skip
    return Decision.objects.settled().filter(pk__in=found[0].union(*found[1:], all=True)).select_related("appeal")


def rulings(person, decisions: Iterable[Decision]) -> list[Ruling]:
    """The decisions as the person reads them. Three queries, and one for each kind of thing among them."""
    decisions = list(decisions)
    things, holding = appealable.loaded(person, decisions), appealable.holding(decisions)
    words = _own_posts(person, decisions) | _own_texts(person, decisions)
    return [
        Ruling(
            row, appealable.of(row), things.get(row.pk), row.pk in holding, person, words.get(row.pk, ()),
        )
        for row in decisions
    ]  # fmt: skip


def ruling(person, pk: int) -> Ruling | None:
    """One decision about the person, or about the company for which they once appealed; None for all others."""
    decision = Decision.objects.settled().select_related("appeal").filter(pk=pk).first()
    if decision is None:
        return None
    has_appealed = hasattr(decision, "appeal") and masks.is_self(person, decision.appeal.appellant_id)
    return rulings(person, [decision])[0] if has_appealed or appealable.is_about(person, decision) else None


def link_to_appeal(decision: Decision, person) -> str:
    """The address by which the person appeals without signing in: who is suspended cannot."""
    return settings.SITE_URL + reverse("appeal_by_link", args=[signing.dumps([decision.pk, person.pk], salt=SALT)])


def ruling_by_link(token: str) -> Ruling | None:
    """What such a link is about; None for one that is not ours, or older than one may appeal."""
    try:
        decision, reader = signing.loads(token, salt=SALT, max_age=rules.APPEAL_WITHIN)
    except signing.BadSignature:
        return None
    person = User.objects.with_sanction().with_company().filter(pk=reader, is_active=True).first()
    return ruling(person, decision) if person else None


def told_by(told: Iterable[tuple[tuple[str, ...], str, int, dt.datetime]]) -> list[Decision | None]:
    """Of which decision somebody was told each time: the one with such a verb about that thing, nearest to that moment.

    Args:
        told: verbs, kind and id of the thing, moment.
    Returns:
        The decision, as long as one may appeal against it; else None. Two queries for however many.
    """
    told = list(told)
    ids = {(kind, pk) for _verbs, kind, pk, _at in told}
    if not ids:
        return []
    rows = Decision.objects.filter(target_kind__in={kind for kind, _pk in ids}, target_id__in={pk for _kind, pk in ids})
    rows = [row for row in rows.select_related("appeal") if appealable.of(row) and appealable.of(row).can_be_appealed]
    holding = appealable.holding(rows)
    found = []
    for verbs, kind, pk, at in told:
        same = [row for row in rows if (row.target_kind, row.target_id) == (kind, pk) and row.verb in verbs]
        nearest = min(same, key=lambda row: abs(row.created_at - at), default=None)
        found.append(nearest if nearest and _is_open(nearest, holding) else None)
    return found


def _ending(sanction: Sanction) -> str:
    if sanction.lifted_at:
        return _("Lifted by a moderator.")
    if sanction.kind == Sanction.Kind.WARN:
        return _("Nothing else follows from it.")
    if not sanction.until:
        return _("Until a moderator lifts it.")
    words = {"until": moment_in_words(sanction.until)}
    return (
        _("Until %(until)s, then it ends by itself.") % words
        if sanction.is_in_force
        else (_("Over since %(until)s.") % words)
    )


def _is_open(decision: Decision, holding: set[int]) -> bool:
    is_late = rules.appeal_until(decision) <= timezone.now()
    return decision.pk in holding and not hasattr(decision, "appeal") and not is_late


def _own_posts(person, decisions: list[Decision]) -> dict[int, tuple[str, ...]]:
    """The texts of the person's posts that are not shown, by the decision: also from threads they cannot see now."""
    rows = {row.pk: row.target_id for row in decisions if row.target_kind == "post"}
    posts = Post.objects.by(person).filter(pk__in=rows.values(), state__in=["declined", "hidden"])
    texts = dict(posts.values_list("pk", "source")) if rows else {}
    return {pk: (texts[target],) for pk, target in rows.items() if target in texts}


def _own_texts(person, decisions: list[Decision]) -> dict[int, tuple[str, ...]]:
    """What was taken from the person's profile or the page of their company, by the decision."""
    rows = [row for row in decisions if row.target_kind in {"user", "company"}]
    hidden = WithheldText.objects.visible_to(person).exclude(reason="").order_by("decided_at") if rows else []
    return {
        row.pk: tuple(text.lines)
        for row in rows
        for text in hidden
        if text.reason == row.reason and text.decided_at <= row.created_at
        and (text.person_id or text.company_id) == row.target_id
    }  # fmt: skip
