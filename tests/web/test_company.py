"""The page of a company: the programs that it holds, and to whom it shows them."""

import pytest

from community.accounts.models import Company
from community.programs import actions
from community.programs.actions import Held
from community.programs.models import Program
from tests import factories as make
from tests.accounts.pages import text_of

pytestmark = pytest.mark.django_db

PAGE = "/companies/dorn-it/"


@pytest.fixture
def company(db):
    """One that has told two programs."""
    company = make.make_company("Dorn IT")
    program, other = make.make_program(), make.make_program()
    Program.objects.filter(pk=program.pk).update(name="Skyward")
    Program.objects.filter(pk=other.pk).update(name="Landward")
    held = [Held(program, program.tiers.get(name="Gold"), 2019), Held(other)]
    actions.tell_business(make.make_partner("dora", company=company), held=held)
    return company


@pytest.fixture
def readers(request, company):
    """Everybody, by who they are to the company."""
    others = {name: request.getfixturevalue(name) for name in ("bob", "carla", "alice", "mona")}
    return {"visitor": None, "colleague": make.make_partner("dirk", company=company)} | others


@pytest.mark.parametrize(
    ("shown_to", "who"),
    [
        ("company", ["colleague", "mona"]),
        ("partners", ["colleague", "bob", "mona"]),
        ("everybody", ["visitor", "colleague", "bob", "carla", "alice", "mona"]),
    ],
)
def test_programs_are_shown_to_whom_the_keeper_says(browse, company, readers, shown_to, who):
    Company.objects.update(programs_shown_to=shown_to)

    pages = {name: text_of(browse(reader).get(PAGE)) for name, reader in readers.items()}

    assert sorted(name for name, page in pages.items() if "Skyward" in page) == sorted(who)
    assert all("· Gold · since 2019" in pages[name] and "Landward" in pages[name] for name in who)


def test_partners_of_others_can_ask_its_people_for_an_introduction(browse, company, readers):
    pages = {name: browse(reader).get(PAGE).text for name, reader in readers.items()}

    assert sorted(name for name, page in pages.items() if "/people/dora/introduction/" in page) == ["bob", "mona"]


def test_nothing_is_shown_before_somebody_says_so(company):
    assert company.programs_shown_to == "company"


def test_its_people_read_to_whom_it_is_shown_and_where_to_tell_it(browse, company):
    colleague = make.make_partner("dirk", company=company)

    page = browse(colleague).get(PAGE)

    assert "Shown to: only the people of the company" in text_of(page)
    assert 'href="/accounts/programs/"' in page.text
    assert "Your company’s page shows programs and tiers to: only the people" in text_of(
        browse(colleague).get("/accounts/programs/")
    )


def test_company_that_told_nothing_has_no_empty_part_for_others(browse, bob):
    make.make_company("Dorn IT", programs_shown_to="everybody")

    assert "<h2>Programs</h2>" not in browse(bob).get(PAGE).text


def test_one_reads_ones_own_business_and_not_what_others_show(browse, company, bob):
    Company.objects.update(programs_shown_to="everybody")

    assert "since_year" in browse(bob).get("/accounts/programs/").text
    assert 'value="2019"' not in browse(bob).get("/accounts/programs/").text
