"""Nothing that anybody is given leads from a pseudonym to its person: neither what it says, nor what moves meanwhile.

The crawl looks for the name everywhere; this is for what it does not ask, and for what could be compared.
"""

import datetime as dt
import io
import re
import zipfile

import pytest
import time_machine
from django.core import mail

from community.accounts.models import User
from community.forum import actions as forum
from community.live.queries import replies_after
from community.moderation import actions as moderation
from community.web.exports import file_of
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
TOKEN = re.compile(r'name="(?:csrfmiddlewaretoken|form_key|opened)" value="[^"]*"')
NUMBER = 834157290461  # nobody else's, so that it can be looked for


@pytest.fixture(autouse=True)
def _standing_clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def wanda():
    return make.make_partner("wanda", pk=NUMBER, name="Wanda Wanderer", company=make.make_company("Wanderers IT"))


@pytest.fixture
def thread(bea):
    return make.make_thread(bea)


@pytest.fixture
def masked(thread, wanda):
    return make.make_post(thread, wanda, masked=True)


def traces_in(text: str) -> list[str]:
    return [trace for trace in ("wanda", "wanderer", str(NUMBER)) if trace in text.lower()]


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.fixture
def viewers(browse, bea, carla, mona, ada):
    return {"visitor": browse(), "partner": browse(bea), "consultant": browse(carla), "moderator": browse(mona),
            "admin": browse(ada)}  # fmt: skip


def test_pages_about_the_person_stay_the_same_to_the_byte(thread, wanda, viewers):
    """No last visit, no count, no order tells that she has just written."""
    make.make_post(thread, wanda, source="Under my name, long ago.")
    pages = [f"/people/{wanda.handle}/", wanda.company.get_absolute_url(), f"/moderation/people/{wanda.handle}/"]

    def seen() -> dict:
        return {
            (who, page): TOKEN.sub("", client.get(page).content.decode())
            for who, client in viewers.items()
            for page in pages
        }

    before = seen()
    with time_machine.travel(NOW + dt.timedelta(seconds=7), tick=False):
        post = make.make_post(make.make_thread(), fresh(wanda), masked=True)
        moderation.hide_post(post, moderator=make.make_moderator(), reason="Insults.")
    assert seen() == before


def test_no_page_of_the_thread_or_of_moderators_names_her(masked, thread, viewers, bea):
    face = masked.author
    moderation.report(masked, reporter=bea, reason="spam")
    pages = [
        thread.get_absolute_url(), f"{thread.get_absolute_url()}?view=flat", f"{thread.get_absolute_url()}?q=words",
        masked.get_absolute_url(), f"/t/{thread.slugged_id}/2/reply/", f"/t/{thread.slugged_id}/2/report/", "/t/", "/",
        f"/moderation/posts/{masked.pk}/", f"/moderation/people/{face.handle}/", "/moderation/", "/moderation/log/",
        "/admin/forum/post/", f"/t/complete/?q=@&thread={thread.pk}", f"/t/complete/?q=@mask&thread={thread.pk}",
    ]  # fmt: skip
    for who, client in viewers.items():
        for page in pages:
            answer = client.get(page, follow=True)
            assert traces_in(answer.content.decode() + str(answer.headers)) == [], f"{who} at {page}"


@pytest.mark.parametrize("of", ["handle", "number"])
def test_face_has_no_page_and_cannot_be_reported_as_a_person(of, masked, viewers):
    face = masked.author
    page = f"/people/{face.handle}/" if of == "handle" else f"/report/person/{face.pk}/"

    expected = dict.fromkeys(viewers, 404) | ({"visitor": 302} if of == "number" else {})
    assert {who: client.get(page).status_code for who, client in viewers.items()} == expected


def test_face_is_neither_completed_nor_mentioned(masked, thread, bea, browse):
    face = masked.author

    assert face.handle not in browse(bea).get(f"/t/complete/?q=@&thread={thread.pk}").content.decode()
    post = make.make_post(thread, bea, source=f"What does @{face.handle} say?")
    assert post.mentions == []
    assert "<a" not in post.html


def test_nobody_signs_in_as_a_face_or_gets_a_password_for_it(masked, browse):
    face, client = masked.author, browse()

    for login in (face.handle, face.name):
        client.post("/accounts/login/", {"login": login, "password": ""})
        client.post("/accounts/password/reset/", {"email": login})
    assert "_auth_user_id" not in client.session
    assert mail.outbox == []


def test_mails_about_it_carry_nothing_of_her(masked, thread, bea, work):
    forum.post_reply(author=fresh(User.objects.get(pk=NUMBER)), thread=thread, source="More.", mask=masked.author.name)
    work()

    (letter,) = [letter for letter in mail.outbox if letter.to == [bea.email]]
    assert traces_in(letter.message().as_string()) == []


def test_open_pages_are_told_of_it_as_of_any_reply(masked, thread):
    assert replies_after(thread.pk, 1) == [masked.number]


def unpacked(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_copies_of_others_show_no_more_than_they_saw(masked, thread, bea, wanda):
    forum.bookmark_post(masked, member=bea)
    forum.give_signal(masked, by=bea, kind="helpful")
    make.make_post(thread, bea, parent=masked)

    assert traces_in(str(unpacked(file_of(fresh(bea))))) == []
    own = unpacked(file_of(fresh(wanda)))
    assert masked.source in own["forum.post.author.json"], "hers has what she wrote"
    assert masked.author.name in own["accounts.user.json"]


def test_what_belongs_to_one_reader_is_kept_by_nobody(masked, thread, wanda, bea, browse):
    """The own marks stand in a page that no cache keeps, and have no ETag that could be compared."""
    page = thread.get_absolute_url()
    own, other, visitor = browse(wanda).get(page), browse(bea).get(page), browse().get(page)

    assert 'data-hat="mask"' in own.content.decode()
    for answer in (own, other):
        assert "no-store" in answer["Cache-Control"]
        assert "ETag" not in answer
    for answer in (other, visitor):
        assert 'data-hat="mask"' not in answer.content.decode()


def test_faces_of_one_person_share_nothing_but_coarse_facts(masked, wanda):
    other = make.make_post(make.make_thread(), fresh(wanda), masked=True).author
    mine = masked.author
    columns = [field.attname for field in User._meta.concrete_fields]
    unlike = {name for name in columns if getattr(mine, name) != getattr(other, name)}

    assert unlike == {"id", "handle", "password"}
    assert mine.has_usable_password() is other.has_usable_password() is False
