"""What took a change's place; and what else a step must say."""

import datetime as dt
import threading

import pytest
from django.db import connection

from community.core.refusals import Refused
from community.programs import actions
from community.programs.actions import Evidence
from community.programs.models import Change
from tests import factories as make

pytestmark = pytest.mark.django_db


def form(**fields) -> dict:
    return {"on": "2026-11-16", "why": "It says so.", "source_title": "A letter"} | fields


def post(client, change: Change, **fields):
    return client.post(f"{change.get_absolute_url()}steps/", form(**fields))


def supersede(change, successor, **more):
    return actions.move_change(
        change, to="superseded", on=dt.date(2026, 11, 16), why="Replaced.", source=change.sources.first(),
        superseded_by=successor, **more,
    )  # fmt: skip


@pytest.fixture
def pair():
    first = make.make_change()
    return first, make.make_change(vendor=first.vendor)


def test_both_pages_point_to_each_other(pair, browse, mona):
    old, new = pair

    answer = post(browse(mona), old, to="superseded", superseded_by=new.pk)

    assert answer.status_code == 302
    assert (
        f'Superseded by: <a href="{new.get_absolute_url()}">' in browse().get(old.get_absolute_url()).content.decode()
    )
    assert f'Supersedes: <a href="{old.get_absolute_url()}">' in browse().get(new.get_absolute_url()).content.decode()


def test_a_thing_recorded_twice_is_named_so(pair, browse, mona):
    old, new = pair

    post(browse(mona), old, to="superseded", superseded_by=new.pk, is_duplicate="on")

    assert "The same thing is recorded here:" in browse().get(old.get_absolute_url()).content.decode()
    assert "Also recorded as:" in browse().get(new.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"to": "superseded"}, "Choose the record that took its place."),
        ({"to": "postponed"}, "Postponed to when? Give the new date, or tick that none is known."),
        ({"to": "postponed", "effective": "2026-11-01"}, "Postponed means later."),
        ({"to": "postponed", "effective": "2027-01-01", "undated": "on"}, "Either give a new date, or say"),
    ],
)
def test_a_step_that_lacks_something_is_refused_and_kept(fields, sentence, browse, mona):
    change = make.make_change(effective=make.day("2026-12-01"))

    answer = post(browse(mona), change, **{"why": "Kept words.", **fields})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Kept words." in page
    assert change.steps.count() == 1


def test_successor_is_offered_among_public_changes_of_the_vendor(pair, browse, mona, bob):
    old, new = pair
    supersede(third := make.make_change(vendor=old.vendor), new)
    hidden = [
        make.make_rumour(vendor=old.vendor), make.make_draft(vendor=old.vendor), make.make_change(), third, old,
    ]  # fmt: skip

    assert list(old.possible_successors()) == [new]
    for other in hidden:
        assert post(browse(mona), old, to="superseded", superseded_by=other.pk).status_code == 422


def test_no_circle_and_no_successor_that_readers_cannot_open(pair):
    old, new = pair
    supersede(old, new)

    refused = {}
    for name, successor in {
        "itself": new, "circle": old, "rumour": make.make_rumour(vendor=old.vendor),
        "draft": make.make_draft(vendor=old.vendor),
    }.items():  # fmt: skip
        with pytest.raises(Refused) as refusal:
            supersede(new, successor)
        refused[name] = refusal.value.sentence[:30]
    assert refused == {
        "itself": "A change cannot take its own p", "circle": "That record is superseded itse",
        "rumour": "Readers could not open that re", "draft": "Readers could not open that re",
    }  # fmt: skip


def test_only_what_is_superseded_has_a_successor(pair):
    old, new = pair
    with pytest.raises(Refused):
        actions.move_change(
            old, to="withdrawn", on=dt.date(2026, 11, 16), why="No.", source=old.sources.first(), superseded_by=new
        )


def test_postponed_without_a_new_date_keeps_the_old_one_struck(browse, mona):
    change = make.make_change(effective=make.day("2026-12-01"), act_by=make.day("2026-11-20"))

    answer = post(browse(mona), change, to="postponed", undated="on")

    change.refresh_from_db()
    assert (answer.status_code, change.effective, change.act_by) == (302, None, None)
    page = browse().get(change.get_absolute_url()).content.decode()
    assert "in force <s>1 Dec 2026</s> → no new date" in page
    assert "act by <s>20 Nov 2026</s> → no new date" in page


def test_incident_is_resolved_and_fails_again_by_the_form(browse, mona):
    change = make.make_change(kind="incident", state="open")

    for state in ("resolved", "open", "resolved"):
        assert post(browse(mona), change, to=state).status_code == 302

    assert list(change.steps.order_by("pk").values_list("to_state", flat=True)) == [
        "open", "resolved", "open", "resolved",
    ]  # fmt: skip


def test_july_2019_four_steps_on_one_timeline(browse, mona, bob):
    change = make.make_change(state="rumoured", evidence=[], proposed_by=bob, effective=make.day("2020-07-01"))

    for to, day, letter in [
        ("announced", "2019-07-03", "Program page"), ("confirmed", "2019-07-08", "Statement"),
        ("withdrawn", "2019-07-12", "Blog of the vendor"),
    ]:  # fmt: skip
        assert post(browse(mona), change, to=to, on=day, source_title=letter).status_code == 302

    change.refresh_from_db()
    page = browse().get(change.get_absolute_url()).content.decode()
    assert change.state == "withdrawn"
    assert [letter in page for letter in ("Program page", "Statement", "Blog of the vendor")] == [True] * 3


@pytest.mark.django_db(transaction=True)
def test_two_changes_superseding_each_other_at_once_make_no_circle():
    first = make.make_change()
    second = make.make_change(vendor=first.vendor)
    start, outcomes = threading.Barrier(2), []

    def moderator(old, new) -> None:
        try:
            start.wait(10)
            supersede(old, new)
            outcomes.append("done")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=moderator, args=pair) for pair in ((first, second), (second, first))]
    [thread.start() for thread in threads]
    [thread.join(20) for thread in threads]

    assert sorted(outcomes) == ["done", "refused"]
    assert Change.objects.exclude(superseded_by=None).count() == 1


def test_hearsay_carries_no_step(bob):
    rumour = make.make_rumour(evidence=[], proposed_by=bob)
    with pytest.raises(Refused) as refusal:
        actions.move_change(
            rumour, to="announced", on=dt.date(2026, 11, 16), why="No.", source=rumour.sources.get(is_hearsay=True)
        )
    assert refusal.value.sentence == "This was only heard. Name a source that can be read."


def test_a_moderator_does_not_publish_an_own_proposal(mona, ada):
    draft = make.make_draft(proposed_by=mona)

    with pytest.raises(Refused) as refusal:
        actions.publish_change(draft, by=mona)
    assert refusal.value.sentence == "You proposed this. Another moderator decides about it."
    assert actions.publish_change(draft, by=ada) is True


def test_who_moderates_alone_publishes_an_own_proposal(mona):
    assert actions.publish_change(make.make_draft(proposed_by=mona), by=mona) is True


def test_new_source_of_a_step_goes_under_the_record(mona):
    change = make.make_change()
    actions.record_step(
        change, by=mona, to="withdrawn", on=dt.date(2026, 11, 16), why="Taken back.", source=Evidence("New letter")
    )
    assert "New letter" in list(change.sources.values_list("title", flat=True))
