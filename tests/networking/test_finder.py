"""The partner finder: who is found, by what, and how what a customer asks reaches a company."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from community.accounts import actions as accounts
from community.accounts.models import Company, CompanyClaim, Membership
from community.accounts.withholding import give_texts_back, withhold_texts
from community.moderation import actions as moderation
from community.networking import actions, queries
from community.networking.models import Enquiry, EnquiryTaker, FinderEntry
from community.programs import actions as programs
from community.programs.actions import Held
from tests import factories as make
from tests.accounts.pages import text_of

pytestmark = pytest.mark.django_db

ASKED = {
    "name": "Vera\r\n Visitor", "email": "vera@example.org", "message": "Who moves our <mail>, & when?",
    "consent": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _counted_anew():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def dora(db):
    """She keeps the page of Dorn IT."""
    return make.make_keeper("dora", company=make.make_company("Dorn IT", programs_shown_to="everybody"))


@pytest.fixture
def entry(dora) -> FinderEntry:
    return make.make_finder_entry(dora, for_customers="We move mail.")


def found(**chosen) -> list[str]:
    return [one.company.name for one in queries.finder_page(AnonymousUser(), chosen).entries.items]


def link() -> str:
    return re.search(r"http://localhost:8000(/enquiries/\S+/)", mail.outbox[-1].body)[1]


def ask(browse, entry, **fields):
    return browse().post(entry.get_absolute_url(), ASKED | fields)


def test_nobody_is_found_before_the_keeper_says_so_and_not_after_taking_it_back(browse, dora):
    keeper, address = browse(dora), "/companies/dorn-it/finder/"
    assert "Dorn IT" not in text_of(browse().get("/partners/"))
    assert f'name="takers" value="{dora.pk}" id="id_takers_0" checked' in keeper.get(address).text

    said = {"for_customers": "We move mail.", "takers": [dora.pk], "countries": ["DE", "SE"]}
    assert keeper.post(address, {"is_listed": "on"}).status_code == 422
    keeper.post(address, said | {"is_listed": "on"})
    assert "Dorn IT" in text_of(browse().get("/partners/"))
    assert "We move mail." in text_of(browse().get("/partners/"))
    assert "Write to them as a customer" in text_of(browse().get("/companies/dorn-it/"))

    keeper.post(address, said)
    assert "Dorn IT" not in text_of(browse().get("/partners/"))
    assert browse().get("/partners/dorn-it/enquiry/").status_code == 404
    assert "We move mail." in keeper.get(address).text


def test_colleagues_who_do_not_keep_the_page_and_others_change_nothing(browse, bob, entry):
    for reader in (make.make_partner("dirk", company=entry.company), bob):
        answer = browse(reader).post("/companies/dorn-it/finder/", {"for_customers": "Mine."})
        assert (answer.status_code, answer["Location"]) == (302, "/companies/dorn-it/")
    assert FinderEntry.objects.get().for_customers == "We move mail."


def test_reported_company_is_gone_at_once_and_comes_back_if_a_moderator_says_so(browse, dora, mona, entry):
    report = moderation.report(entry.company, reporter=make.make_partner(), reason="spam")
    assert "We move mail." in text_of(browse(mona).get(f"/moderation/reports/{report.pk}/"))
    withhold_texts(entry.company)

    assert found() == []
    page = browse(dora).get("/companies/dorn-it/finder/").text
    assert "We move mail." in page
    assert "was reported" in page
    actions.edit_finder_entry(
        entry.company, by=dora, is_listed=True, for_customers="Another text.", takers=[dora], countries=["DE"]
    )
    assert found() == []
    give_texts_back(entry.company)
    assert found() == ["Dorn IT"]


def test_company_is_found_only_as_long_as_somebody_of_it_takes_enquiries(entry, dora):
    Company.objects.update(verified_at=None)
    assert found() == []
    Company.objects.update(verified_at=timezone.now())
    assert found() == ["Dorn IT"]
    Membership.objects.filter(user=dora).update(company=make.make_company())
    assert found() == []


@pytest.fixture
def market(db):
    """Three companies; of the second nothing is shown but its countries, of the third nothing that is not for all."""
    program, tag = make.make_program(), make.make_tag("mail")
    for name, shown_to, shows in [
        ("Alder", "everybody", True), ("Birch", "everybody", False), ("Cedar", "partners", True),
    ]:  # fmt: skip
        keeper = make.make_keeper(company=make.make_company(name, programs_shown_to=shown_to))
        programs.tell_business(keeper, held=[Held(program, program.tiers.get(name="Gold"))])
        make.make_profile(keeper, skills=[tag], shown="everybody" if name != "Cedar" else "members")
        countries = {"Alder": ["DE"], "Birch": ["DE", "SE"], "Cedar": ["SE"]}[name]
        make.make_finder_entry(keeper, countries=countries, shows_programs=shows, shows_skills=shows)
    return program


def test_filters_count_and_find_only_what_everybody_may_read(market):
    gold = market.tiers.get(name="Gold")
    page = queries.finder_page(AnonymousUser(), {})

    assert page.counts == {
        "country": {"DE": 2, "SE": 2}, "program": {market.pk: 1}, "tier": {gold.pk: 1}, "skill": {"mail": 1},
    }  # fmt: skip
    assert [found(program=(market.pk,)), found(tier=(gold.pk,)), found(skill=("mail",))] == [["Alder"]] * 3
    assert found(country=("SE",), program=(market.pk,)) == []
    assert queries.finder_page(AnonymousUser(), {"country": ("SE",)}).counts == {
        "country": {"DE": 2, "SE": 2}, "program": {}, "tier": {}, "skill": {},
    }  # fmt: skip


def test_skills_of_who_is_suspended_or_not_in_the_directory_are_not_shown(market, mona):
    alder = FinderEntry.objects.get(company__name="Alder").takers.get().person
    second = make.make_partner(company=alder.company)
    EnquiryTaker.objects.create(entry=alder.company.finder_entry, person=second)
    type(alder.profile).objects.filter(member=alder).update(is_listed=False)
    assert queries.finder_page(mona, {}).counts["skill"] == {}
    type(alder.profile).objects.filter(member=alder).update(is_listed=True)
    moderation.sanction(alder, moderator=mona, kind="suspend", reason="Spam.")
    assert queries.finder_page(mona, {}).counts["skill"] == {}
    assert "Alder" in found()


def test_who_fits_more_stands_first_then_by_name_also_across_pages(browse, market, monkeypatch):
    monkeypatch.setattr(queries.finder, "PAGE_SIZE", 1)
    client, address, names = browse(), "/partners/?country=DE&country=SE", []
    while address:
        page = client.get(address).text
        names += re.findall(r'data-key="o" href="/partners/(\w+)/', page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = "/partners/" + following[1].replace("&amp;", "&") if following else None

    assert names == ["birch", "alder", "cedar"]
    assert "First those who fit more of what you chose, then by name." in page
    assert ">2</span>" in page  # counts beside the choices


def test_unreadable_filters_are_ignored_and_nothing_found_leads_back(browse, market):
    page = browse().get("/partners/?country=XX&program=x&tier=99999999999999999999&skill=%00&after=%00")
    assert page.status_code == 200
    assert "3 companies" in text_of(page)
    assert "No company fits all of this" in text_of(browse().get("/partners/?skill=absent"))


def test_visitors_share_the_page_and_revalidate_it(browse, market):
    page = browse().get("/partners/")

    assert "public" in page["Cache-Control"]
    assert not page.cookies
    assert browse().get("/partners/", headers={"if-none-match": page["ETag"]}).status_code == 304


def test_enquiry_reaches_the_company_once_confirmed_and_shows_no_address(browse, entry, dora, work):
    colleague = make.make_partner("dirk", company=entry.company)
    EnquiryTaker.objects.create(entry=entry, person=colleague)
    page = browse().get(entry.get_absolute_url()).text
    assert not re.search(r"\bdora\b|dirk|@", page.lower())

    answer = ask(browse, entry)
    work()
    assert (answer.status_code, answer["Location"]) == (302, "/enquiries/sent/")
    assert [one.to for one in mail.outbox] == [["vera@example.org"]]
    assert "Vera" not in mail.outbox[0].body
    assert "mail>" not in mail.outbox[0].body
    address = link()
    assert "Confirm and send" in browse().get(address).text  # as a mail scanner does
    work()
    assert len(mail.outbox) == 1

    browse().post(address)
    browse().post(address)
    work()
    sent = {one.to[0]: one for one in mail.outbox[1:]}
    assert sorted(sent) == sorted([dora.email, colleague.email])
    assert len(mail.outbox) == 3
    for one in sent.values():
        assert (one.reply_to, one.cc, one.bcc) == (["vera@example.org"], [], [])
        assert one.subject == "Enquiry from Vera Visitor"
        assert ASKED["message"] in one.body
    assert colleague.email not in sent[dora.email].message().as_string()
    shown = browse().get(address)
    assert "no-store" in shown["Cache-Control"]
    after = shown.text
    assert "has it by mail now" in after
    assert dora.email not in after


def test_forged_and_late_links_send_nothing(browse, entry, work):
    ask(browse, entry)
    work()
    address = link()

    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1), tick=False):
        assert browse().post(address).status_code == 410
    assert browse().post(address[:-3] + "xx/").status_code == 410
    assert not Enquiry.objects.filter(confirmed_at__isnull=False).exists()


def test_company_that_is_found_no_more_gets_nothing(browse, entry, work):
    ask(browse, entry)
    work()
    FinderEntry.objects.update(is_listed=False)

    answer = browse().post(link())
    assert answer.status_code == 422
    assert "takes no enquiries any more" in text_of(answer)
    work()
    assert len(mail.outbox) == 1


def test_whoever_has_left_by_then_is_not_mailed(browse, entry, work):
    leaver = make.make_partner(company=entry.company)
    EnquiryTaker.objects.create(entry=entry, person=leaver)
    ask(browse, entry)
    work()
    browse().post(link())
    Membership.objects.filter(user=leaver).delete()
    work()

    assert leaver.email not in [to for one in mail.outbox for to in one.to]


def test_too_many_from_one_address_or_to_one_company_wait(browse, entry, work, monkeypatch):
    assert [ask(browse, entry).status_code for _try in range(6)] == [302] * 5 + [429]
    work()
    first, second = re.findall(r"8000(/enquiries/\S+/)", " ".join(one.body for one in mail.outbox[:2]))
    monkeypatch.setattr("community.networking.rules.finder.ENQUIRIES_A_DAY", 1)

    assert browse().post(first).status_code == 302
    late = browse().post(second)
    assert late.status_code == 429
    assert late["Retry-After"]
    assert "Come back to this link" in text_of(late)


def test_what_is_missing_is_said_and_nothing_typed_is_lost(browse, entry):
    answer = browse().post(entry.get_absolute_url(), {"name": "Vera", "message": "x" * 2001})

    assert answer.status_code == 422
    assert "Without this nothing can be passed on." in text_of(answer)
    assert 'value="Vera"' in answer.text
    assert not Enquiry.objects.exists()


def test_enquiries_are_forgotten_after_thirty_days_and_unconfirmed_ones_after_six(entry):
    def sent(days: int, *, confirmed: bool) -> int:
        given = {name: ASKED[name] for name in ("email", "message")} | {"name": "Vera", "language": "en"}
        enquiry = actions.send_enquiry(entry.company, **given)
        made = timezone.now() - timedelta(days=days)
        Enquiry.objects.filter(pk=enquiry.pk).update(created_at=made, confirmed_at=made if confirmed else None)
        return enquiry.pk

    kept = [sent(29, confirmed=True), sent(5, confirmed=False)]
    gone = [sent(31, confirmed=True), sent(7, confirmed=False)]

    assert actions.forget_enquiries() == len(gone)
    assert sorted(Enquiry.objects.values_list("pk", flat=True)) == sorted(kept)


def test_keeper_who_gives_up_writes_no_more_but_the_company_is_found(entry, dora):
    accounts.end_claim(CompanyClaim.objects.get(claimant=dora), by=dora)
    assert found() == ["Dorn IT"]
