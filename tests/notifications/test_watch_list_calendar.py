"""The calendar of a member's watch list: opened by its address alone, until the address is revoked."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import signing

from community.accounts.models import Membership, User
from community.notifications import actions
from community.programs import actions as programs
from community.programs.models import CalendarAddress
from community.tags.actions import follow_tag
from tests import factories as make
from tests.counting import statements
from tests.programs.calendar_store import events_in

pytestmark = pytest.mark.django_db

PAGE = "/calendars/"
HOURS_9 = dt.timedelta(hours=9)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel("2026-11-23 12:00", tick=False):
        yield


def address(member) -> str:
    return f"/calendars/{programs.renew_calendar_address(member).token}.ics"


def dated(**facts):
    return make.make_change(effective=make.day("2027-03-01"), **facts)


def titles(answer) -> list[str]:
    return sorted(event.title.removeprefix("In force: ") for event in events_in(answer.content).values())


def test_address_opens_what_its_member_follows_without_a_session(browse, carla, bob):
    tag, vendor = make.make_tag(), make.make_vendor()
    watched, tagged, of_vendor, other = dated(), dated(tags=[tag]), dated(vendor=vendor), dated()
    programs.follow(watched, member=carla)
    programs.follow(vendor, member=carla)
    follow_tag(tag, member=carla)
    programs.follow(other, member=bob)

    answer = browse().get(address(carla))

    assert titles(answer) == sorted([watched.title, tagged.title, of_vendor.title])
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer.cookies == {}


def test_alarms_follow_the_members_own_ladder(browse, carla):
    programs.follow(dated(), member=carla)
    path = address(carla)

    def alarms():
        (event,) = events_in(browse().get(path).content).values()
        return [(HOURS_9 - alarm).days for alarm in event.alarms]

    assert alarms() == [90, 30, 7, 1]
    actions.set_ladder(carla, rungs=[14, 0], of_act_by=True, of_effective=True, channel="inbox")
    assert alarms() == [14, 0]
    actions.set_ladder(carla, rungs=[14, 0], of_act_by=True, of_effective=True, channel="off")
    assert alarms() == []


def test_calendar_is_revalidated(browse, carla):
    change = dated()
    programs.follow(change, member=carla)
    path, client = address(carla), browse()

    first = client.get(path)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304

    programs.unfollow(change, member=carla)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_it_shows_what_its_member_may_see_now(browse, bob):
    rumour = make.make_rumour(effective=make.day("2027-03-01"))
    draft = make.make_draft(vendor=rumour.vendor, proposed_by=bob, effective=make.day("2027-03-01"))
    programs.follow(rumour.vendor, member=bob)
    path, client = address(bob), browse()

    assert titles(client.get(path)) == [rumour.title]
    assert draft.title.encode() not in client.get(path).content.replace(b"\r\n ", b"")
    Membership.objects.filter(user=bob).delete()
    assert titles(client.get(path)) == []
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert client.get(path).status_code == 404
    User.objects.filter(pk=bob.pk).update(is_active=True)
    assert client.get(path).status_code == 200


def test_new_address_kills_the_old_one_and_revoking_kills_it_too(browse, carla):
    client = browse(carla)
    old = address(carla)

    client.post(f"{PAGE}address/")
    new = re.search(r"/calendars/[\w.-]+\.ics", client.get(PAGE).text).group()
    assert new != old
    assert [browse().get(path).status_code for path in (old, new)] == [404, 200]

    client.post(f"{PAGE}address/", {"stop": "1"})
    assert browse().get(new).status_code == 404
    assert "/calendars/address/" in client.get(PAGE).text
    assert ".ics" not in client.get(PAGE).text
    assert not programs.revoke_calendar_address(carla)


def test_wrong_addresses_open_nothing(browse, carla):
    token = programs.renew_calendar_address(carla).token
    nonce, signature = token.split(".")
    wrong = ["absent", nonce, f"{nonce}.", f"{nonce}.{signature[:-1]}", f"{nonce[:-1]}.{signature}", f".{signature}",
             signing.Signer(sep=".", salt="another").sign(nonce), signing.Signer(sep=".", salt="calendars").sign("x"),
             f"{token}.", "ä.ö"]  # fmt: skip

    client = browse()
    assert {client.get(f"/calendars/{word}.ics").status_code for word in wrong} == {404}
    assert client.get(f"/calendars/{token}.ics").status_code == 200


def test_address_cannot_be_guessed_nor_made_from_the_database(carla, settings):
    tokens = {programs.renew_calendar_address(carla).token for _time in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 27 + 43  # 160 bits and a signature, in base64

    row = CalendarAddress.objects.get()
    stolen = row.nonce
    settings.SECRET_KEY = "another server's" * 4
    assert signing.Signer(sep=".", salt="calendars").sign(stolen) not in tokens


def test_other_peoples_addresses_are_on_nobodys_page(browse, bob, carla):
    path = address(carla)

    assert path in browse(carla).get(PAGE).text
    for who in (None, bob):
        assert path not in browse(who).get(PAGE).text


def test_visitor_reads_how_to_subscribe_and_signs_in_for_an_own_one(browse):
    page = browse().get(PAGE)
    assert "Google" in page.text
    assert "/accounts/login/?next=/calendars/" in page.text
    answer = browse().post(f"{PAGE}address/")
    assert answer.status_code == 401
    assert not CalendarAddress.objects.exists()


def test_three_changes_cost_what_one_costs(browse, carla):
    vendor = make.make_vendor()
    programs.follow(vendor, member=carla)
    path, client = address(carla), browse()
    dated(vendor=vendor, programs=[make.make_program(vendor)])
    with_one = len(statements(client, path))
    for _more in range(2):
        dated(vendor=vendor, programs=[make.make_program(vendor)])

    assert len(statements(client, path)) == with_one <= 6
