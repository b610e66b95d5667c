"""Putting people together, and asking them how it was."""

import datetime as dt
import secrets
from itertools import combinations

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.activity.actions import record
from community.networking import queries, rules
from community.networking.actions.conversations import open_matched
from community.networking.models import PeerRound, PeerSettings, RoundGroup, RoundSeat
from community.networking.pairing import Placed, put_together
from community.networking.rules import rounds as pace
from community.networking.rules.rounds import Taker

Answer = RoundSeat.Answer


def hold_due_round() -> PeerRound | None:
    """Hold the round of this month from its first Monday on, if it was not held. None if there was nothing to do."""
    day = pace.due_round(timezone.localdate())
    return hold_round(day) if day else None


@transaction.atomic
def hold_round(day: dt.date, *, seed: int | None = None) -> PeerRound | None:
    """Put those together who take part, and tell them. None if the round of that day was held: the table has room for
    one, and whoever comes second waits for the first.

    Args:
        seed: decides between what counts the same; kept, so that one can see that nothing else did.
    """
    seed = secrets.randbits(48) if seed is None else seed
    held, is_new = PeerRound.objects.get_or_create(held_on=day, defaults={"seed": seed})
    if not is_new:
        return None
    takers = {taker.pk: taker for taker in queries.takers_of(day)}
    placed = put_together(takers.values(), apart=queries.pairs_apart(day, takers.keys()), seed=held.seed)
    _seat(held, placed, takers)
    skipping = PeerSettings.objects.filter(rounds__in=pace.rhythms_of(day), skips_round=True)
    skipping.update(skips_round=False)
    return held


@transaction.atomic
def skip_round(member, *, is_skipped: bool) -> bool:
    """Do not take part in the next round, or do after all. False if that was so, or the member takes part in none."""
    settings = PeerSettings.objects.filter(member=member, skips_round=not is_skipped)
    return settings.exclude(rounds=PeerSettings.Rounds.NEVER).update(skips_round=is_skipped) > 0


@transaction.atomic
def answer_round(seat: RoundSeat, *, by, answer: str) -> bool:
    """Say how it was; it can be said anew as long as it is asked. Nobody is told. False if that was said.

    Raises:
        Refused: it is not asked yet, or not any more.
    """
    own = RoundSeat.objects.visible_to(by).select_for_update(no_key=True, of=("self",))
    seat = own.select_related("round").get(pk=seat.pk)
    if seat.answer == answer:
        return False
    rules.check_can_answer_round(seat)
    seat.answer, seat.answered_at = answer, timezone.now()
    seat.save(update_fields=["answer", "answered_at"])
    return True


@transaction.atomic
def ask_how_rounds_were() -> int:
    """Two weeks after a round ask all who were put together how it was. Returns how many are asked."""
    due = PeerRound.objects.held_by(timezone.localdate() - pace.ASKED_AFTER).filter(asked_at=None)
    rounds = list(due.select_for_update(no_key=True))
    seats = list(RoundSeat.objects.matched().filter(round__in=rounds, answer="").order_by("pk"))
    for seat in seats:
        record("round.asked", actor=None, target=seat)
    PeerRound.objects.filter(pk__in=[held.pk for held in rounds]).update(asked_at=timezone.now())
    return len(seats)


@transaction.atomic
def count_rounds() -> int:
    """Count once how a round was, when nobody can answer any more. Returns of how many rounds that is told."""
    over = PeerRound.objects.held_by(timezone.localdate() - pace.ASKED_AFTER - pace.ASKED_FOR)
    return sum(_count(held) for held in over.filter(counted_at=None).select_for_update(no_key=True))


@transaction.atomic
def forget_rounds() -> int:
    """Remove who was put together half a year ago, but for those who must not be again. Returns how many seats."""
    old = RoundSeat.objects.filter(round__held_on__lt=timezone.localdate() - pace.KEPT_FOR)
    unfit = old.filter(answer=Answer.SO_SO).values("group")
    forgotten = old.filter(group=None).delete()[0]
    groups = RoundGroup.objects.filter(seats__in=old).exclude(pk__in=unfit)
    return forgotten + groups.delete()[1].get("networking.RoundSeat", 0)


def _seat(held: PeerRound, placed: Placed, takers: dict[int, Taker]) -> None:
    people = User.objects.in_bulk(takers.keys())
    groups = RoundGroup.objects.bulk_create(
        RoundGroup(round=held, reasons=_reasons([takers[pk] for pk in pks])) for pks in placed.groups
    )
    matched = list(zip(groups, placed.groups, strict=True))
    for group, pks in matched:
        group.conversation = open_matched(group, persons=[people[pk] for pk in pks])
    RoundGroup.objects.bulk_update(groups, ["conversation"])
    seats = [RoundSeat(round=held, person_id=pk, group=group) for group, pks in matched for pk in pks]
    seats += [RoundSeat(round=held, person_id=pk) for pk in placed.waiting]
    for seat in RoundSeat.objects.bulk_create(seats):
        record("round.matched" if seat.group_id else "round.waited", actor=None, target=seat)


def _reasons(people: list[Taker]) -> list[list[str]]:
    """What speaks for each two of them, in the order in which it is said, each thing once."""
    found = {reason for pair in combinations(people, 2) for reason in pace.reasons_for(*pair)}
    kinds = list(pace.FORMULA)
    return [
        [reason.kind, reason.name] for reason in sorted(found, key=lambda one: (kinds.index(one.kind), one.name))
    ]  # fmt: skip


def _count(held: PeerRound) -> bool:
    answers = list(RoundSeat.objects.filter(round=held).exclude(answer="").values_list("answer", flat=True))
    held.counted_at = timezone.now()
    if len(answers) >= pace.FEWEST_COUNTED:
        held.answers, held.good_share = len(answers), round(10 * answers.count(Answer.GOOD) / len(answers)) * 10
    held.save(update_fields=["counted_at", "answers", "good_share"])
    return held.answers > 0
