"""The home page: what must be acted on, what moved, what is talked about."""

import pytest
import time_machine

from community.forum import actions as forum
from community.programs import actions as programs
from tests import factories as make
from tests.pages import parse

pytestmark = pytest.mark.django_db


def bands(answer) -> dict[str, list[str]]:
    """The titles under each heading."""
    found = {}
    for section in parse(answer.text).iter("section"):
        heads = ["".join(h2.itertext()).strip() for h2 in section.iter("h2")]
        found[heads[0]] = ["".join(h3.itertext()).strip() for h3 in section.iter("h3")]
    return {name: found[name] for name in ("Act by", "New and changed", "Talking")}


@time_machine.travel("2026-11-23 12:00", tick=False)
def test_the_three_bands_hold_what_everybody_may_see_in_their_order(browse, bob, nils):
    for day in range(24, 30):
        make.make_change(title=f"Due on the {day}th of this month", effective=make.day(f"2026-11-{day}"))
    make.make_change(title="LEAK a rumour with a date", state="rumoured", effective=make.day("2026-11-23"))
    make.make_draft(title="LEAK a draft with a date", effective=make.day("2026-11-23"))
    make.make_change(title="In force for a long time", effective=make.day("2020-01-01"), state="in_force")
    make.make_thread(bob, title="A thread about renewals")
    make.make_thread(nils, title="LEAK a thread that waits")
    answer = browse().get("/")

    due = [f"Due on the {day}th of this month" for day in range(24, 30)]
    assert bands(answer) == {
        "Act by": due[:5],
        "New and changed": ["In force for a long time", *due[::-1]],
        "Talking": ["A thread about renewals"],
    }
    assert "LEAK" not in answer.text
    assert "LEAK a rumour with a date" in browse(bob).get("/").text


def test_what_moved_says_what_it_moved_to(browse):
    change = make.make_change(effective=make.day("2027-01-01"))
    programs.move_change(
        change, to="postponed", on=make.day("2026-11-20").first_day, why="The portal is not ready.",
        source=change.sources.get(), effective=make.day("2027-06-30"),
    )  # fmt: skip
    text = browse().get("/").text

    assert "<s>1 Jan 2027</s> → 30 Jun 2027" in text
    assert "The portal is not ready." in text


def test_hidden_words_do_not_keep_a_thread_talking(browse, bob, bea):
    older, newer = (
        make.make_thread(bob, title="An older conversation"),
        make.make_thread(bob, title="A newer conversation"),
    )
    post = make.make_post(older, bea)
    assert bands(browse().get("/"))["Talking"] == ["An older conversation", "A newer conversation"]

    forum.hide_post(post, reason="Rule 2.")
    assert bands(browse().get("/"))["Talking"] == ["A newer conversation", "An older conversation"]
    assert newer.post_count == 1


def test_an_empty_site_says_what_will_stand_where(browse):
    answer = browse().get("/")

    assert bands(answer) == {"Act by": [], "New and changed": [], "Talking": []}
    for sentence in ("No dates ahead are recorded.", "No change is recorded yet.", "Nobody has written yet."):
        assert sentence in answer.text


@pytest.mark.parametrize(
    ("who", "invited", "applies"),
    [("visitor", True, False), ("carla", False, True), ("bob", False, False), ("alice", False, False),
     ("mona", False, False)],
)  # fmt: skip
def test_visitors_are_asked_to_join_and_consultants_to_apply(who, invited, applies, request, browse):
    reader = browse() if who == "visitor" else browse(request.getfixturevalue(who))
    text = reader.get("/").text

    assert ("Join as a consultant or partner" in text) is invited
    assert ('href="/accounts/partner/"' in text) is applies


@time_machine.travel("2026-11-23 12:00", tick=False)
def test_the_head_says_what_day_it_is(browse):
    text = browse().get("/").text

    assert "Mon</span><b>23</b>" in text
    assert "week 48" in text


def test_the_head_counts_what_is_new_and_what_waits(browse, bob, mona, nils):
    from community.activity.models import Activity
    from community.notifications.actions import announce

    thread = make.make_thread(bob)
    make.make_post(thread)
    announce(Activity.objects.latest("pk"))
    make.make_held_post(thread, nils)

    def marks(person):
        page = parse(browse(person).get("/about/").text)
        shown = [e for e in page.iter("span") if e.get("class") == "new-mark" and "hidden" not in e.attrib]
        return [next(e.itertext()) for e in shown]

    assert [marks(person) for person in (None, nils, bob, mona)] == [[], [], ["1"], ["1"]]
