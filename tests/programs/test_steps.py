"""Recording the next step of a change, on evidence."""

import pytest

from community.core.refusals import Refused
from community.programs import actions
from community.programs.actions import Evidence
from community.programs.models import Change, ChangeStep
from tests import factories as make

pytestmark = pytest.mark.django_db


def steps_page(change: Change) -> str:
    return f"{change.get_absolute_url()}steps/"


def test_moderator_postpones_a_change_and_the_old_date_is_kept(browse, mona, visitor):
    change = make.make_change(effective=make.day("2026-12-01"))

    answer = browse(mona).post(
        steps_page(change),
        {
            "to": "postponed",
            "on": "2026-11-16",
            "why": "A letter moves it by a month.",
            "effective": "2027-01-01",
            "source_title": "Letter of 16 November",
        },
    )

    change.refresh_from_db()
    step = change.steps.last()
    assert answer.status_code == 302
    assert (change.state, change.effective) == ("postponed", make.day("2027-01-01"))
    assert (step.from_state, step.to_state, step.recorded_by) == ("announced", "postponed", mona)
    assert (step.effective_was, step.effective_now, step.source.title) == (
        "2026-12-01", "2027-01-01", "Letter of 16 November",
    )  # fmt: skip
    page = browse().get(change.get_absolute_url()).content.decode()
    assert "<s>1 Dec 2026</s> → 1 Jan 2027" in page


@pytest.mark.parametrize(
    ("change_of_form", "sentence"),
    [
        ({"source_title": ""}, "No step without a source."),
        ({"on": "2999-01-01"}, "This day has not come yet."),
        ({"to": "resolved"}, "Select a valid choice"),
        ({"effective": "soon"}, "“soon” is not a date."),
        ({"act_by": "2027-03-01", "effective": "2027-01-01"}, "Act-by lies after the day in force."),
    ],
)
def test_bad_step_is_refused_and_what_was_typed_stays(browse, mona, change_of_form, sentence):
    change = make.make_change(effective=make.day("2026-12-01"))
    form = {"to": "postponed", "on": "2026-11-16", "why": "Kept words.", "source_title": "A letter"} | change_of_form

    answer = browse(mona).post(steps_page(change), form)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Kept words." in page
    assert ChangeStep.objects.filter(change=change).count() == 1


@pytest.mark.parametrize("who", ["carla", "bob", "alice"])
def test_page_does_not_exist_for_others_than_moderators(browse, request, who):
    change = make.make_change()
    client = browse(request.getfixturevalue(who))

    assert client.get(steps_page(change)).status_code == 404
    assert client.post(steps_page(change), {"to": "withdrawn"}).status_code == 404
    with pytest.raises(Refused):
        actions.record_step(
            change, by=request.getfixturevalue(who), to="withdrawn", on=change.announced_on, why="No.",
            source=Evidence("A letter"),
        )  # fmt: skip


def test_nothing_follows_a_withdrawn_change(browse, mona):
    change = make.make_change()
    actions.move_change(
        change, to="withdrawn", on=change.announced_on, why="Taken back.", source=change.sources.get(), by=mona
    )

    answer = browse(mona).get(steps_page(change), follow=True)

    assert "Nothing follows “Withdrawn”." in answer.content.decode()
