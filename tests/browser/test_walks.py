"""Each role's way through the site, from end to end."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from community.forum.models import Post
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def test_visitor_reads_from_home_to_change_to_thread(enter):
    change = make.make_change(title="Demo licences end for all partners", effective=make.day("2099-03-01"))
    post = make.make_post(change.thread, source="We keep ours until **March**.")
    page = enter()
    page.goto("/")
    page.get_by_role("region", name="Act by").or_(page.locator(".change-list")).first.wait_for()
    page.locator(".change-row").get_by_role("link", name=change.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(change.title)
    expect(page.locator(".fact-box")).to_contain_text("Mar 2099")
    page.get_by_role("link", name="Open the thread").click()
    expect(page.locator("#p1 .prose strong")).to_have_text("March")
    expect(page.get_by_text("to take part.")).to_be_visible()
    assert post.number == 1


def test_consultant_becomes_a_partner_and_the_first_reply_is_approved(enter, mona, work):
    """Sign-up, mail, application, approval, a held reply, its approval."""
    thread = make.make_thread(title="Which distributor still credits returns")
    mallory = enter()
    _sign_up(mallory, "vera", "Vera Blank")
    _confirm(mallory, "vera@example.org")
    _apply(mallory, "Blank Systems")

    moderator = enter(mona)
    moderator.goto("/moderation/")
    moderator.get_by_role("link", name=re.compile("Blank Systems")).click()
    moderator.get_by_role("button", name="Approve and tell the applicant").click()
    expect(moderator.locator("#messages")).to_contain_text("Vera Blank is a partner now")
    work()
    assert any("partner now" in sent.body for sent in mail.outbox if sent.to == ["vera@example.org"])

    mallory.goto(thread.get_absolute_url())
    mallory.get_by_label("Reply to the thread").fill("Ours does, within ten days.")
    mallory.get_by_role("button", name="Post reply").click()
    expect(mallory.get_by_text("Waiting for a moderator.").first).to_be_visible()
    expect(mallory.get_by_text("Ours does, within ten days.")).to_be_visible()
    visitor = enter()
    visitor.goto(thread.get_absolute_url())
    expect(visitor.locator("#p1")).to_be_visible()
    expect(visitor.get_by_text("Ours does")).to_have_count(0)

    moderator.goto("/moderation/?kind=post")
    moderator.get_by_role("link", name=re.compile(thread.title)).click()
    moderator.get_by_role("button", name="Approve", exact=True).click()
    expect(moderator.locator("#messages")).to_contain_text("Approved.")
    visitor.reload()
    expect(visitor.locator("#p2")).to_contain_text("Ours does, within ten days.")
    work()
    mallory.goto("/inbox/")
    expect(mallory.get_by_role("link", name=re.compile("is shown now, as #2"))).to_be_visible()


def test_reported_post_is_hidden_and_everybody_concerned_learns_of_it(enter, bob, bea, mona, work):
    thread = make.make_thread(bob, title="Who answers at the renewals desk now")
    bad = make.make_post(thread, bea, source="Their desk is staffed by fools.")
    reporter, author, moderator, visitor = enter(bob), enter(bea), enter(mona), enter()

    reporter.goto(thread.get_absolute_url())
    reporter.locator(f"#p{bad.number}").get_by_role("link", name="Report").click()
    reporter.get_by_label("Unkind to a person").check()
    reporter.get_by_label("In your words").fill("Insults people.")
    reporter.get_by_role("button", name="Send to the moderators").click()
    expect(reporter.locator("#messages")).to_contain_text("you will hear the outcome")

    moderator.goto("/moderation/?kind=report")
    moderator.get_by_role("link", name=re.compile(thread.title)).click()
    expect(moderator.get_by_text("Insults people.")).to_be_visible()
    moderator.get_by_role("button", name="Hide and tell the author").click()
    expect(moderator.get_by_role("alert")).to_be_focused()  # no reason given yet
    moderator.get_by_label("What the author will read").fill("About programs, not persons (rule 2).")
    moderator.get_by_role("button", name="Hide and tell the author").click()
    expect(moderator.locator("#messages")).to_contain_text("Hidden.")

    visitor.goto(thread.get_absolute_url())
    expect(visitor.locator(f"#p{bad.number}")).to_contain_text("#2 hidden by a moderator")
    expect(visitor.get_by_text("staffed by fools")).to_have_count(0)
    visitor.goto("/moderation/log/")
    expect(visitor.get_by_text("About programs, not persons (rule 2).")).to_be_visible()
    expect(visitor.get_by_text("A moderator").first).to_be_visible()
    expect(visitor.get_by_text(mona.name)).to_have_count(0)

    work()
    author.goto("/inbox/")
    expect(author.locator(".inbox-row[data-unread]")).to_contain_text("About programs, not persons (rule 2).")
    author.get_by_role("link", name=re.compile("was hidden by a moderator")).click()
    expect(author.get_by_label("Your text, as you wrote it")).to_have_value("Their desk is staffed by fools.")
    reporter.goto("/inbox/")
    expect(reporter.get_by_text("A moderator agreed with your report")).to_be_visible()
    assert Post.objects.get(pk=bad.pk).state == "hidden"


def test_partner_proposes_a_change_and_a_moderator_publishes_it(enter, bob, mona, work):
    vendor, _tag = make.make_vendor("Kestrel"), make.make_tag("fees")
    partner, moderator, visitor = enter(bob), enter(mona), enter()
    partner.goto("/vendors/kestrel/")
    partner.get_by_role("link", name="Propose a change").click()
    partner.get_by_label("Title").fill("The yearly fee goes up for Silver partners")
    partner.get_by_label("Vendor", exact=True).select_option(str(vendor.pk))
    partner.get_by_label("Kind").select_option("fee")
    partner.get_by_label("Summary").fill("From January the fee is 2,400.")
    partner.get_by_label("Terms").fill("Fee a year: 1,800 -> 2,400")
    partner.get_by_label("In force from").fill("2099-Q1")
    partner.get_by_label("fees").check()
    partner.get_by_label("Source (optional)", exact=True).fill("Letter of 3 November")
    partner.get_by_role("button", name="Hand in").click()
    expect(partner.get_by_text("A draft, waiting for a moderator.")).to_be_visible()
    visitor.goto("/changes/")
    expect(visitor.get_by_text("The yearly fee goes up")).to_have_count(0)

    moderator.goto("/moderation/?kind=change")
    moderator.get_by_role("link", name=re.compile("The yearly fee goes up")).click()
    moderator.get_by_role("button", name="Publish and open the discussion").click()
    expect(moderator.locator("#messages")).to_contain_text("Published")
    work()
    visitor.reload()
    visitor.get_by_role("link", name=re.compile("The yearly fee goes up")).click()
    expect(visitor.locator(".fact-box")).to_contain_text("Q1")
    expect(visitor.get_by_role("row", name=re.compile("Fee a year"))).to_contain_text("2,400")
    partner.goto("/inbox/")
    expect(partner.get_by_role("link", name=re.compile("is published"))).to_be_visible()


def test_moderator_locks_and_pins_a_thread(enter, bob, mona):
    thread = make.make_thread(title="Please keep to programs in this one")
    page, partner = enter(mona), enter(bob)
    page.goto(thread.get_absolute_url())
    page.get_by_role("link", name="Pin").click()
    page.get_by_role("button", name="Pin").click()
    expect(page.locator("#messages")).to_contain_text("Pinned")
    page.get_by_role("link", name="Lock").click()
    page.get_by_label("Why is it locked?").fill("Everything has been said.")
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_text("Everything has been said.")).to_be_visible()
    partner.goto(thread.get_absolute_url())
    expect(partner.get_by_text("Everything has been said.")).to_be_visible()
    expect(partner.get_by_role("textbox")).to_have_count(0)
    page.get_by_role("button", name="Unlock").click()
    partner.reload()
    expect(partner.get_by_label("Reply to the thread")).to_be_visible()


def _sign_up(page, handle: str, name: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="Join", exact=True).click()
    page.get_by_label("E-mail").fill(f"{handle}@example.org")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Handle").fill(handle)
    page.get_by_label("Password").fill(make.PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Open the mail we sent")


def _confirm(page, address: str) -> None:
    (sent,) = [one for one in mail.outbox if one.to == [address]]
    path = re.search(r"https?://[^/]+(/accounts/confirm-email/\S+)", sent.body).group(1)
    page.goto(path)
    page.get_by_role("button", name="Yes, it is mine").click()
    expect(page.get_by_role("link", name="Your profile")).to_be_visible()


def _apply(page, company: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="Apply as a partner").click()
    page.get_by_label("Company", exact=True).fill(company)
    page.get_by_label("Country").select_option("DE")
    page.get_by_label("People in the company").select_option("2-10")
    page.get_by_label("How we can check this").fill("Imprint, second line.")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text(f"{company}:")).to_be_visible()
