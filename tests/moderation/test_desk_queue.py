"""Each kind of case has a target, and the list begins with what is past its own the longest."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from community.moderation import actions, queries
from community.moderation.models import Decision
from tests import factories as make
from tests.accounts.pages import text_of

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def wait(hours: int, make_thing):
    """Something that has waited for so long at noon."""
    with time_machine.travel(NOON - dt.timedelta(hours=hours), tick=False):
        return make_thing()


def reported(bob):
    post = make.make_post()
    actions.report(post, reporter=bob, reason="spam")
    return post


def test_past_its_target_stands_first_and_then_what_is_nearest_to_it(mona, bob):
    application = wait(23, make.make_application)  # 1 h left of 24
    fresh = wait(1, make.make_held_post)  # 3 h left of 4
    late = wait(30, lambda: reported(bob))  # 6 h past
    later = wait(15, make.make_held_post)  # 11 h past
    draft = wait(2, make.make_draft)  # 22 h left

    with time_machine.travel(NOON, tick=False):
        items = queries.queue(mona)
        assert [(item.key, item.left, item.is_past) for item in items] == [
            (f"post-{later.pk}", "11 hours past", True),
            (f"report-{late.pk}", "6 hours past", True),
            (f"application-{application.pk}", "60 minutes left", False),
            (f"post-{fresh.pk}", "3 hours left", False),
            (f"change-{draft.pk}", "22 hours left", False),
        ]


def test_long_past_is_said_in_days(mona):
    wait(100, make.make_application)

    with time_machine.travel(NOON, tick=False):
        assert [item.left for item in queries.queue(mona)] == ["3 days past"]


def test_every_kind_says_its_target_and_why_on_the_page(browse, mona):
    page = text_of(browse(mona).get("/moderation/targets/"))

    for kind in queries.KINDS.values():
        assert f"{kind.label} {kind.hours} h {kind.because}" in page


def test_row_says_how_much_is_left_and_its_kind(browse, mona):
    make.make_held_post()

    page = text_of(browse(mona).get("/moderation/"))

    assert "4 hours left" in page
    assert "Held post ·" in page


# --- Claims ----------------------------------------------------------------------------------------------


@pytest.fixture
def held(db):
    return make.make_held_post()


def claims(viewer) -> list[tuple[str, str]]:
    return [(item.key, item.claim.moderator.handle) for item in queries.queue(viewer) if item.claim]


def test_taken_case_names_who_looks_at_it_until_half_an_hour_is_over(held, mona, ada):
    with time_machine.travel(NOON, tick=False) as clock:
        assert actions.claim_case(f"post-{held.pk}", moderator=mona) is True
        clock.shift(dt.timedelta(minutes=6))
        (item,) = queries.queue(ada)
        assert (item.claim.moderator, item.claim.left) == (mona, "24 minutes")

        clock.shift(dt.timedelta(minutes=24))
        assert claims(ada) == []
        assert actions.claim_case(f"post-{held.pk}", moderator=ada) is True
        assert claims(mona) == [(f"post-{held.pk}", "ada")]


def test_case_of_a_colleague_is_taken_over_only_on_purpose(held, mona, ada):
    key = f"post-{held.pk}"
    actions.claim_case(key, moderator=mona)

    assert actions.claim_case(key, moderator=ada) is False
    assert claims(ada) == [(key, "mona")]
    assert actions.claim_case(key, moderator=ada, takes_over=True) is True
    assert claims(ada) == [(key, "ada")]


def test_nobody_decides_what_a_colleague_has_taken(browse, held, mona, ada):
    actions.claim_case(f"post-{held.pk}", moderator=mona)

    page = text_of(browse(ada).post(f"/moderation/posts/{held.pk}/approve/", follow=True))

    held.refresh_from_db()
    assert held.is_held
    assert "Mona looks at it, for another 30 minutes. Take it over first if it cannot wait." in page
    assert not Decision.objects.exists()


def test_decision_ends_the_claim(held, mona):
    actions.claim_case(f"post-{held.pk}", moderator=mona)
    actions.decline_post(held, moderator=mona, reason="Off topic.")

    assert list(mona.claims.all()) == []


def test_claim_that_is_over_stands_in_nobodys_way(held, mona, ada):
    actions.claim_case(f"post-{held.pk}", moderator=mona)

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=31)):
        assert actions.approve_post(held, moderator=ada) is True


def test_buttons_of_the_case_take_give_back_and_take_over(browse, held, mona, ada):
    address, claim = f"/moderation/posts/{held.pk}/", f"/moderation/claims/post-{held.pk}/"
    of_mona, of_ada = browse(mona), browse(ada)

    assert "I take it" in text_of(of_mona.get(address))
    assert mona.claims.count() == 0, "looking at it takes nothing"
    assert "You look at it, 30 minutes left." in text_of(of_mona.post(claim, follow=True))
    assert "Mona looks at it, 30 minutes left. Take it over" in text_of(of_ada.get(address))
    of_ada.post(claim, {"take_over": "1"})
    assert claims(ada) == [(f"post-{held.pk}", "ada")]
    of_ada.post(claim, {"release": "1"})
    assert claims(ada) == []


@pytest.mark.parametrize("key", ["post-987654321", "post-x", "nothing-1", "post-", "-", f"post-{'9' * 30}"])
def test_what_does_not_wait_is_not_taken(browse, mona, key):
    assert browse(mona).post(f"/moderation/claims/{key}/").status_code == 404
    assert not mona.claims.exists()


def test_what_a_colleague_looks_at_is_not_published_with_the_rest(mona, ada):
    source = make.make_import_source(is_trusted=True)
    taken, free = (make.make_imported_item(source=source).change for _each in range(2))
    actions.claim_case(f"change-{taken.pk}", moderator=ada)

    assert actions.publish_drafts_of(source, moderator=mona, until=free.pk) == 1
    taken.refresh_from_db()
    assert taken.publication == "draft"
