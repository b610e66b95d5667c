"""What people do with change records."""

import datetime as dt

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from community.activity.models import Activity
from community.core.dates import parse_fuzzy
from community.core.refusals import Refused
from community.programs import actions
from community.programs.actions import Evidence, Term
from community.programs.models import Change
from tests import factories as make

pytestmark = pytest.mark.django_db

LATE = "Act-by lies after the day in force. Say why, or correct one of them."


def steps(change) -> list[tuple]:
    return [
        (step.happened_on.isoformat(), step.from_state, step.to_state, step.why, step.source.title)
        for step in change.steps.all()
    ]


def move(change, to, on="2026-11-01", **facts):
    facts.setdefault("source", change.sources.first())
    return actions.move_change(change, to=to, on=make.day(on).first_day, why=facts.pop("why", "It moved."), **facts)


@time_machine.travel("2026-11-23 12:00", tick=False)
def test_a_draft_is_written_with_all_its_facts_and_its_first_step(bob):
    program = make.make_program(tiers=["Silver", "Gold"])
    gold, tag = program.tiers.get(name="Gold"), make.make_tag("renewals")

    change = actions.draft_change(
        vendor=program.vendor, kind="fee", title="The yearly fee of Gold partners rises", direction="worse",
        proposed_by=bob, state="confirmed", announced=parse_fuzzy("2026-11"), effective=parse_fuzzy("2027-Q1"),
        act_by=parse_fuzzy("2026-12-31"), summary="It **rises**.", details="Read it.", next_steps="- Pay.",
        audience_note="With a contract", roles=["reseller"], countries=["DE", "AT"], sizes=["1"], tiers=[gold],
        programs=[program], tags=[tag], terms=[Term("Fee", "100", "200"), Term("Seats", "5", "")],
        evidence=[Evidence("Letter"), Evidence("Page", "https://vendor.example/", dt.date(2026, 11, 2), "by them")],
    )  # fmt: skip

    change = Change.objects.get(pk=change.pk)
    assert (change.publication, change.published_at, change.state, change.kind) == ("draft", None, "confirmed", "fee")
    assert (str(change.announced), str(change.effective), str(change.act_by)) == (
        "November 2026", "Q1 2027", "31 Dec 2026",
    )  # fmt: skip
    assert change.timetable_on == dt.date(2026, 12, 31)
    assert (change.summary, change.summary_html) == ("It **rises**.", "<p>It <strong>rises</strong>.</p>")
    assert "<li>Pay.</li>" in change.next_steps_html
    assert (change.audience_note, change.audience_roles) == ("With a contract", ["reseller"])
    assert (change.audience_countries, change.audience_sizes) == (["DE", "AT"], ["1"])
    assert [list(change.audience_tiers.all()), list(change.programs.all()), list(change.tags.all())] == [
        [gold], [program], [tag],
    ]  # fmt: skip
    assert [str(term) for term in change.terms.all()] == ["Fee: 100 → 200", "Seats: 5 → "]
    assert [(s.title, s.url, s.captured_on, s.attribution) for s in change.sources.order_by("pk")] == [
        ("Letter", "", dt.date(2026, 11, 23), ""),
        ("Page", "https://vendor.example/", dt.date(2026, 11, 2), "by them"),
    ]
    assert steps(change) == [("2026-11-01", "", "confirmed", "First recorded.", "Letter")]


@time_machine.travel("2026-11-23 12:00", tick=False)
@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({"happened_on": dt.date(2026, 9, 9)}, "2026-09-09"),
        ({"announced": parse_fuzzy("2026-10-05")}, "2026-10-05"),
        ({"announced": None}, "2026-11-23"),
    ],
)
def test_the_first_step_is_on_the_day_said_else_announced_else_today(facts, day):
    assert make.make_draft(**facts).steps.get().happened_on.isoformat() == day


def test_a_record_without_a_source_is_refused_and_leaves_nothing(bob):
    with pytest.raises(Refused, match=r"^Name a source: a page, a letter or a message in which this can be read.$"):
        make.make_draft(evidence=[])

    assert not Change.objects.exists()


def test_a_record_in_a_state_that_cannot_be_first_leaves_nothing():
    with pytest.raises(Refused, match=r"^A record cannot begin as “Withdrawn”.$"):
        make.make_draft(state="withdrawn")

    assert not Change.objects.exists()


@pytest.mark.parametrize(
    ("act_by", "reason", "refused"),
    [
        ("2027-01-01", "", False),
        ("2027-01-02", "", True),
        ("2027-01-02", "Refunds until then.", False),
        ("2026-12-31", "", False),
    ],
)
def test_acting_after_the_day_in_force_needs_a_reason(act_by, reason, refused):
    facts = {"effective": make.day("2027-01-01"), "act_by": make.day(act_by), "act_by_reason": reason}
    if not refused:
        assert make.make_draft(**facts).act_by == make.day(act_by)
        return
    with pytest.raises(Refused) as refusal:
        make.make_draft(**facts)
    assert refusal.value.sentence == LATE


def test_a_proposal_is_a_draft_of_its_proposer_with_one_activity_and_one_job(bob):
    jobs = ProcrastinateJob.objects.count()

    change = actions.propose_change(
        proposer=bob, vendor=make.make_vendor(), kind="tool", title="The order API loses a field",
        evidence=[Evidence("Release notes")],
    )  # fmt: skip

    activity = Activity.objects.get()
    assert (change.proposed_by, change.publication) == (bob, "draft")
    assert (activity.verb, activity.actor, activity.target_kind, activity.target_id) == (
        "change.proposed", bob, "change", change.pk,
    )  # fmt: skip
    assert ProcrastinateJob.objects.count() == jobs + 1


@pytest.mark.parametrize("who", ["visitor", "carla", "alice", "sam"])
def test_others_than_partners_propose_nothing(who, request):
    with pytest.raises(Refused):
        actions.propose_change(
            proposer=request.getfixturevalue(who), vendor=make.make_vendor(), kind="tool", title="A title of a change",
            evidence=[Evidence("Letter")],
        )  # fmt: skip

    assert not Change.objects.exists()


def test_publishing_twice_is_publishing_once(mona):
    draft = make.make_draft()

    assert actions.publish_change(draft, by=mona) is True
    first = Change.objects.get(pk=draft.pk)
    assert actions.publish_change(draft, by=mona) is False
    again = Change.objects.get(pk=draft.pk)

    assert (first.publication, first.moved_at) == ("published", first.published_at)
    assert (again.published_at, again.moved_at) == (first.published_at, first.moved_at)
    assert [activity.verb for activity in Activity.objects.all()] == ["change.published"]


def test_a_declined_draft_keeps_its_reason_until_it_is_published_after_all(mona):
    draft = make.make_draft()

    assert actions.decline_change(draft, by=mona, reason="The source says the opposite.") is True
    assert actions.decline_change(draft, by=mona, reason="Again.") is False
    declined = Change.objects.get(pk=draft.pk)
    actions.publish_change(draft, by=mona)
    published = Change.objects.get(pk=draft.pk)

    assert (declined.publication, declined.declined_reason) == ("declined", "The source says the opposite.")
    assert (published.publication, published.declined_reason) == ("published", "")


def test_a_published_change_cannot_be_declined(mona):
    change = make.make_change(moderator=mona)

    assert actions.decline_change(change, by=mona, reason="Too late.") is False
    change.refresh_from_db()
    assert (change.publication, change.declined_reason) == ("published", "")


@pytest.mark.parametrize("who", ["carla", "bob", "alice"])
def test_others_than_moderators_neither_publish_nor_decline(who, request):
    draft, person = make.make_draft(), request.getfixturevalue(who)

    with pytest.raises(Refused, match=r"^Only moderators may do this.$"):
        actions.publish_change(draft, by=person)
    with pytest.raises(Refused, match=r"^Only moderators may do this.$"):
        actions.decline_change(draft, by=person, reason="No.")
    draft.refresh_from_db()
    assert draft.publication == "draft"


def test_a_move_takes_the_change_along_and_keeps_the_old_dates_in_its_step(mona):
    change = make.make_change(effective=parse_fuzzy("2027-Q1"), act_by=make.day("2026-12-31"))
    moved_at = change.moved_at

    step = move(change, "postponed", effective=parse_fuzzy("2027-Q3"), act_by=make.day("2027-06-30"), by=mona)

    change.refresh_from_db()
    assert (step.from_state, step.to_state, step.recorded_by) == ("announced", "postponed", mona)
    assert (step.effective_was, step.effective_now) == ("2027-Q1", "2027-Q3")
    assert (step.act_by_was, step.act_by_now) == ("2026-12-31", "2027-06-30")
    assert (change.state, str(change.effective), str(change.act_by)) == ("postponed", "Q3 2027", "30 Jun 2027")
    assert change.timetable_on == dt.date(2027, 6, 30)
    assert change.moved_at > moved_at
    activity = Activity.objects.latest("pk")
    assert (activity.verb, activity.facts) == ("change.moved", {"step": step.pk})


def test_a_move_without_dates_leaves_them(mona):
    change = make.make_change(effective=make.day("2027-01-01"), act_by=make.day("2026-12-31"))

    step = move(change, "confirmed", effective=make.day("2027-01-01"))

    change.refresh_from_db()
    assert (step.effective_was, step.effective_now, step.act_by_was, step.act_by_now) == ("", "", "", "")
    assert (change.effective, change.act_by) == (make.day("2027-01-01"), make.day("2026-12-31"))


def test_the_story_of_july_2019_is_four_steps_on_one_timeline():
    change = make.make_change(
        state="rumoured", announced=make.day("2019-07-03"), effective=make.day("2020-07-01"), why="A page is new.",
        evidence=[Evidence("Program page")],
    )  # fmt: skip
    press = actions.add_source(change, given=Evidence("Press"))

    move(change, "announced", on="2019-07-07", why="Confirmed in writing.", source=press)
    move(change, "confirmed", on="2019-07-09", why="Said at the conference.", source=press)
    move(change, "withdrawn", on="2019-07-12", why="Taken back.", source=press)

    change.refresh_from_db()
    assert steps(change) == [
        ("2019-07-03", "", "rumoured", "A page is new.", "Program page"),
        ("2019-07-07", "rumoured", "announced", "Confirmed in writing.", "Press"),
        ("2019-07-09", "announced", "confirmed", "Said at the conference.", "Press"),
        ("2019-07-12", "confirmed", "withdrawn", "Taken back.", "Press"),
    ]
    assert change.is_over


def test_a_move_needs_a_source_of_the_same_change():
    change, other = make.make_change(), make.make_change()

    with pytest.raises(Refused, match=r"^Name a source of this change.$"):
        move(change, "confirmed", source=other.sources.get())
    change.refresh_from_db()
    assert (change.state, change.steps.count()) == ("announced", 1)


def test_a_move_to_a_date_before_the_last_day_to_act_needs_a_reason():
    change = make.make_change(effective=make.day("2027-03-01"), act_by=make.day("2027-02-28"))

    with pytest.raises(Refused) as refusal:
        move(change, "softened", effective=make.day("2027-02-01"))

    change.refresh_from_db()
    assert refusal.value.sentence == LATE
    assert (change.state, change.steps.count(), change.effective) == ("announced", 1, make.day("2027-03-01"))


def test_a_draft_is_revised_and_a_published_change_is_not(mona):
    draft = make.make_draft(summary="Old words.", announced=make.day("2026-10-01"))
    texts = {
        "title": "A title that was corrected", "announced": parse_fuzzy("2026-09"), "summary": "New *words*.",
        "details": "", "next_steps": "", "audience_note": "All",
    }  # fmt: skip

    assert actions.revise_draft(draft, **texts, kind="legal") is True
    draft.refresh_from_db()
    assert (draft.title, str(draft.announced), draft.kind) == ("A title that was corrected", "September 2026", "legal")
    assert draft.summary_html == "<p>New <em>words</em>.</p>"

    actions.publish_change(draft, by=mona)
    assert actions.revise_draft(draft, **texts | {"title": "A title that comes too late"}) is False
    draft.refresh_from_db()
    assert draft.title == "A title that was corrected"
