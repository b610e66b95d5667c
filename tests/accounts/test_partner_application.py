"""From consultant to partner."""

import threading

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError, connection, transaction

from community.accounts import actions
from community.accounts.models import Company, Membership, PartnerApplication, User
from community.core.refusals import Refused
from community.moderation import actions as moderation
from tests import factories as make
from tests.accounts.pages import errors_of, text_of
from tests.leaks.rows import empty_queue

pytestmark = pytest.mark.django_db

PAGE = "/accounts/partner/"
FACTS = {"company_name": "Dorn IT", "website": "", "country": "DE", "size": "2-10", "message": "See the imprint."}


@pytest.fixture
def dora(db):
    return make.make_user("dora", email="dora@dorn-it.example")


@pytest.fixture
def application(dora):
    return actions.apply_as_partner(applicant=dora, **FACTS)


def company_of(user) -> Company | None:
    return User.objects.get(pk=user.pk).company


# --- Applying --------------------------------------------------------------------------------------------


def test_application_waits_for_a_moderator(browse, dora, mona):
    client = browse(dora)

    response = client.post(PAGE, FACTS)

    application = PartnerApplication.objects.get()
    assert (response.status_code, response["Location"]) == (302, PAGE)
    assert (application.applicant, application.company_name, application.state) == (dora, "Dorn IT", "pending")
    assert company_of(dora) is None
    assert "Dorn IT: waiting for a moderator" in text_of(client.get(PAGE))
    assert "Dorn IT" in text_of(browse(mona).get("/moderation/?kind=application"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"company_name": ""}, "This field is required."),
        ({"company_name": "D" * 81}, "Ensure this value has at most 80 characters (it has 81)."),
        ({"country": "XX"}, "Select a valid choice. XX is not one of the available choices."),
        ({"size": "7"}, "Select a valid choice. 7 is not one of the available choices."),
        ({"website": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"message": ""}, "This field is required."),
        ({"message": "m" * 1001}, "Ensure this value has at most 1000 characters (it has 1001)."),
    ],
)
def test_what_cannot_be_taken_is_said_and_the_rest_is_kept(browse, dora, typed, sentence):
    given = FACTS | typed

    response = browse(dora).post(PAGE, given)

    assert response.status_code == 422
    assert errors_of(response) == [sentence]
    assert {name: response.context["form"][name].value() for name in FACTS} == given
    assert not PartnerApplication.objects.exists()


def test_only_the_facts_asked_for_are_taken(browse, dora, bob):
    browse(dora).post(PAGE, FACTS | {"state": "approved", "applicant": bob.pk, "reason": "mine", "role": "admin"})

    application = PartnerApplication.objects.get()
    assert (application.applicant, application.state, application.reason) == (dora, "pending", "")
    assert User.objects.get(pk=dora.pk).role == "member"


def test_second_application_is_refused_while_the_first_waits(browse, dora, application):
    client = browse(dora)

    response = client.post(PAGE, FACTS | {"company_name": "Second Try"}, follow=True)

    assert "Your application is waiting for a moderator. You will hear by mail." in text_of(response)
    assert list(PartnerApplication.objects.values_list("company_name", flat=True)) == ["Dorn IT"]


def test_database_refuses_a_second_application_that_waits(dora, application):
    with pytest.raises(IntegrityError, match="one_pending_application_per_person"), transaction.atomic():
        make.make_application(dora)


@pytest.mark.django_db(transaction=True)
def test_form_sent_twice_at_once_makes_one_application(dora):
    """The second press reaches another process while the first is at work."""
    ready, outcomes = threading.Barrier(2), []

    def apply() -> None:
        applicant = User.objects.get(pk=dora.pk)
        ready.wait(timeout=5)
        try:
            outcomes.append(actions.apply_as_partner(applicant=applicant, **FACTS).state)
        except Refused as refusal:
            outcomes.append(refusal.sentence)
        finally:
            connection.close()

    _at_once(apply, apply)
    empty_queue()

    assert sorted(outcomes) == ["Your application is waiting for a moderator. You will hear by mail.", "pending"]
    assert PartnerApplication.objects.count() == 1


def test_partner_and_visitor_cannot_apply(bob, visitor):
    with pytest.raises(Refused, match=f"You are a partner already, with {bob.company}"):
        actions.apply_as_partner(applicant=bob, **FACTS)
    with pytest.raises(Refused, match="Sign in to apply as a partner"):
        actions.apply_as_partner(applicant=visitor, **FACTS)
    assert not PartnerApplication.objects.exists()


# --- Approved at once ------------------------------------------------------------------------------------


def test_address_at_a_verified_company_is_approved_at_once(browse, dora, work):
    company = make.make_company("Dorn IT GmbH", email_domain="dorn-it.example")

    response = browse(dora).post(PAGE, FACTS, follow=True)

    assert company_of(dora) == company
    assert "You are a partner now: your mail address belongs to a verified company." in text_of(response)
    assert PartnerApplication.objects.get().state == "approved"
    work()
    assert [message.to for message in mail.outbox] == [["dora@dorn-it.example"]]


def test_address_that_is_not_verified_proves_nothing(dora):
    make.make_company(email_domain="dorn-it.example")
    EmailAddress.objects.update(verified=False)

    assert actions.apply_as_partner(applicant=dora, **FACTS).state == "pending"


def test_second_address_that_is_verified_but_not_the_own_one_proves_nothing(dora):
    make.make_company(email_domain="other.example")
    EmailAddress.objects.create(user=dora, email="dora@other.example", verified=True, primary=False)

    assert actions.apply_as_partner(applicant=dora, **FACTS).state == "pending"


def test_company_that_nobody_verified_lets_nobody_in(dora):
    make.make_company(email_domain="dorn-it.example", verified_at=None)

    assert actions.apply_as_partner(applicant=dora, **FACTS).state == "pending"


@pytest.mark.parametrize(
    "address", ["dora@notdorn-it.example", "dora@sub.dorn-it.example", "dorn-it.example@evil.example"]
)
def test_address_that_only_looks_like_the_companys_proves_nothing(address):
    make.make_company(email_domain="dorn-it.example")

    assert actions.apply_as_partner(applicant=make.make_user(email=address), **FACTS).state == "pending"


def test_public_mail_provider_never_proves_anything():
    make.make_company(email_domain="gmail.com")  # written by a mistake on the admin site
    applicant = make.make_user(email="Dora@GMail.com")

    assert actions.verified_domain(applicant) == ""
    assert actions.apply_as_partner(applicant=applicant, **FACTS).state == "pending"


# --- Decided by a moderator ------------------------------------------------------------------------------


def test_approval_makes_a_new_verified_company(application, dora, mona):
    assert moderation.approve_application(application, moderator=mona) is True

    company = company_of(dora)
    assert (company.name, company.slug, company.country, company.size) == ("Dorn IT", "dorn-it", "DE", "2-10")
    assert company.verified_at is not None
    assert company.email_domain == ""
    application.refresh_from_db()
    assert (application.state, application.decided_at is None) == ("approved", False)


def test_applicant_joins_the_company_of_that_name(application, dora, mona):
    known = make.make_company("DORN it", country="AT")

    moderation.approve_application(application, moderator=mona)

    assert company_of(dora) == known
    known.refresh_from_db()
    assert (known.name, known.country, Company.objects.count()) == ("DORN it", "AT", 1)


def test_approval_verifies_a_company_that_was_only_known(application, dora, mona):
    known = make.make_company("Dorn IT", verified_at=None)

    moderation.approve_application(application, moderator=mona)

    known.refresh_from_db()
    assert (company_of(dora), known.verified_at is None) == (known, False)


def test_companies_whose_names_look_alike_get_addresses_of_their_own(mona):
    for name in ("Dorn IT", "Dorn-IT", "Dorn, IT!", "独り会社", "株式会社"):
        moderation.approve_application(make.make_application(company_name=name), moderator=mona)

    assert list(Company.objects.order_by("pk").values_list("slug", flat=True)) == [
        "dorn-it", "dorn-it-2", "dorn-it-3", "company", "company-2",
    ]  # fmt: skip


def test_long_name_gets_a_slug_that_fits(mona):
    names = ["D" * 80, "d" * 79 + "!"]
    for name in names:
        assert moderation.approve_application(make.make_application(company_name=name), moderator=mona)

    assert list(Company.objects.order_by("pk").values_list("slug", flat=True)) == ["d" * 70, "d" * 70 + "-2"]


def test_approved_applicant_hears_it_on_the_site_and_by_mail(browse, application, dora, mona, work):
    moderation.approve_application(application, moderator=mona)
    work()

    (message,) = mail.outbox
    assert message.to == ["dora@dorn-it.example"]
    assert message.subject == "You are a partner now, with Dorn IT. You may write and ask."
    assert "Why you get this: You applied as a partner." in message.body
    assert message.subject in text_of(browse(dora).get("/inbox/"))


def test_declined_applicant_hears_the_reason_and_may_apply_again(browse, application, dora, mona, work):
    client = browse(dora)
    moderation.decline_application(application, moderator=mona, reason="The imprint names somebody else.")
    work()

    (message,) = mail.outbox
    assert (message.to, message.subject) == (["dora@dorn-it.example"], "Your application with Dorn IT was declined")
    assert "The reason: The imprint names somebody else." in message.body
    assert "The imprint names somebody else." in text_of(client.get("/inbox/"))
    assert "Dorn IT: declined" in text_of(client.get(PAGE))
    assert "The imprint names somebody else. You may apply again." in text_of(client.get(PAGE))
    assert company_of(dora) is None

    client.post(PAGE, FACTS | {"message": "The imprint is mended."})
    assert list(PartnerApplication.objects.order_by("pk").values_list("state", flat=True)) == ["declined", "pending"]


def test_decided_application_stays_decided(application, dora, mona):
    moderation.decline_application(application, moderator=mona, reason="No.")

    assert moderation.approve_application(application, moderator=mona) is False
    assert moderation.decline_application(application, moderator=mona, reason="Never.") is False

    application.refresh_from_db()
    assert (application.state, application.reason, company_of(dora)) == ("declined", "No.", None)


def test_person_who_became_a_partner_meanwhile_stays_with_that_company(application, dora, mona):
    company = make.make_company()
    Membership.objects.create(user=dora, company=company)

    moderation.approve_application(application, moderator=mona)

    assert company_of(dora) == company


# --- The mail domain of a company ------------------------------------------------------------------------


def application_state(application) -> str:
    return PartnerApplication.objects.get(pk=application.pk).state


def approve(browse, mona, application, **typed):
    return browse(mona).post(f"/moderation/applications/{application.pk}/approve/", typed)


def test_verified_domain_becomes_the_companys_if_the_moderator_says_so(browse, application, dora, mona):
    approve(browse, mona, application, email_domain="dorn-it.example")

    assert company_of(dora).email_domain == "dorn-it.example"


def test_domain_of_somebody_else_never_becomes_the_companys(browse, application, dora, mona):
    """A tampered form would let everybody with an address there in."""
    make.make_user("carl", email="carl@big-vendor.example")

    response = approve(browse, mona, application, email_domain="big-vendor.example")

    assert response.status_code == 422
    assert application_state(application) == "pending"
    assert list(Company.objects.exclude(email_domain="").values_list("email_domain", flat=True)) == []


@pytest.mark.parametrize("domain", ["gmail.com", "GMAIL.com", "gmail.com ", "dorn-it.example", "x" * 300])
def test_public_domain_never_becomes_a_companys_however_it_is_spelt(browse, mona, domain):
    application = make.make_application(make.make_user("gerd", email="gerd@gmail.com"))

    approve(browse, mona, application, email_domain=domain)

    assert application_state(application) == "pending"
    assert list(Company.objects.exclude(email_domain="").values_list("email_domain", flat=True)) == []


def test_domain_of_a_company_is_not_replaced(browse, application, dora, mona):
    make.make_company("Dorn IT", email_domain="dorn.example")

    approve(browse, mona, application, email_domain="dorn-it.example")

    assert company_of(dora).email_domain == "dorn.example"


def test_domain_that_another_company_has_stays_there(browse, application, dora, mona):
    """Verified after the application was handed in, or else it had been approved at once."""
    other = make.make_company("Holding", email_domain="dorn-it.example")

    response = approve(browse, mona, application, email_domain="dorn-it.example")

    assert response.status_code == 302
    assert company_of(dora) is not None
    assert list(Company.objects.filter(email_domain="dorn-it.example")) == [other]


def _at_once(*jobs) -> None:
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
