"""Who speaks for a vendor: asked for, granted, worn post by post, and taken off."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.utils import timezone

from community.accounts import actions, retention
from community.accounts.jobs import drop_old_traces
from community.accounts.models import Hat, HatRequest, VerificationEvidence
from community.activity.models import Activity
from community.core.refusals import Refused
from community.forum import actions as forum
from community.forum.models import Post
from community.moderation import actions as moderation
from community.moderation.models import Decision
from tests import factories as make
from tests.accounts.pages import text_of

pytestmark = pytest.mark.django_db

PAGE = "/accounts/hats/"
PROOF = "https://vendor.example/team/dora"


@pytest.fixture
def dora(db):
    return make.make_user("dora")


@pytest.fixture
def vendor(db):
    return make.make_vendor("Nordwind Systems")


@pytest.fixture
def change(vendor):
    return make.make_change(vendor=vendor)


@pytest.fixture
def asked(dora, vendor):
    return make.make_hat_request(
        dora, vendor, proof_url=PROOF, text="Privateword, ask Kim", url="https://intra.example/privatelink"
    )


# --- Asking and deciding ---------------------------------------------------------------------------------


def test_representative_asks_with_a_public_and_a_private_proof(browse, dora, mona, vendor):
    client = browse(dora)

    response = client.post(PAGE, {"vendor": vendor.pk, "proof_url": PROOF, "text": "Ask Kim.", "url": ""})

    request, evidence = HatRequest.objects.get(), VerificationEvidence.objects.get()
    assert (response.status_code, response["Location"]) == (302, PAGE)
    assert (request.requester, request.vendor, request.proof_url, request.state) == (dora, vendor, PROOF, "pending")
    assert (evidence.owner, evidence.hat_request, evidence.text) == (dora, request, "Ask Kim.")
    assert not Hat.objects.exists()
    assert "Nordwind Systems: waiting for a moderator" in text_of(client.get(PAGE))
    assert "Nordwind Systems" in text_of(browse(mona).get("/moderation/?kind=hat"))


@pytest.mark.parametrize("proof", ["http://vendor.example/team", "ftp://vendor.example/", "javascript:alert(1)", ""])
def test_public_proof_is_an_address_that_everybody_can_follow_safely(browse, dora, vendor, proof):
    response = browse(dora).post(PAGE, {"vendor": vendor.pk, "proof_url": proof, "text": "Keptword"})

    assert (response.status_code, HatRequest.objects.count()) == (422, 0)
    assert "Keptword" in response.content.decode()


def test_request_is_made_once_and_not_for_a_hat_that_is_worn(dora, vendor, asked):
    with pytest.raises(Refused, match="is waiting for a moderator"):
        make.make_hat_request(dora, vendor)
    moderation.grant_hat(asked, moderator=make.make_moderator())
    with pytest.raises(Refused, match="You speak for Nordwind Systems already"):
        make.make_hat_request(dora, vendor)


def test_moderator_grants_it_and_the_proof_is_for_everybody(browse, dora, mona, asked, work):
    client = browse(mona)
    assert "Privateword" in text_of(client.get(f"/moderation/hats/{asked.pk}/"))

    client.post(f"/moderation/hats/{asked.pk}/grant/")
    client.post(f"/moderation/hats/{asked.pk}/grant/")
    work()

    hat = Hat.objects.get()
    assert (hat.wearer, hat.vendor, hat.proof_url, hat.doffed_at) == (dora, asked.vendor, PROOF, None)
    page = browse().get("/people/dora/").content.decode()
    assert ("represents Nordwind Systems" in page, f'href="{PROOF}"' in page) == (True, True)
    assert list(Decision.objects.values_list("verb", "target_kind", "target_id", "reason")) == [
        ("grant_hat", "hatrequest", asked.pk, "")
    ]
    (told,) = mail.outbox
    said = "You may speak for Nordwind Systems now. With each post you choose whether you do"
    assert (told.to, told.subject) == ([dora.email], said)


def test_moderator_declines_with_a_reason_that_only_the_requester_and_moderators_read(
    browse, dora, mona, bob, asked, work
):
    client = browse(mona)
    assert client.post(f"/moderation/hats/{asked.pk}/decline/", {"reason": ""}).status_code == 422

    client.post(f"/moderation/hats/{asked.pk}/decline/", {"reason": "Reasonword: no such page."})
    work()

    asked.refresh_from_db()
    assert (asked.state, Hat.objects.count()) == ("declined", 0)
    assert [[*told.to, "Reasonword" in told.body] for told in mail.outbox] == [[dora.email, True]]
    sees = {
        who.handle: "Reasonword" in text_of(browse(who).get(page))
        for who, page in ((dora, PAGE), (bob, "/moderation/log/"), (mona, "/moderation/log/"))
    }
    assert sees == {"dora": True, "bob": False, "mona": True}


def test_moderator_cannot_grant_a_hat_to_themselves(mona, vendor):
    with pytest.raises(Refused, match="This is yours"):
        moderation.grant_hat(make.make_hat_request(mona, vendor), moderator=mona)
    assert not Hat.objects.exists()


@pytest.mark.parametrize("who", ["visitor", "bob", "alice"])
def test_private_proof_and_its_case_are_for_moderators_only(browse, request, asked, who, mona):
    moderation.grant_hat(asked, moderator=mona)
    viewer = request.getfixturevalue(who) if who != "visitor" else None
    client = browse(viewer) if viewer else browse()

    pages = [client.get(path) for path in (f"/moderation/hats/{asked.pk}/", "/people/dora/", PAGE, "/moderation/log/")]

    assert pages[0].status_code in {302, 403, 404}
    assert [word for page in pages for word in ("Privateword", "privatelink") if word in page.content.decode()] == []


# --- The private proof goes ------------------------------------------------------------------------------


def test_requester_removes_the_private_proof_once_it_is_decided(browse, dora, bob, mona, asked):
    evidence, client = asked.evidence, browse(dora)
    path = f"/accounts/evidence/{evidence.pk}/remove/"

    client.post(path)
    assert VerificationEvidence.objects.count() == 1  # a moderator still needs it
    moderation.decline_hat(asked, moderator=mona, reason="No.")
    assert browse(bob).post(path).status_code == 404
    client.post(path)

    assert VerificationEvidence.objects.count() == 0
    assert "removed since" in text_of(browse(mona).get(f"/moderation/hats/{asked.pk}/"))


def test_private_proof_goes_by_itself_ninety_days_after_the_decision(mona, vendor, asked):
    other, waiting = make.make_hat_request(vendor=vendor), make.make_hat_request(vendor=vendor)
    moderation.decline_hat(asked, moderator=mona, reason="No.")
    moderation.grant_hat(other, moderator=mona)
    HatRequest.objects.filter(pk=other.pk).update(decided_at=timezone.now() - dt.timedelta(days=89))
    HatRequest.objects.filter(pk=asked.pk).update(decided_at=timezone.now() - dt.timedelta(days=91))

    drop_old_traces(0)

    assert set(VerificationEvidence.objects.values_list("hat_request", flat=True)) == {other.pk, waiting.pk}


# --- Worn post by post -----------------------------------------------------------------------------------


@pytest.fixture
def alice(change):
    """Whose posts are shown at once."""
    alice = make.make_representative("alice", vendor=change.vendor)
    actions.trust(alice)
    return alice


def test_each_post_is_said_for_the_vendor_or_for_oneself(browse, change, alice):
    client, hat = browse(alice), alice.hats.get()
    path = f"/t/{change.thread.slugged_id}/replies/"

    client.post(path, {"source": "We have heard you.", "hat": hat.pk})
    client.post(path, {"source": "I am sorry about this myself.", "hat": ""})
    client.post(path, {"source": "A form that names no hat."})

    assert list(Post.objects.order_by("number").values_list("source", "hat")) == [
        ("We have heard you.", hat.pk), ("I am sorry about this myself.", None), ("A form that names no hat.", None),
    ]  # fmt: skip
    page = browse().get(change.thread.get_absolute_url()).content.decode()
    assert page.count("for Nordwind Systems</") == 1


def checked(page: str) -> str:
    """The value of the hat that the form begins with."""
    tags = [part.partition(">")[0] for part in page.split("<input")[1:]]
    (radio,) = [tag for tag in tags if 'name="hat"' in tag and tag.endswith(" checked")]
    return radio.partition('value="')[2].partition('"')[0]


def test_form_begins_with_the_hat_under_a_change_of_the_vendor_and_without_it_elsewhere(browse, change, bob, alice):
    client, hat = browse(alice), alice.hats.get()
    anywhere, others = make.make_thread(bob), make.make_change()

    assert checked(client.get(change.thread.get_absolute_url()).content.decode()) == str(hat.pk)
    assert checked(client.get(anywhere.get_absolute_url()).content.decode()) == ""
    assert 'name="hat"' not in client.get(others.thread.get_absolute_url()).content.decode()
    assert 'name="hat"' not in browse(bob).get(change.thread.get_absolute_url()).content.decode()


def test_choice_is_kept_when_the_text_is_not_accepted(browse, change, alice):
    path = f"/t/{change.thread.slugged_id}/replies/"

    pages = [browse(alice).post(path, {"source": "", "hat": hat}) for hat in (alice.hats.get().pk, "")]
    chosen = [checked(page.content.decode()) for page in pages]

    assert chosen == [str(alice.hats.get().pk), ""]


def test_nobody_wears_anothers_hat_nor_one_that_is_off_nor_under_another_vendors_change(browse, change, bob, alice):
    hat, others = alice.hats.get(), make.make_change()

    response = browse(bob).post(f"/t/{change.thread.slugged_id}/replies/", {"source": "Keptword", "hat": hat.pk})
    assert (response.status_code, "Keptword" in response.content.decode()) == (422, True)
    for author, thread in ((bob, change.thread), (alice, others.thread)):
        with pytest.raises(Refused):
            forum.post_reply(author=author, thread=thread, source="For the vendor.", hat=hat)
    actions.doff_hat(hat, by=alice)
    with pytest.raises(Refused):
        forum.post_reply(author=make.make_partner(), thread=change.thread, source="For the vendor.", hat=hat)
    assert not Post.objects.exclude(hat=None).exists()


# --- Taken off -------------------------------------------------------------------------------------------


def test_posts_keep_for_whom_they_were_said_with_the_month_in_which_the_hat_came_off(browse, change, alice):
    hat = alice.hats.get()
    forum.post_reply(author=alice, thread=change.thread, source="We have heard you.", hat=hat)

    with time_machine.travel(dt.datetime(2027, 5, 9, 12, tzinfo=dt.UTC)):
        actions.doff_hat(hat, by=alice)

    assert "for Nordwind Systems, until May 2027" in text_of(browse().get(change.thread.get_absolute_url()))
    assert "represented Nordwind Systems until May 2027" in text_of(browse().get("/people/alice/"))
    assert not actions.doff_hat(hat, by=alice)


def test_wearer_takes_it_off_and_nobody_else_but_a_moderator(browse, bob, alice):
    hat = alice.hats.get()

    assert browse(bob).post(f"/accounts/hats/{hat.pk}/doff/").status_code == 404
    with pytest.raises(Refused):
        actions.doff_hat(hat, by=bob)
    browse(alice).post(f"/accounts/hats/{hat.pk}/doff/")

    hat.refresh_from_db()
    assert hat.doffed_at is not None
    assert not Decision.objects.filter(verb="doff_hat").exists()


def test_moderator_takes_it_off_with_a_reason_that_the_wearer_reads(browse, mona, bob, work, alice):
    hat, client = alice.hats.get(), browse(mona)
    path = f"/moderation/hats/{hat.pk}/take-off/"

    assert client.post(path, {"reason": ""}).status_code == 422
    client.post(path, {"reason": "Reasonword: left the vendor."})
    work()

    hat.refresh_from_db()
    assert hat.doffed_at is not None
    assert [[*told.to, "Reasonword" in told.body] for told in mail.outbox] == [[alice.email, True]]
    logged = Decision.objects.filter(target_kind="hat").values_list("verb", "target_id")
    assert list(logged) == [("doff_hat", hat.pk)]
    assert "Reasonword" not in text_of(browse(bob).get("/moderation/log/"))


def test_hat_may_be_asked_for_again_after_it_was_taken_off(mona, dora, vendor, asked):
    moderation.grant_hat(asked, moderator=mona)
    actions.doff_hat(dora.hats.get(), by=dora)

    moderation.grant_hat(make.make_hat_request(dora, vendor), moderator=mona)

    assert [hat.doffed_at is None for hat in dora.hats.order_by("pk")] == [False, True]
    assert not Hat.objects.visible_to(AnonymousUser()).exclude(wearer=dora).exists()
    assert Activity.objects.filter(verb="hat.granted").count() == 2


def test_posts_stay_said_for_the_vendor_when_the_account_is_closed(browse, change, alice, mona):
    hat = alice.hats.get()
    Hat.objects.filter(pk=hat.pk).update(proof_url=PROOF)
    forum.post_reply(author=alice, thread=change.thread, source="We have heard you.", hat=hat)
    make.make_answer(make.make_question(change), author=alice)

    retention.scrub(alice)

    hat.refresh_from_db()
    assert (hat.doffed_at is None, hat.proof_url) == (False, "")
    page = browse().get(change.thread.get_absolute_url()).content.decode()
    assert ("for Nordwind Systems, until" in page, PROOF in page) == (True, False)
