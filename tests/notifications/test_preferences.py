"""The grid: every kind has its line, and what a member chose there is what happens."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from community.forum import actions as forum
from community.moderation import actions as moderation
from community.notifications import actions, queries
from community.notifications.kinds import KINDS
from community.notifications.models import Channel, Ladder, Notification, Preference
from community.notifications.topics import REMINDERS, TOPICS
from community.programs import actions as programs
from tests import factories as make
from tests.accounts.pages import text_of

pytestmark = pytest.mark.django_db

PAGE = "/inbox/settings/"
USUAL = {name: topic.usual for name, topic in TOPICS.items()}


def told(person) -> list[str]:
    return list(Notification.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))


def mailed_to(person) -> list[str]:
    return [message.subject for message in mail.outbox if message.to == [person.email]]


def ticked(**others: str) -> dict[str, str]:
    """The form as a browser sends it: a box that is not ticked is not sent."""
    channels = USUAL | others
    boxes = {f"{name}.inbox": "on" for name, channel in channels.items() if channel != "off"}
    return boxes | {f"{name}.mail": "on" for name, channel in channels.items() if channel == "mail"}


# --- The table -------------------------------------------------------------------------------------------


def test_every_kind_belongs_to_one_line_and_every_line_has_a_kind():
    assert {kind.topic for kind in KINDS.values()} == set(TOPICS)


def test_only_mails_about_posts_wait():
    waiting = {name for name, kind in KINDS.items() if TOPICS[kind.topic].waits}

    assert waiting == {
        "post.answers_you", "post.mentions_you", "post.in_your_thread", "post.in_watched_thread", "post.in_your_group",
    }  # fmt: skip


def test_decisions_about_a_person_are_always_in_their_inbox():
    certain = {name for name, kind in KINDS.items() if TOPICS[kind.topic].certain}

    assert certain == {
        "post.approved", "post.declined", "post.hidden", "post.restored", "application.approved",
        "application.declined", "change.published", "change.declined", "question.hidden", "answer.hidden",
        "report.closed", "post.moved", "sanction.imposed", "sanction.lifted",
        "reported.withheld", "reported.hidden", "reported.restored",
        "appeal.upheld", "appeal.overturned", "thread.locked", "mask.lifted",
        "hat.granted", "hat.declined", "hat.doffed", "claim.granted", "claim.declined", "claim.ended",
    }  # fmt: skip


def test_names_of_topics_fit_their_column():
    assert max(map(len, TOPICS)) <= Preference._meta.get_field("topic").max_length


# --- Choosing --------------------------------------------------------------------------------------------


def test_without_a_choice_the_usual_channels_hold(bob):
    assert queries.channels(bob) == USUAL


def test_choice_is_kept_and_the_others_stay_as_they_were(bob, bea):
    assert actions.set_channels(bob, channels={"answers": "off", "threads": "inbox"}) is True

    assert queries.channels(bob) == USUAL | {"answers": "off", "threads": "inbox"}
    assert queries.channels(bea) == USUAL


def test_same_choice_again_writes_nothing(bob, django_assert_num_queries):
    actions.set_channels(bob, channels={"answers": "off"})

    assert actions.set_channels(bob, channels={"answers": "off", "mentions": "mail"}) is False
    assert actions.set_channels(bob, channels={"answers": "mail"}) is True
    assert list(Preference.objects.values_list("member__handle", "topic", "channel")) == [("bob", "answers", "mail")]


def test_decisions_cannot_be_turned_off(bob):
    actions.set_channels(bob, channels={"decisions": "off"})

    assert queries.channels(bob)["decisions"] == "inbox"


def test_reminders_are_those_of_the_ladder(bob):
    actions.set_ladder(bob, rungs=[14, 3], of_act_by=True, of_effective=False, channel="inbox")
    assert queries.channels(bob)[REMINDERS] == "inbox"

    actions.set_channels(bob, channels={REMINDERS: "mail"})

    ladder = Ladder.objects.get()
    assert (ladder.channel, ladder.rungs, ladder.of_act_by, ladder.of_effective) == ("mail", [14, 3], True, False)
    assert not Preference.objects.exists()


def test_reminders_wanted_again_after_the_ladder_was_emptied_are_the_usual_ones(bob):
    actions.set_ladder(bob, rungs=[], of_act_by=False, of_effective=False, channel="off")

    actions.set_channels(bob, channels={REMINDERS: "inbox"})

    ladder = Ladder.objects.get()
    assert (ladder.channel, ladder.rungs, ladder.of_act_by, ladder.of_effective) == (
        "inbox",
        [90, 30, 7, 1],
        True,
        True,
    )


@pytest.mark.parametrize("row", [{"topic": "answers", "channel": "mail"}, {"topic": "threads", "channel": "owl"}])
def test_database_keeps_one_known_channel_for_each_topic(row, bob):
    Preference.objects.create(member=bob, topic="answers", channel="inbox")

    with pytest.raises(IntegrityError), transaction.atomic():
        Preference.objects.create(member=bob, **row)


# --- What comes of it ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "in_inbox", "by_mail"),
    [("mail", ["post.answers_you"], 1), ("inbox", ["post.answers_you"], 0), ("off", [], 0)],
)
def test_answer_comes_where_it_is_wanted(channel, in_inbox, by_mail, bob, bea, work):
    actions.set_channels(bob, channels={"answers": channel})
    first = make.make_post(make.make_thread(), bob)
    forum.post_reply(author=bea, thread=first.thread, parent=first, source="An answer.")
    work()

    assert told(bob) == in_inbox
    assert len(mailed_to(bob)) == by_mail


def test_each_of_many_is_told_by_their_own_choice(bob, bea, carla, work):
    actions.set_channels(bob, channels={"mentions": "off"})
    actions.set_channels(bea, channels={"mentions": "inbox"})
    author = make.make_partner("dora")
    forum.post_reply(author=author, thread=make.make_thread(author), source="@bob @bea @carla look")
    work()

    assert [told(person) for person in (bob, bea, carla)] == [[], ["post.mentions_you"], ["post.mentions_you"]]
    assert [message.to for message in mail.outbox if "mentioned you" in message.body] == [["carla@example.org"]]


def test_choices_of_many_cost_one_query(bob, bea, carla, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.channels_for({bob.pk: "post.answers_you", bea.pk: "post.mentions_you", carla.pk: "change.moved.tag"})
    with django_assert_num_queries(2):
        queries.channels_for({bob.pk: "deadline.due", bea.pk: "deadline.due"})


def test_decision_without_mail_is_in_the_inbox(nils, mona, work):
    actions.set_channels(nils, channels={"decisions": "off"})
    moderation.decline_post(make.make_held_post(make.make_thread(), nils), moderator=mona, reason="Under NDA.")
    work()

    assert told(nils) == ["post.declined"]
    assert mailed_to(nils) == []


def test_news_of_changes_by_the_line_they_belong_to(bob, bea, mona, work):
    vendor = make.make_vendor()
    for person in (bob, bea):
        programs.follow(vendor, member=person)
    actions.set_channels(bea, channels={"new_changes": "mail"})
    moderation.publish_change(make.make_draft(vendor=vendor, title="A change that is new to all"), moderator=mona)
    work()

    assert told(bob) == told(bea) == ["change.published.vendor"]
    assert (len(mailed_to(bob)), len(mailed_to(bea))) == (0, 1)


def test_who_wants_no_more_mail_gets_none_of_what_is_on_its_way(nils, mona):
    from community.activity.models import Activity

    moderation.decline_post(make.make_held_post(make.make_thread(), nils), moderator=mona, reason="Under NDA.")
    decided = Activity.objects.exclude(verb="post.created")
    (row,) = (row for activity in decided for row in actions.announce(activity) if row.recipient == nils)

    actions.set_channels(nils, channels={"decisions": "inbox"})

    assert actions.mail(row.pk) is False
    assert mail.outbox == []


# --- The page --------------------------------------------------------------------------------------------


def test_page_shows_every_line_as_it_stands(bob, browse):
    actions.set_channels(bob, channels={"answers": "inbox", "questions": "off"})

    page = browse(bob).get(PAGE)

    rows = page.context["form"].rows()
    shown = {row["topic"].label: (row["inbox"].value(), row["mail"].value()) for row in rows}
    chosen = USUAL | {"answers": "inbox", "questions": "off"}
    assert shown == {topic.label: (chosen[name] != "off", chosen[name] == "mail") for name, topic in TOPICS.items()}
    assert [str(topic.label) for topic in TOPICS.values() if str(topic.label) not in text_of(page)] == []


def test_form_saves_what_was_ticked_and_says_so(bob, browse):
    client = browse(bob)

    answer = client.post(
        PAGE, ticked(answers="inbox", mentions="off", reminders="off", new_changes="mail"), follow=True
    )

    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Saved." in answer.text
    assert queries.channels(bob) == USUAL | {
        "answers": "inbox", "mentions": "off", "reminders": "off", "new_changes": "mail",
    }  # fmt: skip
    again = ticked(answers="inbox", mentions="off", reminders="off", new_changes="mail")
    assert "Saved." not in client.post(PAGE, again, follow=True).text


def test_form_with_nothing_ticked_leaves_what_is_certain(bob, browse):
    browse(bob).post(PAGE, {"nothing": "ticked"})

    certain = {name for name, topic in TOPICS.items() if topic.certain}
    assert queries.channels(bob) == {name: "inbox" if name in certain else "off" for name in TOPICS}


def test_what_is_mailed_is_in_the_inbox_ticked_or_not(bob, browse):
    boxes = ticked()
    del boxes["answers.inbox"]

    browse(bob).post(PAGE, boxes)

    assert queries.channels(bob) == USUAL


def test_nonsense_in_the_form_changes_nothing_else(bob, browse):
    browse(bob).post(PAGE, ticked() | {"pigeon.mail": "on", "member": "1", "answers.mail": ["on", "on"]})

    assert queries.channels(bob) == USUAL
    assert not Preference.objects.exists()


def test_visitor_is_asked_to_sign_in(browse, db):
    assert browse().get(PAGE).status_code == 302
    assert browse().post(PAGE, ticked(answers="off")).status_code == 401
    assert not Preference.objects.exists()


def test_form_without_its_token_is_refused(bob):
    client = Client(enforce_csrf_checks=True)
    client.force_login(bob, backend="community.accounts.backends.AccountBackend")

    assert client.post(PAGE, ticked(answers="off")).status_code == 403
    assert queries.channels(bob)["answers"] == Channel.MAIL


def test_inbox_leads_to_the_settings_and_they_to_the_ladder(bob, browse):
    assert f'href="{PAGE}"' in browse(bob).get("/inbox/").text
    assert 'href="/inbox/reminders/"' in browse(bob).get(PAGE).text
