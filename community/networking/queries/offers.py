"""Offers of questions that nobody has answered: whom to ask, what somebody is asked, and what its asker reads of it."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan
from django.utils import timezone

from community.accounts import masks
from community.accounts.models import Sanction
from community.forum.models import Thread
from community.networking.models import DirectoryEntry, HelpAsk, HelpOffer, PeerSettings, Profile
from community.networking.queries.blocks import blocked_with
from community.networking.queries.helpers import Helper, Need, matches, near_of, proofs_of, same_market
from community.networking.querysets.directory import Reading
from community.networking.rules.offers import FRESH_FOR, OFFERS_A_WEEK, PEOPLE_ASKED, UNANSWERED_FOR

TAKES_OFFERS = PeerSettings.TakesOffers
EVERYBODY = AnonymousUser()


@dataclass(frozen=True)
class Outcome:
    """What the asker reads: numbers alone. ``passed`` is "at least", as of last midnight, and zero where it could tell
    who it was."""

    offered: int
    on_it: int
    passed: int
    found: int
    has_others: bool

    @property
    def is_short(self) -> bool:
        return self.found < PEOPLE_ASKED


def questions_to_offer() -> QuerySet[Thread]:
    """Questions of partners that nobody has answered for 48 hours, for whom nobody was looked for yet. Not those of
    closed groups: whoever is asked may not read them."""
    now = timezone.now()
    partners = Q(author__is_face=True) | Q(author__is_active=True, author__membership__isnull=False)
    partners |= Q(author__is_active=True, author__role__in=["moderator", "admin"])
    aged = Q(published_at__lte=now - UNANSWERED_FOR, published_at__gt=now - FRESH_FOR)
    return Thread.objects.published().everybodys().unanswered().filter(partners, aged).order_by("published_at", "pk")


def fully_offered() -> QuerySet:
    """The ids of questions of which three people are asked or on it. For ``pk__in``: no query of its own."""
    held = HelpOffer.objects.holding().order_by().values("thread").annotate(n=Count("pk"))
    return held.filter(n__gte=PEOPLE_ASKED).values("thread")


def people_to_ask(thread: Thread, *, most: int) -> tuple[list[Helper], bool]:
    """Whom to offer the question now, the best first, and whether there are others who match and cannot be asked.

    Matched by what every partner may read of them: neither the offer nor its numbers tell anything else. Eight queries.
    """
    reading = Reading("members", frozenset(), sanctioned())
    tags = tuple(thread.tags.values_list("name", flat=True))
    need = Need(tags, near=near_of(reading, thread.author_id))
    strangers = _strangers(DirectoryEntry.objects.read_as(reading), thread)
    proofs = proofs_of(EVERYBODY, tags)
    best = matches(strangers.filter(_can_be_asked(tags)), need, proofs)[:most]
    return best, len(best) < most and bool(matches(strangers, need, proofs)[len(best) :])


def outcome(thread: Thread, viewer) -> Outcome | None:
    """What came of offering a question, for its asker, as long as nobody has answered. None for everybody else. One
    query, none for others."""
    if not _waits_for_others(thread) or not masks.is_self(viewer, thread.author_id):
        return None
    asks = HelpAsk.objects.filter(thread__in=Thread.objects.published().unanswered().filter(pk=thread.pk))
    ask = asks.annotate(**_numbers()).first()
    if ask is None:
        return None
    passed = min(ask.passed, ask.offered - 1) if ask.offered >= PEOPLE_ASKED else 0
    return Outcome(ask.offered, ask.on_it, passed, ask.people_found, ask.has_others)


def _waits_for_others(thread: Thread) -> bool:
    """Without a query: false where nothing can have been offered, or somebody else has written last."""
    is_old = thread.published_at is not None and thread.published_at <= timezone.now() - UNANSWERED_FOR
    return thread.kind == Thread.Kind.QUESTION and is_old and thread.last_post_by_id == thread.author_id


def own_offers(viewer) -> list[HelpOffer]:
    """What the viewer is asked now and is on, the newest first. Two queries."""
    offers = HelpOffer.objects.visible_to(viewer).holding().select_related("thread__author__membership__company")
    return list(offers.prefetch_related("thread__tags").newest_first())


def refused_offers(viewer) -> list[HelpOffer]:
    """The questions to which the viewer has said "not me"; of their tags they are not asked any more. Two queries."""
    offers = HelpOffer.objects.visible_to(viewer).filter(answer="not_me").select_related("thread")
    return list(offers.prefetch_related("thread__tags").newest_first())


def sanctioned() -> frozenset[int]:
    """Those who may not write now, by name or under a pseudonym: few."""
    ids = list(Sanction.objects.in_force().values_list("person", flat=True))
    return frozenset({*ids, *masks.people_of(ids).values_list("person", flat=True)})


def _strangers(entries: QuerySet[DirectoryEntry], thread: Thread) -> QuerySet[DirectoryEntry]:
    """Neither the asker nor their colleagues, nobody who is blocked, and nobody who was asked this before.

    Of who asks under a pseudonym only the person is left out: nothing else may depend on who that is.
    """
    asker = thread.author
    entries = entries.exclude(person__in={asker.pk, masks.person_of(asker).pk, *blocked_with(asker)})
    if asker.company is not None:
        entries = entries.exclude(person__membership__company=asker.company)
    asked = HelpOffer.objects.filter(thread=thread, person=OuterRef("person"))
    return entries.exclude(same_market(asker.company)).filter(~Exists(asked))


def _can_be_asked(tags: tuple[str, ...]) -> Q:
    """A filter of rows: whoever takes offers, of these tags too, has room, and was not asked twice within a week."""
    refused = HelpOffer.objects.filter(person=OuterRef("person"), answer="not_me", thread__tags__name__in=tags)
    week = Coalesce(_count(HelpOffer.objects.counting(), of="person"), Value(0))
    return takes_offers() & Q(~Exists(refused)) & Q(~Exists(_full())) & Q(LessThan(week, OFFERS_A_WEEK))


def takes_offers() -> Q:
    """A filter of rows: whoever wants to be asked, or says what they can help with and has not said no."""
    chosen = PeerSettings.objects.filter(member=OuterRef("person"))
    says = Profile.objects.filter(member=OuterRef("person")).exclude(can_help="")
    usual = ~Exists(chosen.exclude(takes_offers=TAKES_OFFERS.USUAL)) & Exists(says)
    return Q(Exists(chosen.filter(takes_offers=TAKES_OFFERS.YES))) | Q(usual)


def _full() -> QuerySet[Profile]:
    """Whoever has no room today, what they are asked and are on counted as taken."""
    held = Coalesce(_count(HelpOffer.objects.holding(), of="member"), Value(0))
    told = Profile.objects.filter(member=OuterRef("person"), capacity_until__gte=timezone.localdate())
    return told.annotate(busy=F("capacity_taken") + held).filter(busy__gte=F("capacity_total"))


def _count(offers: QuerySet[HelpOffer], *, of: str) -> Subquery:
    own = offers.filter(person=OuterRef(of)).order_by().values("person")
    return Subquery(own.annotate(n=Count("pk")).values("n"), output_field=IntegerField())


def _numbers() -> dict:
    offers = HelpOffer.objects.filter(thread=OuterRef("pk"))
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    passed = offers.filter(answer__in=["passed", "not_me"], answered_at__lt=midnight)
    return {
        name: Coalesce(
            Subquery(rows.order_by().values("thread").annotate(n=Count("pk")).values("n")), Value(0)
        )
        for name, rows in {"offered": offers, "on_it": offers.taken(), "passed": passed}.items()
    }  # fmt: skip
