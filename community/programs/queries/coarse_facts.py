"""What a pseudonym may tell of a company: nothing that only a few companies could have said."""

from collections.abc import Mapping
from itertools import combinations

from django.conf import settings
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext as _

from community.accounts.models import Company, CompanySize
from community.programs.models import Holding

K_FACES = 5  # companies of which each could have written it; with fewer, who knows the market knows who it is
LONGEST_TIER = 20  # letters; a longer name is left out, not cut

Facts = tuple[str, str, str]  # the name of the highest tier, the country, the size; empty where it is not told


def coarse_facts(member) -> list[str]:
    """Tier, country and size of the member's company, as far as ``K_FACES`` verified companies share all of them.

    One query.
    """
    companies = Company.objects.exclude(verified_at=None).annotate(tier=_highest_tier())
    groups = companies.order_by().values("tier", "country", "size").annotate(
        count=Count("pk"), mine=Count("pk", filter=Q(pk=member.company.pk))
    )  # fmt: skip
    counted, own = {}, ("", "", "")
    for group in groups:
        facts = group["tier"], group["country"], group["size"]
        counted[facts] = group["count"]
        own = facts if group["mine"] else own
    return _in_words(shared_facts(own, counted))


def shared_facts(own: Facts, counted: Mapping[Facts, int]) -> Facts:
    """Of some facts as many as ``K_FACES`` companies have together; of equally many those that most have.

    Args:
        counted: how many companies have each combination.
    """
    told = [place for place, fact in enumerate(own) if fact]
    for many in range(len(told), 0, -1):
        choices = [(_sharing(own, places, counted), places) for places in combinations(told, many)]
        count, places = max(choices, key=lambda choice: choice[0])
        if count >= K_FACES:
            return tuple(fact if place in places else "" for place, fact in enumerate(own))
    return "", "", ""


def _sharing(own: Facts, places: tuple[int, ...], counted: Mapping[Facts, int]) -> int:
    return sum(count for facts, count in counted.items() if all(facts[place] == own[place] for place in places))


def _highest_tier() -> Coalesce:
    """The highest rank of all its programs; of equally high ones the first by name."""
    held = Holding.objects.filter(company=OuterRef("pk"), tier__isnull=False).order_by("-tier__rank", "tier__name")
    return Coalesce(Subquery(held.values("tier__name")[:1]), Value(""))


def _in_words(facts: Facts) -> list[str]:
    """In the language of the site: that of the reader is not that of whoever wrote."""
    tier, country, size = facts
    with translation.override(settings.LANGUAGE_CODE):
        size = {CompanySize.ONE: _("1 person")}.get(size, size.replace("-", "–"))
    return [fact for fact in (tier if len(tier) <= LONGEST_TIER else "", country, size) if fact]
