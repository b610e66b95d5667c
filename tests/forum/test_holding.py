"""Whose posts a moderator reads first, and why: each rule alone, then the ways around them."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from community.accounts import actions as accounts
from community.core.markup import Rendered, render
from community.core.refusals import Refused
from community.forum import actions, rules
from community.forum.forms import ReplyForm, opened_now
from community.forum.models import Post, Thread
from community.forum.rules import holding
from community.forum.wording import fingerprint_of, in_words
from tests import factories as make

pytestmark = pytest.mark.django_db

SECOND = dt.timedelta(seconds=1)
LONG = "The renewal portal of the vendor refuses every order since Monday morning."


def writing(author, source="Plain words.", **more):
    return rules.Writing(author, source, render(source), **more)


@pytest.fixture
def casino(mona):
    return actions.watch_word("Casíno", by=mona)[0]


def test_the_table_names_each_rule_once_and_the_most_telling_first():
    assert [rule.name for rule in holding.RULES] == [
        "markup", "words", "links", "mentions", "copy", "speed", "flood", "first_posts",
    ]  # fmt: skip
    assert {rule.name for rule in holding.RULES} == set(Post.HoldRule.values) - {
        "reported"
    }  # which holds nothing that is new
    assert all(rule.because for rule in holding.RULES)


@pytest.mark.parametrize(
    ("who", "shown", "rule"),
    [("nils", 0, "first_posts"), ("nils", 2, "first_posts"), ("nils", 3, ""), ("bob", 0, ""), ("mona", 0, ""),
     ("alice", 0, "first_posts")],
)  # fmt: skip
def test_the_first_three_posts_wait_unless_the_author_is_trusted(who, shown, rule, request):
    author = request.getfixturevalue(who)
    for _n in range(shown):
        actions.publish_post(make.make_post(author=author))
    make.make_post(author=author)
    make.make_hidden_post()

    assert rules.hold_rule(writing(author)) == rule


def test_a_text_that_could_not_be_shown_safely_waits_whoever_wrote_it(mona):
    unsafe = Rendered("<p>Plain words.</p>", 1, (), "It would not do.")

    assert rules.hold_rule(rules.Writing(mona, "Plain words.", unsafe)) == "markup"


@pytest.mark.parametrize(
    "text",
    ["See the casino.", "CASINO", "a ca**si**no here", "ca\u200bsi\u00adno", "ｃａｓｉｎｏ", "casiño", "[x](https://casino.example)",
     "| a | b |\n|---|---|\n| some | casino |", "&#99;asino"],
)  # fmt: skip
def test_a_watched_word_holds_however_it_is_written(text, casino, bob, mona):
    held = writing(bob, text)

    assert holding.has_watched_words(held)
    assert rules.hold_rule(held) == "words"  # trusted or not: it is the word that is to be read
    assert rules.hold_rule(writing(mona, text)) == ""


@pytest.mark.parametrize("text", ["casinos", "occasino", "cas ino", "cas.ino", "(casin)o"])
def test_parts_of_words_are_not_watched(text, casino, bob):
    assert rules.hold_rule(writing(bob, text)) == ""


def test_an_expression_is_no_more_than_its_words(bob, mona):
    actions.watch_word("(a+)+$ .*", by=mona)

    assert rules.hold_rule(writing(bob, "Anything at all " + "a" * 500)) == ""
    assert rules.hold_rule(writing(bob, "an a, alone")) == "words"


def test_the_title_and_the_words_of_its_kind_are_read_too(casino, bob):
    titled = make.make_thread(bob, title="Which casino takes vouchers")
    assert rules.hold_rule(writing(bob, besides="Casino, remote")) == "words"

    post = titled.posts.get()
    assert (post.state, post.hold_rule, titled.published_at) == ("held", "words", None)


@pytest.mark.parametrize(
    ("text", "rule"),
    [("https://a.example and https://b.example", "first_posts"),
     ("https://a.example https://b.example www.c.example", "links"),
     ("[a](mailto:a@a.example) [b](mailto:b@a.example) [c](mailto:c@a.example)", "links")],
)  # fmt: skip
def test_more_than_two_links_of_a_newcomer(text, rule, nils, bob):
    assert rules.hold_rule(writing(nils, text)) == rule
    assert rules.hold_rule(writing(bob, text)) == ""


def test_more_than_two_people_called_by_a_newcomer(nils, bob):
    two, three = (Rendered("<p>x</p>", 1, handles) for handles in (("a", "b"), ("a", "b", "c")))

    assert rules.hold_rule(rules.Writing(nils, "x", two)) == "first_posts"
    assert rules.hold_rule(rules.Writing(nils, "x", three)) == "mentions"
    assert rules.hold_rule(rules.Writing(bob, "x", three)) == ""


def test_the_same_words_elsewhere_by_oneself_or_another_newcomer(nils, bob):
    here = make.make_thread()
    make.make_post(here, nils, source=LONG)
    make.make_post(make.make_thread(), bob, source=LONG + " Really.")
    same = LONG.upper().replace(" ", "  ")

    assert rules.hold_rule(writing(nils, same, thread=make.make_thread())) == "copy"
    assert rules.hold_rule(writing(nils, same, thread=here)) == "first_posts"
    assert rules.hold_rule(writing(make.make_partner(trusted=False), same)) == "copy"
    assert rules.hold_rule(writing(nils, LONG + " Really.")) == "first_posts"  # a trusted partner was quoted
    with time_machine.travel(timezone.now() + dt.timedelta(days=8), tick=False):
        assert rules.hold_rule(writing(nils, same)) == "first_posts"


def test_short_texts_have_nothing_of_their_own():
    assert fingerprint_of("Thanks, that helped a lot.") == ""
    assert fingerprint_of(LONG) == fingerprint_of(f"**{LONG.lower()}**") != ""
    assert in_words("Ärger_mit  I/O") == " arger mit i o "


def test_a_sixth_post_within_an_hour(nils):
    for _n in range(5):
        make.make_post(author=nils)
        assert nils.posts.latest("pk").hold_rule == "first_posts"

    assert make.make_post(author=nils).hold_rule == "flood"


def test_a_first_post_in_under_three_seconds(nils, bob):
    fast = {"typed_for": 2 * SECOND}

    assert rules.hold_rule(writing(nils, **fast)) == "speed"
    assert rules.hold_rule(writing(bob, **fast)) == ""
    assert rules.hold_rule(writing(nils, typed_for=3 * SECOND)) == "first_posts"
    assert rules.hold_rule(writing(nils)) == "first_posts"  # written in no form
    actions.publish_post(make.make_post(author=nils))
    assert rules.hold_rule(writing(nils, **fast)) == "first_posts"


def test_a_form_says_how_long_it_was_open_and_no_other_form_does():
    with time_machine.travel(timezone.now() - 10 * SECOND, tick=False):
        form, other = ReplyForm(), ReplyForm()
        key, opened = form["form_key"].value(), form["opened"].value()

    def typed_for(**sent):
        sent_form = ReplyForm({"source": "Words", "form_key": key, "opened": opened} | sent)
        assert sent_form.is_valid()
        return sent_form.typed_for

    assert 10 * SECOND <= typed_for() < 12 * SECOND
    assert {
        typed_for(opened=""), typed_for(opened="forged"), typed_for(opened=opened[:-1] + "~"), typed_for(form_key=""),
        typed_for(opened=other["opened"].value()), typed_for(form_key=other["form_key"].value()),
    } == {dt.timedelta()}  # fmt: skip
    assert typed_for(opened=opened_now(key)) < 2 * SECOND


def test_the_first_post_of_a_machine_is_held_for_its_speed_with_or_without_a_moment(client, nils):
    client.force_login(nils)
    thread = make.make_thread()

    client.post(f"/t/{thread.slugged_id}/replies/", {"source": "Words of a machine"})

    assert nils.posts.get().hold_rule == "speed"
    page = client.get(f"/t/{thread.slugged_id}/").content.decode()
    assert "It was sent within three seconds of opening the form" in page


def test_a_held_post_stays_held_through_edits_and_later_trust(casino, nils, mona):
    post = make.make_held_post(author=nils)
    actions.edit_post(post, by=nils, source="Come to the casino", version=1)
    post.refresh_from_db()
    assert (post.state, post.hold_rule) == ("held", "words")

    accounts.trust(nils)
    nils.refresh_from_db()
    actions.edit_post(post, by=nils, source="Come to the theatre", version=2)
    actions.unwatch_word(casino)
    post.refresh_from_db()
    assert (post.state, post.number, post.hold_rule) == ("held", None, "words")


def test_words_do_not_come_in_later(casino, bob, mona):
    thread = make.make_thread(bob)
    post = thread.posts.get()

    for attempt in (
        lambda: actions.edit_post(post, by=bob, source="The casino", version=1),
        lambda: actions.write_summary(thread, by=bob, source="A casino", version=0),
    ):
        with pytest.raises(Refused, match=r"^This has a word that moderators read first\."):
            attempt()
    assert "casino" not in Post.objects.get().html
    assert actions.edit_post(post, by=mona, source="A moderator may write casino.", version=1)
    assert actions.edit_post(post, by=bob, source="A moderator wrote casino.", version=2)  # it has been read


def test_a_newcomer_whose_posts_went_away_edits_none_of_the_shown_ones(nils):
    posts = [make.make_post(author=nils) for _n in range(3)]
    for post in posts:
        actions.publish_post(post)
    assert make.make_post(author=nils).is_published
    for post in posts[:2]:
        actions.delete_post(post, by=nils)
    nils = type(nils).objects.get(pk=nils.pk)

    with pytest.raises(Refused, match=r"stay as they were approved"):
        actions.edit_post(posts[2], by=nils, source="https://a.example " * 3, version=1)
    assert make.make_post(author=nils).is_held


def test_the_same_word_is_watched_once_and_what_was_removed_may_come_back(casino, mona):
    assert actions.watch_word("CASINO!", by=mona) == (casino, False)
    assert (actions.unwatch_word(casino), actions.unwatch_word(casino)) == (True, False)
    again, is_new = actions.watch_word("casino", by=mona)
    assert (again.pk != casino.pk, is_new) == (True, True)
    with pytest.raises(Refused, match="letters or digits"):
        actions.watch_word("***", by=mona)
    assert Thread.objects.count() == 0
