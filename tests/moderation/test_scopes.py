"""A member who moderates a vendor or a tag decides about that, and sees nothing else of what moderators see."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from community.accounts import rules as people
from community.accounts.models import Hat, ModeratorScope, User
from community.core.refusals import Refused, allowed
from community.forum.models import Post, Thread
from community.moderation import actions, queries
from community.moderation.models import Decision
from community.programs.models import Change, Question
from tests import factories as make
from tests.accounts.pages import text_of

pytestmark = pytest.mark.django_db


class Two:
    """The same of everything, in one part and outside of it."""

    def __init__(self):
        self.vendor, self.tag = make.make_vendor("Nordwind"), make.make_tag("renewal")
        self.mine, self.other = make.make_change(vendor=self.vendor), make.make_change()
        self.tagged, self.plain = make.make_thread(tags=[self.tag]), make.make_thread()
        self.held = [make.make_held_post(change.thread) for change in (self.mine, self.other)]
        self.held_by_tag = [make.make_held_post(thread) for thread in (self.tagged, self.plain)]
        self.reported = [make.make_post(change.thread) for change in (self.mine, self.other)]
        self.drafts = [make.make_draft(vendor=self.vendor), make.make_draft()]
        self.application = make.make_application()
        for post in self.reported:
            actions.report(post, reporter=make.make_partner(), reason="spam")


@pytest.fixture
def two(db):
    return Two()


@pytest.fixture
def vera(two):
    return make.make_scoped("vera", vendor=two.vendor)


@pytest.fixture
def tom(two):
    return make.make_scoped("tom", tag=two.tag)


def keys(viewer) -> set[str]:
    return {item.key for item in queries.queue(viewer)}


def test_queue_holds_what_is_of_the_part_and_nothing_else(two, vera, tom, mona):
    of_vera = {f"post-{two.held[0].pk}", f"report-{two.reported[0].pk}", f"change-{two.drafts[0].pk}"}

    assert keys(vera) == of_vera
    assert keys(tom) == {f"post-{two.held_by_tag[0].pk}"}
    assert (queries.waiting_count(vera), queries.waiting_count(tom)) == (3, 1)
    assert keys(mona) > of_vera | {f"application-{two.application.pk}", f"post-{two.held[1].pk}"}


def test_page_of_the_queue_says_nothing_of_the_rest(browse, two, vera):
    page = text_of(browse(vera).get("/moderation/"))

    assert two.mine.thread.title in page
    for thing in (two.other.title, two.tagged.title, two.drafts[1].title, two.application.company_name):
        assert thing not in page
    assert ("Partners" in page, "sources" in page, "watched words" in page) == (False, False, False)


def test_they_decide_about_their_part_and_the_log_says_as_what(browse, two, vera, bob, mona):
    client = browse(vera)

    client.post(f"/moderation/posts/{two.held[0].pk}/approve/", {"trust": "1"})
    client.post(f"/moderation/posts/{two.reported[0].pk}/hide/", {"reason": "Advertising."})
    client.post(f"/moderation/changes/{two.drafts[0].pk}/publish/")

    assert list(Decision.objects.filter(moderator=vera).order_by("pk").values_list("verb", "role")) == [
        ("approve_post", "moderator:Nordwind"), ("hide_post", "moderator:Nordwind"),
        ("publish_change", "moderator:Nordwind"),
    ]  # fmt: skip
    two.held[0].author.refresh_from_db()
    assert two.held[0].author.trusted_at is None, "trust is about people, not about the part"
    public = text_of(browse(bob).get("/moderation/log/"))
    assert "A moderator of Nordwind approved a post" in public
    assert "Vera" not in public
    assert "Vera (moderator of Nordwind) approved a post" in text_of(browse(mona).get("/moderation/log/"))


def test_what_is_not_of_their_part_does_not_exist_for_them(browse, two, vera):
    client, before = browse(vera), Decision.objects.count()
    addresses = [
        f"/moderation/posts/{two.held[1].pk}/", f"/moderation/posts/{two.reported[1].pk}/",
        f"/moderation/changes/{two.drafts[1].pk}/", f"/moderation/applications/{two.application.pk}/",
        f"/moderation/people/{two.held[0].author.handle}/", "/moderation/words/", "/moderation/sources/",
        "/moderation/scopes/", f"/t/{two.plain.slugged_id}/lock/",
    ]  # fmt: skip
    presses = [
        f"/moderation/posts/{two.held[1].pk}/approve/", f"/moderation/posts/{two.reported[1].pk}/hide/",
        f"/moderation/changes/{two.drafts[1].pk}/publish/", f"/moderation/claims/post-{two.held[1].pk}/",
        f"/moderation/applications/{two.application.pk}/approve/",
    ]  # fmt: skip

    assert {path: client.get(path).status_code for path in addresses} == dict.fromkeys(addresses, 404)
    assert {path: client.post(path, {"reason": "Mine."}).status_code for path in presses} == dict.fromkeys(presses, 404)
    assert Decision.objects.count() == before


@pytest.mark.parametrize(("action", "thing", "given"), [
    ("approve_post", lambda two: two.held[1], {}),
    ("decline_post", lambda two: two.held[1], {"reason": "No."}),
    ("hide_post", lambda two: two.reported[1], {"reason": "No."}),
    ("dismiss_reports", lambda two: two.reported[1], {"reason": "No."}),
    ("publish_change", lambda two: two.drafts[1], {}),
    ("decline_change", lambda two: two.drafts[1], {"reason": "No."}),
    ("approve_application", lambda two: two.application, {}),
    ("lock_thread", lambda two: two.plain, {"reason": "No."}),
    ("watch_word", lambda two: "word", {}),
])  # fmt: skip
def test_actions_refuse_what_is_not_of_their_part(action, thing, given, two, vera):
    before = Decision.objects.count()

    with pytest.raises(Refused):
        getattr(actions, action)(thing(two), moderator=vera, **given)
    assert Decision.objects.count() == before


def test_they_see_the_held_and_hidden_of_their_part_only(two, vera, bob):
    question = make.make_question(two.mine)
    actions.hide_question(question, moderator=make.make_moderator(), reason="Twice.")
    foreign = make.make_question(two.other)
    actions.hide_question(foreign, moderator=make.make_moderator(), reason="Twice.")

    def seen(viewer):
        return (
            set(Post.objects.visible_to(viewer).held()), set(Change.objects.visible_to(viewer).drafts()),
            set(Question.objects.visible_to(viewer).exclude(hidden_at=None)),
        )  # fmt: skip

    assert seen(vera) == ({two.held[0]}, {two.drafts[0]}, {question})
    assert seen(bob) == (set(), set(), set())


def test_thread_offers_what_they_may_do_there_and_nothing_elsewhere(browse, two, vera, bob):
    mine, other = two.mine.thread.get_absolute_url(), two.other.thread.get_absolute_url()

    def offers(viewer, address):
        page = browse(viewer).get(address).content.decode()
        return [f"/moderation/posts/{post.pk}/" in page for post in (*two.held, *two.reported)] + ["/lock/" in page]

    assert offers(vera, mine) == [True, False, True, False, True]
    assert offers(vera, other) == [False] * 5
    assert offers(bob, mine) == [False] * 5
    assert "/split/" not in browse(vera).get(mine).content.decode()


def test_case_says_nothing_about_the_person_that_others_may_not_know(browse, two, vera):
    author = two.held[0].author
    elsewhere = make.make_held_post(author=author)
    actions.decline_post(elsewhere, moderator=make.make_moderator(), reason="Canary of another decision")

    page = text_of(browse(vera).get(f"/moderation/posts/{two.held[0].pk}/"))

    assert two.held[0].author.name in page
    assert "Canary of another decision" not in page
    assert "Warn, silence or suspend" not in page


def test_page_of_a_thread_costs_a_scoped_moderator_the_same_however_long_it_is(
    browse, two, vera, django_assert_max_num_queries
):
    client, address = browse(vera), two.mine.thread.get_absolute_url()
    with django_assert_max_num_queries(60) as once:
        client.get(address)
    for _more in range(3):
        make.make_post(two.mine.thread)
        make.make_held_post(two.mine.thread)

    with django_assert_max_num_queries(len(once)):
        client.get(address)


def test_who_moderates_no_part_pays_nothing_for_the_question(bob, django_assert_num_queries):
    bob = User.objects.get(pk=bob.pk)
    with django_assert_num_queries(0):
        assert not people.moderates_a_part(bob)


# --- Giving and ending -----------------------------------------------------------------------------------


def test_administrators_give_and_end_it_on_a_page_and_the_log_says_so(browse, ada, bob):
    vendor, client = make.make_vendor("Nordwind"), browse(ada)

    said = client.post("/moderation/scopes/", {"person": "@Bob", "vendor": vendor.pk}, follow=True)

    assert "They moderate that from now on." in text_of(said)
    bob = User.objects.get(pk=bob.pk)
    assert (bob.scope_count, people.moderates_a_part(bob)) == (1, True)
    client.post(f"/moderation/scopes/{bob.scopes.get().pk}/end/")
    bob = User.objects.get(pk=bob.pk)
    assert (bob.scope_count, people.moderates_a_part(bob)) == (0, False)
    assert list(Decision.objects.order_by("pk").values_list("verb", "reason")) == [
        ("give_scope", "Nordwind"), ("end_scope", "Nordwind"),
    ]  # fmt: skip
    call_command("check_counters")


def test_moderators_do_not_make_moderators(browse, mona, bob):
    vendor = make.make_vendor()

    assert browse(mona).get("/moderation/scopes/").status_code == 404
    assert browse(mona).post("/moderation/scopes/", {"person": "bob", "vendor": vendor.pk}).status_code == 404
    with pytest.raises(Refused):
        actions.give_scope(bob, moderator=mona, vendor=vendor)
    assert not ModeratorScope.objects.exists()


@pytest.mark.parametrize(("typed", "told"), [
    ({"person": "nobody", "vendor": "1"}, "There is no member with this handle."),
    ({"person": "bob"}, "Choose a vendor or a tag, one of the two."),
    ({"person": "carla", "vendor": "1"}, "Only partners moderate."),
    ({"person": "mona", "vendor": "1"}, "Mona moderates everything already."),
])  # fmt: skip
def test_form_says_what_is_wrong_and_keeps_what_was_typed(browse, ada, bob, carla, mona, typed, told):
    vendor = make.make_vendor()
    typed = typed | ({"vendor": vendor.pk} if "vendor" in typed else {})

    answer = browse(ada).post("/moderation/scopes/", typed)

    assert answer.status_code == 422
    assert told in text_of(answer)
    assert f'value="{typed["person"]}"' in answer.content.decode()


def test_who_answers_for_a_vendor_does_not_moderate_what_is_said_about_it(two, vera, ada):
    alice = make.make_partner("alina")
    Hat.objects.create(wearer=alice, vendor=two.vendor, granted_at=two.held[0].created_at)
    with pytest.raises(Refused, match="answers for Nordwind"):
        actions.give_scope(alice, moderator=ada, vendor=two.vendor)

    Hat.objects.create(wearer=vera, vendor=two.vendor, granted_at=two.held[0].created_at)  # given afterwards
    assert keys(User.objects.get(pk=vera.pk)) == set()


def test_they_need_a_second_factor_as_all_who_moderate(settings, browse, two, vera):
    settings.STAFF_SECOND_FACTOR = True

    assert browse(vera).get("/moderation/").status_code == 302
    make.make_second_factor(vera)
    assert browse(vera).get("/moderation/").status_code == 200


def test_nobody_decides_about_their_own_there_either(two, vera):
    Post.objects.filter(pk=two.held[0].pk).update(author=vera)
    with pytest.raises(Refused, match="This is yours"):
        actions.approve_post(Post.objects.get(pk=two.held[0].pk), moderator=vera)


def test_scope_is_of_a_vendor_or_of_a_tag_and_given_once(two, vera, ada):
    assert actions.give_scope(vera, moderator=ada, vendor=two.vendor) is False
    for both in ({"vendor": two.vendor, "tag": two.tag}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ModeratorScope.objects.create(person=vera, given_by=ada, **both)
    assert allowed(people.check_moderates, vera, Thread.objects.get(change=two.mine))
