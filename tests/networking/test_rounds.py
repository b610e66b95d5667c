"""Peer rounds as those who take part meet them: opting in, being put together, and saying how it was."""

import datetime as dt
import json

import pytest
import time_machine
from django.utils import timezone

from community.accounts import retention
from community.accounts.models import Sanction, User
from community.core.refusals import Refused
from community.networking import actions, queries
from community.networking.models import Conversation, Message, PeerRound, PeerSettings, RoundGroup, RoundSeat
from community.networking.rules import rounds as pace
from community.web.exports import file_of
from tests import factories as make
from tests.accounts.pages import mails_to, text_of
from tests.leaks.test_masked import unpacked

pytestmark = pytest.mark.django_db

MONDAY = dt.date(2026, 3, 2)
AT_TEN = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def on_the_monday():
    with time_machine.travel(AT_TEN, tick=False) as clock:
        yield clock


def days_later(clock, days: int) -> None:
    clock.move_to(AT_TEN + dt.timedelta(days=days))


def groups_of(held: PeerRound) -> list[set[str]]:
    handles = RoundSeat.objects.exclude(group=None).filter(round=held).values_list("group", "person__handle")
    found: dict[int, set[str]] = {}
    for group, handle in handles:
        found.setdefault(group, set()).add(handle)
    return sorted(found.values(), key=sorted)


def seat_of(person) -> RoundSeat:
    return RoundSeat.objects.filter(person=person).latest("pk")


def hold(day: dt.date = MONDAY) -> PeerRound:
    return actions.hold_round(day, seed=1)


def test_two_opt_in_meet_in_a_conversation_that_says_why_and_say_how_it_was(browse, bob, bea, work, on_the_monday):
    renewal, migration = make.make_tag("renewal"), make.make_tag("migration")
    make.make_profile(bob, skills=[renewal], languages=["sv"], texts={"looking_for": "Somebody for migrations."})
    make.make_profile(bea, skills=[renewal, migration], languages=["sv"])
    settings = {"written_by": "nobody", "followers_shown_to": "me", "takes_offers": "usual", "rounds": "month"}
    for person in (bob, bea):
        assert browse(person).post("/accounts/peers/", settings).status_code == 302

    actions.hold_due_round()
    work()

    conversation = Conversation.objects.get()
    for person, other in ((bob, bea), (bea, bob)):
        assert f"The peer round put you together with {other.name}" in text_of(browse(person).get("/inbox/"))
        (mail,) = mails_to(person.email)
        assert conversation.get_absolute_url() in mail.body
        page = text_of(browse(person).get(conversation.get_absolute_url()))
        assert "One of you looks for #migration, another knows about it" in page
        assert "Skill in common: #renewal" in page
        assert "Language in common: Swedish" in page
    actions.say(conversation, author=bob, source="Hello.")  # though she lets nobody begin to write to her

    days_later(on_the_monday, 13)
    assert actions.ask_how_rounds_were() == 0
    days_later(on_the_monday, 14)
    assert (actions.ask_how_rounds_were(), actions.ask_how_rounds_were()) == (2, 0)
    work()
    assert f"How was it with {bea.name}?" in mails_to(bob.email)[-1].subject
    page = browse(bob).get("/rounds/")
    assert "How was it? Good So-so" in text_of(page)
    said = browse(bob).post(f"/rounds/{seat_of(bob).pk}/answer/", {"answer": "so_so"}, follow=True)
    assert "Nobody reads your answer" in text_of(said)
    assert seat_of(bob).answer == "so_so"
    pressed = [b'value="so_so" aria-pressed="true"' in browse(person).get("/rounds/").content for person in (bob, bea)]
    assert pressed == [True, False]


def test_who_takes_part_is_a_listed_partner_who_wants_it_then_and_may_write(bob):
    make.make_taker(bob)
    quarterly = make.make_taker(rounds="quarter")
    make.make_taker(rounds="never")
    make.make_profile(make.make_taker(), skills=[], is_listed=False)
    silenced, closed, away = make.make_taker(), make.make_taker(), make.make_taker()
    Sanction.objects.create(person=silenced, kind="silence", reason="Loud.", given_by=make.make_moderator())
    User.objects.filter(pk=closed.pk).update(is_active=False)
    actions.skip_round(away, is_skipped=True)
    carla = make.make_user("carla")
    actions.set_peer_settings(carla, rounds="month")
    speaker = make.make_taker()
    speaker.hats.create(vendor=make.make_vendor(), granted_at=timezone.now())

    assert [taker.pk for taker in queries.takers_of(MONDAY)] == [bob.pk]
    assert {taker.pk for taker in queries.takers_of(dt.date(2026, 4, 6))} == {bob.pk, quarterly.pk}


def test_only_what_every_partner_may_read_counts(bob):
    make.make_taker(bob, texts={"looking_for": "renewal", "can_help": "renewal"}, shown="contacts")

    (taker,) = queries.takers_of(MONDAY)

    assert (taker.skills, taker.helps, taker.wants, taker.programs, taker.languages) == (frozenset(),) * 5


def test_round_is_held_once_on_the_first_monday_or_the_days_after(on_the_monday, work):
    make.make_taker(), make.make_taker()

    first, again = actions.hold_due_round(), actions.hold_due_round()
    days_later(on_the_monday, 3)
    late = actions.hold_due_round()
    work()

    assert (first.held_on, again, late) == (MONDAY, None, None)
    assert (Conversation.objects.count(), RoundSeat.objects.count()) == (1, 2)
    assert pace.due_round(dt.date(2026, 3, 1)) is None
    assert pace.due_round(dt.date(2026, 3, 8)) == MONDAY
    assert pace.due_round(dt.date(2026, 3, 9)) is None


def test_nobody_meets_a_colleague_whom_they_block_or_the_same_again_within_three_months(bob, bea):
    make.make_taker(bob), make.make_taker(bea)
    make.make_taker(make.make_partner("colleague", company=bob.company))
    dora = make.make_taker(make.make_partner("dora"))
    actions.block_person(dora, member=bob)

    assert groups_of(hold()) == [{"bea", "bob"}, {"colleague", "dora"}]
    assert groups_of(hold(dt.date(2026, 4, 6))) in ([{"bea", "colleague"}], [{"bea", "dora"}])
    actions.unblock_person(dora, member=bob)
    assert {"bea", "bob"} not in groups_of(hold(dt.date(2026, 5, 4)))


def test_those_who_did_not_fit_are_never_put_together_again_and_others_are_after_three_months(on_the_monday, bob, bea):
    make.make_taker(bob), make.make_taker(bea)
    hold()
    days_later(on_the_monday, 20)
    actions.answer_round(seat_of(bob), by=bob, answer="good")

    assert groups_of(hold(dt.date(2026, 6, 1))) == []  # 91 days
    assert groups_of(hold(dt.date(2026, 7, 6))) == [{"bea", "bob"}]
    assert Conversation.objects.count() == 1  # they go on where they wrote before
    days_later(on_the_monday, 140)
    actions.answer_round(seat_of(bea), by=bea, answer="so_so")
    days_later(on_the_monday, 900)
    actions.forget_rounds()
    assert groups_of(hold(dt.date(2028, 9, 4))) == []


def test_third_joins_two_and_whoever_fits_nobody_is_told_so(browse, work):
    people = [make.make_taker() for _number in range(3)]
    alone = make.make_taker(make.make_partner("alone"), skills=[make.make_tag("nobody-else")])

    hold()
    work()

    (group,) = RoundGroup.objects.all()
    assert set(group.seats.values_list("person", flat=True)) == {person.pk for person in people}
    assert group.conversation.participants.count() == 3
    assert seat_of(alone).group is None
    assert "Nobody fitted you in this peer round" in mails_to(alone.email)[0].subject
    assert "Nobody fitted you" in text_of(browse(alone).get("/rounds/"))


def test_next_round_is_skipped_once_and_can_be_taken_after_all(browse, bob, bea):
    make.make_taker(bob), make.make_taker(bea)
    client = browse(bob)

    assert "You take part next on 2 March 2026" in text_of(client.get("/rounds/"))
    skipped = client.post("/rounds/skip/", follow=True)
    assert "You skip the round of 2 March 2026, and take part again on 6 April 2026." in text_of(skipped)
    assert "next on 2 March" in text_of(client.post("/rounds/skip/", {"stop": "1"}, follow=True))
    client.post("/rounds/skip/")
    hold()

    assert not RoundSeat.objects.filter(person=bob).exists()
    assert PeerSettings.objects.get(member=bob).skips_round is False
    assert "next on 6 April" in text_of(client.get("/rounds/"))


def test_how_it_was_is_said_from_two_to_six_weeks_after_by_oneself_alone(on_the_monday, browse, bob, bea, mona):
    make.make_taker(bob), make.make_taker(bea)
    hold()
    address = f"/rounds/{seat_of(bob).pk}/answer/"

    for day in (13, 42):
        days_later(on_the_monday, day)
        with pytest.raises(Refused, match="asked for four weeks"):
            actions.answer_round(seat_of(bob), by=bob, answer="good")
    days_later(on_the_monday, 20)
    assert [browse(one).post(address, {"answer": "good"}).status_code for one in (bea, mona)] == [404, 404]
    assert "Choose one of the answers" in text_of(browse(bob).post(address, {"answer": "bad"}, follow=True))
    assert actions.answer_round(seat_of(bob), by=bob, answer="good")
    assert actions.answer_round(seat_of(bob), by=bob, answer="good") is False
    assert actions.answer_round(seat_of(bob), by=bob, answer="not_met")


@pytest.mark.parametrize(("answers", "said"), [(4, None), (5, 80)])
def test_nothing_is_told_of_four_answers_and_of_five_once_and_for_all(on_the_monday, browse, bob, answers, said):
    for _number in range(6):
        make.make_taker()
    held = hold()
    days_later(on_the_monday, 20)
    for number, seat in enumerate(RoundSeat.objects.order_by("pk")[:answers]):
        actions.answer_round(seat, by=seat.person, answer="good" if number else "so_so")
    assert actions.count_rounds() == 0
    days_later(on_the_monday, 42)

    assert actions.count_rounds() == (said is not None)
    RoundSeat.objects.filter(answer="good").first().delete()  # as when an account is closed
    actions.count_rounds()

    held.refresh_from_db()
    assert held.good_share == said
    assert ("5 people answered; about 80 % said" in text_of(browse(bob).get("/rounds/"))) is (said is not None)


def test_rounds_are_forgotten_after_half_a_year_and_the_conversation_stays(on_the_monday, browse, bob, bea):
    make.make_taker(bob), make.make_taker(bea)
    hold()
    days_later(on_the_monday, 184)
    assert actions.forget_rounds() == 0
    days_later(on_the_monday, 185)

    assert actions.forget_rounds() == 2
    page = text_of(browse(bob).get(Message.objects.get().get_absolute_url()))
    assert "A peer round put you together" in page
    assert "in common" not in page


def test_copy_of_ones_data_has_ones_own_answers_and_not_those_of_others(on_the_monday, bob, bea):
    make.make_taker(bob), make.make_taker(bea)
    hold()
    days_later(on_the_monday, 20)
    actions.answer_round(seat_of(bea), by=bea, answer="so_so")

    own, other = (unpacked(file_of(person)) for person in (bea, bob))

    assert "so_so" in json.dumps(str(own))
    assert "so_so" not in json.dumps(str(other))


def test_whoever_may_not_read_the_directory_reads_nothing_of_rounds(browse, carla, bob):
    make.make_taker(bob)

    assert (browse(carla).get("/rounds/").status_code, browse().get("/rounds/").status_code) == (403, 302)


def test_closed_account_takes_its_seat_along_and_the_other_keeps_the_conversation(browse, bob, bea):
    make.make_taker(bob), make.make_taker(bea)
    hold()

    actions.leave_all_conversations(bob, texts_too=False)
    retention.scrub(bob)

    assert list(RoundSeat.objects.values_list("person__handle", flat=True)) == ["bea"]
    assert "Somebody who has left" in text_of(browse(bea).get("/rounds/"))
    assert "Skill in common: #renewal" in text_of(browse(bea).get(Conversation.objects.get().get_absolute_url()))
