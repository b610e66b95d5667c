"""Pseudonyms before moderators: sanctioned without being known, and looked behind with a reason."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from community.accounts import rules as people
from community.accounts.models import Sanction, User
from community.core.refusals import Refused
from community.forum import actions as forum
from community.forum.models import Post
from community.live.queries import members_of
from community.moderation import actions
from community.moderation.models import Decision
from community.moderation.queries import standing
from community.notifications.models import Notification
from tests import factories as make
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

REASON = "A court asks who wrote this, file 4 K 12/26."


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.fixture
def masked(bob) -> Post:
    return make.make_post(make.make_thread(), bob, masked=True)


@pytest.fixture
def face(masked) -> User:
    return masked.author


def at(face: User) -> str:
    return f"/moderation/people/{face.handle}/"


# --- Sanctions --------------------------------------------------------------------------------------


def test_silenced_face_silences_its_person_everywhere(face, mona, bob, browse):
    client = browse(bob)

    answer = browse(mona).post(f"{at(face)}sanction/", {"kind": "silence", "reason": "Insults.", "lasts": "24h"})

    assert answer.status_code == 302
    assert client.post("/t/preview/", {"source": "Words."}).status_code == 403, "by the very next request"
    with pytest.raises(Refused, match="Insults"):
        forum.post_reply(author=fresh(bob), thread=make.make_thread(), source="Elsewhere, by name.")


def test_suspended_face_ends_sessions_and_streams_of_its_person(face, mona, bob, browse):
    client = browse(bob)
    key = client.session.session_key
    assert set(members_of({key})) == {key}

    actions.sanction(face, moderator=mona, kind="suspend", reason="Insults.")

    assert client.get("/inbox/").status_code == 302
    assert members_of({key}) == {}
    assert not User.objects.active().filter(pk=bob.pk).exists()
    assert people.is_suspended(fresh(bob))


def test_sanction_by_name_holds_for_the_face(bob, face, masked, mona):
    actions.sanction(bob, moderator=mona, kind="silence", reason="Insults.")

    with pytest.raises(Refused, match="Insults"):
        forum.post_reply(author=fresh(bob), thread=masked.thread, source="On.", mask=face.name)


def test_person_is_told_and_reads_it_in_their_standing(face, mona, bob, work):
    actions.sanction(face, moderator=mona, kind="warn", reason="Insults.")
    work()

    assert list(Notification.objects.values_list("recipient", "kind")) == [(bob.pk, "sanction.imposed")]
    assert [letter.to for letter in mail.outbox] == [[bob.email]]
    assert [ruling.decision.reason for ruling in standing(fresh(bob)).page.items] == ["Insults."]


def test_page_of_the_person_tells_nothing_of_what_was_done_to_the_face(face, mona, bob, browse):
    client = browse(mona)
    before = client.get(f"/moderation/people/{bob.handle}/").content

    actions.sanction(face, moderator=mona, kind="suspend", reason="Insults.")

    def without_token(page: bytes) -> list[bytes]:
        return [line for line in page.splitlines() if b"csrfmiddlewaretoken" not in line]

    assert without_token(client.get(f"/moderation/people/{bob.handle}/").content) == without_token(before)


def test_lifted_on_the_face_is_lifted_for_the_person(face, mona, bob):
    actions.sanction(face, moderator=mona, kind="silence", reason="Insults.")
    actions.lift_sanction(Sanction.objects.get(), moderator=mona, reason="A mistake.")

    assert not people.is_silenced(fresh(bob))


def test_moderators_see_the_face_and_nothing_to_find_its_person_by(face, masked, mona, bob, browse):
    client = browse(mona)
    pages = [client.get(address).content.decode() for address in (at(face), f"/moderation/posts/{masked.pk}/")]

    for page in pages:
        assert "A pseudonym" in page
        assert "Here since" not in page
        assert "Posts, shown" not in page
        assert "Approve and trust" not in page
        assert "Look who it is" not in page, "for administrators"
        for trace in (bob.handle, bob.name, str(bob.company), f'"/people/{face.handle}/'):
            assert trace not in page


def test_face_of_a_newcomer_is_said_to_be_one(nils, mona, browse):
    held = make.make_post(make.make_thread(), nils, masked=True)

    page = browse(mona).get(f"/moderation/posts/{held.pk}/").content.decode()

    assert "This is one of their first posts." in page


# --- Looking who it is ------------------------------------------------------------------------------


@pytest.fixture
def admin_client(ada, browse):
    """Who has just shown once more that it is her."""
    ada.set_password(PASSWORD)
    ada.save()
    client = browse()
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def look(client, face: User, **body):
    return client.post(f"/moderation/masks/{face.handle}/", {"reason": REASON} | body)


def test_administrator_sees_the_name_once_and_the_log_says_so(face, bob, admin_client, work):
    assert bob.name not in admin_client.get(f"/moderation/masks/{face.handle}/").content.decode()

    answer = look(admin_client, face)

    assert f"<b>{bob.name}</b> @{bob.handle}" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    decision = Decision.objects.get()
    assert (decision.verb, decision.target_id, decision.reason) == ("lift_mask", face.pk, REASON)
    assert bob.name not in repr(dict(admin_client.session))
    assert bob.name not in admin_client.get(f"/moderation/masks/{face.handle}/").content.decode()
    look(admin_client, face)
    assert Decision.objects.count() == 2, "each look is one"


def test_person_is_told_of_the_look_with_its_reason(face, bob, admin_client, browse, work):
    look(admin_client, face)
    work()

    assert list(Notification.objects.values_list("recipient", "kind")) == [(bob.pk, "mask.lifted")]
    assert f"“{face.name}”" in browse(bob).get("/inbox/").content.decode()
    assert REASON in mail.outbox[0].body


def test_person_is_not_told_where_that_would_defeat_the_purpose_and_the_log_says_that(face, admin_client, browse, work):
    look(admin_client, face, untold="on")
    work()

    assert not Notification.objects.exists()
    log = browse().get("/moderation/log/").content.decode()
    assert "without telling the person" in log


def test_public_log_has_neither_name_nor_reason(face, bob, mona, admin_client, browse):
    look(admin_client, face)

    public, staff = (client.get("/moderation/log/").content.decode() for client in (browse(), browse(mona)))
    assert "An administrator</b> looked who stands behind a pseudonym" in public
    assert REASON not in public
    assert REASON in staff
    for page in (public, staff):
        assert bob.name not in page
        assert face.handle not in page


@pytest.mark.parametrize(
    "reason", ["", "   ", "Because I can.", "x" + " " * 40 + "y"], ids=["none", "blank", "short", "spaces"]
)
def test_without_a_reason_nobody_looks(reason, face, bob, admin_client):
    answer = look(admin_client, face, reason=reason)

    assert answer.status_code == 422
    assert bob.name not in answer.content.decode()
    assert not Decision.objects.exists()


def test_look_takes_a_fresh_sign_in(face, admin_client):
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        answer = look(admin_client, face)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not Decision.objects.exists()


@pytest.mark.parametrize("who", ["bob", "bea", "carla", "mona"])
def test_for_all_others_there_is_no_such_address(who, face, browse, request):
    person = request.getfixturevalue(who)

    assert look(browse(person), face).status_code == 404
    with pytest.raises(Refused, match="Only administrators"):
        actions.lift_mask(face, moderator=person, reason=REASON)


def test_people_are_not_looked_behind(bob, admin_client):
    assert look(admin_client, bob).status_code == 404


def test_who_has_left_is_known_to_nobody_any_more(face, bob, ada):
    from community.accounts import retention

    bob.closed_at = timezone.now()
    retention.scrub(fresh(bob))

    assert actions.lift_mask(face, moderator=ada, reason=REASON) is None
    assert Decision.objects.count() == 1, "the look is written down all the same"
