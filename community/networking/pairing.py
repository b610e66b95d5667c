"""Who is put together in a peer round: as many as can be, in pairs with the most points together, and threes where
somebody is left over. The same people and the same seed give the same groups.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

import rustworkx

from community.networking.rules.rounds import FORMULA, Taker, may_meet, points, reasons_for

BEST = 15  # of the people who fit somebody so many are compared: 2,000 people are put together within seconds
CHANCE_BITS = 40
# Above all that chance can sum up to, so it only decides between what has the same points. Of weights that differ so
# finely one sum is the highest, and there is only one way to it.
ONE_POINT = 1 << 60

PARTS = ("skills", "helps", "wants", "programs", "languages", "countries")
BESIDE = {"language": "languages", "country": "countries"}  # what counts beside something else only, and once

Apart = set[frozenset[int]]
Pair = tuple[int, int]  # by their ids, the lower first


@dataclass(frozen=True)
class Placed:
    """What came of it, by ids: groups of two or three, and those whom nobody fits."""

    groups: list[tuple[int, ...]]
    waiting: list[int]


def put_together(takers: Iterable[Taker], *, apart: Apart, seed: int) -> Placed:
    """Put people together. ``apart`` are pairs, by ids, who must not be in one group."""
    people = {taker.pk: taker for taker in sorted(takers, key=lambda taker: taker.pk)}
    fits = _Fits(people, apart, seed)
    left, pairs = list(people), []
    while found := _best_pairs(fits.edges(left)):
        pairs += found
        taken = {pk for pair in found for pk in pair}
        left = [pk for pk in left if pk not in taken]
    return _with_thirds(sorted(pairs), left, fits)


class _Fits:
    """What each pair counts, chance included."""

    def __init__(self, people: dict[int, Taker], apart: Apart, seed: int):
        self._people, self._apart = people, apart
        self._chances = {pk: _chance_of(pk, seed) for pk in people}

    def weight(self, one: int, other: int) -> int:
        """Zero if they do not fit."""
        found = points(reasons_for(self._people[one], self._people[other])) if self.may(one, other) else 0
        return found and found * ONE_POINT + self._chance(one, other)

    def may(self, one: int, other: int) -> bool:
        return may_meet(self._people[one], self._people[other]) and frozenset((one, other)) not in self._apart

    def edges(self, pks: list[int]) -> dict[Pair, int]:
        """The pairs among these that fit, with what they count: of each person the best ones. Counted by what is
        shared, not by pairs: most pairs share nothing."""
        known = {part: _index(pks, self._people, part) for part in PARTS}
        found = {}
        for pk in pks:
            counted = _counted(self._people[pk], known)
            counted.pop(pk, None)
            best_first = sorted(
                ((n * ONE_POINT + self._chance(pk, other), other) for other, n in counted.items()), reverse=True
            )
            fitting = ((weight, other) for weight, other in best_first if self.may(pk, other))
            for weight, other in islice(fitting, BEST):
                found[min(pk, other), max(pk, other)] = weight
        return found

    def _chance(self, one: int, other: int) -> int:
        return self._chances[one] * self._chances[other] % (1 << CHANCE_BITS)


def _chance_of(pk: int, seed: int) -> int:
    """The same in every version of Python; odd, so that it is never lost in a product."""
    return int.from_bytes(blake2b(f"{seed} {pk}".encode(), digest_size=CHANCE_BITS // 8).digest(), "big") | 1


def _index(pks: list[int], people: dict[int, Taker], kind: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for pk in pks:
        for name in getattr(people[pk], kind):
            found[name].append(pk)
    return found


def _counted(taker: Taker, known: dict[str, dict[str, list[int]]]) -> Counter[int]:
    """Who shares something with somebody that is enough to be put together, and what that counts."""
    total: Counter[int] = Counter()
    needs: dict[str, set[int]] = defaultdict(set)  # a tag that goes both ways counts once
    for name in taker.wants:
        needs[name].update(known["helps"].get(name, ()))
    for name in taker.helps:
        needs[name].update(known["wants"].get(name, ()))
    shared = {
        "need": needs.values(),
        "skill": (known["skills"].get(name, ()) for name in taker.skills),
        "wish": (known["wants"].get(name, ()) for name in taker.wants),
        "program": (known["programs"].get(name, ()) for name in taker.programs),
    }
    for kind, people_of in shared.items():
        counts = Counter(pk for people in people_of for pk in people)
        weight = FORMULA[kind]
        for pk, count in counts.items():
            total[pk] += weight.points * min(count, weight.most)
    for kind, part in BESIDE.items():
        for pk in total.keys() & {pk for name in getattr(taker, part) for pk in known[part].get(name, ())}:
            total[pk] += FORMULA[kind].points
    return total


def _best_pairs(edges: dict[Pair, int]) -> list[Pair]:
    """As many pairs as can be, and of those ways the one that counts most."""
    ids = sorted({pk for pair in edges for pk in pair})
    places = {pk: place for place, pk in enumerate(ids)}
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(ids)
    graph.add_edges_from([(places[one], places[other], weight) for (one, other), weight in sorted(edges.items())])
    found = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return sorted((min(ids[a], ids[b]), max(ids[a], ids[b])) for a, b in found)


def _with_thirds(pairs: list[Pair], left: list[int], fits: _Fits) -> Placed:
    """Whoever is left over joins the pair that fits best: nothing speaks against either, and something for one."""
    groups: list[tuple[int, ...]] = list(pairs)
    waiting = []
    for pk in left:
        places = [
            (fits.weight(pk, group[0]) + fits.weight(pk, group[1]), place) for place, group in enumerate(groups)
            if len(group) == 2 and fits.may(pk, group[0]) and fits.may(pk, group[1])
        ]  # fmt: skip
        best, place = max(places, default=(0, 0))
        if best:
            groups[place] = (*groups[place], pk)
        else:
            waiting.append(pk)
    return Placed(groups, waiting)
