"""Watching changes, following vendors and programs."""

import pytest
from django.contrib.auth.models import AnonymousUser

from community.core.refusals import Refused
from community.programs import actions, queries
from community.programs.models import Change, Follow
from community.tags import actions as tag_actions
from community.tags.models import TagFollow
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_following_twice_is_following_once(carla):
    vendor = make.make_vendor()

    assert [actions.follow(vendor, member=carla), actions.follow(vendor, member=carla)] == [True, False]
    assert Follow.objects.count() == 1
    assert [actions.unfollow(vendor, member=carla), actions.unfollow(vendor, member=carla)] == [True, False]
    assert Follow.objects.count() == 0


def test_a_visitor_cannot_follow():
    with pytest.raises(Refused, match="Sign in"):
        actions.follow(make.make_vendor(), member=AnonymousUser())
    with pytest.raises(Refused, match="Sign in"):
        tag_actions.follow_tag(make.make_tag(), member=AnonymousUser())


def test_the_watch_list_is_what_one_watches_and_what_belongs_to_what_one_follows(carla, bob):
    program, tag = make.make_program(), make.make_tag()
    watched = make.make_change()
    of_vendor = make.make_change()
    of_program = make.make_change(vendor=program.vendor, programs=[program])
    tagged = make.make_change(tags=[tag])
    other = make.make_change()
    rumour = make.make_rumour(vendor=of_vendor.vendor)
    for thing in (watched, of_vendor.vendor, program):
        actions.follow(thing, member=carla)
        actions.follow(thing, member=bob)
    for member in (carla, bob):
        tag_actions.follow_tag(tag, member=member)
        actions.follow(of_program, member=member)  # for two reasons, and yet once
    make.make_draft(vendor=of_vendor.vendor)

    assert set(queries.watch_list(carla)) == {watched, of_vendor, of_program, tagged}
    assert len(queries.watch_list(carla)) == 4
    assert set(queries.watch_list(bob)) == {watched, of_vendor, of_program, tagged, rumour}
    assert list(queries.watch_list(AnonymousUser())) == []
    assert other not in Change.objects.followed_by(carla)


def test_those_who_follow_a_change_are_found_whatever_they_follow():
    program, tag = make.make_program(), make.make_tag()
    change = make.make_change(vendor=program.vendor, programs=[program], tags=[tag])
    people = [make.make_user() for _thing in range(4)]
    for person, thing in zip(people, (change, program, program.vendor), strict=False):
        actions.follow(thing, member=person)
    tag_actions.follow_tag(tag, member=people[3])
    actions.follow(make.make_vendor(), member=make.make_user())

    assert queries.follower_ids(change) == {person.pk for person in people}


@pytest.mark.parametrize("what", ["change", "vendor", "program", "tag"])
def test_a_button_follows_and_stops(what, browse, carla):
    program, tag = make.make_program(), make.make_tag()
    change = make.make_change(vendor=program.vendor, programs=[program], tags=[tag])
    address = {
        "change": f"{change.get_absolute_url()}watch/",
        "vendor": f"{program.vendor.get_absolute_url()}follow/",
        "program": f"{program.get_absolute_url()}follow/",
        "tag": f"{tag.get_absolute_url()}follow/",
    }[what]
    page = address.removesuffix("watch/").removesuffix("follow/")
    reader = browse(carla)
    rows = TagFollow if what == "tag" else Follow

    assert reader.post(address).headers["Location"] == page
    assert rows.objects.count() == 1
    assert 'name="stop"' in reader.get(page).text
    assert reader.post(address, {"stop": "1"}).status_code == 302
    assert rows.objects.count() == 0
    assert 'name="stop"' not in reader.get(page).text


def test_to_htmx_the_button_itself_is_answered(browse, carla):
    change = make.make_change()

    answer = browse(carla).post(f"{change.get_absolute_url()}watch/", headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'aria-pressed="true"' in answer.text


def test_nobody_watches_what_they_may_not_see(browse, carla):
    rumour = make.make_rumour()

    assert browse(carla).post(f"{rumour.get_absolute_url()}watch/").status_code == 404
    assert browse().post("/vendors/nobody/follow/").status_code == 401
    assert Follow.objects.count() == 0


def test_the_page_shows_what_one_follows_and_nothing_of_others(browse, carla, bob, django_assert_num_queries):
    program, tag = make.make_program(), make.make_tag()
    watched, dated = make.make_change(), make.make_change(vendor=program.vendor, effective=make.day("2099-01-01"))
    rumour = make.make_rumour()
    for thing in (program, program.vendor, watched):
        actions.follow(thing, member=carla)
    tag_actions.follow_tag(tag, member=carla)
    actions.follow(make.make_vendor("Somebody else's"), member=bob)
    Follow.objects.create(member=carla, change=rumour)  # it was published, and is a rumour now

    with django_assert_num_queries(9):  # two of them ask who she is, which a request knows
        page = queries.following(carla)

    assert (page.vendors, page.programs, page.tags) == ([program.vendor], [program], [tag])
    assert [row.change for row in page.watched.items] == [watched]
    assert page.ahead == [dated]
    shown = browse(carla).get("/following/").text
    assert [rumour.title in shown, "Somebody else" in shown, watched.title in shown] == [False, False, True]


def test_watched_changes_come_in_pages(browse, carla):
    changes = [make.make_change() for _number in range(21)]
    for change in changes:
        Follow.objects.create(member=carla, change=change)

    first = queries.following(carla).watched
    second = queries.following(carla, before=str(first.next_key)).watched

    assert [row.change for row in first.items] == changes[:0:-1]
    assert [row.change for row in second.items] == changes[:1]
    assert browse(carla).get("/following/", {"before": "nonsense"}).status_code == 200


def test_the_list_is_for_members(browse):
    assert browse().get("/following/").headers["Location"] == "/accounts/login/?next=/following/"
