"""Whom a peer round puts together, over communities that are made up."""

import random
import time
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.rounds import takers
from community.networking.pairing import put_together
from community.networking.rules.rounds import Taker, may_meet, points, reasons_for

names = st.frozensets(st.sampled_from("abc"), max_size=2)


@st.composite
def communities(draw, most: int = 24):
    """People of some companies, and pairs of them that must not meet."""
    count = draw(st.integers(0, most))
    people = [
        Taker(
            pk=pk, company=draw(st.integers(1, count)), skills=(skills := draw(names)), helps=skills | draw(names),
            wants=draw(names), programs=draw(names), languages=draw(names), countries=draw(names),
            market=draw(names), avoids_market=draw(st.booleans()),
        )
        for pk in range(1, count + 1)
    ]  # fmt: skip
    pairs = [frozenset(pair) for pair in combinations(range(1, count + 1), 2)]
    return people, draw(st.sets(st.sampled_from(pairs), max_size=20)) if pairs else set()


def fit(one: Taker, other: Taker, apart) -> bool:
    return bool(may_meet(one, other) and frozenset((one.pk, other.pk)) not in apart and reasons_for(one, other))


@given(communities(), st.integers(0, 2**48))
@settings(max_examples=60, deadline=None)
def test_everybody_is_once_in_a_group_that_may_meet_or_waits_because_nobody_fits(community, seed):
    people, apart = community
    by_pk = {taker.pk: taker for taker in people}

    placed = put_together(people, apart=apart, seed=seed)

    assert sorted([*placed.waiting, *(pk for group in placed.groups for pk in group)]) == sorted(by_pk)
    for group in placed.groups:
        pairs = [(by_pk[one], by_pk[other]) for one, other in combinations(group, 2)]
        assert len(group) in {2, 3}
        assert fit(*pairs[0], apart)
        for one, other in pairs:
            assert may_meet(one, other)
            assert one.company != other.company
            assert frozenset((one.pk, other.pk)) not in apart
            assert not (one.languages and other.languages) or one.languages & other.languages
        assert all(any(fit(one, other, apart) for one, other in pairs if pk in {one.pk, other.pk}) for pk in group)
    assert [pair for pair in combinations(placed.waiting, 2) if fit(*map(by_pk.get, pair), apart)] == []
    for pk in placed.waiting:
        for group in (group for group in placed.groups if len(group) == 2):
            others = [by_pk[other] for other in group]
            allowed = all(may_meet(by_pk[pk], other) and frozenset((pk, other.pk)) not in apart for other in others)
            assert not (allowed and any(fit(by_pk[pk], other, apart) for other in others))


@given(communities(most=7), st.integers(0, 2**48))
@settings(max_examples=40, deadline=None)
def test_no_other_way_puts_more_together_or_comes_to_more_points(community, seed):
    people, apart = community
    by_pk = {taker.pk: taker for taker in people}

    def best(left: list[Taker]) -> tuple[int, int]:
        if len(left) < 2:
            return (0, 0)
        ways = [best(left[1:])]
        for at, other in enumerate(left[1:], 1):
            if fit(left[0], other, apart):
                pairs, total = best(left[1:at] + left[at + 1 :])
                ways.append((pairs + 1, total + points(reasons_for(left[0], other))))
        return max(ways)

    placed = put_together(people, apart=apart, seed=seed)

    pairs = [tuple(by_pk[pk] for pk in group[:2]) for group in placed.groups]
    assert (len(pairs), sum(points(reasons_for(*pair)) for pair in pairs)) == best(people)


def test_same_people_and_seed_give_the_same_groups_in_whatever_order_and_another_seed_others():
    people = takers(120)
    shuffled = random.Random(7).sample(people, len(people))

    first = put_together(people, apart=set(), seed=1)

    assert put_together(shuffled, apart=set(), seed=1) == first
    assert put_together(people, apart=set(), seed=2) != first


def test_what_one_needs_and_the_other_knows_counts_more_than_what_both_know():
    seeker = Taker(pk=1, company=1, wants=frozenset({"a"}), skills=frozenset({"b"}), helps=frozenset({"b"}))
    alike = Taker(pk=2, company=2, skills=frozenset({"b"}), helps=frozenset({"b"}))
    knows = Taker(pk=3, company=3, skills=frozenset({"a"}), helps=frozenset({"a"}))
    other = Taker(pk=4, company=4, skills=frozenset({"a", "b"}), helps=frozenset({"a", "b"}))

    assert [(reason.kind, reason.name) for reason in reasons_for(seeker, other)] == [("need", "a"), ("skill", "b")]
    assert put_together([seeker, alike, knows], apart=set(), seed=1).groups[0][:2] == (1, 3)


def test_odd_one_out_is_the_third_of_those_who_fit_best_and_waits_if_nobody_does():
    known = frozenset({"a"})
    one, two, three = (Taker(pk=pk, company=pk, skills=known, helps=known) for pk in (1, 2, 3))
    stranger = Taker(pk=4, company=4, skills=frozenset({"z"}))

    placed = put_together([one, two, three, stranger], apart=set(), seed=1)
    apart = put_together([one, two, three], apart={frozenset((1, 3)), frozenset((2, 3))}, seed=1)

    assert ([sorted(group) for group in placed.groups], placed.waiting) == ([[1, 2, 3]], [4])
    assert (apart.groups, apart.waiting) == ([(1, 2)], [3])


def test_300_people_are_put_together_within_seconds():
    people, started = takers(300), time.process_time()

    placed = put_together(people, apart=set(), seed=1)

    assert time.process_time() - started < 4
    assert len(placed.waiting) < 30
