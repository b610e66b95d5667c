"""Groups: who founds them, comes into them, sees and leaves them."""

import pytest

from community.networking.models import Group
from tests.factories import make_group, make_partner, make_user

pytestmark = pytest.mark.django_db


def test_a_group_by_invitation_is_known_to_its_members_alone(client):
    bob, bea, carla = make_partner("bob"), make_partner("bea"), make_user("carla")
    group = make_group(bob, admission="invitation")

    assert [person.handle for person in (bob, bea, carla) if Group.objects.visible_to(person).exists()] == ["bob"]
    assert client.get(group.get_absolute_url()).status_code == 404
    client.force_login(bob)
    assert group.name in client.get(group.get_absolute_url()).content.decode()
