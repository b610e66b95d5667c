"""Every page asks the same number of questions, however much there is to show."""

from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.test import Client

from tests.clients import sign_in
from tests.counting import MOST, counts
from tests.pages import ACCOUNT, MEMBER, MODERATOR, PUBLIC, SIGN_IN, WHAT, Community, community

PAGES = {
    "visitor": PUBLIC + SIGN_IN,
    "bob": PUBLIC + MEMBER,
    "mona": [*MODERATOR, "home", "change", "thread", "log"],
}


# Where things can grow, each page once and for whom it asks the most; allauth's pages show nothing of ours.
GROWING = {
    "visitor": ["home", "change", "thread", "tag", "matrix", "partner finder"],
    "bob": [name for name in PAGES["bob"] if name not in {*ACCOUNT, "questions", "about", "thread flat"}],
    "mona": [*MODERATOR, "change", "thread flat", "log"],
}


def of(here, who: str, pages=PAGES) -> dict[str, str]:
    return {name: here.addresses[name] for name in pages[who]}


@dataclass
class Counted:
    """A community, and what its pages ask for while there is one of each thing."""

    community: Community
    with_one: dict[str, dict[str, int]]


@pytest.fixture(scope="module")
def counted(once):
    return once(lambda work: count(community()))


@pytest.fixture
def here(counted) -> Community:
    return deepcopy(counted.community)


def count(here: Community) -> Counted:
    for who, reader in readers(here).items():
        for page in {"change", "rumour", "conversation"} & set(GROWING[who]):
            reader.get(here.addresses[page])  # a first visit is noted, with some queries more
    return Counted(here, count_all(here))


def count_all(here: Community) -> dict[str, dict[str, int]]:
    return {who: counts(reader, of(here, who, GROWING)) for who, reader in readers(here).items()}


def readers(here: Community) -> dict[str, Client]:
    return {"visitor": sign_in(), "bob": sign_in(here.bob), "mona": sign_in(here.mona)}


@pytest.mark.parametrize("what", WHAT)
def test_three_of_a_thing_cost_what_one_costs(what, counted, here, db):
    here.more(what)
    here.more(what)

    assert count_all(here) == counted.with_one


@pytest.mark.parametrize("who", ["visitor", "bob"])
def test_no_page_takes_more_than_twelve_queries(who, here, db):
    taken = counts(readers(here)[who], of(here, who))

    assert {name: count for name, count in taken.items() if count > MOST} == {}


@pytest.mark.django_db
def test_pages_without_content_of_the_database_ask_a_visitor_for_nothing(browse):
    assert counts(browse(), {"about": "/about/", "sign in": "/accounts/login/"}) == {"about": 0, "sign in": 0}


@pytest.mark.parametrize("who", ["visitor", "bob", "mona"])
def test_a_page_that_is_not_there_costs_no_more_than_a_page(who, here, db, django_assert_max_num_queries):
    reader = readers(here)[who]

    with django_assert_max_num_queries(MOST):
        assert reader.get("/t/999999-nothing/").status_code == 404
