"""Rumours: for partners only, listed from two companies or one source on, lapsed after 30 days."""

import datetime as dt
import threading

import pytest
import time_machine
from django.db import connection

from community.core.refusals import Refused
from community.forum.models import Thread
from community.moderation import actions as moderation
from community.programs import actions, queries
from community.programs.actions import Evidence
from community.programs.models import Change, RumourSupport
from community.programs.queries import Filters
from tests import factories as make

pytestmark = pytest.mark.django_db

START = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


def after(**time):
    return time_machine.travel(START + dt.timedelta(**time), tick=False)


@pytest.fixture
def heard(bob):
    """Bob has heard something; nothing in writing."""
    with after(days=0):
        return make.make_rumour(evidence=[], proposed_by=bob)


def standing(change: Change) -> tuple[int, bool, bool]:
    change.refresh_from_db()
    return change.support_count, change.listed_at is not None, change.lapsed_at is not None


def lists_of(viewer, change: Change) -> dict[str, bool]:
    """Where the viewer meets the rumour."""
    return {
        "list": change in queries.timetable(viewer, Filters()).behind + queries.timetable(viewer, Filters()).ahead,
        "vendor": any(vendor.change_count for vendor in queries.vendors(viewer) if vendor == change.vendor),
        "home": change in queries.newly_moved(viewer),
        "threads": Thread.objects.visible_to(viewer).published().filter(change=change).exists(),
        "page": queries.change_for(viewer, change.pk) is not None,
    }


NOWHERE = dict.fromkeys(["list", "vendor", "home", "threads", "page"], False)
PAGE_ONLY = NOWHERE | {"page": True}
EVERYWHERE = dict.fromkeys(NOWHERE, True)


def test_own_company_counts_and_is_not_enough(heard):
    assert standing(heard) == (1, False, False)
    assert heard.sources.get().is_hearsay


@pytest.mark.parametrize("who", ["visitor", "carla", "alice", "sam"])
def test_nobody_but_partners_meets_a_rumour_in_whatever_state(who, heard, bea, request):
    viewer = request.getfixturevalue(who)
    dead = make.make_rumour()
    actions.move_change(
        dead, to="withdrawn", on=dt.date(2026, 11, 16), why="Nothing came of it.", source=dead.sources.first()
    )
    listed = make.make_rumour()

    met = [lists_of(viewer, change) for change in (heard, listed, Change.objects.get(pk=dead.pk))]

    assert met == [NOWHERE] * 3


@pytest.mark.parametrize("who", ["bob", "bea", "mona", "ada"])
def test_unsupported_rumour_is_on_its_own_page_only(who, heard, request):
    assert lists_of(request.getfixturevalue(who), heard) == PAGE_ONLY


@pytest.mark.parametrize("who", ["bob", "bea", "mona", "ada"])
def test_second_company_lists_it(who, heard, bea, request):
    assert actions.support_rumour(heard, member=bea) is True

    assert standing(heard) == (2, True, False)
    assert lists_of(request.getfixturevalue(who), heard) == EVERYWHERE


def test_colleague_adds_nothing(heard, bob):
    colleague = make.make_partner(company=bob.company)

    assert actions.support_rumour(heard, member=colleague) is False
    assert actions.support_rumour(heard, member=bob) is False
    assert standing(heard) == (1, False, False)


def test_one_source_lists_it_even_from_the_same_company(heard, bob):
    assert actions.support_rumour(heard, member=bob, source=Evidence("A letter")) is True

    assert standing(heard) == (1, True, False)
    assert heard.supports.get().source.title == "A letter"


def test_lapses_after_thirty_days_and_is_kept(heard, bea):
    with after(hours=1):
        actions.support_rumour(heard, member=bea)
    with after(days=30, minutes=59):
        assert actions.lapse_rumours() == 0
    with after(days=30, hours=1):
        assert actions.lapse_rumours() == 1
        assert actions.lapse_rumours() == 0

    assert standing(heard) == (2, False, True)
    assert lists_of(bea, heard) == PAGE_ONLY
    assert heard.supports.count() == 2


def test_new_support_revives_it(heard, bea, nils):
    with after(days=40):
        actions.lapse_rumours()
        actions.support_rumour(heard, member=bea)
    assert standing(heard) == (2, True, False)

    with after(days=69):
        assert actions.lapse_rumours() == 0
    with after(days=71):
        assert actions.lapse_rumours() == 1


def test_what_was_announced_never_lapses(heard):
    source = actions.add_source(heard, given=Evidence("The letter"))
    actions.move_change(heard, to="announced", on=dt.date(2026, 11, 5), why="Said.", source=source)

    with after(days=90):
        assert actions.lapse_rumours() == 0
    assert heard in Change.objects.listed_to(make.make_user())


def test_draft_of_a_rumour_does_not_lapse_and_is_weighed_when_published(bob, mona):
    with after(days=0):
        draft = make.make_draft(state="rumoured", proposed_by=bob)
    with after(days=40):
        assert actions.lapse_rumours() == 0
        moderation.publish_change(draft, moderator=mona)
    assert standing(draft) == (1, True, False)


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("visitor", "Partners support rumours."), ("carla", "Partners support rumours."),
        ("alice", "Partners support rumours."), ("mona", "Support counts by company, and you belong to none."),
    ],
)  # fmt: skip
def test_who_may_not_support_reads_why(who, sentence, heard, request):
    with pytest.raises(Refused) as refusal:
        actions.support_rumour(heard, member=request.getfixturevalue(who))
    assert refusal.value.sentence.startswith(sentence)
    assert standing(heard) == (1, False, False)


def test_only_published_rumours_are_supported(bea, bob):
    for change in (make.make_change(), make.make_draft(state="rumoured", proposed_by=bob)):
        with pytest.raises(Refused):
            actions.support_rumour(change, member=bea)
    assert not RumourSupport.objects.filter(company=bea.company).exists()


# --- in the browser --------------------------------------------------------------------------------------


def support(client, change, **form):
    return client.post(f"{change.get_absolute_url()}support/", form, follow=True)


def test_partner_presses_the_button_and_reads_the_count(heard, browse, bea):
    before = browse(bea).get(heard.get_absolute_url()).content.decode()
    page = support(browse(bea), heard).content.decode()

    assert ("heard by 1 company." in before, "We heard this too" in before) == (True, True)
    assert "It stands in no list until" in before
    assert ("heard by 2 companies." in page, "We heard this too" in page) == (True, False)
    assert "Your company is counted." in page


def test_button_answers_in_place(heard, browse, bea):
    answer = browse(bea).post(f"{heard.get_absolute_url()}support/", headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert b"<html" not in answer.content
    assert b'id="rumour"' in answer.content


def test_address_without_a_name_is_kept_and_asked_about(heard, browse, bea):
    answer = support(browse(bea), heard, source_url="https://vendor.example/news")

    assert answer.status_code == 422
    assert "Say what stands at this address." in answer.content.decode()
    assert 'value="https://vendor.example/news"' in answer.content.decode()
    assert standing(heard) == (1, False, False)


@pytest.mark.parametrize("who", ["carla", "alice"])
def test_address_does_not_exist_for_others(who, heard, browse, request):
    assert browse(request.getfixturevalue(who)).post(f"{heard.get_absolute_url()}support/").status_code == 404


def propose(client, **form):
    vendor, tag = make.make_vendor(), make.make_tag()
    given = {
        "vendor": vendor.pk, "kind": "fee", "direction": "worse", "title": "A fee is said to come for all",
        "state": "rumoured", "summary": "Heard at a meeting.", "tags": [tag.name],
    }  # fmt: skip
    return client.post("/changes/propose/", given | form)


def test_rumour_may_be_proposed_without_a_source(browse, bob):
    assert propose(browse(bob)).status_code == 302

    change = Change.objects.get()
    assert [support.company for support in change.supports.all()] == [bob.company]


@pytest.mark.parametrize(
    "form", [{"state": "announced"}, {"state": "confirmed"}, {"source_url": "https://vendor.example/"}]
)
def test_everything_else_needs_one(form, browse, bob):
    answer = propose(browse(bob), **form)

    assert answer.status_code == 422
    assert "Name a source: a page, a letter or a message" in answer.content.decode()
    assert not Change.objects.exists()


def test_what_partners_told_each_other_does_not_come_out_with_the_announcement(heard, browse, bea):
    first = heard.steps.get()
    Change.objects.filter(pk=heard.pk).update(title="A change that is announced by now")
    source = actions.add_source(heard, given=Evidence("The letter"))
    actions.move_change(heard, to="announced", on=dt.date(2026, 11, 5), why="Said in public.", source=source)
    heard.refresh_from_db()

    pages = {who: browse(who).get(heard.get_absolute_url()).content.decode() for who in (None, bea)}

    assert ["Said in public." in page for page in pages.values()] == [True, True]
    assert [first.why in page for page in pages.values()] == [False, True]
    assert [first.source.title in page for page in pages.values()] == [False, True]


@pytest.mark.django_db(transaction=True)
def test_two_of_one_company_at_once_count_once():
    bob = make.make_partner("bob")
    rumour = make.make_rumour(evidence=[], proposed_by=bob)
    company = make.make_company()
    pair = [make.make_partner(company=company) for _n in range(2)]
    start, outcomes = threading.Barrier(2), []

    def press(member) -> None:
        try:
            start.wait(10)
            outcomes.append(actions.support_rumour(rumour, member=member))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[member]) for member in pair]
    [thread.start() for thread in threads]
    [thread.join(20) for thread in threads]

    assert sorted(outcomes) == [False, True]
    assert standing(rumour) == (2, True, False)
