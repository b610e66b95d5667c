"""The page on which a company, or a consultant, tells what it holds and does."""

import pytest
from django.contrib.auth.models import AnonymousUser

from community.accounts.models import PersonalFacets
from community.core.refusals import Refused
from community.programs import actions
from community.programs.actions import Held
from community.programs.models import Holding
from tests import factories as make

pytestmark = pytest.mark.django_db

PAGE = "/accounts/programs/"


def rows(*given, count: int | None = None, **more) -> dict:
    """The form as a browser sends it."""
    data = {"form-TOTAL_FORMS": count or len(given), "form-INITIAL_FORMS": 0, "size": "2-10"} | more
    for number, (held, since) in enumerate(given):
        data |= {f"form-{number}-held": held, f"form-{number}-since_year": since}
    return data


def held_by(**owner) -> list[tuple]:
    return list(Holding.objects.filter(**owner).order_by("pk").values_list("program", "tier", "since_year"))


def test_a_partner_tells_for_the_company_and_a_colleague_changes_it(browse, bob):
    program, other = make.make_program(), make.make_program()
    gold = program.tiers.get(name="Gold")
    colleague = make.make_partner("ben", company=bob.company)

    sent = rows((f"t{gold.pk}", "2019"), ("", ""), roles=["isv"], countries=["AT", "CH"])
    assert browse(bob).post(PAGE, sent).headers["Location"] == PAGE
    assert held_by(company=bob.company) == [(program.pk, gold.pk, 2019)]
    assert "Changed last by Bob" in browse(colleague).get(PAGE).text
    browse(colleague).post(PAGE, rows((f"p{program.pk}", ""), (f"p{other.pk}", "2024"), size="11-50"))

    assert held_by(company=bob.company) == [(program.pk, None, None), (other.pk, None, 2024)]
    bob.company.refresh_from_db()
    told = bob.company
    assert (told.roles, told.countries, told.size, told.facets_changed_by) == ([], [], "11-50", colleague)
    assert PersonalFacets.objects.count() == 0


def test_a_consultant_tells_for_themselves(browse, carla):
    program = make.make_program()

    browse(carla).post(PAGE, rows((f"p{program.pk}", ""), roles=["consultancy"], size="1"))

    assert held_by(member=carla) == [(program.pk, None, None)]
    assert PersonalFacets.objects.values_list("member", "roles", "size").get() == (carla.pk, ["consultancy"], "1")


def test_a_row_is_removed_and_more_rows_are_offered_without_scripts(browse, bob):
    program = make.make_program()
    actions.tell_business(bob, held=[Held(program)])
    reader = browse(bob)

    more = reader.post(PAGE, rows((f"p{program.pk}", "1999"), count=3, more="1"))
    assert more.status_code == 200
    assert 'name="form-5-held"' in more.text
    assert 'value="1999"' in more.text
    assert held_by(company=bob.company) == [(program.pk, None, None)]
    reader.post(PAGE, rows((f"p{program.pk}", "")) | {"form-0-DELETE": "on"})
    assert held_by(company=bob.company) == []


def test_a_row_that_a_colleague_has_saved_meanwhile_is_not_lost(browse, bob):
    """Both opened the page while it was empty, and both add the same program."""
    program = make.make_program()
    for _person in range(2):
        browse(bob).post(PAGE, rows((f"p{program.pk}", "2020"), ("", "")))

    assert held_by(company=bob.company) == [(program.pk, None, 2020)]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([("p{0}", "19")], "greater than or equal to 1975"),
        ([("p{0}", "soon")], "Write the year in four digits"),
        ([("p{0}", "2199")], "This year has not come yet"),
        ([("", "2019")], "Choose the program"),
        ([("p999999", "")], "Select a valid choice"),
        ([("p{0}", ""), ("t{1}", "")], "stands here twice"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_lost(given, sentence, browse, bob):
    program = make.make_program()
    tier = program.tiers.first()
    sent = [(held.format(program.pk, tier.pk), since) for held, since in given]

    answer = browse(bob).post(PAGE, rows(*sent))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert held_by(company=bob.company) == []


@pytest.mark.parametrize("count", ["", "-1", "x", "99999999"])
def test_a_count_of_rows_that_is_nonsense_does_no_harm(count, browse, bob):
    for more in ({}, {"more": "1"}):
        answer = browse(bob).post(PAGE, rows(("", ""), **more) | {"form-TOTAL_FORMS": count})
        assert answer.status_code in {200, 302, 422}
    assert Holding.objects.count() == 0


def test_visitors_have_no_business(browse):
    assert browse().get(PAGE).status_code == 302
    with pytest.raises(Refused, match="Sign in"):
        actions.tell_business(AnonymousUser(), held=[])
