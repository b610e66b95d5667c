"""Every page asks the same number of questions, however much there is to show."""

import pytest

from tests.counting import MOST, counts
from tests.pages import ACCOUNT, MEMBER, MODERATOR, PUBLIC, SIGN_IN, WHAT, community

PAGES = {
    "visitor": PUBLIC + SIGN_IN,
    "bob": PUBLIC + MEMBER,
    "mona": [*MODERATOR, "home", "change", "thread", "log"],
}


# Where things can grow, each page once and for whom it asks the most; allauth's pages show nothing of ours.
GROWING = {
    "visitor": ["home", "change", "thread", "tag", "matrix"],
    "bob": [name for name in PAGES["bob"] if name not in {*ACCOUNT, "questions", "about", "thread flat"}],
    "mona": [*MODERATOR, "change", "thread flat", "log"],
}


def of(here, who: str, pages=PAGES) -> dict[str, str]:
    return {name: here.addresses[name] for name in pages[who]}


@pytest.mark.django_db
@pytest.mark.parametrize("what", WHAT)
def test_three_of_a_thing_cost_what_one_costs(what, browse):
    here = community()
    readers = {"visitor": browse(), "bob": browse(here.bob), "mona": browse(here.mona)}
    for who, reader in readers.items():
        for page in {"change", "rumour"} & set(GROWING[who]):
            reader.get(here.addresses[page])  # a first visit is noted, with one query more
    with_one = {who: counts(reader, of(here, who, GROWING)) for who, reader in readers.items()}

    here.more(what)
    here.more(what)
    with_three = {who: counts(reader, of(here, who, GROWING)) for who, reader in readers.items()}

    assert with_three == with_one


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["visitor", "bob"])
def test_no_page_takes_more_than_twelve_queries(who, browse):
    here = community()
    reader = browse() if who == "visitor" else browse(here.bob)

    taken = counts(reader, of(here, who))

    assert {name: count for name, count in taken.items() if count > MOST} == {}


@pytest.mark.django_db
def test_pages_without_content_of_the_database_ask_a_visitor_for_nothing(browse):
    assert counts(browse(), {"about": "/about/", "sign in": "/accounts/login/"}) == {"about": 0, "sign in": 0}


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["visitor", "bob", "mona"])
def test_a_page_that_is_not_there_costs_no_more_than_a_page(who, browse, django_assert_max_num_queries):
    here = community()
    reader = browse() if who == "visitor" else browse(getattr(here, who))

    with django_assert_max_num_queries(MOST):
        assert reader.get("/t/999999-nothing/").status_code == 404
