"""Groups: who founds them, comes into them, knows of them, looks after them and leaves them."""

import datetime as dt
import json

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from community.accounts.models import User
from community.core.refusals import Refused, TooSoon
from community.forum.models import CircleSeat
from community.networking import actions, queries
from community.networking.models import Group, GroupMembership
from community.notifications.queries import inbox
from community.web.exports import file_of
from tests import factories as make
from tests.accounts.pages import mails_to, text_of
from tests.leaks.test_masked import unpacked

pytestmark = pytest.mark.django_db

SENT = {
    "name": "Partners of Leipzig", "description": "We **meet** each month.", "admission": "request", "country": "DE",
    "members_shown_to": "group",
}  # fmt: skip
VISITOR = AnonymousUser()


def fresh(person) -> User:
    return User.objects.get(pk=person.pk)


def state_of(group: Group, person) -> str:
    """What somebody is in the group; and the seat agrees."""
    row = GroupMembership.objects.filter(group=group, person=person).first()
    has_seat = CircleSeat.objects.filter(circle=group.pk, person=person).exists()
    assert has_seat == (row is not None and row.is_member)
    return row.state if row else "none"


def in_days(days: int):
    return time_machine.travel(timezone.now() + dt.timedelta(days=days, minutes=1), tick=True)


def lines_of(person) -> list[str]:
    return [line.text for line in inbox(fresh(person)).items]


def test_a_group_is_founded_asked_to_come_into_talked_in_and_left(browse, work, bob, bea, nils):
    organiser, asker, other = browse(bob), browse(bea), browse(nils)

    empty = organiser.post("/groups/new/", SENT | {"description": ""})
    assert (empty.status_code, "Partners of Leipzig" in empty.content.decode()) == (422, True)
    address = organiser.post("/groups/new/", SENT)["Location"]
    group = Group.objects.get()
    assert "<strong>meet</strong>" in asker.get(address).content.decode()

    asker.post(f"{address}ask/")
    work()
    assert "Bea asks to join the group “Partners of Leipzig”" in mails_to(bob.email)[-1].body
    assert "They ask to join" in text_of(organiser.get(f"{address}members/"))
    unknown = organiser.post(f"{address}members/", {"person": "@nobody"})
    assert "There is nobody called @nobody" in text_of(unknown)
    membership = GroupMembership.objects.get(person=bea)
    organiser.post(f"{address}members/{membership.pk}/accept/")
    work()
    assert "You are in the group “Partners of Leipzig” now" in mails_to(bea.email)[-1].body

    form = asker.get(f"/t/new/?group={group.pk}")
    assert "Its members and moderators read it, nobody else" in text_of(form)
    words = {"kind": "discussion", "title": "Where do we meet in December", "source": "I know a room.", "tags": ["x"]}
    make.make_tag("x")
    thread = asker.post("/t/new/", words | {"group": group.pk})["Location"]
    assert [client.get(thread).status_code for client in (asker, organiser, other)] == [200, 200, 404]
    assert "Where do we meet in December" in text_of(organiser.get(address))
    assert "Where do we meet in December" not in text_of(other.get(address))

    assert asker.post(f"{address}leave/")["Location"] == "/groups/"
    assert (asker.get(thread).status_code, state_of(group, bea)) == (404, "none")


def test_who_knows_of_which_group_and_reads_in_it(bob, bea, carla, mona, alice):
    """By its way in: on whose list it is, who sees its page, who reads its threads."""
    make.make_group(bob, name="Open one")
    make.make_group(bob, name="Asked one", admission="request")
    secret = make.make_group(bob, name="Secret one", admission="invitation")
    nils = make.make_partner("nils")
    actions.invite_to_group(secret, person=nils, by=bob)
    everybody = {"bob": bob, "bea": bea, "nils": nils, "carla": carla, "alice": alice, "mona": mona, "": VISITOR}

    def by(which: str) -> dict[str, set[str]]:
        found = {who: getattr(Group.objects, which)(person) for who, person in everybody.items()}
        return {name: {who for who, rows in found.items() if rows.filter(name=f"{name} one").exists()}
                for name in ("Open", "Asked", "Secret")}  # fmt: skip

    members = {"bob", "bea", "nils", "carla", "alice", "mona"}
    assert by("found_by") == {"Open": members | {""}, "Asked": members, "Secret": {"bob", "nils"}}
    assert by("visible_to") == {"Open": members | {""}, "Asked": members, "Secret": {"bob", "nils", "mona"}}
    assert by("readable_by") == {"Open": members | {""}, "Asked": {"bob", "mona"}, "Secret": {"bob", "mona"}}


def test_partners_come_in_and_found_others_read_why_not(bob, bea, carla, nils, alice):
    group = make.make_group(bob)

    assert actions.join_group(group, by=bea) is True
    assert actions.join_group(group, by=bea) is False
    for person in (carla, alice):
        with pytest.raises(Refused, match="Partners join groups"):
            actions.join_group(group, by=person)
        with pytest.raises(Refused, match="Partners found groups"):
            make.make_group(person)
    with pytest.raises(Refused, match="Your first 3 posts"):
        make.make_group(nils)
    with pytest.raises(Refused, match="Its organisers decide"):
        actions.join_group(make.make_group(bob, admission="request"), by=bea)
    make.make_group(bob)
    with pytest.raises(TooSoon, match="3 groups within a week"):
        make.make_group(bob)


def test_a_no_to_a_request_reads_like_no_answer(browse, work, bob, bea, nils):
    """The same page, inbox and copy of one's data, for a month; then one may ask again."""
    said = {"admission": "request", "description": "What it is for."}
    groups = [make.make_group(bob, name=f"Group {word}", **said) for word in ("one", "two")]
    told = []
    for group in groups:
        actions.ask_to_join(group, by=bea)
    row = GroupMembership.objects.get(group=groups[1], person=bea)
    actions.decline_request(row, by=bob)
    work()
    for group in groups:
        page = text_of(browse(bea).get(group.get_absolute_url()))
        assert "You asked to join on" in page
        told.append(page.replace("Group two", "Group one"))
    rows = json.loads(unpacked(file_of(fresh(bea)))["networking.groupmembership.person.json"])
    assert told[0] == told[1]
    assert [{**row, "id": 0, "group_id": 0, "began_at": 0} for row in rows] == [
        {"id": 0, "group_id": 0, "person_id": bea.pk, "role": "member", "state": "asked", "began_at": 0,
         "is_watching": False}
    ] * 2  # fmt: skip
    assert lines_of(bea) == []
    assert [row.person for row in queries.on_the_way_into(groups[1], bob)[0]] == []
    with pytest.raises(Refused, match="You can ask again from"):
        actions.ask_to_join(groups[1], by=fresh(bea))
    with in_days(30):
        assert actions.ask_to_join(groups[1], by=fresh(bea)) is True


def test_an_invitation_is_told_and_its_no_reads_like_no_answer(browse, work, bob, bea, nils):
    group = make.make_group(bob, admission="invitation", name="Secret one")
    for person in (bea, nils):
        page = browse(bob).post(f"{group.get_absolute_url()}members/", {"person": f"@{person.handle}"})
        assert page.status_code == 302, text_of(page)
    work()
    assert "Bob invites you to the group “Secret one”" in mails_to(bea.email)[-1].body

    browse(bea).post(f"{group.get_absolute_url()}decline/")

    assert browse(bea).get(group.get_absolute_url()).status_code == 404
    assert "Secret one" not in "".join(lines_of(bea))
    members = text_of(browse(bob).get(f"{group.get_absolute_url()}members/"))
    assert [name in members for name in ("Bea", "Nils")] == [True, True]
    with pytest.raises(Refused, match="can be invited again from"):
        actions.invite_to_group(group, person=bea, by=bob)
    assert browse(nils).post(f"{group.get_absolute_url()}join/").status_code == 302
    assert (state_of(group, bea), state_of(group, nils)) == ("invited", "member")


def test_an_invitation_taken_back_is_gone_and_not_made_anew(browse, bob, bea):
    group = make.make_group(bob, admission="invitation")
    row = actions.invite_to_group(group, person=bea, by=bob)

    assert actions.withdraw_invitation(row, by=bob) is True

    assert browse(bea).get(group.get_absolute_url()).status_code == 404
    with pytest.raises(Refused, match="Its organisers invite"):
        actions.join_group(group, by=bea)
    with pytest.raises(Refused, match="can be invited again from"):
        actions.invite_to_group(group, person=bea, by=bob)


def test_a_block_is_told_to_nobody(work, bob, bea, nils):
    """Who has blocked an organiser is not invited, in the sentence of all who cannot be; who blocks them afterwards
    knows nothing of the invitation; and organisers whom somebody blocked read their request."""
    group = make.make_group(bob, admission="invitation")
    actions.block_person(bob, member=bea)
    with pytest.raises(Refused, match="Bea cannot be invited to groups"):
        actions.invite_to_group(group, person=bea, by=bob)
    actions.invite_to_group(group, person=nils, by=bob)
    actions.block_person(bob, member=nils)
    work()

    assert (lines_of(nils), Group.objects.visible_to(nils).exists()) == ([], False)
    asked = make.make_group(bob, admission="request")
    assert actions.ask_to_join(asked, by=bea) is True
    assert [row.person for row in queries.on_the_way_into(asked, bob)[0]] == [bea]


def test_organisers_look_after_it_and_the_last_one_does_not_just_go(work, bob, bea, nils):
    group = make.make_group(bob, bea, nils)
    rows = {row.person: row for row in GroupMembership.objects.filter(group=group)}
    for act in (actions.remove_member, actions.make_organiser):
        with pytest.raises(Refused, match="Its organisers do that"):
            act(rows[nils], by=bea)

    with pytest.raises(Refused, match="You are the only organiser"):
        actions.leave_group(group, by=bob)
    actions.make_organiser(rows[bea], by=bob)
    work()
    assert len(lines_of(bea)) == 1
    with pytest.raises(Refused, match="Organisers leave by themselves"):
        actions.remove_member(rows[bea], by=bob)
    assert actions.remove_member(rows[nils], by=bea) is True
    with pytest.raises(Refused, match="You can come back from"):
        actions.join_group(group, by=nils)
    assert actions.leave_group(group, by=bob) is True
    assert [state_of(group, person) for person in (bob, bea, nils)] == ["none", "member", "removed"]
    actions.leave_group(group, by=bea)
    group.refresh_from_db()
    assert group.ended_at is not None, "nobody is left"


def test_what_it_says_is_changed_by_organisers_but_not_who_reads_it(browse, bob, bea):
    group = make.make_group(bob, bea, admission="request")
    address = group.get_absolute_url()
    sent = SENT | {"name": "New name of it", "admission": "invitation", "country": ""}

    assert browse(bea).get(f"{address}edit/").status_code == 302
    assert browse(bob).post(f"{address}edit/", sent | {"admission": "open"}).status_code == 422
    assert browse(bob).post(f"{address}edit/", sent)["Location"].endswith("-new-name-of-it/")
    browse(bob).post(f"{address}end/")
    group.refresh_from_db()
    assert group.ended_at is None, "nobody ends a group by a slip"
    with pytest.raises(Refused, match="relied on who reads it"):
        actions.edit_group(group, by=bob, name="x" * 9, admission="open", description="Words")
    group.refresh_from_db()
    assert (group.name, group.admission, group.country) == ("New name of it", "invitation", "")


def test_who_is_in_it_is_read_by_whom_it_says(browse, bob, bea, carla, mona):
    group = make.make_group(bob, bea)
    who = {"bob": bob, "bea": bea, "carla": carla, "mona": mona, "other": make.make_partner()}
    clients = {name: browse(person) for name, person in who.items()} | {"visitor": browse()}
    address = group.get_absolute_url()
    members = f"{address}members/"

    def readers() -> set[str]:
        found = {name for name, client in clients.items() if client.get(members).status_code == 200}
        shown = {name for name, client in clients.items() if bea.company.name in text_of(client.get(address))}
        assert shown - {"visitor"} == found, "whom the page of the group names, its list names"
        return found

    read = {}
    for level in Group.MembersShown.values:
        Group.objects.update(members_shown_to=level)
        read[level] = readers()
    inside = {"bob", "bea", "mona"}
    assert read == {"everybody": {*who}, "site": {*who}, "group": inside, "organisers": {"bob", "mona"}}


def test_a_closed_account_leaves_its_groups_and_who_was_in_longest_takes_over(work, bob, bea, nils):
    group, alone = make.make_group(bob, bea, nils), make.make_group(bob)
    asked = make.make_group(bea, admission="request")
    actions.ask_to_join(asked, by=bob)

    actions.leave_all_groups(bob)
    work()

    assert queries.organisers_of(group.pk) == {bea.pk}
    assert "You look after the group" in lines_of(bea)[0]
    assert [Group.objects.get(pk=one.pk).ended_at is None for one in (group, alone, asked)] == [True, False, True]
    assert not GroupMembership.objects.filter(person=bob).exists()
    assert not CircleSeat.objects.filter(person=bob).exists()
    assert not Group.objects.filter(founded_by=bob).exists()


def test_a_hidden_page_is_for_its_organisers_and_they_are_told(browse, work, bob, bea, carla):
    group = make.make_group(bob, bea, name="Rude name of a group")
    thread = make.make_thread(bea, circle=group)
    actions.hide_group(group, reason="Choose another name.")

    pages = {who: browse(person).get(group.get_absolute_url()).status_code for who, person in
             {"bob": bob, "bea": bea, "carla": carla}.items()}  # fmt: skip
    assert pages == {"bob": 200, "bea": 404, "carla": 404}
    page = browse(carla).get(thread.get_absolute_url())
    assert (page.status_code, "Rude name" in page.content.decode()) == (200, False)
    assert "Rude name" not in browse(carla).get("/t/").content.decode()
    assert list(Group.objects.found_by(bob)) == []


def test_the_list_is_narrowed_by_tag_and_place(browse, bob, bea):
    tag = make.make_tag("renewal")
    make.make_group(bob, name="Near group", country="DE", tags=[tag])
    make.make_group(bea, name="Far group", country="")
    client = browse(bea)

    def shown(query: str) -> list[bool]:
        page = text_of(client.get(f"/groups/{query}"))
        return ["Near group" in page, "Far group" in page]

    assert shown("") == [True, True]
    assert [shown("?tag=renewal"), shown("?country=DE")] == [[True, False]] * 2
    assert [shown("?country=online"), shown("?list=own")] == [[False, True]] * 2
