"""Asking to be introduced: a double opt-in, within limits, asked of the clock."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from community.accounts.models import User
from community.core.refusals import Refused
from community.moderation import actions as moderation
from community.networking import actions, queries, rules
from community.networking.models import Introduction, IntroductionAnswer
from community.notifications.models import Notification
from community.web.exports import file_of
from tests import factories as make
from tests.accounts.pages import mails_to, text_of
from tests.leaks.test_masked import unpacked

pytestmark = pytest.mark.django_db

NEED = "We renew in March and look for somebody who has done it with two tiers."


def later(**much):
    return time_machine.travel(timezone.now() + dt.timedelta(**much), tick=False)


def ask(requester, target, blurb: str = NEED, **more) -> Introduction:
    return actions.ask_for_introduction(target, requester=requester, blurb=blurb, contact="bob@nord.example", **more)


def why_not(requester, target) -> str:
    with pytest.raises(Refused) as refused:
        ask(requester, target, make.unique("Another need of ours, which is number"))
    return refused.value.sentence


def test_both_learn_how_to_reach_each_other_after_a_yes_and_not_before(bob, bea, browse, work):
    client, other = browse(bob), browse(bea)
    form = {"blurb": NEED, "about": "", "contact": "  bob@nord.example\n"}
    page = client.post("/people/bea/introduction/", form, follow=True)
    asked = Introduction.objects.get()
    work()

    assert "waiting until" in text_of(page)
    (told,) = mails_to(bea.email)
    assert told.subject == "Bob asks to be introduced to you"
    before = text_of(other.get(asked.get_absolute_url()))
    assert NEED in before
    assert [word for word in ("bob@nord.example", bob.email) if word in before + str(told.message())] == []

    other.post(f"{asked.get_absolute_url()}accept/", {"contact": "+49 30 1234"})
    work()

    assert "+49 30 1234" in text_of(client.get(asked.get_absolute_url()))
    assert "bob@nord.example" in text_of(other.get(asked.get_absolute_url()))
    (yes,) = mails_to(bob.email)
    assert yes.subject == "Bea said yes: you are introduced"
    assert "How to reach Bea: +49 30 1234" in yes.body
    assert bea.email not in str(yes.message())
    assert Notification.objects.filter(recipient=bea).count() == 1, "the target is told once"


@pytest.mark.parametrize(("say", "told"), [("decline", []), ("postpone", ["introduction.came_back"])])
def test_requester_hears_of_nothing_else(say, told, bob, bea, browse, work):
    asked = ask(bob, bea)
    work()
    browse(bea).post(f"{asked.get_absolute_url()}{say}/")
    with later(days=6):
        work()

    assert not Notification.objects.filter(recipient=bob).exists()
    assert mails_to(bob.email) == []
    kinds = list(Notification.objects.filter(recipient=bea).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["introduction.asked", *told]
    assert len(mail.outbox) == len(kinds)


def test_who_said_later_and_answered_since_is_not_asked_again(bob, bea, work):
    asked = ask(bob, bea)
    work()
    actions.postpone_introduction(asked, by=bea)
    actions.decline_introduction(asked, by=bea)
    work()

    assert list(Notification.objects.values_list("kind", flat=True)) == ["introduction.asked"]


def test_moderators_and_others_read_none_of_it(bob, bea, nils, mona, ada, visitor):
    asked = make.make_introduction(bob, bea)
    actions.accept_introduction(asked, by=bea, contact="Ring twice")

    seen = {who: queries.introduction_for(who, asked.pk) for who in (bob, bea, nils, mona, ada)}
    assert {who.handle for who, found in seen.items() if found} == {"bob", "bea"}
    assert not Introduction.objects.visible_to(visitor).exists()
    assert list(IntroductionAnswer.objects.visible_to(bob)) == []


def test_who_cannot_ask_and_who_cannot_be_asked(bob, bea, nils, carla, alice, mona, sam):
    away = make.make_partner("away")
    moderation.sanction(away, moderator=mona, kind="suspend", reason="Spam.")
    muted = make.make_partner("muted")
    actions.set_peer_settings(muted, takes_introductions=False)
    masked = make.make_post(make.make_thread(), bea, masked=True).author

    assert "Partners ask for introductions" in why_not(carla, bea)
    assert "Partners ask for introductions" in why_not(alice, bea)
    assert "This is you" in why_not(bob, bob)
    assert "You work for the same company" in why_not(bob, make.make_partner(company=bob.company))
    assert why_not(bob, User.objects.get(pk=masked.pk)) == f"{masked.name} takes no requests for introductions."
    said = {why_not(bob, person).replace(person.name, "…") for person in (away, muted, carla, sam)}
    assert said == {"… takes no requests for introductions."}, "it tells neither of a sanction nor of a setting"
    assert why_not(nils, muted) == why_not(bob, muted)
    assert ask(mona, bea).target == bea


def test_silenced_people_neither_ask_nor_answer(bob, bea, mona):
    asked = ask(bob, bea)
    for person in (bob, bea):
        moderation.sanction(person, moderator=mona, kind="silence", reason="Calmer, please.")
    bob, bea = (User.objects.get(pk=person.pk) for person in (bob, bea))  # what one is under is remembered

    assert "You can read, but not write" in why_not(bob, make.make_partner())
    with pytest.raises(Refused, match="You can read, but not write"):
        actions.accept_introduction(asked, by=bea, contact="Here")


def test_same_form_sent_twice_is_one_request(bob, bea, browse):
    form = {"blurb": NEED, "about": "", "contact": "Here"}
    first, second = (browse(bob).post("/people/bea/introduction/", form) for _time in range(2))

    assert first["Location"] == second["Location"] == Introduction.objects.get().get_absolute_url()


@pytest.mark.parametrize("end", ["nothing", "no", "withdrawn"])
def test_same_person_is_asked_again_ninety_days_after_the_end_however_it_ended(end, bob, bea):
    asked = ask(bob, bea)
    if end == "no":
        actions.decline_introduction(asked, by=bea)
    if end == "withdrawn":
        actions.withdraw_introduction(asked, by=bob)
    said = set()
    for days in (1, 13, 15, 89, 103):
        with later(days=days):
            said.add(why_not(bob, bea))

    assert len(said) == 1
    assert "You asked Bea on" in said.pop()
    with later(days=105):
        assert actions.forget_introductions() == 1
        assert ask(bob, bea).pk != asked.pk


def test_introduced_people_and_those_who_ask_each_other(bob, bea):
    asked = ask(bob, bea)
    assert "Bob has asked you" in why_not(bea, bob)

    actions.accept_introduction(asked, by=bea, contact="Here")

    assert "You are introduced already" in why_not(bob, bea)
    assert "You are introduced already" in why_not(bea, bob)
    with later(days=400):
        assert actions.forget_introductions() == 0
        assert list(queries.contacts_of(bob)) == [bea.pk]
        assert list(queries.contacts_of(bea)) == [bob.pk]


def test_contacts_are_only_those_who_said_yes(bob, bea, nils, visitor):
    actions.decline_introduction(ask(bob, bea), by=bea)
    actions.postpone_introduction(ask(nils, bob), by=bob)

    assert [list(queries.contacts_of(who)) for who in (bob, bea, nils, visitor)] == [[], [], [], []]


def test_ten_without_a_yes_are_enough_for_two_weeks_whatever_became_of_them(bob, bea):
    asked = [ask(bob, make.make_partner()) for _number in range(10)]
    actions.decline_introduction(asked[0], by=asked[0].target)
    actions.withdraw_introduction(asked[1], by=bob)
    assert "You have asked 10 people within 14 days" in why_not(bob, bea)

    actions.accept_introduction(asked[2], by=asked[2].target, contact="Here")

    assert ask(bob, bea)
    assert "You have asked 10 people" in why_not(bob, make.make_partner())
    with later(days=14, minutes=1):
        assert ask(bob, make.make_partner())


def test_target_may_turn_a_no_into_a_yes_and_nothing_else_once_it_is_given(bob, bea):
    asked = ask(bob, bea)

    assert [actions.decline_introduction(asked, by=bea), actions.decline_introduction(asked, by=bea)] == [True, False]
    assert actions.accept_introduction(asked, by=bea, contact="Here")
    assert not actions.accept_introduction(asked, by=bea, contact="There")
    assert not actions.decline_introduction(asked, by=bea)
    assert IntroductionAnswer.objects.get().contact == "Here"


def test_after_fourteen_days_and_after_withdrawal_nobody_answers(bob, bea, nils, browse):
    asked, other = ask(bob, bea), ask(nils, bea)
    actions.withdraw_introduction(other, by=nils)
    assert browse(bea).get(other.get_absolute_url()).status_code == 404
    with pytest.raises(Refused, match="was withdrawn"):
        actions.accept_introduction(other, by=bea, contact="Here")
    with pytest.raises(Refused, match="Who was asked answers"):
        actions.accept_introduction(asked, by=nils, contact="Here")

    with later(days=14, minutes=1):
        assert browse(bea).get(asked.get_absolute_url()).status_code == 404
        with pytest.raises(Refused, match="14 days"):
            actions.accept_introduction(asked, by=bea, contact="Here")
        with pytest.raises(Refused, match="14 days"):
            actions.withdraw_introduction(asked, by=bob)


def test_withdrawing_tells_nobody_and_is_done_once(bob, bea, work, browse):
    asked = ask(bob, bea)
    actions.withdraw_introduction(asked, by=bob)
    work()

    assert not actions.withdraw_introduction(asked, by=bob)
    assert not Notification.objects.exists()
    assert "withdrawn" in text_of(browse(bob).get("/introductions/?list=asked"))
    accepted = ask(bob, make.make_partner("nora"))
    actions.accept_introduction(accepted, by=accepted.target, contact="Here")
    with pytest.raises(Refused, match="introduced already"):
        actions.withdraw_introduction(accepted, by=bob)


def test_what_it_is_about_is_shown_to_who_may_see_it(bob, bea, mona, browse):
    thread = make.make_thread(bob, title="Which route is still open to us")
    change, question = make.make_change(), make.make_question(signers=2)
    for about in (thread, change, question):
        form = {"blurb": make.unique(NEED), "about": f"https://x.example{about.get_absolute_url()}", "contact": "Here"}
        page = browse(bob).post(f"/people/{make.make_partner().handle}/introduction/", form)
        found = Introduction.objects.latest("pk")
        assert (page.status_code, found.about) == (302, about)

    asked = ask(bob, bea, about=thread)
    assert thread.title in text_of(browse(bea).get(asked.get_absolute_url()))
    type(thread).objects.filter(pk=thread.pk).update(hidden_at=timezone.now())
    assert thread.title not in text_of(browse(bea).get(asked.get_absolute_url()))


@pytest.mark.parametrize("address", ["/t/999999/", "/people/bea/", "no address", "/vendors/", "https://[/"])
def test_what_is_at_no_such_address_is_said_and_nothing_is_lost(address, bob, bea, browse):
    page = browse(bob).post("/people/bea/introduction/", {"blurb": NEED, "about": address, "contact": "Here"})

    assert (page.status_code, Introduction.objects.count()) == (422, 0)
    assert "There is no change, question, thread, need or offer at this address" in text_of(page)
    assert NEED in page.content.decode()


def test_hidden_thread_cannot_be_probed_for(bob, bea, browse):
    hidden = make.make_thread(make.make_partner())
    type(hidden).objects.filter(pk=hidden.pk).update(hidden_at=timezone.now())

    assert queries.thing_at(hidden.get_absolute_url(), bob) is None


def test_the_page_of_a_person_offers_it_to_who_can_ask(bob, bea, carla, mona, browse):
    button = "Ask for an introduction"

    def offered(viewer, person) -> bool:
        return button in browse(viewer).get(person.get_absolute_url()).content.decode()

    assert [offered(bob, bea), offered(mona, bea)] == [True, True]
    colleague = make.make_partner(company=bob.company)
    assert [offered(*pair) for pair in [(bob, bob), (bob, carla), (carla, bob), (bob, colleague)]] == [False] * 4
    assert button not in browse().get(bea.get_absolute_url()).content.decode()


def test_settings_are_kept_and_say_so(bea, bob, browse):
    client = browse(bea)
    assert "checked" in client.get("/accounts/peers/").content.decode()
    rest = {"followers_shown_to": "me", "written_by": "known", "takes_offers": "no", "rounds": "never"}
    client.post("/accounts/peers/", rest)

    assert not queries.peer_settings(bea).takes_introductions
    page = browse(bob).get("/people/bea/introduction/")
    assert "Bea takes no requests for introductions." in text_of(page)
    assert "<textarea" not in page.content.decode()
    client.post("/accounts/peers/", rest | {"takes_introductions": "on"})
    assert rules.why_not_ask(bob, bea) == ""


def test_lists_continue_where_they_end(bea, browse):
    for _number in range(21):
        make.make_introduction(target=bea)
    client = browse(bea)
    first = client.get("/introductions/")
    second = client.get(f"/introductions/?list=got&before={first.context['page'].next_key}")

    assert [len(page.context["page"].items) for page in (first, second)] == [20, 1]
    assert second.context["page"].next_key is None


def test_copies_have_one_s_own_side_alone(bob, bea):
    asked = ask(bob, bea)
    actions.accept_introduction(asked, by=bea, contact="Ring twice")
    actions.set_peer_settings(bea, takes_introductions=False)

    own, other = unpacked(file_of(bob)), unpacked(file_of(bea))
    assert NEED in own["networking.introduction.requester.json"]
    assert "Ring twice" in other["networking.introductionanswer.answerer.json"]
    assert "takes_introductions" in other["networking.peersettings.member.json"]
    assert "Ring twice" not in str(own)
    assert [word for word in (NEED, "bob@nord.example") if word in str(other)] == []
