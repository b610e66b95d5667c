"""Groups: who founds them, comes into them, sees and leaves them."""

import pytest

from community.networking.models import Group
from tests.factories import make_group, make_member, make_partner, make_thread, make_user

pytestmark = pytest.mark.django_db


def test_journey(browse, work):
    bob, bea, zoe = make_partner("bob"), make_partner("bea"), make_partner("zoe")
    organiser, asker, other = browse(bob), browse(bea), browse(zoe)
    sent = {
        "name": "Partners of Leipzig",
        "description": "We **meet**.",
        "admission": "request",
        "country": "DE",
        "members_shown_to": "site",
    }
    page = organiser.get("/groups/new/")
    assert page.status_code == 200
    said = organiser.post("/groups/new/", sent)
    assert said.status_code == 302, said.content.decode()
    group = Group.objects.get()
    for client in (organiser, asker, browse(None)):
        for address in ("/groups/", "/groups/?list=own", said["Location"], f"/groups/{group.pk}/members/", "/t/"):
            print(address, client.get(address).status_code)
    print(asker.post(f"/groups/{group.pk}/ask/").status_code)
    membership = group.memberships.get(person=bea)
    organiser.get(f"/groups/{group.pk}/members/")
    print(organiser.post(f"/groups/{group.pk}/members/{membership.pk}/accept/").status_code)
    r = asker.get(f"/t/new/?group={group.pk}")
    assert "In the group" in r.content.decode()
    thread = make_thread(bea, circle=group)
    assert other.get(thread.get_absolute_url()).status_code == 404
    assert organiser.get(thread.get_absolute_url()).status_code == 200
    assert thread.title in organiser.get("/t/").content.decode()
    assert thread.title not in other.get("/t/").content.decode()
