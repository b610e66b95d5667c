"""Saved searches: kept by one member, for that member alone."""

import threading

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict

from community.core.refusals import Refused
from community.programs import actions
from community.programs.forms import ChangeFilterForm
from community.programs.models import SavedSearch
from tests import factories as make
from tests.counting import counts
from tests.pages import parse

pytestmark = pytest.mark.django_db

LIST = "/changes/searches/"


def kept(member) -> list[tuple[str, str]]:
    return [(search.name, search.query) for search in SavedSearch.objects.visible_to(member)]


def head(answer) -> str:
    """What the head of the list says of saved searches."""
    found = [e for e in parse(answer.text).iter() if e.get("class") == "saved-searches"]
    return " ".join(" ".join(found[0].itertext()).split()) if found else ""


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("kind=fee", "kind=fee"),
        ("state=expected&vendor=kestrel&page=3&x=<script>", "vendor=kestrel&state=expected"),
        ("kind=soup&country=DE", "country=DE"),
        ("tier={silver}", ""),  # without a vendor nobody knows which Silver
        ("tier={silver}&vendor=kestrel", "vendor=kestrel&tier={silver}"),
        ("since=2026-12-01&since=2027-01-01&until=2027-02-30", "since=2027-01-01"),
        ("after=later.2027-01-01.5&sort=moved&tag=renewals", "tag=renewals"),
        ("vendor=%00&country=%ED%A0%80", ""),
    ],
)
def test_what_is_kept_of_an_address_are_its_known_filters_in_one_order(given, canonical):
    program = make.make_program(make.make_vendor("Kestrel"))
    make.make_tag("renewals")
    silver = program.tiers.get(name="Silver").pk

    form = ChangeFilterForm(QueryDict(given.format(silver=silver)), viewer=AnonymousUser())

    assert form.query == canonical.format(silver=silver)
    assert ChangeFilterForm(QueryDict(form.query), viewer=AnonymousUser()).query == form.query


def test_a_member_saves_opens_renames_and_deletes_a_search(browse, bob):
    reader = browse(bob)
    saved = reader.post(LIST, {"name": "Fees", "query": "kind=fee&nonsense=1"})
    search = SavedSearch.objects.get()
    renamed = reader.post(f"{LIST}{search.pk}/rename/", {"name": "All fees"}, follow=True)

    assert (saved.status_code, saved["Location"]) == (302, "/changes/?kind=fee")
    assert "Renamed." in renamed.text
    assert kept(bob) == [("All fees", "kind=fee")]
    assert 'href="/changes/?kind=fee"' in reader.get("/changes/").text
    assert "Deleted." in reader.post(f"{LIST}{search.pk}/delete/", follow=True).text
    assert kept(bob) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "", "query": "kind=fee"}, "Give the search a name, so that you find it again."),
        ({"name": "x" * 61, "query": "kind=fee"}, "at most 60 characters"),
        ({"name": "Everything", "query": "page=2"}, "Set at least one filter"),
        ({"name": "Taken", "query": "kind=tier"}, "You have a search called “Taken”. Choose another name."),
    ],
)
def test_a_search_that_cannot_be_kept_is_shown_again(typed, said, browse, bob):
    actions.save_search(member=bob, name="Taken", query="kind=fee")
    answer = browse(bob).post(LIST, typed)

    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{typed["name"]}"' in answer.text or not typed["name"]
    assert kept(bob) == [("Taken", "kind=fee")]


def test_saving_twice_keeps_one(bob):
    first, again = [actions.save_search(member=bob, name="Fees", query="kind=fee") for _time in range(2)]

    assert (first, kept(bob)) == (again, [("Fees", "kind=fee")])


def test_renaming_to_a_name_that_is_taken_is_refused(bob, bea, browse):
    fees = actions.save_search(member=bob, name="Fees", query="kind=fee")
    actions.save_search(member=bob, name="Tiers", query="kind=tier")
    actions.save_search(member=bea, name="Fees", query="kind=fee")
    answer = browse(bob).post(f"{LIST}{fees.pk}/rename/", {"name": "Tiers"}, follow=True)

    assert "You have a search called “Tiers”. Choose another name." in answer.text
    assert actions.rename_search(fees, name="Fees") is False
    assert kept(bob) == [("Fees", "kind=fee"), ("Tiers", "kind=tier")]


def test_the_twenty_first_search_is_refused_with_the_way_out(bob):
    for n in range(20):
        actions.save_search(member=bob, name=f"Search {n}", query="kind=fee")

    with pytest.raises(Refused, match="You keep 20 searches, which is the most"):
        actions.save_search(member=bob, name="One more", query="kind=fee")
    SavedSearch.objects.first().delete()
    assert actions.save_search(member=bob, name="One more", query="kind=fee").pk


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_are_no_way_round_the_limit():
    bob = make.make_partner("bob")
    for n in range(19):
        actions.save_search(member=bob, name=f"Search {n}", query="kind=fee")
    start, outcomes = threading.Barrier(2), []

    def save(name: str) -> None:
        start.wait(5)
        try:
            outcomes.append(bool(actions.save_search(member=bob, name=name, query="kind=tier")))
        except Refused:
            outcomes.append(False)
        finally:
            connection.close()

    tabs = [threading.Thread(target=save, args=[name]) for name in ("one", "two")]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join(10)

    assert (sorted(outcomes), SavedSearch.objects.count()) == ([False, True], 20)


def test_nobody_else_sees_opens_or_changes_a_search(browse, bob, bea, mona, ada):
    search = actions.save_search(member=bob, name="LEAK of Bob", query="kind=fee")
    for other in (None, bea, mona, ada):
        reader = browse(other)
        assert "LEAK" not in reader.get("/changes/").text + reader.get(LIST, follow=True).text
        for what in ("rename", "delete"):
            answer = reader.post(f"{LIST}{search.pk}/{what}/", {"name": "Mine"})
            absent = reader.post(f"{LIST}987654321/{what}/", {"name": "Mine"})
            assert answer.status_code == absent.status_code == (404 if other else 401)

    assert kept(bob) == [("LEAK of Bob", "kind=fee")]


def test_new_since_you_looked_is_counted_until_you_look(browse, bob):
    reader = browse(bob)
    with time_machine.travel("2026-11-01 12:00", tick=False):
        make.make_change(kind="fee")
        actions.save_search(member=bob, name="Fees", query="kind=fee")
        actions.save_search(member=bob, name="Tiers", query="kind=tier")
    with time_machine.travel("2026-11-02 12:00", tick=False):
        for _change in range(2):
            make.make_change(kind="fee")
        make.make_rumour(kind="tier")
        make.make_draft(kind="fee")
    with time_machine.travel("2026-11-03 12:00", tick=False):
        before = head(reader.get("/changes/"))
        looking = head(reader.get("/changes/?kind=fee"))
        after = head(reader.get("/changes/"))

    assert before == "Fees 2 new since you looked Tiers 1 new since you looked Rename or delete"
    assert looking == before
    assert after == "Fees Tiers 1 new since you looked Rename or delete"


def test_what_the_member_may_not_see_is_not_counted(browse, carla):
    with time_machine.travel("2026-11-01 12:00", tick=False):
        actions.save_search(member=carla, name="Fees", query="kind=fee")
    with time_machine.travel("2026-11-02 12:00", tick=False):
        make.make_rumour(kind="fee")
        make.make_draft(kind="fee")

        assert head(browse(carla).get("/changes/")) == "Fees Rename or delete"


def test_many_new_ones_are_more_than_fifty(browse, bob, monkeypatch):
    monkeypatch.setattr("community.programs.views.searches.NEW_CAP", 2)
    monkeypatch.setattr("community.programs.views.changes.NEW_CAP", 2)
    with time_machine.travel("2026-11-01 12:00", tick=False):
        actions.save_search(member=bob, name="Fees", query="kind=fee")
    for _change in range(4):
        make.make_change(kind="fee")

    assert "Fees more than 2 new" in head(browse(bob).get("/changes/"))


def test_one_search_costs_what_twenty_cost(browse, bob):
    program = make.make_program(make.make_vendor("Kestrel"))
    query = f"vendor=kestrel&tier={program.tiers.first().pk}&kind=fee"
    actions.save_search(member=bob, name="First", query=query)
    with_one = counts(browse(bob), {"list": "/changes/", "own": LIST})
    for n in range(19):
        actions.save_search(member=bob, name=f"Search {n}", query=query)

    assert counts(browse(bob), {"list": "/changes/", "own": LIST}) == with_one


def test_filters_that_are_saved_already_are_not_offered_to_be_saved(browse, bob):
    actions.save_search(member=bob, name="Fees", query="kind=fee")
    reader = browse(bob)

    offers = [
        "Save this search" in reader.get(address).text
        for address in ("/changes/", "/changes/?kind=fee", "/changes/?kind=tier")
    ]
    assert offers == [False, False, True]
    assert "Save this search" not in browse().get("/changes/?kind=tier").text
