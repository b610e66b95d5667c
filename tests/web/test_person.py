"""The page of a person: who they are, and what they have written that the reader may see."""

import datetime as dt

import pytest

from community.forum import actions as forum
from tests import factories as make
from tests.pages import parse

pytestmark = pytest.mark.django_db


def posts(answer) -> list[str]:
    page = parse(answer.text)
    lists = [ul for ul in page.iter("ul") if ul.get("class") == "lines"]
    return [a.get("href") for ul in lists for a in ul.iter("a") if a.get("href").startswith("/t/")]


def test_a_person_has_a_name_a_company_and_never_an_address_to_write_to(browse):
    company = make.make_company("Lindqvist IT", country="SE", website="https://lindqvist.example")
    person = make.make_partner("bob", company=company, name="Bo Lindqvist", title="Owner", about="Writes <little>.")
    text = browse().get("/people/bob/").text

    for words in ("Bo Lindqvist", "Lindqvist IT", "Owner", "@bob", "Sweden", "Writes &lt;little&gt;."):
        assert words in text
    assert person.email not in text
    assert "Edit your profile" not in text


def test_posts_that_the_reader_may_not_see_are_neither_shown_nor_counted(browse, bob, bea, nils, mona):
    shown = make.make_post(make.make_thread(bob), bea)
    make.make_hidden_post(make.make_thread(bob), bea)
    rumour = make.make_post(make.make_rumour().thread, bea)
    deleted = make.make_post(make.make_thread(bob), bea)
    forum.delete_post(deleted, by=bea)
    make.make_held_post(make.make_thread(bob), nils)

    visitor, partner = browse().get("/people/bea/"), browse(bob).get("/people/bea/")
    assert posts(visitor) == [shown.get_absolute_url()]
    assert posts(partner) == [rumour.get_absolute_url(), shown.get_absolute_url()]
    assert ">1 post<" in visitor.text
    assert ">2 posts<" in partner.text
    assert posts(browse().get("/people/nils/")) == []
    assert "Nils has not written yet." in browse().get("/people/nils/").text


def test_hats_are_shown_with_the_months_in_which_they_came_off(browse, alice):
    former, off = make.make_vendor("Former Vendor"), dt.datetime(2026, 5, 9, 12, tzinfo=dt.UTC)
    alice.hats.create(vendor=former, granted_at=off, doffed_at=off)
    text = browse().get("/people/alice/").text

    assert f"represents {alice.hats.get(doffed_at=None).vendor}" in text
    assert "represented Former Vendor until May 2026" in text
    assert "represents Former Vendor" not in text


@pytest.mark.parametrize(("who", "status"), [("visitor", 404), ("bob", 404), ("mona", 200), ("ada", 200)])
def test_suspended_people_are_seen_by_moderators_only(who, status, sam, browse, request):
    reader = browse() if who == "visitor" else browse(request.getfixturevalue(who))

    assert reader.get("/people/sam/").status_code == status


def test_the_own_page_leads_to_the_account(browse, bob, bea):
    own, others = browse(bob).get("/people/bob/").text, browse(bea).get("/people/bob/").text

    for words in ("Edit your profile", "Account and security", "Sign out"):
        assert (words in own, words in others) == (True, False)


@pytest.mark.parametrize(("role", "word"), [("moderator", "Moderator"), ("admin", "Administrator"), ("member", "")])
def test_a_role_is_named(role, word, browse):
    make.make_user("xavier", role=role)
    text = browse().get("/people/xavier/").text

    assert [name in text for name in ("Moderator", "Administrator")] == [word == "Moderator", word == "Administrator"]
