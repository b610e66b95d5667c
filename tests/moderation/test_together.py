"""Several cases of one kind are decided by one press, each for itself; what fails is said one by one."""

import pytest

from community.accounts.models import Membership
from community.forum.models import Post
from community.moderation import actions, queries
from community.moderation.models import Decision, Report, Undo
from community.moderation.rules import MOST_TOGETHER
from tests import factories as make
from tests.accounts.pages import text_of
from tests.leaks.rows import fingerprint

pytestmark = pytest.mark.django_db

REASON = "Advertising is against the rules."


def chosen(viewer, kind: str = "") -> list[str]:
    """What the checkboxes of the list send, in its order."""
    return [item.chosen for item in queries.queue(viewer) if kind in {"", item.name}]


def reported(thing):
    actions.report(thing, reporter=make.make_partner(), reason="spam")
    return thing


MAKERS = {
    "post": make.make_held_post,
    "report": lambda: reported(make.make_post()),
    "thing": lambda: reported(make.make_thread()),
    "application": make.make_application,
    "change": make.make_draft,
}
WAYS = [(kind, name) for kind, ways in actions.TOGETHER.items() for name in ways]
VERBS = {
    ("post", "approve"): "approve_post", ("post", "decline"): "decline_post",
    ("report", "keep"): "dismiss_reports", ("report", "hide"): "hide_post",
    ("thing", "keep"): "dismiss_reports", ("thing", "hide"): "hide_thread",
    ("application", "approve"): "approve_application", ("application", "decline"): "decline_application",
    ("change", "decline"): "decline_change",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), WAYS)
def test_three_are_decided_logged_one_by_one_and_taken_back_by_one_press(kind, name, browse, mona):
    for _each in range(3):
        MAKERS[kind]()
    client, cases = browse(mona), chosen(mona)

    page = client.post(
        f"/moderation/together/{kind}/", {"decision": name, "case": cases, "reason": REASON}, follow=True
    )

    assert chosen(mona) == []
    assert [row.verb for row in Decision.objects.all()] == [VERBS[kind, name]] * 3
    (press,) = set(Undo.objects.values_list("press", flat=True))
    assert "Undo until" in text_of(page)
    client.post(f"/moderation/undo/{press}/")
    assert [case.partition(":")[0] for case in chosen(mona)] == [case.partition(":")[0] for case in cases]
    assert Decision.objects.filter(verb="undo").count() == 3


def test_what_fails_is_said_in_words_and_the_rest_stands(browse, mona, ada):
    taken, decided, edited, gone, fine = (make.make_held_post() for _each in range(5))
    cases = chosen(mona)
    actions.claim_case(f"post-{taken.pk}", moderator=ada)
    actions.decline_post(decided, moderator=ada, reason="Under NDA.")
    Post.objects.filter(pk=edited.pk).update(version=2)
    gone.delete()

    page = text_of(browse(mona).post("/moderation/together/post/", {"decision": "approve", "case": cases}, follow=True))

    assert [state for (state,) in Post.objects.order_by("pk").filter(number=None).values_list("state")] == [
        "held", "declined", "held",
    ]  # fmt: skip
    fine.refresh_from_db()
    assert fine.is_published
    assert "Done: approved a post." in page
    for said in (
        f"“{taken.thread.title}” is as it was. Ada looks at it, for another 30 minutes.",
        f"“{decided.thread.title}” is as it was. Nothing was changed: Ada declined a post just now. The reason: Under",
        f"“{edited.thread.title}” is as it was. Its author has changed it since this list was shown.",
        "is as it was. It is not there any more.",
    ):
        assert said in page
    assert list(Decision.objects.filter(moderator=mona).values_list("verb", "target_id")) == [("approve_post", fine.pk)]


def test_without_a_reason_nothing_is_declined_and_what_was_chosen_stays_chosen(browse, mona):
    for _each in range(2):
        make.make_held_post()
    client, case = browse(mona), chosen(mona)[0]
    before = fingerprint()

    answer = client.post("/moderation/together/post/", {"decision": "decline", "case": [case]})

    assert answer.status_code == 422
    assert "Give the reason." in text_of(answer)
    assert answer.text.count(" checked>") == 1
    assert f'value="{case}" data-key="x" checked>' in answer.text
    assert fingerprint() == before


@pytest.mark.parametrize(("count", "said"), [
    (0, "Choose at least one case. Nothing was decided."),
    (MOST_TOGETHER + 1, "These are 51 cases, at most 50 are decided at once."),
])  # fmt: skip
def test_none_and_too_many_decide_nothing(count, said, browse, mona):
    held = make.make_held_post()
    client, before = browse(mona), fingerprint()

    answer = client.post(
        "/moderation/together/post/",
        {"decision": "approve", "case": [f"post-{held.pk}:held.{n}" for n in range(count)]},
    )

    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert fingerprint() == before


@pytest.mark.parametrize(
    ("kind", "decision"), [("hat", "approve"), ("post", "publish"), ("change", "approve"), ("x", "y")]
)
def test_what_is_not_decided_together_is_no_address(kind, decision, browse, mona):
    answer = browse(mona).post(f"/moderation/together/{kind}/", {"decision": decision, "case": ["post-1:"]})

    assert answer.status_code == 404


@pytest.mark.parametrize("key", ["post-x:", "post-987654321:held.1", f"post-{'9' * 30}:", "report-1:", "x", ""])
def test_keys_that_name_nothing_are_said_and_change_nothing(key, browse, mona):
    client = browse(mona)
    before = fingerprint()

    page = client.post("/moderation/together/post/", {"decision": "approve", "case": [key]}, follow=True)

    assert "It is not there any more." in text_of(page)
    assert fingerprint() == before


def test_moderator_of_a_part_decides_about_that_part_only(browse):
    tag = make.make_tag("fees")
    scoped = make.make_scoped(tag=tag)
    mine, other = make.make_held_post(), make.make_held_post()
    mine.thread.tags.add(tag)
    cases = [f"post-{post.pk}:{post.seen_as}" for post in (mine, other)]
    client = browse(scoped)

    page = client.post("/moderation/together/post/", {"decision": "approve", "case": cases}, follow=True)

    states = {post.pk: post.state for post in Post.objects.filter(pk__in=[mine.pk, other.pk])}
    assert states == {mine.pk: "published", other.pk: "held"}
    assert other.thread.title not in text_of(page)
    answer = client.post("/moderation/together/application/", {"decision": "approve", "case": ["application-1:"]})
    assert answer.status_code == 404


def test_own_application_is_left_to_a_colleague_and_the_other_is_approved(browse, mona):
    own, other = make.make_application(mona), make.make_application()

    page = browse(mona).post(
        "/moderation/together/application/", {"decision": "approve", "case": chosen(mona)}, follow=True
    )

    assert f"“{own.company_name}” is as it was. This is yours. Another moderator decides about it." in text_of(page)
    assert Membership.objects.filter(user=other.applicant).exists()


def test_boxes_stand_where_the_list_shows_one_kind(browse, mona):
    make.make_held_post()
    client = browse(mona)
    assert 'name="case"' in client.get("/moderation/").text

    make.make_application()
    assert 'name="case"' not in client.get("/moderation/").text
    assert "choose one kind above" in client.get("/moderation/").text
    assert 'name="case"' in client.get("/moderation/?kind=application").text
    assert Report.objects.count() == 0


def test_row_of_a_held_post_says_what_is_written(browse, mona):
    make.make_held_post(source="The words of a *newcomer* in short.")

    assert "The words of a newcomer in short." in text_of(browse(mona).get("/moderation/"))
