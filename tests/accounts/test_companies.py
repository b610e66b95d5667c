"""The page of a company: what it says, who claims it, who keeps it."""

import pytest
from django.core import mail

from community.accounts import actions
from community.accounts.models import Company, CompanyClaim, VerificationEvidence
from community.core.refusals import Refused
from community.moderation import actions as moderation
from community.moderation.models import Decision
from tests import factories as make
from tests.accounts.pages import errors_of, text_of

pytestmark = pytest.mark.django_db

SAID = {
    "website": "https://dorn.example/",
    "country": "AT",
    "roles": ["reseller"],
    "description": "Firstword.\n\nNext.",
    "programs_shown_to": "partners",
}


@pytest.fixture
def company(db):
    return make.make_company("Dorn IT", email_domain="dorn.example", country="DE", roles=["isv"])


@pytest.fixture
def dora(company):
    """With an address of the company."""
    return make.make_partner("dora", company=company, email="dora@dorn.example")


@pytest.fixture
def dirk(company):
    """With an address that says nothing."""
    return make.make_partner("dirk", company=company)


@pytest.fixture
def claim(dirk):
    return make.make_claim(dirk, text="Privateword")


PAGE = "/companies/dorn-it/"


# --- What it says ----------------------------------------------------------------------------------------


def test_everybody_reads_who_the_company_is_and_who_of_it_is_here(browse, company, dora, dirk):
    make.make_partner("gone", company=company, name="Goneword", is_active=False)
    page = text_of(browse().get(PAGE))

    assert [word for word in ("Dorn IT", "Germany", "2–10 people", "verified since", "Software vendors", "Dora", "Dirk")
            if word not in page] == []  # fmt: skip
    assert "Goneword" not in page
    assert "dorn.example" not in page


def test_company_that_nobody_has_verified_is_for_moderators_only(browse, company, bob, mona):
    Company.objects.filter(pk=company.pk).update(verified_at=None)

    assert [browse().get(PAGE).status_code, browse(bob).get(PAGE).status_code] == [404, 404]
    assert browse(mona).get(PAGE).status_code == 200


@pytest.mark.parametrize(
    ("how", "words"), [("moderator", "by a moderator"), ("vouched", "by the word of two companies")]
)
def test_page_says_how_the_company_was_verified(browse, bob, bea, mona, how, words):
    application = make.make_application(company_name="New Name")
    if how == "moderator":
        moderation.approve_application(application, moderator=mona)
    else:
        for partner in (bob, bea):
            actions.answer_vouch(application, voucher=partner, knows=True)

    assert words in text_of(browse().get("/companies/new-name/"))


def test_persons_page_leads_to_the_company(browse, dora):
    assert f'href="{PAGE}"' in browse().get("/people/dora/").text


# --- Claiming --------------------------------------------------------------------------------------------


def test_address_of_the_mail_domain_is_enough(browse, company, dora):
    client = browse(dora)
    assert 'name="text"' not in client.get(f"{PAGE}claim/").text

    assert client.post(f"{PAGE}claim/", {})["Location"] == PAGE

    claim = CompanyClaim.objects.get()
    assert (claim.claimant, claim.company, claim.state) == (dora, company, "granted")
    assert not VerificationEvidence.objects.exists()
    assert "Kept by Dora" in text_of(browse().get(PAGE))


def test_address_of_another_domain_or_one_that_is_not_verified_is_not_enough(company, dora, dirk):
    dora.emailaddress_set.update(verified=False)

    states = [actions.claim_company(company, claimant=who, text="Ask.").state for who in (dora, dirk)]

    assert states == ["pending", "pending"]


def test_moderator_grants_what_the_address_does_not_say(browse, dirk, mona, work):
    client = browse(dirk)
    assert errors_of(client.post(f"{PAGE}claim/", {"text": ""})) == ["Say how a moderator can check it."]
    client.post(f"{PAGE}claim/", {"text": "Privateword", "url": ""})
    claim = CompanyClaim.objects.get()
    assert "Your claim of this page: waiting for a moderator" in text_of(client.get(PAGE))
    assert "Dorn IT" in text_of(browse(mona).get("/moderation/?kind=claim"))
    assert "Privateword" in text_of(browse(mona).get(f"/moderation/company-claims/{claim.pk}/"))

    browse(mona).post(f"/moderation/company-claims/{claim.pk}/grant/")
    work()

    assert "Kept by Dirk" in text_of(browse().get(PAGE))
    assert [(told.to, told.subject) for told in mail.outbox] == [([dirk.email], "You keep the page of Dorn IT now")]
    assert list(Decision.objects.values_list("verb", "target_id")) == [("grant_claim", claim.pk)]


def test_why_a_claim_was_declined_only_the_claimant_and_moderators_read(browse, bob, dirk, dora, mona, claim, work):
    browse(mona).post(f"/moderation/company-claims/{claim.pk}/decline/", {"reason": "Reasonword"})
    work()

    pages = [(dirk, PAGE), (dora, PAGE), (bob, "/moderation/log/"), (mona, "/moderation/log/")]
    assert ["Reasonword" in text_of(browse(who).get(page)) for who, page in pages] == [True, False, False, True]
    assert [[*told.to, "Reasonword" in told.body] for told in mail.outbox] == [[dirk.email, True]]


def test_one_claim_is_open_for_each_person_and_another_may_follow_a_declined_one(company, dirk, claim, mona):
    with pytest.raises(Refused, match="your claim waits for a moderator"):
        actions.claim_company(company, claimant=dirk, text="Again.")
    moderation.decline_claim(claim, moderator=mona, reason="No.")

    assert actions.claim_company(company, claimant=dirk, text="Again.").is_pending


@pytest.mark.parametrize("who", ["bob", "carla", "alice", "mona"])
def test_nobody_of_another_company_claims_or_edits_it(browse, request, company, who):
    client, person = browse(request.getfixturevalue(who)), request.getfixturevalue(who)

    for path in ("claim/", "edit/"):
        assert client.post(PAGE + path, SAID | {"text": "Mine."})["Location"] == PAGE
    with pytest.raises(Refused):
        actions.claim_company(company, claimant=person, text="Mine.")
    with pytest.raises(Refused):
        actions.edit_company(company, by=person, **SAID)
    company.refresh_from_db()
    assert (CompanyClaim.objects.count(), company.website) == (0, "")


def test_private_proof_is_for_moderators_and_its_owner_may_remove_it_once_it_is_decided(
    browse, dirk, dora, mona, claim
):
    path = f"/accounts/evidence/{claim.evidence.pk}/remove/"
    assert "Privateword" not in browse(dora).get(PAGE).text + browse().get(PAGE).text
    moderation.grant_claim(claim, moderator=mona)

    assert browse(dirk).post(path)["Location"] == PAGE
    assert not VerificationEvidence.objects.exists()


# --- Keeping ---------------------------------------------------------------------------------------------


def test_keeper_writes_what_the_page_says(browse, company, dora):
    actions.claim_company(company, claimant=dora)
    client = browse(dora)

    assert client.post(f"{PAGE}edit/", SAID)["Location"] == PAGE

    company.refresh_from_db()
    assert {name: getattr(company, name) for name in SAID} == SAID
    assert company.facets_changed_by == dora
    assert actions.edit_company(company, by=dora, **SAID) is False
    page = text_of(browse().get(PAGE))
    assert [word for word in ("https://dorn.example/", "Austria", "Resellers", "Firstword.") if word not in page] == []


def test_what_cannot_be_saved_is_said_and_kept(browse, company, dora):
    actions.claim_company(company, claimant=dora)

    response = browse(dora).post(f"{PAGE}edit/", SAID | {"website": "javascript:alert(1)", "description": "Keptword"})

    assert (response.status_code, errors_of(response)) == (422, ["Enter a valid URL."])
    assert "Keptword" in response.text


def test_colleague_who_does_not_keep_the_page_cannot_edit_it(company, dirk, claim):
    with pytest.raises(Refused, match="Ask to keep this page first"):
        actions.edit_company(company, by=dirk, **SAID)


def test_keeper_gives_it_up_and_a_moderator_takes_it_with_a_reason(browse, company, dora, dirk, claim, mona, work):
    actions.claim_company(company, claimant=dora)
    moderation.grant_claim(claim, moderator=mona)
    browse(dora).post(f"{PAGE}give-up/")
    work()
    mail.outbox.clear()

    browse(mona).post(f"/moderation/company-claims/{claim.pk}/end/", {"reason": "Reasonword"})
    work()

    assert "Kept by" not in text_of(browse().get(PAGE))
    assert [[*told.to, "Reasonword" in told.body] for told in mail.outbox] == [[dirk.email, True]]
    for person in (dora, dirk):
        with pytest.raises(Refused):
            actions.edit_company(company, by=person, **SAID)


def test_who_leaves_the_company_keeps_its_page_no_longer(browse, company, dora):
    actions.claim_company(company, claimant=dora)

    dora.membership.delete()

    assert "Kept by" not in text_of(browse().get(PAGE))
    assert browse(dora).post(f"{PAGE}edit/", SAID)["Location"] == PAGE
    company.refresh_from_db()
    assert company.website == ""
