"""The contact map: who keeps it, how votes fade, and in which order it is read."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from community.core.refusals import Refused, TooSoon
from community.moderation import actions as moderation
from community.networking import actions, queries, rules
from community.networking.forms import RouteForm
from community.networking.models import ContactRoute, RouteVote
from community.programs.models import Vendor
from tests import factories as make
from tests.accounts.pages import text_of

pytestmark = pytest.mark.django_db

GIVEN = {"kind": "form", "purpose": "support", "address": "https://help.example/form", "what_for": "Portal faults"}


@pytest.fixture
def nordwind(db) -> Vendor:
    return make.make_vendor("Nordwind")


def days_ago(days: float):
    return time_machine.travel(timezone.now() - dt.timedelta(days=days), tick=False)


def route(vendor, *, works=(), fails=()) -> ContactRoute:
    """One with nothing but votes of companies, so many days old."""
    made = make.make_route(vendor)
    made.votes.all().delete()
    for says, ages in ((True, works), (False, fails)):
        for age in ages:
            with days_ago(age):
                actions.vote_on_route(made, by=make.make_partner(), works=says)
    return made


def order(viewer, vendor) -> list[list[int]]:
    found = queries.contact_map(viewer, vendor)
    return [[row.pk for row in rows] for rows in (found.works, found.unconfirmed, found.broken)]


def test_votes_fade_within_90_days_and_stale_and_broken_routes_sink(nordwind, bob):
    stale = route(nordwind, works=[91])
    two_old = route(nordwind, works=[60, 60])  # 2/3
    fresh = route(nordwind, works=[9])  # 0.9
    never = route(nordwind)
    broken = route(nordwind, works=[80, 80], fails=[1])
    doubted = route(nordwind, works=[1, 1], fails=[2])  # just over 1
    denied = route(nordwind, fails=[70])
    forgiven = route(nordwind, works=[], fails=[95])

    assert order(bob, nordwind) == [
        [doubted.pk, fresh.pk, two_old.pk],
        [stale.pk, never.pk, forgiven.pk],
        [denied.pk, broken.pk],
    ]
    (of_two,) = [row for row in queries.contact_map(bob, nordwind).works if row.pk == two_old.pk]
    assert (of_two.confirmed_by, of_two.score) == (2, pytest.approx(2 / 3, abs=0.001))
    assert of_two.confirmed_at.date() == (timezone.now() - dt.timedelta(days=60)).date()


def test_a_company_has_one_vote_and_renews_or_takes_it_back(nordwind, bob, bea):
    with days_ago(80):
        made = make.make_route(nordwind, by=bea)
        actions.vote_on_route(made, by=bob, works=True)
    colleague = make.make_partner("ben", company=bob.company)
    actions.vote_on_route(made, by=colleague, works=True)

    shown = queries.route_for(bob, made.pk)
    assert (shown.confirmed_by, shown.own_vote) == (2, True)
    assert shown.confirmed_at.date() == timezone.now().date()
    assert RouteVote.objects.filter(route=made).count() == 2

    assert actions.take_back_vote(made, by=bob) is True
    assert actions.take_back_vote(made, by=bob) is False
    assert queries.route_for(bob, made.pk).own_vote is None


def test_page_says_how_each_route_stands_and_votes_from_there(nordwind, bob, bea, browse):
    good = make.make_route(nordwind, by=bea, address="https://good.example/form")
    broken = route(nordwind, fails=[1])
    client = browse(bob)

    client.post(f"/contacts/{good.pk}/vote/", {"works": "1"})
    page = client.get("/vendors/nordwind/contacts/").content.decode()

    assert "Confirmed by 2 partners, last" in page
    assert f"<s>{broken.address}</s>" in page
    assert page.index(good.address) < page.index("Does not work any more") < page.index(broken.address)
    assert bea.company.name not in page, "how a company has voted is its own affair"
    on_vendor = text_of(client.get("/vendors/nordwind/"))
    assert "confirmed by 2 partners" in on_vendor


def test_visitors_learn_how_many_there_are_and_members_read_them(nordwind, carla, alice, browse):
    make.make_route(nordwind, address="https://secretword.example/")
    make.make_route(nordwind)
    visitor = browse().get("/vendors/nordwind/contacts/")

    assert "Partners keep 2 routes here. Sign in to read them." in text_of(visitor)
    assert "secretword" not in visitor.content.decode() + browse().get("/vendors/nordwind/").content.decode()
    for member in (carla, alice):
        assert "secretword" in browse(member).get("/vendors/nordwind/contacts/").content.decode()


def test_partners_of_other_companies_than_the_vendor_add_and_vote(nordwind, bob, carla, alice, mona):
    made = make.make_route(nordwind)
    bob.hats.create(vendor=nordwind, granted_at=timezone.now())
    for person in (carla, alice, bob):
        with pytest.raises(Refused):
            actions.add_route(nordwind, by=person, **GIVEN)
        with pytest.raises(Refused):
            actions.vote_on_route(made, by=person, works=False)
    with pytest.raises(Refused, match="you belong to none"):
        actions.vote_on_route(made, by=mona, works=False)
    assert made.votes.get().works


def test_the_same_way_is_listed_once_and_sending_twice_adds_one(nordwind, bob, bea):
    first = actions.add_route(nordwind, by=bob, **GIVEN)

    assert actions.add_route(nordwind, by=bob, **GIVEN) == first
    with pytest.raises(Refused, match="listed already"):
        actions.add_route(nordwind, by=bea, **GIVEN | {"address": "https://HELP.example/form"})
    other = actions.add_route(nordwind, by=bea, **GIVEN | {"purpose": "billing"})
    with pytest.raises(Refused, match="listed already"):
        actions.change_route(other, by=bea, purpose="support", address=GIVEN["address"])


def test_ten_a_day_and_sixty_of_a_vendor_are_enough(nordwind, bob, bea, monkeypatch):
    for _number in range(rules.ROUTES_A_DAY):
        make.make_route(nordwind, by=bob)
    with pytest.raises(TooSoon, match="added 10 routes"):
        make.make_route(nordwind, by=bob)
    monkeypatch.setattr("community.networking.rules.contact_map.MOST_ROUTES", 10)
    with pytest.raises(Refused, match="has 10 routes here"):
        make.make_route(nordwind, by=bea)


def test_another_address_ends_the_votes_for_the_one_before(nordwind, bob, bea, browse):
    made = actions.add_route(nordwind, by=bob, **GIVEN)
    actions.vote_on_route(made, by=bea, works=True)

    browse(bob).post(f"/contacts/{made.pk}/", GIVEN | {"what_for": "Faults of the portal"})
    assert queries.route_for(bob, made.pk).confirmed_by == 2
    browse(bob).post(f"/contacts/{made.pk}/", GIVEN | {"address": "https://other.example/"})

    made.refresh_from_db()
    assert (made.address, made.what_for) == ("https://other.example/", GIVEN["what_for"])
    assert made.changed_at is not None
    assert list(made.votes.values_list("company", flat=True)) == [bob.company.pk]


def test_who_added_a_route_or_moderates_changes_it_and_only_an_unconfirmed_one_goes(nordwind, bob, bea, mona, browse):
    made = actions.add_route(nordwind, by=bob, **GIVEN)
    with pytest.raises(Refused):
        actions.change_route(made, by=bea, **GIVEN | {"note": "Mine now"})
    assert actions.change_route(made, by=mona, **GIVEN | {"note": "Ask for a number."}) is True
    actions.vote_on_route(made, by=bea, works=False)
    browse(bob).post(f"/contacts/{made.pk}/remove/")
    assert ContactRoute.objects.filter(pk=made.pk).exists()

    actions.take_back_vote(made, by=bea)
    browse(bob).post(f"/contacts/{made.pk}/remove/")
    assert not ContactRoute.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"kind": "mailbox", "address": "partner-support@nordwind.example"}, None),
        ({"kind": "mailbox", "address": "jane.doe@nordwind.example"}, "address"),
        ({"kind": "mailbox", "address": "nordwindhelp@gmail.com"}, "address"),
        ({"kind": "phone", "address": "+49 30 1234-567 ext. 12"}, None),
        ({"kind": "phone", "address": "Ask Jane"}, "address"),
        ({"kind": "role", "address": "Partner desk, second level"}, None),
        ({"kind": "role", "address": "Jane, +49 171 2345678"}, "address"),
        ({"kind": "form", "address": "javascript:alert(1)"}, "address"),
        ({"note": "Or write to jane@nordwind.example"}, "note"),
        ({"hours": "Jane has 0171 2345678"}, "hours"),
    ],
)
def test_a_route_is_a_vendors_and_no_persons(given, wrong, nordwind):
    form = RouteForm(GIVEN | given, vendor=nordwind)

    assert list(form.errors) == ([wrong] if wrong else [])


def test_hidden_routes_are_gone_for_all_but_who_added_them_and_moderators(nordwind, bob, bea, carla, mona, browse):
    made = actions.add_route(nordwind, by=bob, **GIVEN)
    moderation.report(made, reporter=bea, reason="confidential")
    moderation.hide_reported(made, moderator=mona, reason="That is an inner number.")
    page = "/vendors/nordwind/contacts/"

    assert [GIVEN["address"] in text_of(browse(who).get(page)) for who in (bob, mona, bea, carla)] == [
        True, True, False, False,
    ]  # fmt: skip
    assert "Partners have added no route yet" in text_of(browse().get(page))
    assert browse(bea).post(f"/contacts/{made.pk}/vote/", {"works": "1"}).status_code == 404
    with pytest.raises(Refused):
        actions.change_route(made, by=bob, **GIVEN | {"note": "Again"})


def test_what_was_added_anew_meanwhile_keeps_a_hidden_route_from_coming_back(nordwind, bob, bea, mona):
    made = actions.add_route(nordwind, by=bob, **GIVEN)
    actions.hide_route(made, reason="Wrong.")
    actions.add_route(nordwind, by=bea, **GIVEN)

    assert actions.restore_route(made) is False
    with pytest.raises(Refused, match="listed already"):
        actions.put_route_back(made, columns={"hidden_at": None, "is_withheld": False, "hidden_reason": ""})
