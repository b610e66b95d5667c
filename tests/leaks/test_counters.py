"""Hidden things move nothing: what others see stays the same to the byte while they come.

So no counter, no "last post by", no order and no gap in the numbers tells of them.
"""

import datetime as dt
import re

import pytest
import time_machine

from community.accounts.models import User
from community.forum import actions as forum
from community.forum.models import BenefitReview, Thread
from community.moderation import actions as moderation
from community.programs import actions as programs
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
TOKEN = re.compile(r'name="(?:csrfmiddlewaretoken|form_key|opened)" value="[^"]*"')


@pytest.fixture(autouse=True)
def _standing_clock():
    """Nothing on a page changes because time goes by."""
    with time_machine.travel(NOW, tick=False):
        yield


class Site:
    """Something of everything that can be seen and counted; Nils is the newcomer who writes what is held."""

    def __init__(self):
        self.author = make.make_partner("nils", trusted=False)
        self.moderator = make.make_moderator("mona")
        self.vendor = make.make_vendor("Nordwind Systems")
        self.program = make.make_program(self.vendor)
        self.tag = make.make_tag("renewal")
        self.change = make.make_change(vendor=self.vendor, tags=[self.tag], programs=[self.program])
        self.thread = make.make_thread(make.make_partner("zoe"), tags=[self.tag])
        make.make_post(self.thread, make.make_partner("petra"))
        make.make_post(self.change.thread, make.make_partner("paul"))
        for _number in range(5):
            make.make_company()  # so that one company more does not move what a pseudonym may tell

    def pages(self) -> list[str]:
        """The addresses on which hidden things could be counted."""
        return [
            "/", "/changes/", "/changes/?tag=renewal", "/changes/?state=expected", "/vendors/", "/tags/", "/healthz",
            "/tags/renewal/", "/t/", "/t/?kind=question", "/t/?kind=unanswered", "/t/?kind=change",
            f"/vendors/{self.vendor.slug}/", f"/vendors/{self.vendor.slug}/{self.program.slug}/",
            self.change.get_absolute_url(), self.thread.get_absolute_url(), self.change.thread.get_absolute_url(),
            f"{self.thread.get_absolute_url()}?view=flat", "/people/nils/", "/people/zoe/", "/moderation/log/",
            "/inbox/",
        ]  # fmt: skip

    def seen_by(self, client) -> dict[str, tuple]:
        answers = {page: client.get(page) for page in self.pages()}
        return {
            page: (answer.status_code, answer.get("ETag"), TOKEN.sub("", answer.content.decode()))
            for page, answer in answers.items()
        }


@pytest.fixture
def site(db):
    return Site()


@pytest.fixture
def viewers(site, browse):
    """Everybody who is neither the author nor a moderator."""
    people = {
        "visitor": None,
        "partner": User.objects.get(handle="zoe"),
        "representative": make.make_representative("alice", vendor=site.vendor),
    }
    return {role: browse(person) for role, person in people.items()}


def hold_post(site):
    forum.post_reply(
        author=site.author, thread=site.thread, source="@zoe, a held reply.", parent=site.thread.posts.first()
    )


def start_review_that_waits(site):
    forum.start_thread(
        author=site.author, kind="review", title="A review that waits for a moderator", tags=[site.tag], source="Text.",
        details=BenefitReview(benefit="Secret vouchers", worked=True),
    )  # fmt: skip


def hold_post_about_the_change(site):
    forum.post_reply(author=site.author, thread=site.change.thread, source="@zoe, a held reply.")


def decline_post(site):
    held = make.make_held_post(site.thread, site.author)
    forum.decline_post(held, reason="Off topic.")


def start_thread_that_waits(site):
    forum.start_thread(
        author=site.author,
        kind="question",
        title="A thread that waits for a moderator",
        tags=[site.tag],
        source="Text.",
    )


def propose_change(site):
    make.make_draft(vendor=site.vendor, tags=[site.tag], programs=[site.program], proposed_by=site.author)


def report_post(site):
    moderation.report(site.thread.posts.first(), reporter=site.author, reason="spam", note="Look.")


def apply_as_partner(site):
    make.make_application(company_name="Secret IT")


def report_no_effect(site):
    programs.report_effect(site.change, by=make.make_partner("quinn"), affected=False)


HIDDEN_FROM_ALL = [
    hold_post,
    hold_post_about_the_change,
    decline_post,
    start_thread_that_waits,
    start_review_that_waits,
    propose_change,
    report_post,
    apply_as_partner,
    report_no_effect,
]


def test_what_is_hidden_changes_no_page_of_others(site, viewers, work):
    before = {role: site.seen_by(client) for role, client in viewers.items()}

    for hide in HIDDEN_FROM_ALL:  # all of them add something: none can make up for another
        hide(site)
    work()

    for role, client in viewers.items():
        assert site.seen_by(client) == before[role], role


def test_rumour_changes_no_page_of_those_who_may_not_hear_it(site, viewers, work):
    """But for the log, which says that something was published, and not what."""
    listening = viewers.pop("partner")
    before = {role: site.seen_by(client) for role, client in viewers.items()}

    rumour = make.make_rumour(vendor=site.vendor, tags=[site.tag], programs=[site.program], moderator=site.moderator)
    forum.post_reply(author=User.objects.get(handle="zoe"), thread=rumour.thread, source="@alice, heard it?")
    work()

    for role, client in viewers.items():
        after = site.seen_by(client)
        logs = before[role].pop("/moderation/log/"), after.pop("/moderation/log/")
        assert after == before[role], role
        assert [log[2].count("published a change") for log in logs] == [1, 2]
        assert rumour.title not in logs[1][2]
    assert rumour.title in site.seen_by(listening)["/moderation/log/"][2]


def test_thread_that_is_hidden_whole_takes_its_posts_along(site, viewers, work):
    """As if it had never been: on lists, on the pages of tags and people, in every count."""
    before = {role: site.seen_by(client) for role, client in viewers.items()}

    thread = make.make_thread(make.make_partner("zack"), tags=[site.tag], title="A thread that will be hidden whole")
    make.make_post(thread, User.objects.get(handle="petra"))
    Thread.objects.filter(pk=thread.pk).update(pinned_at=NOW, hidden_at=NOW)
    work()

    for role, client in viewers.items():
        assert site.seen_by(client) == before[role], role


def test_hidden_post_leaves_its_stub_and_moves_every_count_back(site, viewers, work):
    client = viewers["visitor"]
    lists = ["/", "/t/", "/tags/renewal/", "/people/petra/"]
    before = [TOKEN.sub("", client.get(page).content.decode()) for page in lists]
    post = make.make_post(site.thread, make.make_partner("quinn"))
    assert [TOKEN.sub("", client.get(page).content.decode()) for page in lists] != before

    forum.hide_post(post, reason="Under NDA.")

    assert [TOKEN.sub("", client.get(page).content.decode()) for page in lists] == before
    site.thread.refresh_from_db()
    assert (site.thread.post_count, site.thread.last_post_by.handle) == (2, "petra")
    assert "#3 hidden by a moderator" in client.get(site.thread.get_absolute_url()).content.decode()
    assert post.source not in client.get(site.thread.get_absolute_url()).content.decode()


def test_what_is_shown_does_change_the_pages(site, viewers):
    """The witness: the comparison above would notice."""
    before = site.seen_by(viewers["visitor"])

    make.make_post(site.thread, make.make_partner("quinn"))
    make.make_change(vendor=site.vendor, tags=[site.tag], moderator=site.moderator)

    after = site.seen_by(viewers["visitor"])
    changed = {page for page in before if before[page] != after[page]}
    assert {"/", "/t/", "/vendors/", "/tags/renewal/", "/changes/", site.thread.get_absolute_url()} <= changed
