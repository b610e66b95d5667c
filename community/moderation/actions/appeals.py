"""Appeals: made once by whom a decision is about, answered by another moderator."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from community.accounts import masks
from community.activity.actions import record
from community.moderation import appealable, rules
from community.moderation.actions.claims import end_claims
from community.moderation.logbook import logged
from community.moderation.models import Appeal, Decision

Verb = Decision.Verb
Outcome = Appeal.Outcome

TEXTS_KEPT = dt.timedelta(days=180)  # after the answer: as long as private proofs and notices may matter to a court


@transaction.atomic
def make_appeal(decision: Decision, *, appellant, text: str) -> Appeal:
    """Say why a decision about oneself is wrong. Sent a second time, also with another text, it gives back the first.

    Raises:
        Refused: the person may not, or not any more.
    """
    decision = Decision.objects.select_for_update(no_key=True).get(pk=decision.pk)  # two tabs wait for each other
    existing = Appeal.objects.filter(decision=decision, appellant__in=masks.selves(appellant)).first()
    if existing:
        return existing
    rules.check_can_appeal(appellant, decision)
    signer = _signer(decision, appellant)
    appeal = Appeal.objects.create(decision=decision, appellant=signer, text=text)
    record("appeal.made", actor=signer, target=appeal)
    return appeal


@transaction.atomic
def uphold_appeal(appeal: Appeal, *, moderator, reason: str) -> bool:
    """The decision stands; the appellant reads why. False if the appeal is decided already."""
    return _decide(appeal, moderator, Outcome.UPHELD, reason)


@transaction.atomic
def overturn_appeal(appeal: Appeal, *, moderator, reason: str) -> bool:
    """Turn the decision back, as far as there is anything left to turn back; the appellant reads why. False if the
    appeal is decided already.

    Raises:
        Refused: the person may not, or not this: only administrators lift what administrators are under.
    """
    return _decide(appeal, moderator, Outcome.OVERTURNED, reason)


@transaction.atomic
def forget_appeals() -> int:
    """Empty what was said in appeals that were answered long ago; the answers stay. Returns how many."""
    old = Appeal.objects.filter(decided_at__lt=timezone.now() - TEXTS_KEPT).exclude(text="")
    return old.update(text="")


def _signer(decision: Decision, person):
    """Who appeals, as moderators read it: under a pseudonym, if the decision is about one."""
    subject = appealable.of(decision).subject
    thing = subject.of(person).filter(pk=decision.target_id).first() if subject.by else None
    signer = getattr(thing, subject.by) if thing else person
    return signer if masks.wears(person, signer.pk) else person


def _decide(appeal: Appeal, moderator, outcome: str, reason: str) -> bool:
    rules.check_can_decide_appeal(moderator, appeal)
    end_claims(moderator, cases=(f"appeal-{appeal.pk}",))
    appeal = Appeal.objects.select_for_update(no_key=True, of=["self"]).select_related("decision").get(pk=appeal.pk)
    if not appeal.is_waiting:
        return False
    appeal.is_reversed = outcome == Outcome.OVERTURNED and _turn_back(appeal.decision, moderator)
    appeal.decided_at, appeal.decided_by = timezone.now(), moderator
    appeal.outcome, appeal.answer = outcome, reason
    appeal.save(update_fields=["decided_at", "decided_by", "outcome", "answer", "is_reversed"])
    record(f"appeal.{outcome}", actor=moderator, target=appeal)
    return _logged(appeal, moderator, reason)


def _turn_back(decision: Decision, moderator) -> bool:
    """Undo it by the actions of its area. False where it was ended meanwhile, or its thing is gone."""
    thing = appealable.loaded(moderator, [decision]).get(decision.pk)
    if thing is None or decision.pk not in appealable.holding([decision]):
        return False
    return appealable.of(decision).turn_back(thing, by=moderator, decision=decision)


def _logged(appeal: Appeal, moderator, reason: str) -> bool:
    """In the history of what it was about, whether that is still there or not."""
    verb = Verb.UPHOLD_APPEAL if appeal.outcome == Outcome.UPHELD else Verb.OVERTURN_APPEAL
    about = appeal.decision
    return logged(moderator, verb, (about.target_kind, about.target_id), reason, case=f"appeal-{appeal.pk}")
