"""Who is affected: one report per company, counters that equal the rows, a census that moves in steps."""

import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection

from community.accounts.models import User
from community.core.refusals import Refused
from community.programs import actions
from community.programs.models import CensusStep, Change, EffectReport
from tests import factories as make

pytestmark = pytest.mark.django_db


def counted(change) -> tuple[int, int]:
    change.refresh_from_db()
    return change.affected_companies, change.affected_consultants


def rows(change) -> tuple[int, int]:
    affected = EffectReport.objects.filter(change=change).affected()
    return affected.filter(consultant=None).count(), affected.filter(company=None).count()


def test_two_people_of_a_company_count_once_and_a_consultant_apart(bob, carla):
    change, colleague = make.make_change(), make.make_partner("ben", company=bob.company)

    done = [actions.mark_affected(change, by=who) for who in (bob, colleague, bob, carla, carla)]

    assert done == [True, False, False, True, False]
    assert counted(change) == rows(change) == (1, 1)


def test_one_click_keeps_what_the_report_says(bob):
    change, colleague = make.make_change(), make.make_partner("ben", company=bob.company)
    actions.report_effect(change, by=bob, affected=True, cost="<1k", customers="1-5", plan="stay")

    assert actions.mark_affected(change, by=colleague) is False
    assert EffectReport.objects.values_list("cost", "customers", "plan").get() == ("<1k", "1-5", "stay")


def test_a_report_of_no_effect_counts_down_and_tells_no_more(bob, bea):
    change = make.make_change()
    for who in (bob, bea):
        actions.report_effect(change, by=who, affected=True, cost="<1k", plan="stay")

    actions.report_effect(change, by=bob, affected=False, cost="1-5k", plan="leave")

    report = EffectReport.objects.get(company=bob.company)
    assert (report.affected, report.cost, report.plan) == (False, "", "")
    assert counted(change) == rows(change) == (1, 0)


def test_what_is_taken_back_is_gone(bob, carla):
    change = make.make_change()
    for who in (bob, carla):
        actions.mark_affected(change, by=who)

    assert [actions.take_back_effect(change, by=who) for who in (bob, bob, carla)] == [True, False, True]
    assert counted(change) == rows(change) == (0, 0)
    assert EffectReport.objects.count() == 0


def test_some_are_not_counted_and_read_why(mona, bob):
    vendor = make.make_vendor("Nordwind")
    change, draft = make.make_change(vendor=vendor), make.make_draft(proposed_by=bob)
    own = make.make_representative("alice", vendor=vendor)
    other = make.make_representative("ravi")

    for who, thing, sentence in [
        (AnonymousUser(), change, "Sign in"),
        (mona, change, "Moderators without a company are not counted"),
        (own, change, "You answer for Nordwind"),
        (other, change, "Representatives of vendors are not counted"),
        (bob, draft, "not published yet"),
    ]:
        with pytest.raises(Refused, match=sentence):
            actions.mark_affected(thing, by=who)
    assert EffectReport.objects.count() == 0


def test_a_moderator_with_a_company_counts_for_it():
    change = make.make_change()
    actions.mark_affected(change, by=make.make_user("desmond", role="moderator", company=make.make_company()))

    assert counted(change) == (1, 0)


def test_check_counters_finds_and_mends(bob, capsys):
    change = make.make_change()
    actions.mark_affected(change, by=bob)
    call_command("check_counters")
    assert "All counters equal their rows." in capsys.readouterr().out
    Change.objects.filter(pk=change.pk).update(affected_companies=7, affected_consultants=2)

    call_command("check_counters", "--repair")

    assert f"Change {change.pk}: says 7 companies and 2 consultants affected, has 1 and 0." in capsys.readouterr().out
    assert counted(change) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_by_two_people_of_one_company_are_one_report():
    from tests.leaks.rows import empty_queue

    change, bob = make.make_change(), make.make_partner("bob")
    colleague = make.make_partner("ben", company=bob.company)
    ready, outcomes = threading.Barrier(2), []

    def click(pk: int) -> None:
        try:
            who = User.objects.with_company().get(pk=pk)
            ready.wait(timeout=5)
            outcomes.append(actions.mark_affected(change, by=who))
        finally:
            connection.close()

    threads = [threading.Thread(target=click, args=(who.pk,)) for who in (bob, colleague)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    empty_queue()
    assert sorted(outcomes) == [False, True]
    assert counted(change) == rows(change) == (1, 0)


# --- the census ---------------------------------------------------------------------------------------------


def report_by(change, count: int, **answers) -> list:
    people = [make.make_partner() for _number in range(count)]
    for who in people:
        actions.report_effect(change, by=who, affected=True, **answers)
    return people


def test_one_company_later_nothing_that_is_published_has_moved(browse, bob):
    change = make.make_change()
    report_by(change, 5, cost="<1k", plan="stay")
    reader = browse(bob)
    census = f"{change.get_absolute_url()}census/"

    def shown() -> str:
        return reader.get(census).text.partition("<h1>")[2]

    before, step = shown(), CensusStep.objects.get().reports
    report_by(change, 4, cost="1-5k", plan="leave")
    assert shown() == before
    assert CensusStep.objects.get().reports == step
    report_by(change, 1, cost="1-5k", plan="leave")
    assert shown() != before
    assert len(CensusStep.objects.get().reports) == 10


def test_a_change_of_one_answer_or_of_a_facet_moves_nothing(bob):
    change = make.make_change()
    first, *_others = report_by(change, 6, cost="<1k")
    step = CensusStep.objects.get().reports
    actions.report_effect(change, by=first, cost=">20k")
    actions.tell_business(first, held=[], size="251+")

    assert CensusStep.objects.get().reports == step


def test_a_consultant_is_never_in_it():
    change = make.make_change()
    report_by(change, 4)
    for _number in range(5):
        actions.mark_affected(change, by=make.make_user())

    assert CensusStep.objects.count() == 0
    assert counted(change) == (4, 5)


def test_below_five_again_it_is_hidden(browse, bob):
    change = make.make_change()
    people = report_by(change, 5, plan="stay")
    assert "census-bars" in browse(bob).get(change.get_absolute_url()).text

    actions.take_back_effect(change, by=people[0])

    text = browse(bob).get(change.get_absolute_url()).text
    assert "census-bars" not in text
    assert "4 companies have reported. The census appears from five on" in text


def test_the_census_is_for_partners_and_moderators(browse, bob, carla, mona, alice):
    change = make.make_change()
    report_by(change, 5, plan="leave")
    page, census = change.get_absolute_url(), f"{change.get_absolute_url()}census/"

    for who in (bob, mona):
        assert "census-bars" in browse(who).get(page).text
        assert browse(who).get(census).status_code == 200
    for who in (None, carla, alice):
        text = browse(who).get(page).text
        assert "5 companies say that they are affected" in text
        assert "census" not in text
        assert browse(who).get(census).status_code == 404


def test_the_readers_own_answer_is_marked(browse, bob):
    change = make.make_change()
    report_by(change, 5, plan="leave")
    report_by(change, 4, plan="stay")
    actions.report_effect(change, by=bob, affected=True, plan="stay")

    text = browse(bob).get(change.get_absolute_url()).text

    assert "stay (you)" in text
    assert "leave (you)" not in text


# --- on the pages -------------------------------------------------------------------------------------------


def test_one_click_counts_and_the_next_takes_back(browse, bob, bea):
    change = make.make_change()
    actions.mark_affected(change, by=bea)
    address, reader = f"{change.get_absolute_url()}affected/", browse(bob)

    assert reader.post(address).headers["Location"] == f"{change.get_absolute_url()}#affected"
    text = " ".join(reader.get(change.get_absolute_url()).text.split())
    assert "Your company counts as affected. 2 companies now." in text
    assert "2 companies affected" in reader.get("/changes/").text
    part = reader.post(address, {"stop": "1"}, headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "1 company says that it is affected" in part
    assert counted(change) == (1, 0)


def test_the_short_report_is_saved_shown_again_and_checked(browse, bob):
    change, reader = make.make_change(), browse(bob)
    address = f"{change.get_absolute_url()}effect/"

    wrong = reader.post(address, {"affected": "yes", "cost": "a lot"})
    assert wrong.status_code == 422
    assert EffectReport.objects.count() == 0
    right = {"affected": "yes", "cost": "1-5k", "customers": "6-20", "plan": "undecided"}
    assert reader.post(address, right).status_code == 302
    text = reader.get(address).text
    assert [f'value="{value}" selected' in text for value in ("1-5k", "6-20", "undecided")] == [True] * 3
    reader.post(address, {"affected": "no", "cost": "1-5k"})
    assert counted(change) == (0, 0)


def test_nobody_reports_on_what_they_may_not_see(browse, carla):
    rumour = make.make_rumour()

    for ending in ("affected/", "effect/"):
        assert browse(carla).post(f"{rumour.get_absolute_url()}{ending}").status_code == 404
        assert browse().post(f"{rumour.get_absolute_url()}{ending}").status_code == 401
    assert EffectReport.objects.count() == 0
