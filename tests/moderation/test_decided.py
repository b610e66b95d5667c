"""Who comes second sees who decided, what, when and why; nothing typed is lost; and the way back and on."""

import re

import pytest
import time_machine
from django.utils import timezone

from community.accounts import rules as people
from community.accounts.models import Sanction
from community.forum.models import Post
from community.moderation import actions, queries
from community.moderation.models import Decision, Undo
from tests import factories as make
from tests.accounts.pages import text_of

pytestmark = pytest.mark.django_db

TYPED = "I would have said it in other words."
UNDER_NDA = "It quotes a letter under NDA."


def reported_thread():
    thread = make.make_thread()
    actions.report(thread, reporter=make.make_partner(), reason="spam")
    return thread


def notice():
    from tests.moderation.test_notices import a_notice

    return a_notice()


LATE = [
    (make.make_held_post, "decline_post", "posts", "decline", "declined a post"),
    (make.make_application, "decline_application", "applications", "decline", "declined a partner application"),
    (make.make_draft, "decline_change", "changes", "decline", "declined a proposed change"),
    (make.make_hat_request, "decline_hat", "hats", "decline", "declined a request to speak for a vendor"),
    (make.make_claim, "decline_claim", "company-claims", "decline", "declined a claim of a company’s page"),
    (reported_thread, "hide_reported", "reports", "hide", "hid a thread"),
]


@pytest.mark.parametrize(("make_thing", "name", "place", "press", "said"), LATE, ids=[row[1] for row in LATE])
def test_second_moderator_reads_who_decided_and_keeps_the_typed_reason(
    make_thing, name, place, press, said, browse, mona, ada
):
    thing = make_thing()
    pk = thing.reports.get().pk if place == "reports" else thing.pk
    getattr(actions, name)(thing, moderator=ada, reason=UNDER_NDA)

    answer = browse(mona).post(f"/moderation/{place}/{pk}/{press}/", {"reason": TYPED})

    page = text_of(answer)
    assert answer.status_code == 409
    assert "Decided meanwhile. What you pressed changed nothing." in page
    assert f"Ada {said}, just now . The reason: {UNDER_NDA}" in page
    assert f"readonly>{TYPED}</textarea>" in answer.text
    assert "Undo until" not in page, "it is not hers"
    assert Decision.objects.count() == 1


def test_notice_too(browse, mona, ada):
    found = notice()
    actions.decide_notice(found, moderator=ada, acted_on=False, reason=UNDER_NDA)

    answer = browse(mona).post(f"/moderation/notices/{found.pk}/decide/", {"reason": TYPED})

    assert answer.status_code == 409
    assert f"Ada kept what a notice of illegal content was about, just now . The reason: {UNDER_NDA}" in text_of(answer)
    assert TYPED in answer.text


def test_approving_late_says_it_as_well(browse, mona, ada):
    held = make.make_held_post()
    actions.decline_post(held, moderator=ada, reason=UNDER_NDA)

    answer = browse(mona).post(f"/moderation/posts/{held.pk}/approve/", {"seen": "held.1"})

    assert answer.status_code == 409
    assert "Ada declined a post, just now ." in text_of(answer)


def test_edited_meanwhile_is_another_thing(browse, mona):
    held = make.make_held_post()
    Post.objects.filter(pk=held.pk).update(version=2, html="<p>Other words.</p>")

    answer = browse(mona).post(f"/moderation/posts/{held.pk}/approve/", {"seen": "held.1"})

    page = text_of(answer)
    assert answer.status_code == 409
    assert "It has changed since you opened it. Nothing was decided: read it again." in page
    assert "Other words." in page


def test_what_a_colleague_has_taken_keeps_the_reason_in_the_form(browse, mona, ada):
    held = make.make_held_post()
    actions.claim_case(f"post-{held.pk}", moderator=ada)

    answer = browse(mona).post(f"/moderation/posts/{held.pk}/decline/", {"reason": TYPED})

    assert answer.status_code == 422
    assert "Ada looks at it, for another 30 minutes." in text_of(answer)
    assert re.search(rf'<textarea name="reason"[^>]*>\s*{TYPED}</textarea>', answer.text)


def test_preview_of_a_decided_case_says_who_decided_in_place(browse, mona, ada):
    held = make.make_held_post()
    actions.approve_post(held, moderator=ada)

    answer = browse(mona).post(
        f"/moderation/preview/decline_post/{held.pk}/", {"reason": TYPED}, headers={"HX-Request": "true"}
    )

    assert "Nothing was changed: Ada approved a post just now." in text_of(answer)


def test_moderator_of_a_part_reads_a_role_and_no_name(browse, ada):
    tag = make.make_tag("fees")
    held = make.make_held_post()
    held.thread.tags.add(tag)
    actions.decline_post(held, moderator=ada, reason=UNDER_NDA)

    page = text_of(browse(make.make_scoped(tag=tag)).post(f"/moderation/posts/{held.pk}/decline/", {"reason": TYPED}))

    assert "An administrator declined a post, just now ." in page
    assert "Ada" not in page


def test_decided_case_shows_the_decision_the_way_back_and_the_way_on(browse, mona, ada):
    held = make.make_held_post()
    actions.decline_post(held, moderator=mona, reason=UNDER_NDA)
    address = f"/moderation/posts/{held.pk}/"

    own = browse(mona).get(address)
    of_admin = browse(ada).get(address)
    with time_machine.travel(timezone.now() + actions.UNDO_LASTS):
        late = browse(mona).get(address)

    assert f"Mona declined a post, just now . The reason: {UNDER_NDA} Undo until" in text_of(own)
    assert ("Undo until" in text_of(of_admin), "Undo until" in text_of(late)) == (True, False)
    assert 'data-key="n" href="/moderation/next/"' in own.text


def test_undo_from_the_page_puts_it_back_and_says_so(browse, mona):
    held = make.make_held_post()
    actions.decline_post(held, moderator=mona, reason=UNDER_NDA)
    client, address = browse(mona), f"/moderation/undo/{Undo.objects.get().press}/"

    first = text_of(client.post(address, follow=True))
    again = text_of(client.post(address, follow=True))

    assert "Taken back. It waits as it did, and nobody was told." in first
    assert "That is taken back already, or its ten minutes are over." in again
    assert [item.key for item in queries.queue(mona)] == [f"post-{held.pk}"]


def test_nobody_takes_back_what_a_colleague_decided(browse, mona):
    held = make.make_held_post()
    actions.decline_post(held, moderator=make.make_moderator("olga"), reason=UNDER_NDA)

    browse(mona).post(f"/moderation/undo/{Undo.objects.get().press}/")

    held.refresh_from_db()
    assert held.state == "declined"


def test_queue_says_what_came_of_it_and_offers_the_way_back(browse, mona, nils):
    held = make.make_held_post(author=nils)

    page = text_of(browse(mona).post(f"/moderation/posts/{held.pk}/approve/", follow=True))

    assert f"Approved. {nils.name} is told in ten minutes." in page
    assert re.search(r"You approved a post\. Nobody is told before \d.* Undo until \d", page)


def test_next_case_leads_on_past_what_a_colleague_looks_at(browse, mona, ada):
    first, second, third = (make.make_held_post() for _each in range(3))
    actions.claim_case(f"post-{first.pk}", moderator=ada)
    client = browse(mona)

    def leads_to(query: str = "") -> str:
        return client.get(f"/moderation/next/{query}")["Location"]

    assert leads_to() == f"/moderation/posts/{second.pk}/"
    assert leads_to(f"?after=post-{second.pk}") == f"/moderation/posts/{third.pk}/"
    assert leads_to(f"?after=post-{third.pk}") == "/moderation/"
    assert leads_to("?after=post-987654321") == f"/moderation/posts/{second.pk}/"


# --- Declining and blocking ------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "in_force"), [("silence", people.is_silenced), ("suspend", people.is_suspended)])
def test_decline_and_block_does_both_with_one_reason(kind, in_force, browse, mona, nils):
    held = make.make_held_post(author=nils)
    client, address = browse(mona), f"/moderation/posts/{held.pk}/"

    assert "Decline and block" in text_of(client.get(address))
    page = client.post(
        f"{address}decline-and-block/", {"reason": UNDER_NDA, "sanction": kind, "lasts": "7d"}, follow=True
    )

    held.refresh_from_db()
    sanction = Sanction.objects.get()
    assert (held.state, held.state_reason) == ("declined", UNDER_NDA)
    assert (sanction.person, sanction.kind, sanction.reason) == (nils, kind, UNDER_NDA)
    assert in_force(type(nils).objects.with_sanction().get(pk=nils.pk))
    assert list(Decision.objects.order_by("pk").values_list("verb", "case")) == [
        ("decline_post", ""), (kind, f"post-{held.pk}"),
    ]  # fmt: skip
    assert "Declined, and the author is blocked from now on." in text_of(page)


def test_undoing_it_takes_the_decline_back_and_leaves_the_sanction(mona, nils):
    held = make.make_held_post(author=nils)
    actions.decline_and_block(held, moderator=mona, reason=UNDER_NDA, kind="silence", lasts=None)

    actions.undo(Undo.objects.get(), moderator=mona)

    held.refresh_from_db()
    assert (held.state, Sanction.objects.get().is_in_force) == ("held", True)


def test_who_is_late_blocks_nobody(browse, mona, ada):
    held = make.make_held_post()
    actions.approve_post(held, moderator=ada)

    answer = browse(mona).post(
        f"/moderation/posts/{held.pk}/decline-and-block/", {"reason": TYPED, "sanction": "suspend", "lasts": "24h"}
    )

    assert answer.status_code == 409
    assert not Sanction.objects.exists()


def test_moderator_of_a_part_cannot_and_is_not_offered_it(browse, nils):
    tag = make.make_tag("fees")
    held = make.make_held_post(author=nils)
    held.thread.tags.add(tag)
    client, address = browse(make.make_scoped(tag=tag)), f"/moderation/posts/{held.pk}/"

    assert "Decline and block" not in text_of(client.get(address))
    assert client.post(f"{address}decline-and-block/", {"reason": TYPED, "sanction": "silence"}).status_code == 404
    assert not Sanction.objects.exists()


def test_block_without_a_reason_does_neither(browse, mona, nils):
    held = make.make_held_post(author=nils)

    answer = browse(mona).post(f"/moderation/posts/{held.pk}/decline-and-block/", {"sanction": "silence"})

    held.refresh_from_db()
    assert (answer.status_code, held.state, Sanction.objects.exists()) == (422, "held", False)
