"""Appeals: once, within six months, by whom a decision is about; answered by another moderator, really turned back."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.accounts.models import Hat, Sanction, User
from community.accounts.withholding import write_texts
from community.core.refusals import Refused
from community.forum.models import Post, Thread
from community.moderation import actions, appealable, queries
from community.moderation.models import Appeal, Decision
from community.notifications.models import Notification
from tests import factories as make
from tests.leaks.rows import empty_queue, fingerprint
from tests.moderation.test_notices import MailServer, _work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ten_minutes_later")]

WHY = "I named only what stands on the vendor’s own page."
REASON = "Quotes a letter under NDA."
ANSWER = "The page is public, I have checked it."
SIX_MONTHS = timedelta(days=184)


def reported(thing, mona, *, by=None):
    """Hidden by a moderator, because somebody had reported it."""
    actions.report(thing, reporter=by or make.make_user(), reason="spam")
    actions.hide_reported(thing, moderator=mona, reason=REASON)


# Each makes the decision, by Mona about Bob, and gives back the thing and what is true of it once it is turned back.


def declined_post(bob, mona):
    User.objects.filter(pk=bob.pk).update(trusted_at=None)
    post = make.make_held_post(author=User.objects.get(pk=bob.pk))
    actions.decline_post(post, moderator=mona, reason=REASON)
    return post, lambda: (post.state, post.number) == ("published", 2)


def hidden_post(bob, mona):
    post = make.make_post(author=bob)
    actions.hide_post(post, moderator=mona, reason=REASON)
    return post, lambda: (post.state, post.state_reason) == ("published", "")


def hidden_thread(bob, mona):
    thread = make.make_thread(bob)
    reported(thread, mona)
    return thread, lambda: thread.hidden_at is None


def locked_thread(bob, mona):
    thread = make.make_thread(bob)
    actions.lock_thread(thread, moderator=mona, reason=REASON)
    return thread, lambda: not thread.is_locked


def hidden_change(bob, mona):
    change = make.make_change(proposed_by=bob)
    reported(change, mona)
    return change, lambda: change.publication == "published"


def declined_change(bob, mona):
    change = make.make_draft(proposed_by=bob)
    actions.decline_change(change, moderator=mona, reason=REASON)
    return change, lambda: change.is_published and Thread.objects.filter(change=change).exists()


def hidden_question(bob, mona):
    question = make.make_question(asker=bob)
    actions.hide_question(question, moderator=mona, reason=REASON)
    return question, lambda: question.is_standing


def hidden_answer(bob, mona):
    question = make.make_question(signers=10)
    Hat.objects.create(wearer=bob, vendor=question.change.vendor, granted_at=timezone.now())
    found = make.make_answer(question, author=User.objects.get(pk=bob.pk)).answer
    actions.hide_answer(found, moderator=mona, reason=REASON)
    return found, lambda: found.hidden_at is None


def hidden_profile(bob, mona):
    write_texts(bob, about="Resells nothing but servers.")
    bob.refresh_from_db()
    reported(bob, mona)
    return bob, lambda: bob.about == "Resells nothing but servers."


def hidden_company(bob, mona):
    write_texts(bob.company, website="https://bob.example/")
    bob.company.refresh_from_db()
    reported(bob.company, mona)
    return bob.company, lambda: bob.company.website == "https://bob.example/"


def hidden_route(bob, mona):
    route = make.make_route(by=bob)
    reported(route, mona)
    return route, lambda: route.hidden_at is None


def hidden_entry(bob, mona):
    entry = make.make_entry(bob)
    reported(entry, mona)
    return entry, lambda: entry.hidden_at is None


def declined_application(bob, mona):
    bob.membership.delete()
    application = make.make_application(bob)
    actions.decline_application(application, moderator=mona, reason=REASON)
    return (
        application,
        lambda: (
            application.state == "approved" and User.objects.get(pk=bob.pk).company.name == application.company_name
        ),
    )


def declined_hat(bob, mona):
    asked = make.make_hat_request(bob)
    actions.decline_hat(asked, moderator=mona, reason=REASON)
    return asked, lambda: asked.state == "granted" and bob.hats.worn().filter(vendor=asked.vendor).exists()


def doffed_hat(bob, mona):
    hat = Hat.objects.create(wearer=bob, vendor=make.make_vendor(), granted_at=timezone.now())
    actions.doff_hat(hat, moderator=mona, reason=REASON)
    return hat, lambda: hat.is_worn


def declined_claim(bob, mona):
    claim = make.make_claim(bob)
    actions.decline_claim(claim, moderator=mona, reason=REASON)
    return claim, lambda: claim.state == "granted"


def ended_claim(bob, mona):
    claim = make.make_claim(bob)
    actions.grant_claim(claim, moderator=mona)
    actions.end_claim(claim, moderator=mona, reason=REASON)
    return claim, lambda: bob.company_claims.keeping().exists()


def hidden_message(bob, mona):
    reader = make.make_partner()
    message = make.make_conversation(bob, reader).newest
    reported(message, mona, by=reader)
    return message, lambda: message.is_shown


def hidden_introduction(bob, mona):
    asked = make.make_introduction(bob)
    reported(asked, mona, by=asked.target)
    return asked, lambda: asked.hidden_at is None


def sanctioned(kind: str):
    def impose(bob, mona):
        actions.sanction(bob, moderator=mona, kind=kind, reason=REASON, lasts=timedelta(days=7))
        sanction = Sanction.objects.filter(person=bob).latest("pk")
        return sanction, lambda: sanction.lifted_at is not None and not sanction.is_in_force

    return impose


def hidden_group(bob, mona):
    group = make.make_group(bob)
    reported(group, mona)
    return group, lambda: group.hidden_at is None


def hidden_event(bob, mona):
    event = make.make_event(make.make_group(bob))
    reported(event, mona)
    return event, lambda: event.hidden_at is None


AGAINST = {
    "decline_post": declined_post, "hide_post": hidden_post, "hide_thread": hidden_thread,
    "lock_thread": locked_thread, "hide_change": hidden_change, "decline_change": declined_change,
    "hide_question": hidden_question, "hide_answer": hidden_answer, "hide_profile": hidden_profile,
    "hide_route": hidden_route, "hide_teaming": hidden_entry, "hide_group": hidden_group, "hide_event": hidden_event,
    "hide_company": hidden_company, "decline_application": declined_application, "decline_hat": declined_hat,
    "doff_hat": doffed_hat, "decline_claim": declined_claim, "end_claim": ended_claim,
    "hide_message": hidden_message, "hide_introduction": hidden_introduction,
    "warn": sanctioned("warn"), "silence": sanctioned("silence"), "suspend": sanctioned("suspend"),
}  # fmt: skip


def decision_of(verb: str) -> Decision:
    return Decision.objects.filter(verb=verb).latest("pk")


def appealed(bob, mona, verb: str = "hide_post") -> Appeal:
    AGAINST[verb](bob, mona)
    return actions.make_appeal(decision_of(verb), appellant=bob, text=WHY)


def fresh(person) -> User:
    return User.objects.get(pk=person.pk)


# --- Which decisions, and what turning back does -------------------------------------------------------------


def test_every_row_of_the_table_has_its_test():
    assert set(AGAINST) == {verb for verb, kind in appealable.KINDS.items() if kind.turn_back}


@pytest.mark.parametrize("verb", AGAINST)
def test_turning_back_undoes_it_tells_once_and_is_in_the_log(verb, bob, mona, ada, work, browse):
    thing, is_turned_back = AGAINST[verb](bob, mona)
    work()
    told_before = set(Notification.objects.filter(recipient=bob).values_list("pk", flat=True))
    assert Notification.objects.filter(pk__in=told_before).exists()  # of the decision itself

    appeal = actions.make_appeal(decision_of(verb), appellant=bob, text=WHY)
    page = browse(ada).get(f"/moderation/appeals/{appeal.pk}/").text
    assert (WHY in page, REASON in page) == (True, True)
    assert actions.overturn_appeal(appeal, moderator=ada, reason=ANSWER)
    work()

    thing.refresh_from_db()
    appeal.refresh_from_db()
    assert is_turned_back()
    assert (appeal.outcome, appeal.is_reversed, appeal.decided_by) == ("overturned", True, ada)
    told = Notification.objects.filter(recipient=bob).exclude(pk__in=told_before)
    assert [row.kind for row in told] == ["appeal.overturned"]
    last = Decision.objects.latest("pk")
    row = (last.verb, last.target_kind, last.target_id, last.reason, last.case)
    assert row == ("overturn_appeal", thing._meta.model_name, thing.pk, ANSWER, f"appeal-{appeal.pk}")


@pytest.mark.parametrize("verb", AGAINST)
def test_letting_it_stand_changes_nothing_but_the_answer(verb, bob, mona, ada, work):
    thing, is_turned_back = AGAINST[verb](bob, mona)
    appeal = actions.make_appeal(decision_of(verb), appellant=bob, text=WHY)
    before = type(thing).objects.filter(pk=thing.pk).values().get()

    assert actions.uphold_appeal(appeal, moderator=ada, reason="It is still under NDA.")

    assert type(thing).objects.filter(pk=thing.pk).values().get() == before
    thing.refresh_from_db()
    assert not is_turned_back()
    assert Decision.objects.latest("pk").verb == "uphold_appeal"
    work()
    assert mail.outbox[-1].subject.startswith("Another moderator read your appeal. The decision stands")
    assert "It is still under NDA." in mail.outbox[-1].body
    assert ada.name not in mail.outbox[-1].body


def test_log_stays_whole(bob, mona, ada):
    appeal = appealed(bob, mona)
    actions.overturn_appeal(appeal, moderator=ada, reason=ANSWER)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as when the transaction ends
    assert queries.check_log().fault == ""


def test_whom_a_declined_post_answers_hears_of_it_once_it_is_shown(bob, bea, mona, ada, work):
    thread = make.make_thread(bea)
    User.objects.filter(pk=bob.pk).update(trusted_at=None)
    post = make.make_held_post(thread, fresh(bob), parent=thread.posts.get())
    actions.decline_post(post, moderator=mona, reason=REASON)
    appeal = actions.make_appeal(decision_of("decline_post"), appellant=bob, text=WHY)
    work()
    assert not Notification.objects.filter(recipient=bea).exists()

    actions.overturn_appeal(appeal, moderator=ada, reason=ANSWER)
    work()

    assert [row.kind for row in Notification.objects.filter(recipient=bea)] == ["post.answers_you"]


# --- What cannot be turned back any more ---------------------------------------------------------------------


def overturned_in_words(browse, bob, ada, appeal, work) -> str:
    assert actions.overturn_appeal(appeal, moderator=ada, reason=ANSWER)
    appeal.refresh_from_db()
    assert not appeal.is_reversed
    work()
    assert "nothing left to turn back" in mail.outbox[-1].subject
    return browse(bob).get(appeal.get_absolute_url()).text


def test_of_an_erased_post_it_is_said_that_nothing_is_left(bob, mona, ada, work, browse):
    appeal = appealed(bob, mona)
    Post.objects.filter(author=bob, state="hidden").update(
        state="deleted", source="", html="", erased_at=timezone.now()
    )

    page = overturned_in_words(browse, bob, ada, appeal, work)

    assert "There was nothing left to turn back" in page


def test_of_what_was_turned_back_meanwhile_too(bob, mona, ada, work, browse):
    post, _is_back = hidden_post(bob, mona)
    appeal = actions.make_appeal(decision_of("hide_post"), appellant=bob, text=WHY)
    actions.restore_post(post, moderator=mona, reason="A slip.")
    assert "Whatever you answer, nothing changes" in browse(ada).get(f"/moderation/appeals/{appeal.pk}/").text
    actions.hide_post(Post.objects.get(pk=post.pk), moderator=mona, reason="For another reason.")

    overturned_in_words(browse, bob, ada, appeal, work)

    post.refresh_from_db()
    assert (post.state, post.state_reason) == ("hidden", "For another reason.")  # what was decided since stands


@pytest.mark.parametrize("verb", ["decline_application", "decline_hat", "doff_hat", "decline_claim", "end_claim"])
def test_who_has_it_by_another_way_keeps_that(verb, bob, mona, ada, work, browse):
    thing, _is_back = AGAINST[verb](bob, mona)
    appeal = actions.make_appeal(decision_of(verb), appellant=bob, text=WHY)
    bob = fresh(bob)
    match verb:
        case "decline_application":
            actions.approve_application(make.make_application(bob), moderator=mona)
        case "decline_hat" | "doff_hat":
            Hat.objects.create(wearer=bob, vendor=thing.vendor, granted_at=timezone.now())
        case _:
            actions.grant_claim(make.make_claim(bob), moderator=mona)

    overturned_in_words(browse, bob, ada, appeal, work)


def test_who_has_left_the_company_does_not_keep_its_page(bob, mona, ada, work, browse):
    appeal = appealed(bob, mona, "end_claim")
    bob.membership.company = make.make_company()
    bob.membership.save()
    overturned_in_words(browse, bob, ada, appeal, work)


def test_what_a_profile_says_anew_stays(bob, mona, ada):
    hidden_profile(bob, mona)
    appeal = actions.make_appeal(decision_of("hide_profile"), appellant=bob, text=WHY)
    bob.refresh_from_db()
    write_texts(bob, about="Written anew.")

    actions.overturn_appeal(appeal, moderator=ada, reason=ANSWER)

    bob.refresh_from_db()
    appeal.refresh_from_db()
    assert (bob.about, appeal.is_reversed) == ("Written anew.", False)


def test_a_suspension_that_is_over_is_taken_back_all_the_same(bob, mona, ada):
    appeal = appealed(bob, mona, "suspend")
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        actions.overturn_appeal(appeal, moderator=ada, reason=ANSWER)
    assert Sanction.objects.get().lifted_by == ada


# --- Who may, how often and until when -----------------------------------------------------------------------


def test_only_whom_it_is_about(bob, bea, mona, visitor, browse):
    AGAINST["hide_post"](bob, mona)
    client, decision = browse(bea), decision_of("hide_post")
    before = fingerprint()
    for nobody in (bea, mona, visitor):
        with pytest.raises(Refused, match="Whom a decision is about"):
            actions.make_appeal(decision, appellant=nobody, text=WHY)
    assert client.post(f"/accounts/standing/{decision.pk}/", {"text": WHY}).status_code == 404
    assert fingerprint() == before


def test_of_a_company_whoever_belongs_to_it_and_colleagues_learn_no_more(bob, mona, browse):
    colleague = make.make_partner("cleo", company=bob.company)
    appeal = appealed(bob, mona, "hide_company")

    page = browse(colleague).get(appeal.get_absolute_url()).text

    assert ("Somebody of your company has appealed" in page, WHY in page) == (True, False)
    with pytest.raises(Refused, match="Somebody of your company"):
        actions.make_appeal(appeal.decision, appellant=colleague, text=WHY)
    assert [list(Appeal.objects.visible_to(who)) for who in (bob, colleague, mona)] == [[appeal], [], [appeal]]


def test_who_has_left_the_company_still_reads_what_came_of_their_appeal(bob, mona, ada, browse):
    appeal = appealed(bob, mona, "hide_company")
    bob.membership.delete()
    actions.uphold_appeal(appeal, moderator=ada, reason=ANSWER)
    assert ANSWER in browse(fresh(bob)).get(appeal.get_absolute_url()).text


def test_the_same_form_twice_gives_the_first_result(bob, mona, browse):
    AGAINST["hide_post"](bob, mona)
    client, address = browse(bob), f"/accounts/standing/{decision_of('hide_post').pk}/"

    answers = [client.post(address, {"text": text}) for text in (WHY, WHY, "Something else that is long enough.")]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, address)] * 3
    assert Appeal.objects.get().text == WHY
    assert "Your appeal was sent." in client.get(address).text


def test_a_text_too_short_or_too_long_is_given_back(bob, mona, browse):
    AGAINST["hide_post"](bob, mona)
    client, address = browse(bob), f"/accounts/standing/{decision_of('hide_post').pk}/"
    for text in ("", "   ", "Unfair!", "x" * 2001):
        answer = client.post(address, {"text": text})
        assert answer.status_code == 422
        assert text.strip() in answer.text
    assert not Appeal.objects.exists()


def test_until_six_months_are_over(bob, mona, browse):
    AGAINST["hide_post"](bob, mona)
    decision = decision_of("hide_post")
    with time_machine.travel(decision.created_at + SIX_MONTHS, tick=False), pytest.raises(Refused, match="six months"):
        actions.make_appeal(decision, appellant=bob, text=WHY)
    with time_machine.travel(decision.created_at + SIX_MONTHS + timedelta(days=1), tick=False):
        client = browse(bob)
        page = client.get(f"/accounts/standing/{decision.pk}/").text
        assert ("You could appeal until" in page, "Send the appeal" in page) == (True, False)
        assert client.post(f"/accounts/standing/{decision.pk}/", {"text": WHY}).status_code == 422
    with time_machine.travel(decision.created_at + SIX_MONTHS - timedelta(seconds=1), tick=False):
        assert actions.make_appeal(decision, appellant=bob, text=WHY)


def test_not_against_what_was_turned_back_nor_what_takes_nothing_away(bob, mona, browse):
    post, _is_back = hidden_post(bob, mona)
    first = decision_of("hide_post")
    actions.restore_post(post, moderator=mona, reason="A slip.")
    with pytest.raises(Refused, match="turned back meanwhile"):
        actions.make_appeal(first, appellant=bob, text=WHY)
    actions.hide_post(Post.objects.get(pk=post.pk), moderator=mona, reason="Another.")
    with pytest.raises(Refused, match="turned back meanwhile"):  # the second is another decision
        actions.make_appeal(first, appellant=bob, text=WHY)
    actions.make_appeal(decision_of("hide_post"), appellant=bob, text=WHY)

    actions.move_post(make.make_post(author=bob), into=make.make_thread(), moderator=mona, reason="Belongs there.")
    with pytest.raises(Refused, match="Nothing was taken away"):
        actions.make_appeal(decision_of("move_post"), appellant=bob, text=WHY)
    assert "so there is no appeal" in browse(bob).get(f"/accounts/standing/{decision_of('move_post').pk}/").text


def test_a_lock_stands_when_the_thread_is_hidden_and_shown_again(bob, mona):
    thread, _is_back = locked_thread(bob, mona)
    reported(thread, mona)
    actions.restore_reported(thread, moderator=mona, reason="Fine.")
    assert actions.make_appeal(decision_of("lock_thread"), appellant=bob, text=WHY)


def test_who_is_silenced_appeals(bob, mona, browse):
    AGAINST["silence"](bob, mona)
    address = f"/accounts/standing/{decision_of('silence').pk}/"
    assert browse(fresh(bob)).post(address, {"text": WHY}).status_code == 302
    assert Appeal.objects.get().appellant == bob


# --- By the link in the mail ---------------------------------------------------------------------------------


def link_in(message) -> str:
    return re.search(r"http://localhost:8000(/appeal/\S+/)", message.body)[1]


def test_who_is_suspended_appeals_by_the_link_in_the_mail(bob, mona, ada, work, browse):
    AGAINST["suspend"](bob, mona)
    work()
    message = mail.outbox[-1]
    until = timezone.localtime(decision_of("suspend").created_at + SIX_MONTHS)
    assert f"you can appeal once, until {until.day} {until:%B %Y}" in message.body
    assert link_in(message) in message.alternatives[0][0]
    client, address = browse(), link_in(message)

    page, before = client.get(address), fingerprint()
    assert (page.status_code, "Send the appeal" in page.text, REASON in page.text) == (200, True, True)
    assert fingerprint() == before
    assert client.post(address, {"text": WHY})["Location"] == address
    assert Appeal.objects.get().appellant == bob
    assert "sessionid" not in client.cookies
    assert client.get("/inbox/").status_code == 302  # nobody is signed in

    page = client.get(address).text
    assert ("Your appeal was sent." in page, WHY in page, bob.name in page) == (True, False, False)
    actions.uphold_appeal(Appeal.objects.get(), moderator=ada, reason="Seven days are right.")
    work()
    assert (mail.outbox[-1].to, "Seven days are right." in mail.outbox[-1].body) == ([bob.email], True)


def test_a_wrong_old_or_closed_link_says_nothing(bob, bea, mona, browse):
    AGAINST["hide_post"](bob, mona)
    decision = decision_of("hide_post")
    good, of_another = (queries.link_to_appeal(decision, who).partition(":8000")[2] for who in (bob, bea))
    client = browse()
    assert client.get(good).status_code == 200

    bad = [client.get(address) for address in (of_another, good[:-3] + "xx/", "/appeal/absent/")]
    with time_machine.travel(timezone.now() + SIX_MONTHS + timedelta(days=1), tick=False):
        bad.append(client.get(good))
        assert client.post(good, {"text": WHY}).status_code == 410
    User.objects.filter(pk=bob.pk).update(is_active=False)
    bad.append(client.get(good))

    def body(answer) -> str:
        return answer.text.partition("<main")[2].partition("</main")[0]

    assert {answer.status_code for answer in bad} == {410}
    assert len({body(answer) for answer in bad}) == 1
    assert not Appeal.objects.exists()


def test_mail_and_inbox_offer_it_while_it_is_possible(bob, mona, ada, work, browse):
    AGAINST["hide_post"](bob, mona)
    decision = decision_of("hide_post")
    work()
    offered, client = f'href="/accounts/standing/{decision.pk}/"', browse(bob)
    assert offered in client.get("/inbox/").text
    assert "/appeal/" in mail.outbox[-1].body

    appeal = actions.make_appeal(decision, appellant=bob, text=WHY)
    assert offered not in client.get("/inbox/").text
    actions.overturn_appeal(appeal, moderator=ada, reason=ANSWER)
    work()
    assert "/appeal/" not in mail.outbox[-1].body


def test_the_inbox_asks_for_three_decisions_what_it_asks_for_one(bob, mona, work, browse):
    def cost() -> int:
        work()
        client = browse(bob)
        with CaptureQueriesContext(connection) as captured:
            assert "appeal until" in client.get("/inbox/").text
        return len(captured)

    AGAINST["hide_post"](bob, mona)
    with_one = cost()
    for _turn in range(2):
        AGAINST["hide_post"](bob, mona)
    assert cost() == with_one


# --- Who answers ---------------------------------------------------------------------------------------------


def test_who_decided_does_not_decide_again(bob, mona, ada, browse):
    appeal = appealed(bob, mona)
    client, address = browse(mona), f"/moderation/appeals/{appeal.pk}/"

    page = client.get(address).text
    assert "You decided this yourself. Another moderator decides about the appeal." in page
    assert "Turn it back" not in page
    for deed in ("uphold", "overturn"):
        client.post(f"{address}{deed}/", {"reason": ANSWER})
    assert Appeal.objects.get().is_waiting
    assert [queries.waiting_count(who) for who in (mona, ada)] == [0, 1]
    assert [item.name for item in queries.queue(ada)] == ["appeal"]
    assert "Turn it back" in browse(ada).get(address).text


def test_where_nobody_else_moderates_the_page_says_so(bob, mona, browse):
    appeal = appealed(bob, mona)

    page = browse(mona).get(f"/moderation/appeals/{appeal.pk}/").text

    assert "nobody else moderates here" in page
    assert "Turn it back" not in page
    assert queries.waiting_count(mona) == 1  # or nobody would ever see it
    with pytest.raises(Refused, match="nobody else moderates"):
        actions.overturn_appeal(appeal, moderator=mona, reason=ANSWER)


def test_nobody_decides_about_an_own_appeal(mona, ada):
    post = make.make_post(author=ada)
    actions.hide_post(post, moderator=mona, reason=REASON)
    appeal = actions.make_appeal(decision_of("hide_post"), appellant=ada, text=WHY)
    with pytest.raises(Refused, match="This is yours"):
        actions.overturn_appeal(appeal, moderator=ada, reason=ANSWER)
    assert queries.waiting_count(ada) == 0


def test_moderators_of_a_part_and_members_do_not_see_it(bob, mona, ada, browse, bea):
    tag = make.make_tag()
    scoped = make.make_scoped("pia", tag=tag)
    thread = make.make_thread(tags=[tag])
    post = make.make_post(thread, bob)
    actions.hide_post(post, moderator=scoped, reason=REASON)
    appeal = actions.make_appeal(decision_of("hide_post"), appellant=bob, text=WHY)

    for nobody in (scoped, bea):
        assert browse(nobody).get(f"/moderation/appeals/{appeal.pk}/").status_code == 404
        with pytest.raises(Refused, match="Only moderators"):
            actions.overturn_appeal(appeal, moderator=nobody, reason=ANSWER)
    assert queries.waiting_count(scoped) == 0
    assert actions.overturn_appeal(appeal, moderator=mona, reason=ANSWER)


def test_only_an_administrator_lifts_what_an_administrator_is_under(mona, ada):
    boss = make.make_user("boss", role="admin")
    actions.sanction(ada, moderator=boss, kind="warn", reason=REASON)
    appeal = actions.make_appeal(decision_of("warn"), appellant=ada, text=WHY)
    with pytest.raises(Refused, match="Only an administrator"):
        actions.overturn_appeal(appeal, moderator=mona, reason=ANSWER)
    appeal.refresh_from_db()
    assert appeal.is_waiting


def test_a_colleague_who_looks_at_it_is_not_overtaken(bob, mona, ada, browse):
    boss = make.make_user("boss", role="admin")
    appeal = appealed(bob, mona)
    key = f"appeal-{appeal.pk}"
    assert browse(boss).post(f"/moderation/claims/{key}/").status_code == 302
    assert browse(mona).post(f"/moderation/claims/{key}/").status_code == 404  # it is not hers to decide
    with pytest.raises(Refused, match="Boss looks at it"):
        actions.uphold_appeal(appeal, moderator=ada, reason=ANSWER)
    assert actions.uphold_appeal(appeal, moderator=boss, reason=ANSWER)
    assert not boss.claims.exists()


def test_a_decision_needs_its_reason_and_the_second_one_changes_nothing(bob, mona, ada, browse):
    appeal = appealed(bob, mona)
    client, address = browse(ada), f"/moderation/appeals/{appeal.pk}/"
    assert client.post(f"{address}overturn/", {"reason": ""}).status_code == 422
    client.post(f"{address}uphold/", {"reason": "It stands, alas."})
    before = fingerprint()
    late = client.post(f"{address}overturn/", {"reason": ANSWER})
    assert (late.status_code, "Decided meanwhile. What you pressed changed nothing." in late.text) == (409, True)
    assert ANSWER in late.text, "what was written is lost"
    assert fingerprint() == before
    assert "It stands, alas." in client.get(address).text


def test_it_should_be_answered_within_three_days(bob, mona, ada, browse):
    appeal = appealed(bob, mona)
    (item,) = queries.queue(ada)
    assert (item.due_at, item.is_past) == (appeal.made_at + timedelta(days=3), False)
    assert (
        "within" not in browse(ada).get("/moderation/targets/").text
        or "Appeal" in browse(ada).get("/moderation/targets/").text
    )
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        assert queries.queue(ada)[0].is_past


# --- What others learn ---------------------------------------------------------------------------------------


def test_the_public_log_has_the_verb_and_not_the_answer(bob, mona, ada, bea, browse):
    appeal = appealed(bob, mona)
    actions.overturn_appeal(appeal, moderator=ada, reason=ANSWER)
    post = Post.objects.get(author=bob)
    pages = ("/moderation/log/", f"/moderation/log/post/{post.pk}/")

    for page in pages:
        for_others, for_moderators = (browse(who).get(page).text for who in (bea, mona))
        assert "turned the decision back" in for_others
        assert ANSWER not in for_others
        assert ANSWER in for_moderators


def test_what_was_said_is_forgotten_half_a_year_after_the_answer(bob, mona, ada):
    appeal = appealed(bob, mona)
    waiting = appealed(bob, mona, "warn")
    actions.uphold_appeal(appeal, moderator=ada, reason=ANSWER)
    with time_machine.travel(timezone.now() + timedelta(days=179), tick=False):
        assert actions.forget_appeals() == 0
    with time_machine.travel(timezone.now() + timedelta(days=181), tick=False):
        assert actions.forget_appeals() == 1
        assert actions.forget_appeals() == 0
    texts = {row.pk: (row.text, row.answer) for row in Appeal.objects.all()}
    assert texts == {appeal.pk: ("", ANSWER), waiting.pk: (WHY, "")}


def test_the_database_keeps_its_promises(bob, mona, ada):
    appeal = appealed(bob, mona)
    for broken in (
        {"text": ""}, {"decided_at": timezone.now()}, {"answer": "So."}, {"is_reversed": True},
        {"decided_at": timezone.now(), "decided_by": bob, "outcome": "upheld", "answer": "By myself."},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Appeal.objects.filter(pk=appeal.pk).update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.create(decision=appeal.decision, appellant=ada, text=WHY)


def test_who_started_a_thread_is_told_why_it_was_locked(bob, mona, work):
    thread, _is_back = locked_thread(bob, mona)
    work()
    assert mail.outbox[-1].subject == f"Your thread “{thread.title}” was locked: nobody can reply"
    assert REASON in mail.outbox[-1].body


# --- The whole walk ------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_walk_from_the_declined_post_to_the_shown_one_by_real_mails(browse, client):
    empty_queue()
    bob, mona, ada = make.make_partner("bob", trusted=False), make.make_moderator("mona"), make.make_moderator("ada")
    thread = make.make_thread(make.make_partner("bea"), title="Which route still works for refunds")
    post = make.make_held_post(thread, bob, source="It stands on their own page.")
    empty_queue()
    with MailServer() as server:
        browse(mona).post(f"/moderation/posts/{post.pk}/decline/", {"reason": REASON})
        _work(server)
        ((_sender, to, message),) = server.received
        text = message.get_body(("plain",)).get_content()
        address = re.search(r"http://localhost:8000(/appeal/\S+/)", text)[1]
        assert (to, REASON in text) == ([bob.email], True)
        assert "Send the appeal" in client.get(address).text
        client.post(address, {"text": WHY})
        appeal = Appeal.objects.get()
        judge = browse(ada)
        assert f"/moderation/appeals/{appeal.pk}/" in judge.get("/moderation/").text
        judge.post(f"/moderation/appeals/{appeal.pk}/overturn/", {"reason": ANSWER})
        _work(server)

    assert "It stands on their own page." in browse().get(thread.get_absolute_url()).text
    letters = [mail for mail in server.received[1:] if mail[1] == [bob.email]]
    assert len(letters) == 1
    assert ANSWER in letters[0][2].get_body(("plain",)).get_content()
    assert "the decision was turned back" in browse(bob).get("/inbox/").text
    empty_queue()


def test_of_a_young_decision_nobody_is_told_and_once_it_is_taken_back_never(bob, mona, browse, monkeypatch):
    monkeypatch.setattr("community.moderation.actions.undoing.LASTS", timedelta(minutes=10))
    hidden_post(bob, mona)
    decision = decision_of("hide_post")
    standing, address = browse(bob).get("/accounts/standing/"), f"/accounts/standing/{decision.pk}/"

    assert REASON not in standing.text
    assert browse(bob).get(address).status_code == 404
    with pytest.raises(Refused):
        actions.make_appeal(decision, appellant=bob, text=WHY)

    actions.undo(decision.undo, moderator=mona)
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert REASON not in browse(bob).get("/accounts/standing/").text
        assert browse(bob).get(address).status_code == 404


def test_decision_that_ended_another_and_was_taken_back_has_not_ended_it(bob, mona, ada, monkeypatch):
    post, _is_back = hidden_post(bob, mona)
    monkeypatch.setattr("community.moderation.actions.undoing.LASTS", timedelta(minutes=10))
    actions.restore_post(post, moderator=mona, reason="After all.")
    actions.undo(decision_of("restore_post").undo, moderator=mona)

    assert actions.make_appeal(decision_of("hide_post"), appellant=bob, text=WHY).is_waiting


def test_who_appeals_about_a_pseudonym_is_read_under_it(bob, mona, ada, browse, work):
    post = make.make_post(author=bob, masked=True)
    face = post.author
    actions.hide_post(post, moderator=mona, reason=REASON)
    work()
    decision, bob = decision_of("hide_post"), fresh(bob)
    assert [message.to for message in mail.outbox] == [[bob.email]]
    standing = browse(bob).get("/accounts/standing/").text
    assert REASON in standing

    appeal = actions.make_appeal(decision, appellant=bob, text=WHY)
    assert actions.make_appeal(decision, appellant=fresh(bob), text="Once more, in another tab.") == appeal
    pages = [
        browse(ada).get(page).text for page in ("/moderation/", f"/moderation/appeals/{appeal.pk}/", "/moderation/log/")
    ]

    assert appeal.appellant == face
    assert [name for name in (bob.name, bob.handle, bob.email) for page in pages if name in page] == []
    assert face.name in pages[1]
    mail.outbox.clear()
    actions.overturn_appeal(appeal, moderator=ada, reason=ANSWER)
    work()
    assert [(message.to, ANSWER in message.body) for message in mail.outbox] == [([bob.email], True)]
    assert Notification.objects.filter(recipient=face).count() == 0
    assert ANSWER in browse(bob).get(f"/accounts/standing/{decision.pk}/").text
