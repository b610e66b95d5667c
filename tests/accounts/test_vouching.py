"""From consultant to partner by the word of two companies."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from community.accounts import actions
from community.accounts.models import Company, PartnerApplication, Sanction, User, VerificationEvidence, Vouch
from community.activity.models import Activity
from community.core.refusals import Refused
from tests import factories as make
from tests.accounts.pages import errors_of, text_of

pytestmark = pytest.mark.django_db

PAGE, ASK = "/accounts/partner/", "/accounts/partner/vouchers/"


@pytest.fixture
def dora(db):
    return make.make_user("dora")


@pytest.fixture
def application(dora):
    return make.make_application(dora, company_name="Dorn IT", message="Privateword")


@pytest.fixture
def link(application):
    return f"/accounts/vouch/{application.vouch_token}/"


def company_of(user) -> Company | None:
    return User.objects.get(pk=user.pk).company


def vouch(application, *people) -> None:
    for person in people:
        actions.answer_vouch(application, voucher=person, knows=True)


# --- Two companies ---------------------------------------------------------------------------------------


def test_two_partners_of_two_companies_make_a_partner_at_once(browse, dora, bob, bea, application, link, work):
    browse(bob).post(link, {"knows": "yes"})
    assert company_of(dora) is None
    browse(bea).post(link, {"knows": "yes"})
    work()

    application.refresh_from_db()
    assert (company_of(dora).name, application.state, application.how) == ("Dorn IT", "approved", "vouched")
    assert list(application.vouches.order_by("pk").values_list("voucher", "answer", "company")) == [
        (bob.pk, "yes", bob.company.pk), (bea.pk, "yes", bea.company.pk),
    ]  # fmt: skip
    assert [message.to for message in mail.outbox] == [[dora.email]]
    activity = Activity.objects.get(verb="application.approved")
    assert (activity.actor, activity.facts) == (None, {"how": "vouched"})


def test_two_people_of_one_company_are_one_word(dora, bob, bea, application):
    colleague = make.make_partner(company=bob.company)
    vouch(application, bob, colleague)
    assert company_of(dora) is None

    vouch(application, bea)
    assert company_of(dora).name == "Dorn IT"


def test_saying_no_and_saying_it_twice_count_for_nothing(browse, dora, bob, bea, application, link):
    browse(bob).post(link, {"knows": "no"})
    browse(bob).post(link, {"knows": "yes"})  # what was said stays
    browse(bea).post(link, {"knows": "yes"})
    browse(bea).post(link, {"knows": "yes"})

    assert company_of(dora) is None
    assert list(Vouch.objects.order_by("pk").values_list("answer", flat=True)) == ["no", "yes"]


@pytest.mark.parametrize("kind", ["suspend", "silence"])
def test_word_of_somebody_who_is_sanctioned_meanwhile_does_not_count(dora, bob, bea, application, mona, kind):
    vouch(application, bob)
    Sanction.objects.create(person=bob, kind=kind, reason="Spam.", given_by=mona)

    vouch(application, bea)
    assert company_of(dora) is None

    vouch(application, make.make_partner())
    assert company_of(dora).name == "Dorn IT"


def test_who_is_silenced_cannot_vouch(bob, application, mona):
    Sanction.objects.create(person=bob, kind="silence", reason="Spam.", given_by=mona)

    with pytest.raises(Refused, match="You can read, but not write"):
        vouch(application, bob)


def test_people_of_the_company_itself_cannot_vouch_for_it(application):
    insider = make.make_partner(company=make.make_company("DORN it"))

    with pytest.raises(Refused, match="another company"):
        vouch(application, insider)


def test_five_vouches_within_a_month_and_no_more(bob, application):
    vouch_for = [make.make_application() for _number in range(5)]
    for one in vouch_for:
        vouch(one, bob)

    with pytest.raises(Refused, match="five people within a month"):
        vouch(application, bob)
    assert actions.answer_vouch(application, voucher=bob, knows=False)  # which is not counted
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        vouch(make.make_application(), bob)
    assert Vouch.objects.filter(voucher=bob, answer="yes").count() == 6


def test_nobody_vouches_once_it_is_decided(bob, application, mona):
    actions.decline_application(application, by=mona, reason="No imprint.")

    with pytest.raises(Refused, match="This is decided"):
        vouch(application, bob)


# --- Who sees what ---------------------------------------------------------------------------------------


def test_partner_reads_who_asks_and_nothing_that_moderators_alone_read(browse, bob, application, link):
    text = text_of(browse(bob).get(link))

    assert ("Do you know Dora?" in text, "Dorn IT" in text, "Privateword" in text) == (True, True, False)


@pytest.mark.parametrize("who", ["carla", "alice", "mona"])
def test_link_leads_nowhere_for_others_than_partners(browse, request, link, who, application):
    client = browse(request.getfixturevalue(who))

    assert [client.get(link).status_code, client.post(link, {"knows": "yes"}).status_code] == [404, 404]
    assert not Vouch.objects.exists()


def test_visitor_is_asked_to_sign_in_and_the_applicant_led_back(browse, dora, link):
    assert browse().get(link)["Location"].startswith("/accounts/login/")
    assert browse(dora).get(link)["Location"] == PAGE
    assert browse(dora).post(link, {"knows": "yes"})["Location"] == PAGE
    assert not Vouch.objects.exists()


def test_applicant_is_not_told_who_said_no_and_moderators_are(browse, dora, bob, mona, application, link):
    actions.ask_to_vouch(application, partner=bob)
    browse(bob).post(link, {"knows": "no"})

    own = text_of(browse(dora).get(PAGE))
    case = text_of(browse(mona).get(f"/moderation/applications/{application.pk}/"))
    assert ("Bob asked" in own, "cannot say so" in own) == (True, False)
    assert "cannot say so" in case


# --- Asking ----------------------------------------------------------------------------------------------


def test_applicant_asks_a_partner_by_handle_who_is_told_once(browse, dora, bob, application, link, work):
    client = browse(dora)
    for _time in range(2):
        assert client.post(ASK, {"handle": "@bob"})["Location"] == PAGE
    work()

    (told,) = mail.outbox
    assert (told.to, "Dora asks you to vouch" in told.subject, link in told.body) == ([bob.email], True, True)
    assert Vouch.objects.get().asked_at is not None


@pytest.mark.parametrize(
    ("handle", "sentence"),
    [
        ("nobody-here", "Nobody here has this handle. Copy it from the person’s page."),
        ("carla", "This person is not a partner. Ask somebody with a company."),
        ("", "Write the handle of somebody who knows you."),
    ],
)
def test_whom_one_cannot_ask_is_said_and_the_handle_kept(browse, dora, carla, application, handle, sentence):
    response = browse(dora).post(ASK, {"handle": handle})

    assert (response.status_code, errors_of(response)) == (422, [sentence])
    assert response.context["form"]["handle"].value() == handle
    assert not Vouch.objects.exists()


def test_five_are_asked_by_name_and_no_more(application):
    for _number in range(5):
        actions.ask_to_vouch(application, partner=make.make_partner())

    with pytest.raises(Refused, match="You have asked five people"):
        actions.ask_to_vouch(application, partner=make.make_partner())


def test_nobody_asks_for_an_application_that_is_not_theirs(browse, bob, application):
    assert browse(bob).post(ASK, {"handle": "bob"}).status_code == 404


def test_how_an_application_was_decided_is_kept(dora, mona, application):
    company = make.make_company("Mailed", email_domain="mailed.example")
    colleague = make.make_user("kim", email="kim@mailed.example")
    facts = {"website": "", "country": "DE", "size": "1", "message": "See the imprint."}
    actions.apply_as_partner(applicant=colleague, company_name=company.name, **facts)
    actions.approve_application(application, by=mona)

    assert dict(PartnerApplication.objects.values_list("applicant__handle", "how")) == {
        "kim": "mail", "dora": "moderator",
    }  # fmt: skip


def test_link_of_a_declined_application_leads_nowhere(browse, bob, mona, application, link):
    actions.decline_application(application, by=mona, reason="No imprint.")

    assert browse(bob).get(link).status_code == 404


# --- The proof of an application --------------------------------------------------------------------------


def test_proof_is_apart_and_removed_once_it_is_decided(browse, dora, bob, mona, application):
    path, case = f"/accounts/evidence/{application.evidence.pk}/remove/", f"/moderation/applications/{application.pk}/"
    client = browse(dora)
    client.post(path)
    assert "Privateword" in text_of(browse(mona).get(case))  # a moderator still needs it

    actions.decline_application(application, by=mona, reason="No imprint.")
    assert browse(bob).post(path).status_code == 404
    assert client.post(path)["Location"] == PAGE

    assert not VerificationEvidence.objects.exists()
    assert "removed since" in text_of(browse(mona).get(case))


def test_proof_goes_by_itself_ninety_days_after_the_decision(mona, application):
    waiting = make.make_application()
    actions.decline_application(application, by=mona, reason="No imprint.")

    with time_machine.travel(timezone.now() + dt.timedelta(days=89)):
        assert actions.drop_old_evidence() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=91)):
        assert actions.drop_old_evidence() == 1
    assert VerificationEvidence.objects.get().application == waiting
