"""Reporting whatever can be read, and what reports do by themselves."""

import pytest
from django.utils import timezone

from community.accounts import withholding
from community.accounts.models import Company, User, WithheldText
from community.core.refusals import Refused, TooSoon
from community.forum import actions as forum
from community.forum.models import Post, Thread
from community.moderation import actions, queries, reportable, rules
from community.moderation.models import Decision, Report
from community.networking.models import ContactRoute, Event, Group, TeamingEntry
from community.notifications.kinds.reports import AGREED, KEPT
from community.notifications.models import Notification
from community.notifications.queries import inbox
from community.programs import actions as programs
from community.programs.models import Change
from tests import factories as make

pytestmark = pytest.mark.django_db

REASON = "Read it twice, please."


def a_post():
    return make.make_post(make.make_thread(make.make_partner()), make.make_partner("wilma"), source="Postword here.")


def a_thread():
    return make.make_thread(make.make_partner("wilma"), title="Threadword in a title of some length")


def a_change():
    return make.make_change(title="Changeword in a title of some length", proposed_by=make.make_partner("wilma"))


def a_person():
    person = make.make_partner("wilma")
    withholding.write_texts(person, title="Titleword", about="Aboutword")
    return User.objects.get(pk=person.pk)


def a_company():
    company = make.make_company("Wilma and Sons", website="https://siteword.example/")
    make.make_partner("wilma", company=company)
    return company


def a_route():
    return make.make_route(by=make.make_partner("wilma"), note="Routeword in a note")


def an_entry():
    return make.make_entry(make.make_partner("wilma"), source="Entryword in a text of some length")


def a_group():
    return make.make_group(make.make_partner("wilma"), name="Groupword of some partners", description="Purposeword")


def an_event():
    return make.make_event(make.make_group(make.make_partner("wilma")), title="Eventword of a meeting", text="Talkword")


THINGS = {
    "post": a_post, "thread": a_thread, "change": a_change, "person": a_person, "company": a_company,
    "route": a_route, "teaming": an_entry, "group": a_group, "event": an_event,
}  # fmt: skip
EVERY = pytest.mark.parametrize("name", THINGS)


def reported(thing, times: int = 3, **fields) -> list[User]:
    """So many newcomers report it; what became of it is read again."""
    reporters = [make.make_user(**fields) for _number in range(times)]
    for reporter in reporters:
        actions.report(thing, reporter=reporter, reason="illegal")
    thing.refresh_from_db()
    return reporters


def is_withheld(thing) -> bool:
    thing.refresh_from_db()
    return reportable.of(thing).is_withheld(thing)


def is_read_by(viewer, thing) -> bool:
    """Whether the words of the thing reach somebody, as far as it was ever shown."""
    match thing:
        case Post():
            return Post.objects.visible_to(viewer).filter(pk=thing.pk).exists()
        case Thread():
            return Thread.objects.visible_to(viewer).filter(pk=thing.pk).exists()
        case Change():
            return Change.objects.visible_to(viewer).filter(pk=thing.pk).exists()
        case ContactRoute():
            return ContactRoute.objects.visible_to(viewer).filter(pk=thing.pk).exists()
        case TeamingEntry():
            return TeamingEntry.objects.visible_to(viewer).filter(pk=thing.pk).exists()
        case Group():
            return Group.objects.visible_to(viewer).filter(pk=thing.pk).exists()
        case Event():
            return Event.objects.visible_to(viewer).filter(pk=thing.pk).exists()
    return any(getattr(type(thing).objects.get(pk=thing.pk), name) for name in withholding.TEXTS[type(thing)])


def told(handle: str) -> list[str]:
    return [line.text for line in inbox(User.objects.get(handle=handle)).items]


def closed(reporter, upheld: bool) -> Report:
    """An earlier report of somebody, which was decided."""
    return Report.objects.create(
        post=make.make_post(), reporter=reporter, reason="spam", upheld=upheld, closed_at=timezone.now()
    )


def test_each_kind_that_can_be_reported_has_a_row_here():
    assert {*THINGS, "message", "introduction"} == set(reportable.KINDS), "of those two: test_private_reports.py"


@EVERY
def test_any_member_reports_it_and_finds_only_the_reasons_that_make_sense(name, browse, carla):
    thing, kind = THINGS[name](), reportable.KINDS[name]
    client, address = browse(carla), f"/report/{name}/{thing.pk}/"

    shown = client.get(address).content.decode()
    bare = client.post(address, {"reason": "no such", "note": "Noteword"})
    sent = client.post(address, {"reason": "illegal", "note": "Noteword"})

    assert [reason for reason in Report.Reason.values if f'value="{reason}"' in shown] == [
        reason for reason in Report.Reason.values if reason in kind.reasons
    ]
    assert bare.status_code == 422
    assert "Noteword" in bare.content.decode()
    assert sent.status_code == 302
    report = Report.objects.get()
    assert (report.kind, report.thing, report.reporter, report.note) == (name, thing, carla, "Noteword")


@EVERY
def test_whose_it_is_may_not_report_it_and_reads_why(name, browse):
    thing = THINGS[name]()
    wilma = User.objects.get(handle="wilma")

    answer = browse(wilma).post(f"/report/{name}/{thing.pk}/", {"reason": "illegal"}, follow=True)

    assert str(reportable.KINDS[name].one_s_own) in answer.content.decode().replace("&#x27;", "'")
    assert Report.objects.count() == 0
    with pytest.raises(Refused):
        actions.report(thing, reporter=wilma, reason="illegal")


@EVERY
def test_what_is_hidden_and_what_is_absent_cannot_be_told_apart(name, browse, carla):
    thing = THINGS[name]()
    reported(thing)
    client = browse(carla)

    hidden, absent = client.get(f"/report/{name}/{thing.pk}/"), client.get(f"/report/{name}/987654321/")

    still_there = name in {"person", "company"}  # whose names stay
    assert (hidden.status_code, absent.status_code) == (200 if still_there else 404, 404)
    assert client.get("/report/teapot/1/").status_code == 404


def test_visitors_are_asked_to_sign_in_and_who_is_silenced_may_not(client, browse, bob, mona):
    post = a_post()
    actions.sanction(bob, moderator=mona, kind="silence", lasts=None, reason="Cool down.", seen=0)

    assert client.get(f"/report/post/{post.pk}/")["Location"].startswith("/accounts/login/")
    browse(bob).post(f"/report/post/{post.pk}/", {"reason": "spam"})
    assert Report.objects.count() == 0


@EVERY
def test_third_reporter_hides_it_until_a_moderator_has_looked(name, carla, bob, mona, work):
    thing = THINGS[name]()
    reported(thing, 2)
    before = is_read_by(bob, thing), is_withheld(thing)

    actions.report(thing, reporter=carla, reason="illegal")
    work()

    assert before == (True, False)
    assert (is_read_by(bob, thing), is_withheld(thing)) == (False, True)
    assert [text for text in told("wilma") if "Members reported" in text] == told("wilma") != []


@EVERY
def test_keeping_shows_it_again_and_tells_everybody(name, bob, mona, work):
    thing = THINGS[name]()
    reporters = reported(thing)

    kept = actions.dismiss_reports(thing, moderator=mona, reason=REASON)
    work()

    assert kept
    assert not actions.dismiss_reports(thing, moderator=mona, reason=REASON)
    assert (is_read_by(bob, thing), is_withheld(thing)) == (True, False)
    assert "shown again" in told("wilma")[0]
    assert {told(one.handle)[0] for one in reporters} == {str(KEPT[name])}
    assert set(Report.objects.values_list("upheld", flat=True)) == {False}
    assert Decision.objects.filter(verb="dismiss_reports").count() == 1


@EVERY
def test_hiding_is_for_good_and_tells_everybody(name, bob, mona, work):
    thing = THINGS[name]()
    reporters = reported(thing)

    decide = actions.hide_post if name == "post" else actions.hide_reported
    assert decide(thing, moderator=mona, reason=REASON)
    work()

    thing.refresh_from_db()
    assert (is_read_by(bob, thing), is_withheld(thing)) == (False, False)
    assert not decide(thing, moderator=mona, reason=REASON)
    assert {told(one.handle)[0] for one in reporters} == {str(AGREED[name])}
    latest = inbox(User.objects.get(handle="wilma")).items[0]
    assert (("hidden" in latest.text or "took away" in latest.text), latest.reason) == (True, REASON)


@EVERY
def test_moderator_does_not_decide_about_what_is_theirs(name, mona):
    thing = THINGS[name]()
    reported(thing, 1)
    wilma = User.objects.get(handle="wilma")
    User.objects.filter(pk=wilma.pk).update(role="moderator")
    wilma.refresh_from_db()

    for decide in (actions.dismiss_reports, actions.hide_reported, actions.restore_reported):
        with pytest.raises(Refused, match="This is yours"):
            decide(thing, moderator=wilma, reason=REASON)


def test_hidden_thread_and_change_can_be_shown_again(mona, bob):
    for make_it in (a_change, lambda: make.make_thread(make.make_partner("zoe"))):
        thing = make_it()
        reported(thing, 1)
        actions.hide_reported(thing, moderator=mona, reason=REASON)

        assert actions.restore_reported(thing, moderator=mona, reason="On second thoughts.")

        assert is_read_by(bob, thing)
        assert not actions.restore_reported(thing, moderator=mona, reason="Again.")


def test_what_waits_is_not_shown_by_another_door(mona):
    post, change, person = a_post(), make.make_change(), make.make_partner("zoe")
    withholding.write_texts(person, about="Aboutword")
    person.refresh_from_db()
    for thing in (post, change, person):
        reported(thing)

    assert not actions.approve_post(post, moderator=mona)
    assert not actions.publish_change(change, moderator=mona)
    with pytest.raises(Refused):
        forum.edit_post(post, by=post.author, source="Mended.", version=post.version)
    assert not programs.decline_change(change, by=mona, reason=REASON)
    assert not actions.restore_reported(change, moderator=mona, reason=REASON)
    withholding.write_texts(person, name="Zoe Second", about="Anotherword")

    person.refresh_from_db()
    assert (person.name, person.about) == ("Zoe Second", "")
    assert [is_withheld(thing) for thing in (post, change, person)] == [True, True, True]
    actions.dismiss_reports(person, moderator=mona, reason=REASON)
    person.refresh_from_db()
    assert person.about == "Anotherword"


def test_profile_form_edits_what_waits_and_says_so(browse):
    person = a_person()
    reported(person)
    client = browse(person)

    form = client.get("/accounts/profile/").content.decode()
    client.post("/accounts/profile/", {"name": "Wilma", "title": "Mendedtitle", "about": "Mendedabout"})

    assert "Aboutword" in form
    assert "Members reported what your profile says" in form
    assert WithheldText.objects.get().texts == {"title": "Mendedtitle", "about": "Mendedabout"}
    pages = {who: browse(who).get("/people/wilma/").content.decode() for who in (person, None, make.make_moderator())}
    assert ["Mendedabout" in page for page in pages.values()] == [True, False, True]


def test_after_it_was_hidden_a_profile_may_be_written_anew(mona):
    person = a_person()
    reported(person)
    actions.hide_reported(person, moderator=mona, reason=REASON)

    withholding.write_texts(person, about="Newword")

    assert User.objects.get(pk=person.pk).about == "Newword"
    assert withholding.give_texts_back(person) is None


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [(0, 0, 1), (1, 0, 1.5), (9, 0, 1.5), (0, 1, 2 / 3), (0, 2, 0.5), (0, 6, 0.25), (0, 60, 0.25), (4, 4, 1)],
)
def test_report_weighs_as_much_as_its_reporter_was_right(right, wrong, expected):
    assert rules.weight(right, wrong) == pytest.approx(expected)


def test_three_who_are_known_to_be_wrong_hide_nothing_and_better_ones_beside_them_do(carla):
    post = a_post()
    liars = [make.make_user() for _number in range(3)]
    for liar in liars:
        closed(liar, False)
        closed(liar, False)
        actions.report(post, reporter=liar, reason="spam")
    weights = sorted(queries.weights_of(post))
    before = is_withheld(post)
    expert = make.make_user()
    closed(expert, True)

    actions.report(post, reporter=expert, reason="spam")

    assert (weights, before) == ([0.5, 0.5, 0.5], False)
    assert is_withheld(post)  # 0.5 + 0.5 + 0.5 + 1.5


def test_two_never_hide_however_weighty_and_a_moderator_counts_once(mona, ada):
    post = a_post()
    for _number in range(2):
        expert = make.make_user()
        for _other in range(9):
            closed(expert, True)
        actions.report(post, reporter=expert, reason="spam")
    assert sorted(queries.weights_of(post)) == [1.5, 1.5]
    assert not is_withheld(post)

    other = make.make_thread()
    for moderator in (mona, ada):
        closed(moderator, True)
        actions.report(other, reporter=moderator, reason="spam")
    assert queries.weights_of(other) == [1.0, 1.0]


def test_who_was_told_that_it_stays_does_not_count_again_nor_does_who_is_suspended(mona, sam):
    post = a_post()
    reporters = reported(post, 2)
    actions.dismiss_reports(post, moderator=mona, reason=REASON)
    for reporter in [*reporters, make.make_user()]:
        actions.report(post, reporter=reporter, reason="unkind")
    gone = make.make_user()
    actions.report(post, reporter=gone, reason="unkind")
    actions.sanction(gone, moderator=mona, kind="suspend", lasts=None, reason="Enough.", seen=0)

    assert queries.weights_of(post) == [1.0]
    assert not is_withheld(post)


def test_limits_of_a_day_hold_over_all_kinds(carla):
    for _number in range(rules.REPORTS_A_DAY // 2):
        actions.report(make.make_post(), reporter=carla, reason="spam")
        actions.report(make.make_thread(), reporter=carla, reason="spam")

    with pytest.raises(TooSoon, match="20 things"):
        actions.report(a_change(), reporter=carla, reason="spam")


@EVERY
def test_it_stands_in_the_queue_once_and_its_page_shows_it_and_decides(name, browse, mona):
    thing = THINGS[name]()
    reported(thing)
    item = queries.queue(mona)[0]
    client = browse(mona)

    assert [one.name for one in queries.queue(mona)] == ["report" if name == "post" else "thing"]
    assert queries.waiting_count(mona) == 1
    page = client.get(item.get_absolute_url())
    words = {"post": "Postword", "thread": "Threadword", "change": "Changeword", "person": "Aboutword"}
    words |= {"route": "Routeword", "teaming": "Entryword", "group": "Purposeword", "event": "Talkword"}
    assert words.get(name, "siteword") in page.content.decode()
    bare = client.post(f"{item.get_absolute_url()}keep/", {"reason": ""})
    client.post(f"{item.get_absolute_url()}keep/", {"reason": REASON})

    assert bare.status_code == 422
    assert (queries.queue(mona), queries.waiting_count(mona), is_withheld(thing)) == ([], 0, False)


def test_others_than_moderators_find_no_page_of_a_report(browse, bob):
    thread = a_thread()
    reported(thread, 1)
    report = Report.objects.get()

    pages = [browse(bob).get(f"/moderation/reports/{pk}/").status_code for pk in (report.pk, 987654321)]

    assert pages == [404, 404]


def test_reporter_of_a_hidden_thread_hears_the_outcome_and_not_its_title(browse, carla, mona, work):
    thread = a_thread()
    actions.report(thread, reporter=carla, reason="spam")
    actions.hide_reported(thread, moderator=mona, reason=REASON)
    work()

    page = browse(carla).get("/inbox/").content.decode()

    assert "agreed with your report of a thread" in page
    assert "Threadword" not in page
    assert "threadword" not in page


def test_withheld_post_is_counted_nowhere_and_comes_back_under_its_number(mona):
    post = a_post()
    thread, number = post.thread, post.number
    reported(post)

    thread.refresh_from_db()
    assert (thread.post_count, post.state, post.hold_rule) == (1, "hidden", "reported")
    actions.dismiss_reports(post, moderator=mona, reason=REASON)
    thread.refresh_from_db()
    post.refresh_from_db()
    assert (thread.post_count, post.state, post.hold_rule, post.number) == (2, "published", "", number)
    assert post.flag_count == 0


def test_withheld_change_takes_its_discussion_along(browse, bob, mona):
    change = a_change()
    thread = change.thread
    reported(change)

    pages = [browse(who).get(thread.get_absolute_url()).status_code for who in (bob, None, mona)]

    assert pages == [404, 404, 200]
    assert thread not in Thread.objects.visible_to(mona).published()


@pytest.mark.parametrize("mine", [True, False])
def test_pages_link_to_the_form_for_what_is_not_ones_own(mine, browse, bob):
    thread, change, person = a_thread(), None, User.objects.get(handle="wilma")
    change = make.make_change(proposed_by=person)
    viewer = person if mine else bob

    links = {
        f"/report/thread/{thread.pk}/": thread, f"/report/change/{change.pk}/": change,
        f"/report/person/{person.pk}/": person, f"/report/company/{person.company.pk}/": person,
    }  # fmt: skip
    found = [
        link for link, thing in links.items() if link in browse(viewer).get(thing.get_absolute_url()).content.decode()
    ]

    assert found == ([] if mine else list(links))


def test_database_keeps_one_thing_for_each_report(carla):
    from django.db import IntegrityError, transaction

    for things in ({}, {"post": a_post(), "thread": make.make_thread()}):
        with pytest.raises(IntegrityError, match="report_of_one_thing"), transaction.atomic():
            Report.objects.create(reporter=carla, reason="spam", **things)


def test_nobody_is_told_twice_and_company_people_all_hear(mona, work):
    company = a_company()
    make.make_partner("walter", company=company)
    reported(company, 4)
    work()

    assert Notification.objects.filter(kind="reported.withheld").count() == 2
    assert Company.objects.get(pk=company.pk).website == ""
