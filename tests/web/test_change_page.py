"""The page of a change: facts, timeline and discussion together."""

import re

import pytest
import time_machine

from community.core.dates import parse_fuzzy
from community.forum import actions as forum
from community.programs import actions as programs
from community.programs.actions import Evidence, Term
from tests import factories as make
from tests.pages import parse

pytestmark = pytest.mark.django_db


def words(answer, element_id: str) -> str:
    section = next(e for e in parse(answer.text).iter() if e.get("id") == element_id)
    return " ".join("".join(section.itertext()).split())


@time_machine.travel("2026-11-23 12:00", tick=False)
def test_the_facts_stand_together(browse, bob):
    change = make.make_change(
        title="Free server-down cases end for Silver", kind="support", direction="worse", proposed_by=bob,
        announced=make.day("2026-11-01"), effective=make.day("2027-01-30"), act_by=make.day("2027-01-15"),
        terms=[Term("Cases a year", "5", "0")], roles=["reseller"], countries=["DE"], audience_note="With a contract",
        evidence=[Evidence("Letter of 1 November"), Evidence("Page", "https://vendor.example/p")],
    )  # fmt: skip
    facts = words(browse().get(change.get_absolute_url()), "facts")

    for part in ("15 Jan 2027 Friday", "53 days left", "30 Jan 2027", "Notice given90 days", "Cases a year50",
                 "resellers · DE", "With a contract", "Letter of 1 November", "proposed by Bob"):  # fmt: skip
        assert part in facts
    assert 'href="https://vendor.example/p" rel="nofollow noopener"' in browse().get(change.get_absolute_url()).text


def test_the_timeline_tells_every_step_with_its_source(browse, mona):
    change = make.make_change(effective=make.day("2099-01-01"), announced=make.day("2026-10-01"))
    press = programs.add_source(change, given=Evidence("Press release"))
    programs.move_change(
        change, to="postponed", on=make.day("2026-11-02").first_day, why="The portal is not ready.", source=press,
        by=mona, effective=parse_fuzzy("2099-Q3"),
    )  # fmt: skip
    timeline = words(browse().get(change.get_absolute_url()), "timeline")

    assert timeline.index("First recorded.") < timeline.index("The portal is not ready.")
    for part in ("1 Oct", "2 Nov", "Postponed", "1 Jan 2099 → Q3 2099", "Source: Press release",
                 "recorded by a moderator", "if nothing moves again"):  # fmt: skip
        assert part in timeline


def test_a_step_names_partners_to_everybody_and_moderators_to_moderators_only(browse, bob, bea, mona, ada):
    change = make.make_change(proposed_by=bob)
    for who, to in ((bob, "confirmed"), (mona, "postponed"), (ada, "softened")):
        programs.move_change(
            change, to=to, on=make.day("2026-11-02").first_day, why="So.", source=change.sources.get(), by=who
        )  # fmt: skip

    def recorders(reader) -> list[str]:
        return re.findall(
            r"recorded by (a moderator|Bob|Mona|Ada)", words(reader.get(change.get_absolute_url()), "timeline")
        )

    named = ["Bob", "Bob", "Mona", "Ada"]
    shown = ["Bob", "Bob", "a moderator", "a moderator"]
    assert [recorders(browse(who)) for who in (mona, ada)] == [named, named]
    assert [recorders(browse()), recorders(browse(bea))] == [shown, shown]


def test_the_discussion_shows_its_latest_three_posts_and_leads_to_all(browse, bob, bea, nils):
    thread = make.make_change().thread
    posts = [make.make_post(thread, bea, source=f"Said as number {n}.") for n in range(1, 6)]
    make.make_held_post(thread, nils, source="LEAK held")
    forum.hide_post(posts[4], reason="Rule 2.")
    answer = browse().get(thread.change.get_absolute_url())
    discussion = words(answer, "discussion")

    assert [n for n in range(1, 6) if f"Said as number {n}." in discussion] == [2, 3, 4]
    assert "4 posts" in discussion
    assert "LEAK" not in answer.text
    assert f'href="{thread.get_absolute_url()}"' in answer.text


@pytest.mark.parametrize(("who", "says"), [("visitor", "Sign in"), ("bob", "Write in the thread"), ("carla", None)])
def test_readers_are_shown_the_way_into_the_discussion(who, says, browse, request):
    change = make.make_change()
    reader = browse() if who == "visitor" else browse(request.getfixturevalue(who))
    discussion = words(reader.get(change.get_absolute_url()), "discussion")

    assert [way for way in ("Sign in", "Write in the thread") if way in discussion] == ([says] if says else [])


def test_a_hidden_discussion_is_absent_but_the_change_is_not(browse, mona):
    change = make.make_change()
    type(change.thread).objects.filter(pk=change.thread.pk).update(hidden_at=change.published_at)
    answer = browse().get(change.get_absolute_url())

    assert answer.status_code == 200
    assert 'id="discussion"' not in answer.text
    assert 'id="discussion"' in browse(mona).get(change.get_absolute_url()).text


def test_a_draft_says_that_it_waits_and_a_declined_one_why(browse, bob, mona):
    draft, declined = make.make_draft(proposed_by=bob), make.make_draft(proposed_by=bob)
    programs.decline_change(declined, by=mona, reason="The source says the opposite.")
    reader = browse(bob)

    assert "A draft, waiting for a moderator." in reader.get(draft.get_absolute_url()).text
    assert "Declined: The source says the opposite." in reader.get(declined.get_absolute_url()).text
    assert "Decide" in browse(mona).get(draft.get_absolute_url()).text


def test_a_change_without_dates_terms_or_audience_says_so(browse):
    change = make.make_change(announced=None, summary="")
    answer = browse().get(change.get_absolute_url())

    assert "not known" in words(answer, "facts")
    assert "everybody" in words(answer, "facts")
    assert 'id="summary"' not in answer.text


def test_the_page_names_its_canonical_address(browse, settings):
    settings.SITE_URL = "https://forum.example"
    change = make.make_change()

    assert f'<link rel="canonical" href="https://forum.example{change.get_absolute_url()}">' in (
        browse().get(change.get_absolute_url()).text
    )
