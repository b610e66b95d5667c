"""Ask a peer: a question that nobody answers is offered to people who might, and what each side reads of it."""

import datetime as dt
import json

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.accounts.models import Sanction
from community.forum.models import Post
from community.networking import actions, queries
from community.networking.models import HelpAsk, HelpOffer
from community.notifications.models import Notification
from community.web.exports import file_of
from tests import factories as make
from tests.accounts.pages import mails_to, text_of
from tests.leaks.test_masked import unpacked
from tests.networking.helping import prove, tell

pytestmark = pytest.mark.django_db

TWO_DAYS = dt.timedelta(hours=48)


def later(**much):
    return time_machine.travel(timezone.now() + dt.timedelta(**much), tick=False)


@pytest.fixture
def tags(db):
    return [make.make_tag("renewal")]


@pytest.fixture
def able(tags):
    """Five who know about renewals, the first of them best."""
    people = [tell(make.make_partner(f"able{letter}"), skills="renewal") for letter in "abcde"]
    for place, person in enumerate(people):
        prove(person, "renewal", helpful=max(4 - place, 0))
    return people


def old_question(asker, tags, *, hours: float = 48, **more):
    with later(hours=-hours):
        return make.make_thread(asker, tags=tags, **more)


def offered(thread) -> list[str]:
    return list(HelpOffer.objects.filter(thread=thread).order_by("pk").values_list("person__handle", flat=True))


def offer_to(person) -> HelpOffer:
    return HelpOffer.objects.get(person=person)


def told(client, thread) -> str:
    """What the page of the question says of its offers; nothing if it says nothing."""
    page = text_of(client.get(thread.get_absolute_url()))
    return page[page.find("Offered to") :].split("Posts")[0].strip() if "Offered to" in page else ""


# --- Which questions, and to whom ----------------------------------------------------------------------


def test_question_is_offered_after_48_hours_to_the_three_who_fit_best(bob, tags, able, work):
    question = old_question(bob, tags, hours=47.9)
    assert actions.offer_new_questions() == 0

    with later(hours=0.2):
        assert actions.offer_new_questions() == 3
        assert actions.offer_new_questions() == 0, "once"
    work()

    assert offered(question) == ["ablea", "ableb", "ablec"]
    (mail,) = mails_to(able[0].email)
    assert mail.subject == f"Nobody has answered “{question.title}”, and you might know"
    assert "What speaks for you: Was found helpful 4 times under #renewal · Names #renewal as a skill" in mail.body
    assert bob.email not in str(mail.message())


def test_only_open_questions_of_partners_that_nobody_else_has_answered(bob, bea, mona, tags, able):
    answered, locked, hidden = (old_question(bob, tags) for _number in range(3))
    make.make_post(answered, bea)
    actions_of_moderators = {"locked_at": timezone.now(), "lock_reason": "Enough."}
    type(locked).objects.filter(pk=locked.pk).update(**actions_of_moderators)
    type(hidden).objects.filter(pk=hidden.pk).update(hidden_at=timezone.now())
    old_question(bob, tags, kind="discussion")
    old_question(bob, tags, hours=24 * 31)
    talking_to_oneself = old_question(bob, tags)
    make.make_post(talking_to_oneself, bob)
    make.make_held_post(talking_to_oneself)

    actions.offer_new_questions()

    assert set(HelpAsk.objects.values_list("thread", flat=True)) == {talking_to_oneself.pk}


def test_never_offered_to_these(bob, tags, mona):
    def able(handle, **more):
        return tell(make.make_partner(handle), skills="renewal", **more)

    able("full", full=True)
    able("silent", can_help="")
    refusing, silenced, suspended = able("refusing"), able("silenced"), able("suspended")
    actions.set_peer_settings(refusing, takes_offers="no")
    for person, kind in ((silenced, "silence"), (suspended, "suspend")):
        Sanction.objects.create(person=person, given_by=mona, kind=kind, reason="Unkind.")
    tell(make.make_user("colleague", company=bob.company), skills="renewal")
    neighbour = able("neighbour", country="DE", role="reseller")
    actions.set_peer_settings(neighbour, shown_in_own_market=False)
    bob.company.country, bob.company.roles = "DE", ["reseller"]
    bob.company.save()
    tell(bob, skills="renewal", country="DE", role="reseller")
    willing = able("willing", can_help="")
    actions.set_peer_settings(willing, takes_offers="yes")

    question = old_question(bob, tags)
    actions.offer_new_questions()

    assert offered(question) == ["willing"]


def test_whoever_asks_under_a_pseudonym_is_not_asked_and_nothing_of_them_counts(bob, tags, able):
    tell(bob, skills="renewal", languages="de", country="AT")
    tell(make.make_partner("near"), skills="renewal", languages="de", country="AT")
    prove(bob, "renewal", helpful=9)

    question = old_question(bob, tags, masked=True)
    actions.offer_new_questions()

    assert offered(question) == ["ablea", "ableb", "ablec"]
    reasons = {reason[0] for offer in HelpOffer.objects.all() for reason in offer.reasons}
    assert reasons == {"helpful", "says"}


def test_nobody_gets_a_third_offer_within_a_week(bob, tags):
    able = tell(make.make_partner("able"), skills="renewal")
    *_two, third = (old_question(bob, tags) for _number in range(3))
    actions.offer_new_questions()
    assert HelpOffer.objects.filter(person=able).count() == 2
    assert offered(third) == []
    with later(days=6, hours=23):
        assert actions.offer_questions_again() == 0
    with later(days=7, minutes=1):
        assert actions.offer_questions_again() == 1

    assert offered(third) == ["able"]
    again = HelpOffer.objects.filter(person=able).first()
    with pytest.raises(IntegrityError, match="two_offers_a_week"), transaction.atomic():
        HelpOffer.objects.create(
            thread=make.make_thread(), person=able, reasons=[], place=again.place, ends_at=again.ends_at,
            offered_at=again.offered_at + dt.timedelta(days=6), counts_until=again.counts_until + dt.timedelta(days=6),
        )  # fmt: skip


def test_offers_take_up_room(bob, tags):
    tell(make.make_partner("able"), skills="renewal")
    room = make.make_capacity(2, 1)
    person = HelpOffer._meta.get_field("person").related_model.objects.get(handle="able")
    for part in ("total", "taken", "until"):
        setattr(person.profile, f"capacity_{part}", getattr(room, part))
    person.profile.save()
    questions = [old_question(bob, tags) for _number in range(2)]

    actions.offer_new_questions()

    assert [offered(question) for question in questions] == [["able"], []]


# --- What one says to it -------------------------------------------------------------------------------


def test_page_of_offers_and_what_can_be_said_there(bob, bea, tags, able, browse):
    question = old_question(bob, tags)
    actions.offer_new_questions()
    clients = [browse(person) for person in able]
    pages = [text_of(client.get("/offers/")) for client in clients]
    assert [question.title in page for page in pages] == [True, True, True, False, False]
    assert "What speaks for you: Was found helpful 4 times under #renewal" in pages[0]

    there = clients[0].post(f"/offers/{offer_to(able[0]).pk}/accept/")
    clients[1].post(f"/offers/{offer_to(able[1]).pk}/pass/")
    clients[2].post(f"/offers/{offer_to(able[2]).pk}/not-me/")

    assert there["Location"] == f"{question.get_absolute_url()}#reply"
    assert "You are on it until" in text_of(clients[0].get("/offers/"))
    assert question.title not in text_of(clients[1].get("/offers/"))
    assert "Not asked any more" in text_of(clients[2].get("/offers/"))
    assert clients[3].post(f"/offers/{offer_to(able[0]).pk}/pass/").status_code == 404, "not theirs"


def test_who_says_not_me_is_not_asked_about_these_tags_until_they_say_so(bob, tags):
    able = tell(make.make_partner("able"), skills="renewal licensing")
    old_question(bob, tags)
    actions.offer_new_questions()
    actions.refuse_offer(offer_to(able), by=able)
    refused = offer_to(able)
    again, other = old_question(bob, tags), old_question(bob, [make.make_tag("licensing")])
    actions.offer_new_questions()
    assert (offered(again), offered(other)) == ([], ["able"])

    actions.ask_me_again(refused, by=able)

    with later(days=8):
        actions.offer_questions_again()
    assert offered(again) == ["able"]


def test_after_a_pass_or_a_week_the_next_one_is_asked_the_next_day(bob, tags, able):
    question = old_question(bob, tags)
    actions.offer_new_questions()
    actions.pass_offer(offer_to(able[0]), by=able[0])
    actions.offer_new_questions()
    assert offered(question) == ["ablea", "ableb", "ablec"], "not at the moment, which the asker could see"
    assert actions.offer_questions_again() == 1
    actions.accept_offer(offer_to(able[1]), by=able[1])

    with later(days=7, minutes=1):
        assert actions.offer_questions_again() == 1, "others have not answered, and one is not on it any more"

    assert offered(question) == [person.handle for person in able]


def test_when_somebody_answers_offers_end_and_nobody_is_told_more(bob, bea, tags, able, browse, work):
    question = old_question(bob, tags)
    actions.offer_new_questions()
    make.make_post(question, bea)
    work()

    assert not Notification.objects.filter(kind="offer.made").exists(), "that was not told yet is told no more"
    assert question.title not in text_of(browse(able[0]).get("/offers/"))
    answer = browse(able[0]).post(f"/offers/{offer_to(able[0]).pk}/accept/", follow=True)
    assert "This offer is over" in text_of(answer)
    assert told(browse(bob), question) == ""


# --- What the asker reads ------------------------------------------------------------------------------


def test_asker_reads_numbers_and_others_nothing(bob, bea, mona, tags, able, browse):
    question = old_question(bob, tags)
    actions.offer_new_questions()
    asker = browse(bob)
    assert told(asker, question).startswith("Offered to 3 people who might know.")
    actions.accept_offer(offer_to(able[0]), by=able[0])
    before = told(asker, question)
    assert "1 is on it." in before

    actions.pass_offer(offer_to(able[1]), by=able[1])
    actions.refuse_offer(offer_to(able[2]), by=able[2])

    assert told(asker, question) == before, "the moment would tell who it was"
    with later(days=1):
        assert "At least 2 have passed." in told(browse(bob), question)
    everything = asker.get(question.get_absolute_url()).text + str(unpacked(file_of(bob)))
    assert [person.handle for person in able if person.handle in everything] == []
    assert {told(browse(other), question) for other in (bea, mona, able[0], None)} == {""}


@pytest.mark.parametrize("passing", [1, 2, 3])
def test_number_of_passes_never_tells_who(passing, bob, tags, able, browse):
    """Of one or two who were asked nothing is said, and of three it is never known of all."""
    for person in able[3:]:
        actions.set_peer_settings(person, takes_offers="no")
    question = old_question(bob, tags)
    actions.offer_new_questions()
    for person in able[:passing]:
        actions.pass_offer(offer_to(person), by=person)

    with later(days=1):
        found = queries.outcome(question, bob)

    assert found.passed == min(passing, 2)
    HelpOffer.objects.filter(person=able[2]).delete()
    assert queries.outcome(question, bob).passed == 0


def test_asker_reads_why_there_are_fewer_than_three(bob, tags, able, browse):
    for person in able[1:4]:
        actions.set_peer_settings(person, takes_offers="no")
    question = old_question(bob, tags)
    lonely = old_question(bob, [make.make_tag("teapots")])
    actions.offer_new_questions()
    client = browse(bob)

    assert told(client, question).startswith(
        "Offered to 2 people who might know. Others who match have no room, were asked twice within the week, or do"
        " not want to be asked."
    )
    assert "Nobody was found who says or has shown that they know" in text_of(client.get(lonely.get_absolute_url()))


def test_offers_are_in_the_export_and_forgotten(bob, tags, able):
    old_question(bob, tags)
    actions.offer_new_questions()
    actions.refuse_offer(offer_to(able[1]), by=able[1])
    (own,) = json.loads(unpacked(file_of(able[0]))["networking.helpoffer.person.json"])
    assert own["reasons"][0] == ["helpful", "renewal", 4]

    with later(days=91):
        actions.forget_offers()

    assert list(HelpOffer.objects.values_list("person__handle", flat=True)) == ["ableb"], "who must not be asked again"


def test_post_of_the_accepter_is_how_the_asker_learns_who(bob, tags, able, browse):
    question = old_question(bob, tags)
    actions.offer_new_questions()
    actions.accept_offer(offer_to(able[0]), by=able[0])
    client = browse(bob)
    assert able[0].name not in client.get(question.get_absolute_url()).text

    make.make_post(question, able[0])

    assert able[0].name in client.get(question.get_absolute_url()).text
    assert Post.objects.filter(thread=question).count() == 2


def test_who_is_no_partner_reads_how_to_become_one(carla, browse):
    for address in ("/offers/", "/conversations/"):
        assert "Apply as a partner" in text_of(browse(carla).get(address)), address
