"""Who can help: people who say or have shown that they know about something, with the reasons.

Everything is read from the rows of the directory that are for the viewer, and from posts that the viewer may read: what
they may not see can neither be a reason nor move anybody up or down.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat

from community.forum.models import Post, Thread
from community.networking.models import DirectoryEntry, PeerSettings
from community.networking.queries.blocks import blocked_with
from community.networking.querysets.directory import Reading, reading_of
from community.networking.rules.helpers import MOST_SHOWN, Reason, in_order, proves, score
from community.programs.models import Change, Program, Tier
from community.tags.models import Tag

# Of how many at most it is looked who fits best: those who have shown it most often, those who say so, near ones first,
# and those in the program.
MOST_PROVEN, MOST_SAYING, MOST_HOLDING = 200, 160, 40
MOST_THREADS = 1000  # of a tag, the latest, in which it is looked who has helped

Proofs = dict[int, dict[tuple[str, str], int]]  # by person: ("accepted", tag): how many
Names = dict[str, dict[str, str]]  # of "program" and "tier", by facet


@dataclass(frozen=True)
class Need:
    """What somebody needs help with. ``near`` are the facets of whoever needs it ("language:de", "program:7"), which
    only decide between people who know about it."""

    tags: tuple[str, ...] = ()
    programs: frozenset[int] = frozenset()
    near: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Helper:
    """Somebody who can help, as their row of the directory says for the reader, and why."""

    entry: DirectoryEntry
    reasons: list[Reason]
    score: float
    helped_on: int = 0  # changes

    @property
    def person(self):
        return self.entry.person


def helpers_for_thread(viewer, thread: Thread) -> list[Helper]:
    """Of a question: near are those who have something in common with its asker, as far as the viewer knows that.
    Of who asks under a pseudonym nobody knows anything. At most twelve queries."""
    tags = tuple(tag.name for tag in thread.tags.all())
    asker = thread.author_id
    return _helpers(viewer, lambda reading: Need(tags, near=near_of(reading, asker)), without={asker})


def helpers_for_change(viewer, change: Change) -> list[Helper]:
    """Of a change: who knows about its tags, or is in its programs. As many queries as for a thread."""
    tags = tuple(tag.name for tag in change.tags.all())
    programs = frozenset(change.programs.values_list("pk", flat=True))
    return _helpers(viewer, lambda reading: Need(tags, programs, near_of(reading, viewer.pk)))


def helpers_for_tag(viewer, tag: Tag) -> list[Helper]:
    """Of a tag: who knows about it. As many queries as for a thread."""
    return _helpers(viewer, lambda reading: Need((tag.name,), near=near_of(reading, viewer.pk)))


def near_of(reading: Reading, person_id: int | None) -> frozenset[str]:
    """The facets by which somebody is near to a person, as far as the viewer reads them. One query."""
    entry = DirectoryEntry.objects.read_as(reading).filter(person=person_id).first()
    kinds = ("program", "language", "country")
    return frozenset(facet for facet in entry.facets if facet.partition(":")[0] in kinds) if entry else frozenset()


def helped_on(viewer, persons: Iterable[int]) -> dict[int, int]:
    """In the discussions of how many changes each of these has written what was found helpful or accepted, under their
    name and as far as the viewer may read it. One query."""
    posts = Post.objects.listed_for(viewer).helpful().filter(author__in=list(persons), thread__change__isnull=False)
    return dict(posts.order_by().values_list("author").annotate(Count("thread", distinct=True)))


def proofs_of(viewer, tags: Iterable[str]) -> Proofs:
    """Who has had answers accepted and was found helpful in threads with these tags, under their name. Two queries.

    What stands in a thread with several of the tags counts once: under the first by the alphabet.
    """
    tagged: dict[int, str] = {}
    for thread, tag in _threads_with(tags):
        tagged[thread] = min(tag, tagged.get(thread, tag))
    proofs: Proofs = defaultdict(lambda: defaultdict(int))
    posts = Post.objects.listed_for(viewer).helpful().filter(thread__in=list(tagged))
    for author, thread, accepted, helpful in posts.values_list("author", "thread", "is_accepted", "helpful_count"):
        proofs[author]["accepted", tagged[thread]] += accepted
        proofs[author]["helpful", tagged[thread]] += helpful
    return proofs


def matches(entries: QuerySet[DirectoryEntry], need: Need, proofs: Proofs) -> list[Helper]:
    """Whoever of these rows can help, the best first. Two queries."""
    found = entries.filter(_may_help(entries, need, proofs)).select_related("person__membership__company", "text")
    names = _names_in(need)
    helpers = [_helper(entry, need, proofs.get(entry.person_id, {}), names) for entry in found.defer("text__words")]
    able = [helper for helper in helpers if proves(helper.reasons)]
    return sorted(able, key=lambda helper: (-helper.score, helper.entry.sort_key))


def same_market(company) -> Q:
    """A filter of rows: whoever sits in the company's country, has one of its roles and does not want to be shown to
    such companies. Nobody, if the company tells no country or no role.

    Both are read by everybody; countries that somebody works in besides may be hidden, and must not show here.
    """
    if company is None or not company.country:
        return Q(pk__in=[])
    in_role = Q(pk__in=[])
    for role in company.roles:
        in_role |= Q(person__membership__company__roles__contains=[role])
    asked_so = PeerSettings.objects.filter(member=OuterRef("person"), shown_in_own_market=False)
    return Q(person__membership__company__country=company.country) & in_role & Q(Exists(asked_so))


def _helpers(viewer, need_in, *, without=frozenset()) -> list[Helper]:
    reading = reading_of(viewer)
    if reading is None:
        return []
    need = need_in(reading)
    entries = DirectoryEntry.objects.read_as(reading).exclude(person__in={viewer.pk, *without, *blocked_with(viewer)})
    entries = entries.exclude(DirectoryEntry.objects.has_no_room()).exclude(same_market(viewer.company))
    best = matches(entries, need, proofs_of(viewer, need.tags))[:MOST_SHOWN]
    counts = helped_on(viewer, [helper.person.pk for helper in best])
    return [Helper(one.entry, one.reasons, one.score, counts.get(one.person.pk, 0)) for one in best]


def _threads_with(tags: Iterable[str]) -> list[tuple[int, str]]:
    """The latest threads that carry one of the tags, or are about a change that does; each with the tag."""
    own = Thread.tags.through.objects.filter(tag__name__in=tags).values_list("thread", "tag__name")
    about = Change.tags.through.objects.filter(tag__name__in=tags, change__thread__isnull=False)
    of_changes = about.values_list("change__thread", "tag__name")
    return list(own.union(of_changes).order_by("-thread_id")[:MOST_THREADS])


def _may_help(entries: QuerySet[DirectoryEntry], need: Need, proofs: Proofs) -> Q:
    """Found by indexes, and never more than a few hundred."""
    near = Case(When(facets__overlap=sorted(need.near), then=0), default=1)
    says = entries.filter(facets__overlap=[f"skill:{tag}" for tag in need.tags]).order_by(near, "sort_key")
    able = Q(pk__in=says.values("pk")[:MOST_SAYING])
    if need.programs:
        holds = entries.filter(facets__overlap=[f"program:{pk}" for pk in need.programs]).order_by("sort_key")
        able |= Q(pk__in=holds.values("pk")[:MOST_HOLDING])
    proven = sorted(proofs, key=lambda person: -sum(Reason(*key, n).points for key, n in proofs[person].items()))
    return able | Q(person__in=proven[:MOST_PROVEN])


def _names_in(need: Need) -> Names:
    """Of all programs that matter, and of the tiers of those that it is about. One query."""
    near = {int(facet.partition(":")[2]) for facet in need.near if facet.startswith("program:")}
    programs = Program.objects.filter(pk__in=need.programs | near).values_list(Value("program"), "pk", "name")
    of_tier = Concat("name", Value(" ("), "program__name", Value(")"), output_field=TextField())
    tiers = Tier.objects.filter(program__in=need.programs).order_by().values_list(Value("tier"), "pk", of_tier)
    names: Names = {"program": {}, "tier": {}}
    for kind, pk, name in programs.order_by().union(tiers, all=True):
        names[kind][f"{kind}:{pk}"] = name
    return names


def _helper(entry: DirectoryEntry, need: Need, proofs: dict[tuple[str, str], int], names: Names) -> Helper:
    facets = set(entry.facets)
    reasons = [Reason(kind, tag, count) for (kind, tag), count in proofs.items() if count]
    reasons += [Reason("says", tag) for tag in need.tags if f"skill:{tag}" in facets]
    reasons += _holding(facets, need, names)
    reasons += [Reason(*facet.split(":", 1)) for facet in need.near & facets if not facet.startswith("program:")]
    return Helper(entry, in_order(reasons), score(reasons, understands=_understands(facets, need)))


def _holding(facets: set[str], need: Need, names: Names) -> list[Reason]:
    """One reason for the programs that it is about, else one for a program that both are in."""
    tiers = [Reason("tier", names["tier"][facet]) for facet in sorted(facets & names["tier"].keys())]
    about = facets & {f"program:{pk}" for pk in need.programs}
    programs = [Reason("program", names["program"][facet]) for facet in sorted(about)]
    shared = [
        Reason("shared", names["program"][facet]) for facet in sorted(facets & need.near & names["program"].keys())
    ]
    return (tiers or programs or shared)[:1]


def _understands(facets: set[str], need: Need) -> bool:
    theirs, ours = ({facet for facet in of if facet.startswith("language:")} for of in (facets, need.near))
    return not theirs or not ours or bool(theirs & ours)
