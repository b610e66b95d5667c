"""Two things that happened, each told from end to end through the pages, by everybody who had a part in it.

The dates are the real ones; the clock of the site stands on each day in turn. Only people, companies, vendor, program
and tag are there before.
"""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

STEPS_OF_2019 = [
    ("5 Jul", "Announced", "A page says it in full.", "Announcement to partners"),
    ("8 Jul", "Confirmed", "The program guide says so.", "Program guide, July 2019"),
    ("12 Jul", "Withdrawn", "All planned changes are taken back.", "Letter of 12 July"),
]


@pytest.fixture
def on(time_machine):
    """``on("2019-07-05")`` makes it ten in the morning of that day."""

    def move(day: str) -> None:
        time_machine.move_to(f"{day}T08:00:00+00:00", tick=True)

    return move


@pytest.fixture
def see(enter):
    """``see(bob, "/changes/")`` is that page in Bob's browser, which is opened when he first needs it.

    ``see.forget()``: everybody signs in anew.
    """
    pages = {}

    def open_page(user, address: str):
        page = pages.setdefault(user, None) or enter(user)
        pages[user] = page
        page.goto(address)
        return page

    open_page.forget = pages.clear
    return open_page


def test_july_2019_rights_were_to_end_and_were_given_back_within_days(see, on, work):
    """Internal-use rights of a vendor's partners, to end on 1 July 2020, withdrawn on 12 July 2019."""
    on("2019-07-03")
    vendor = make.make_vendor("Microsoft", country="US", contact_email="partners@vendor.example")
    program, _tag = make.make_program(vendor), make.make_tag("internal-use")
    bob, bea, mona, carla = make.make_partner("bob"), make.make_partner("bea"), make.make_moderator(), make.make_user()
    alice = make.make_representative("alice", vendor=vendor)
    partners = [bob, bea, *(make.make_partner() for _company in range(8))]

    page = _propose(see(bob, "/vendors/microsoft/"), {
        "Title": "Internal-use rights end and product support is charged",
        "Vendor": "Microsoft", program.name: True, "Kind": "benefit", "How certain is it?": "rumoured",
        "Announced on": "2019-07-03", "In force from": "2020-07-01",
        "Terms": "Licences for running your own company: included -> at commercial price",
        "Summary": "Licences that come with a competency lose their use for running one’s own company.",
        "internal-use": True,
    })  # fmt: skip
    change = _path(page)
    _publish(see(mona, "/moderation/?kind=change"), "Internal-use rights")

    # Heard by one company: only those who have the address see it. A second one has read it somewhere.
    assert _hidden_from(see(None, "/changes/"), change)
    page = see(bea, change)
    expect(page.locator("#rumour")).to_contain_text("heard by 1 company.")
    page.get_by_text("I know where it can be read").click()
    page.get_by_label("Where it can be read").fill("Partner portal, news of 3 July")
    page.get_by_role("button", name="Name the source").click()
    expect(page.locator("#rumour")).to_contain_text("heard by 2 companies.")
    expect(see(bob, "/changes/").locator(".change-row")).to_contain_text("Rumoured")
    assert _hidden_from(see(None, "/changes/"), change)
    assert "VEVENT" not in _feed(see(None, "/vendors/microsoft/"), "/vendors/microsoft/calendar.ics")

    on("2019-07-05")
    _step(see(mona, change), "Announced", "A page says it in full.", source="Announcement to partners")
    page = see(carla, change)
    page.get_by_role("button", name="Watch").click()
    expect(page.get_by_role("button", name="Watching")).to_be_visible()
    assert "BEGIN:VEVENT" in _feed(page, f"{change}calendar.ics")

    on("2019-07-08")
    _step(see(mona, change), "Confirmed", "The program guide says so.", source="Program guide, July 2019")
    page = see(bob, change)
    _affected(page, "Your company counts as affected. 1 company now.")
    page.get_by_role("link", name="Ask the vendor").first.click()
    page.get_by_label("Question").fill("Will you leave us the licences that we run our companies on?")
    page.get_by_role("button", name="Ask for your company").click()
    expect(page.locator("#q1 .clock")).to_contain_text("1 of 10 companies")
    for number, partner in enumerate(partners[1:], start=2):
        page = see(partner, change)
        _affected(page, f"Your company counts as affected. {number} companies now.")
        page.get_by_role("button", name="Co-sign for your company").click()
        expect(page.locator("#messages")).to_contain_text("Signed.")
    expect(page.locator("#q1 .clock")).to_contain_text("Day 0 of 20 due 5 Aug 2019")
    expect(page.locator("#q1")).to_contain_text("Sent 8 Jul 2019 with 10 companies, yours among them")
    work()
    (sent,) = [message for message in mail.outbox if message.to == ["partners@vendor.example"]]
    assert "Will you leave us the licences that we run our companies on?" in sent.body
    row = see(None, "/changes/").locator(".change-row")
    expect(row).to_contain_text("10 companies affected")
    expect(row).to_contain_text("Day 0 of 20")

    on("2019-07-11")
    page = see(alice, change)
    page.get_by_role("link", name="Answer officially").click()
    page.get_by_role("group", name="Q1").get_by_label("answers it", exact=True).check()
    page.get_by_label("Answer", exact=True).fill("We have heard you. **Nothing** will be taken from you.")
    page.get_by_role("button", name="Answer officially").click()
    expect(page.locator("#q1 .clock")).to_contain_text("Answer given, not confirmed")
    page = see(bob, change)
    page.get_by_role("button", name="It answers it").click()
    expect(page.locator("#q1 .clock")).to_contain_text("Answered day 3 of 20")

    on("2019-07-12")
    mail.outbox.clear()
    _step(see(mona, change), "Withdrawn", "All planned changes are taken back.", source="Letter of 12 July")
    work()
    told = {
        address for message in mail.outbox if "ithdrawn" in message.subject + message.body for address in message.to
    }
    assert {carla.email, bob.email} <= told

    page = see(bea, change)
    _has_steps(page, ("3 Jul", "Rumoured"), *STEPS_OF_2019)
    page = see(None, change)
    _has_steps(page, *STEPS_OF_2019)  # what partners told each other stays with them
    expect(page.locator(".page-head .state-pill")).to_have_text("Withdrawn")
    answer = page.locator(".official-answer")
    expect(answer).to_contain_text("Official answer by Microsoft")
    expect(answer).to_contain_text("to Q1 · 11 Jul 2019 · working day 3 of 20")
    expect(answer.locator(".prose strong")).to_have_text("Nothing")
    expect(page.locator("#q1 .clock")).to_contain_text("Answered day 3 of 20")
    expect(page.locator("#affected")).to_contain_text("10 companies say that they are affected.")
    in_force = page.locator(".fact-box .date-block", has_text="In force from")
    assert in_force.locator("time").evaluate("e => getComputedStyle(e).textDecorationLine") == "line-through"
    feed = _feed(page, f"{change}calendar.ics")
    assert "STATUS:CANCELLED" in feed
    assert "STATUS:CONFIRMED" not in feed


def test_january_2008_a_web_site_failed_while_tiers_were_renewed(see, on, work):
    """An incident: partners find each other in its thread, it is mended without a word, an answer comes too late."""
    on("2008-01-02")
    vendor, _tag = (
        make.make_vendor("Microsoft", country="US", contact_email="partners@vendor.example"),
        make.make_tag("renewal"),
    )
    bob, bea, mona = make.make_partner("bob"), make.make_partner("bea"), make.make_moderator()
    alice = make.make_representative("alice", vendor=vendor)
    others = [make.make_partner() for _company in range(8)]

    page = _propose(see(bob, "/vendors/microsoft/"), {
        "Title": "Partner web site fails while tiers are up for renewal",
        "Vendor": "Microsoft", "In force from": "2008-01-01", "Kind": "incident", "How certain is it?": "open",
        "Summary": "References that count for a tier cannot be approved, and the tiers run out meanwhile.",
        "Source": "Error page of the partner web site", "renewal": True,
    })  # fmt: skip
    change = _path(page)
    _publish(see(mona, "/moderation/?kind=change"), "Partner web site fails")
    expect(see(None, "/changes/").locator(".change-row")).to_contain_text("Open incident")

    on("2008-01-04")
    page = see(bea, change)
    _write(page, "We cannot approve references either. Who else?")
    page = see(bob, change)
    expect(page.locator("#discussion")).to_contain_text("We cannot approve references either. Who else?")
    _write(page, "Fourteen calls, then a phone number answered.")
    page = see(bob, change)
    _affected(page, "1 company now.")
    page.get_by_role("link", name="Ask the vendor").first.click()
    page.get_by_label("Question").fill("Do tiers stay that could not be renewed because of the failure?")
    page.get_by_role("button", name="Ask for your company").click()
    _affected(see(bea, change), "2 companies now.")
    _affected(see(others[0], change), "3 companies now.")
    for partner in (bea, *others):
        page = see(partner, change)
        page.get_by_role("button", name="Co-sign for your company").click()
        expect(page.locator("#messages")).to_contain_text("Signed.")
    work()
    assert [message.to for message in mail.outbox if "Question 1" in message.subject] == [["partners@vendor.example"]]

    on("2008-01-10")
    row = see(None, "/changes/").locator(".change-row")
    expect(row.locator(".clock")).to_contain_text("Day 4 of 20 due 4 Feb 2008")
    expect(row).to_contain_text("3 companies affected")

    on("2008-01-14")
    _fixed(see(bea, change), "Uploads work again since this morning.")
    expect(see(None, change).locator("#q1 .clock")).to_contain_text("Day 6 of 20")
    _fixed(see(others[0], change), "References can be approved.")
    expect(see(None, change).locator("#q1 .clock")).to_contain_text("Fixed silently day 6 of 20")
    expect(see(None, "/changes/").locator(".change-row .clock")).to_contain_text("Fixed silently")
    _step(see(mona, change), "Resolved", "References can be approved again; nobody has said so.", source="Two partners")

    on("2008-02-08")  # four working days after it was due; sessions have ended meanwhile
    see.forget()
    page = see(alice, change)
    page.get_by_role("link", name="Answer officially").click()
    page.get_by_role("group", name="Q1").get_by_label("answers it in part").check()
    page.get_by_label("Answer", exact=True).fill("We are sorry. Tiers that ran out will be looked at one by one.")
    page.get_by_role("button", name="Answer officially").click()
    expect(page.locator(".official-answer")).to_contain_text("to Q1 · 8 Feb 2008 · working day 24 of 20, late")
    page = see(bob, change)
    page.get_by_role("button", name="In part, yes").click()
    expect(page.locator("#q1 .clock")).to_contain_text("Answered in part day 24 of 20")

    page = see(None, change)
    expect(page.locator(".page-head .state-pill")).to_have_text("Resolved")
    expect(page.locator("#q1")).to_contain_text("2 companies saw it fixed")
    expect(page.locator(".timeline > li").last).to_contain_text("14 Jan")
    page.goto("/changes/")
    expect(page.get_by_role("heading", name="Behind us")).to_be_visible()
    expect(page.locator(".change-row .clock")).to_contain_text("Answered in part day 24 of 20")
    page.goto("/vendors/microsoft/")
    expect(page.get_by_role("row", name="Questions answered")).to_contain_text("0 of 1")
    page.get_by_role("link", name="How it is counted").click()
    expect(page.get_by_role("row", name="Median to an answer").locator("td").nth(1)).to_have_text("1")
    expect(page.get_by_role("row", name="Questions answered").locator("td").first).to_have_text("0 of 1")


# --- what people do on the pages ---------------------------------------------------------------------------


def _propose(page, facts: dict):
    page.get_by_role("link", name="Propose a change").click()
    for label, value in facts.items():
        field = page.get_by_label(re.compile(rf"^{re.escape(label)}( \(optional\))?$"))
        if value is True:
            page.get_by_role("checkbox", name=label, exact=True).check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value) if label == "Vendor" else field.select_option(value)
        else:
            field.fill(value)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("A draft, waiting for a moderator.")).to_be_visible()
    return page


def _publish(page, title: str) -> None:
    page.get_by_role("link", name=re.compile(title)).click()
    page.get_by_role("button", name="Publish and open the discussion").click()
    expect(page.locator("#messages")).to_contain_text("Published")


def _step(page, to: str, why: str, *, source: str) -> None:
    page.get_by_role("link", name="Record a step").click()
    page.get_by_label(to, exact=True).check()
    page.get_by_label("What happened").fill(why)
    page.get_by_label("New source").fill(source)
    page.get_by_role("button", name="Record the step").click()
    expect(page.locator("#messages")).to_contain_text("Recorded.")


def _has_steps(page, *steps: tuple[str, ...]) -> None:
    """The timeline is these steps, each with these words in this order, and nothing else."""
    rows = [re.compile(".*".join(map(re.escape, words)), re.DOTALL) for words in steps]
    expect(page.locator(".timeline > li")).to_have_text(rows)


def _affected(page, said: str) -> None:
    page.get_by_role("button", name="We are affected").click()
    expect(page.locator("#affected")).to_contain_text(said)


def _write(page, words: str) -> None:
    page.get_by_role("link", name="Write in the thread").click()
    page.get_by_label("Reply to the thread").fill(words)
    page.get_by_role("button", name="Post reply").click()
    expect(page.get_by_text(words)).to_be_visible()


def _fixed(page, note: str) -> None:
    page.get_by_role("link", name="It was fixed without a word").click()
    page.get_by_label("What you saw").fill(note)
    page.get_by_role("button", name="Say so for your company").click()
    expect(page.locator("#messages")).to_contain_text("Noted for your company.")


def _path(page) -> str:
    return re.search(r"/changes/[^/]+/", page.url).group()


def _feed(page, address: str) -> str:
    return page.request.get(address).text()


def _hidden_from(page, change: str) -> bool:
    """Neither in the list, which the page shows, nor at its address or in its feed."""
    expect(page.locator(".change-row")).to_have_count(0)
    return {page.request.get(address).status for address in (change, f"{change}calendar.ics")} == {404}
