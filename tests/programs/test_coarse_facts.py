"""What a pseudonym tells of a company: nothing that fewer than five could have said."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.programs.models import Holding
from community.programs.queries import K_FACES, coarse_facts, shared_facts
from tests import factories as make

OWN = ("Gold", "DE", "11-50")


@pytest.mark.parametrize(
    ("counted", "told"),
    [
        ({OWN: 5}, OWN),
        ({OWN: 4}, ("", "", "")),
        ({OWN: 4, ("Gold", "DE", "1"): 1}, ("Gold", "DE", "")),
        ({OWN: 1, ("Gold", "AT", "11-50"): 4, ("", "DE", "11-50"): 9}, ("", "DE", "11-50")),
        ({OWN: 1, ("Gold", "AT", "1"): 4, ("", "DE", "2-10"): 3}, ("Gold", "", "")),
        ({OWN: 1, ("", "AT", "1"): 90}, ("", "", "")),
    ],
    ids=["all", "four", "without size", "without tier", "tier alone", "nothing"],
)
def test_as_many_facts_are_told_as_five_companies_share_together(counted, told):
    assert shared_facts(OWN, counted) == told
    assert K_FACES == 5


def test_what_is_not_told_is_not_counted_as_shared():
    assert shared_facts(("", "DE", ""), {("", "DE", ""): 5}) == ("", "DE", "")


@pytest.mark.django_db
def test_highest_tier_country_and_size_of_verified_companies_in_one_query():
    program = make.make_program(tiers=("Silver", "Gold"))
    silver, gold = program.tiers.all()
    for number in range(6):
        company = make.make_company(country="DE", size="11-50", **({"verified_at": None} if number == 5 else {}))
        Holding.objects.create(company=company, program=program, tier=gold)
        Holding.objects.create(company=company, program=make.make_program(), tier=silver)
    member = make.make_partner(company=company.__class__.objects.exclude(verified_at=None).first())

    with CaptureQueriesContext(connection) as asked:
        assert coarse_facts(member) == ["Gold", "DE", "11–50"]
    assert len(asked) == 1
    gold.holdings.filter(company=member.company).delete()
    assert coarse_facts(member) == ["DE", "11–50"], "of those with gold there are four left"


@pytest.mark.django_db
def test_long_names_of_tiers_are_left_out():
    program = make.make_program(tiers=("Advanced specialisation for infrastructure",))
    for _number in range(5):
        member = make.make_partner(company=make.make_company(country="AT", size="1"))
        Holding.objects.create(company=member.company, program=program, tier=program.tiers.get())

    assert coarse_facts(member) == ["AT", "1 person"]
