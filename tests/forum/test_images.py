"""Images in posts: taken in, shown with their posts and to nobody else, and removed when nobody uses them."""

import io
from contextvars import ContextVar
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from community.core.refusals import Refused
from community.core.uploads import limits
from community.forum import actions, queries
from community.forum.models import Draft, Image, Tally
from community.moderation import actions as moderation
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uploads")]

HOUR = timedelta(hours=1)


@pytest.fixture
def thread(bea):
    return make.make_thread(bea, title="What the new fees come to", source="Nothing to see here.")


@pytest.fixture
def image(bob):
    return make.make_image(bob)


@pytest.fixture
def later(time_machine):
    """``later(2)``: two hours have gone by."""

    def go(hours: float) -> None:
        time_machine.move_to(timezone.now() + hours * HOUR)

    return go


def shown(image: Image, words: str = "A chart of fees") -> str:
    return f"Look:\n\n![{words}]({image.get_absolute_url()})"


def files() -> list[str]:
    folders = default_storage.listdir("images")[0] if default_storage.exists("images") else []
    return [name for folder in folders for name in default_storage.listdir(f"images/{folder}")[1]]


def seen_by(image: Image, *people) -> list[bool]:
    return [Image.objects.visible_to(person or AnonymousUser()).filter(pk=image.pk).exists() for person in people]


def send(client: Client, data: bytes | None, **more):
    sent = {} if data is None else {"image": named(data)}
    return client.post("/images/", sent | more)


def named(data: bytes, name: str = "fees.png") -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = name
    return file


# --- taking in --------------------------------------------------------------------------------------


def test_an_image_that_is_sent_is_stored_anew_and_its_markdown_given_back(browse, bob):
    sent = make.drawn_image("WEBP", size=(60, 40), xmp=b"Taken in Zurich")

    answer = send(browse(bob), sent)

    image = Image.objects.get()
    assert (answer.status_code, answer["Content-Type"]) == (201, "text/plain; charset=utf-8")
    assert answer.content.decode() == f"![describe the picture](/images/{image.key}/)"
    assert (image.owner, image.kind, image.width, image.height) == (bob, "webp", 60, 40)
    stored = image.file.read()
    assert (len(stored), b"Zurich" in stored, files()) == (image.size, False, [f"{image.key}.webp"])


def test_the_same_image_sent_twice_is_one(bob, bea):
    data = make.drawn_image()
    first = actions.add_image(bob, data=data)
    Image.objects.update(unused_since=timezone.now() - 30 * HOUR)

    assert actions.add_image(bob, data=data) == first
    assert Image.objects.get().unused_since > timezone.now() - HOUR
    assert actions.add_image(bea, data=data) != first
    assert len(files()) == 2


@pytest.mark.parametrize(
    ("data", "status", "sentence"),
    [
        (None, 422, limits.NOTHING),
        (b"<svg/>", 415, limits.NO_PICTURE),
        (make.drawn_image("JPEG", size=(900, 900))[:2_000], 422, limits.BROKEN),
        (b"x" * (limits.MOST_BYTES + 10), 413, limits.TOO_LARGE),
    ],
)
def test_what_is_no_image_is_refused_with_a_status_and_a_sentence(data, status, sentence, browse, bob):
    answer = send(browse(bob), data)

    assert (answer.status_code, answer.content.decode()) == (status, sentence)
    assert (Image.objects.count(), files()) == (0, [])


def test_a_file_that_is_far_too_large_is_refused_before_anything_of_it_is_read(browse, bob):
    class Endless(io.BytesIO):
        def read(self, *_size):
            raise AssertionError("somebody read it")

    answer = browse(bob).generic("POST", "/images/", b"", content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH="9000000", **{"wsgi.input": Endless()})  # fmt: skip

    assert (answer.status_code, answer.content.decode()) == (413, limits.TOO_LARGE)


def test_a_token_is_asked_for_all_the_same(bob):
    client = Client(enforce_csrf_checks=True)
    client.force_login(bob, backend="community.accounts.backends.AccountBackend")

    assert send(client, make.drawn_image()).status_code == 403
    assert Image.objects.count() == 0


@pytest.mark.parametrize(("who", "status"), [(None, 401), ("carla", 422), ("alice", 201), ("mona", 201)])
def test_who_may_write_may_add_images(who, status, browse, request):
    person = request.getfixturevalue(who) if who else None

    assert send(browse(person), make.drawn_image()).status_code == status


def test_nothing_is_left_of_an_image_for_which_there_is_no_room(browse, bob, monkeypatch):
    def full(self, name, content):
        path = Path(self.path(name))
        path.parent.mkdir(parents=True)
        path.write_bytes(content.read()[:9])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    answer = send(browse(bob), make.drawn_image())

    assert (answer.status_code, answer.content.decode()) == (503, limits.NO_ROOM)
    assert (Image.objects.count(), files()) == (0, [])


@pytest.mark.parametrize(("days", "most", "wait"), [(0, 5, 24), (3, 20, 1)])
def test_so_many_images_and_no_more_refused_ones_included(days, most, wait, browse, bob, monkeypatch, later):
    monkeypatch.setattr("community.forum.rules.pace._lifted", ContextVar("limits_hold", default=False))
    bob.joined_at = timezone.now() - timedelta(days=days)
    bob.save()
    Tally.objects.create(member=bob, what="image", begun_at=timezone.now(), count=most - 1)
    with pytest.raises(actions.ImageRefused):
        actions.add_image(bob, data=b"no image")

    answer = send(browse(bob), make.drawn_image())

    assert answer.status_code == 429
    assert wait * 3600 - 60 <= int(answer["Retry-After"]) <= wait * 3600
    assert Image.objects.count() == 0
    later(wait + 0.01)
    assert actions.add_image(bob, data=make.drawn_image())


# --- shown with a post --------------------------------------------------------------------------------


def test_a_post_shows_its_image_with_its_size_and_a_link_to_all_of_it(browse, bob, thread, image):
    post = actions.post_reply(author=bob, thread=thread, source=shown(image))

    address = image.get_absolute_url()
    expected = (
        f'<a href="{address}"><img alt="A chart of fees" height="30" loading="lazy" src="{address}" width="40"></a>'
    )
    assert post.html == f"<p>Look:</p>\n<p>{expected}</p>"
    assert list(post.images.all()) == [image]
    assert expected in browse().get(thread.get_absolute_url()).content.decode()


def test_an_image_that_its_writer_cannot_see_stays_a_link_and_is_shown_to_nobody(bea, bob, image, thread):
    post = actions.post_reply(author=bea, thread=thread, source=shown(image))

    assert "<img" not in post.html
    assert f'<a href="{image.get_absolute_url()}">A chart of fees</a>' in post.html
    assert (list(post.images.all()), seen_by(image, bea, None, bob)) == ([], [False, False, True])


def test_who_can_see_an_image_may_show_it_too_and_it_stays_as_long_as_one_post_does(bea, bob, carla, image, thread):
    first = actions.post_reply(author=bob, thread=thread, source=shown(image))
    second = actions.post_reply(author=bea, thread=thread, source=f"> {shown(image)}\n\nAs you say.")

    actions.hide_post(first, reason="Under NDA.")
    assert seen_by(image, None, carla) == [True, True]
    actions.hide_post(second, reason="Under NDA.")
    assert seen_by(image, None, carla, bea) == [False, False, True]


def test_an_edit_adds_and_takes_away(bob, thread, image):
    other = make.make_image(bob)
    post = actions.post_reply(author=bob, thread=thread, source=shown(image))
    actions.edit_post(post, by=bob, source=shown(other), version=1)
    post.refresh_from_db()

    assert (list(post.images.all()), str(other.key) in post.html, str(image.key) in post.html) == ([other], True, False)
    actions.edit_post(post, by=bob, source="Nothing any more.", version=2)
    assert list(post.images.all()) == []


def test_a_moderator_who_edits_takes_no_image_away(bob, mona, nils, thread):
    image = make.make_image(nils)
    held = actions.post_reply(author=nils, thread=thread, source=shown(image))
    actions.edit_post(held, by=mona, source=shown(image, "Bars of fees"), version=1)
    held.refresh_from_db()

    assert ('alt="Bars of fees"' in held.html, list(held.images.all())) == (True, [image])


def test_the_preview_shows_what_the_post_will(browse, bea, bob, image):
    answers = [browse(person).post("/t/preview/", {"source": shown(image)}).content.decode() for person in (bob, bea)]

    assert ["<img" in answer for answer in answers] == [True, False]


def test_a_summary_has_no_images(bob, mona, thread, image):
    actions.post_reply(author=bob, thread=thread, source=shown(image))
    actions.write_summary(thread, by=mona, source=shown(image), version=0)

    assert "<img" not in thread.summaries.get().html


def test_a_page_with_many_images_asks_no_more_than_one_with_none(browse, bob, thread, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as before:
        browse().get(thread.get_absolute_url())
    for _number in range(3):
        actions.post_reply(author=bob, thread=thread, source=shown(make.make_image(bob)) + f"\n\n{_number}")
    with django_assert_max_num_queries(12) as after:
        page = browse().get(thread.get_absolute_url())

    assert page.content.count(b"<img alt") == 3
    assert len(after) <= len(before) + 1  # whom the replies answer


def test_a_text_that_names_no_image_asks_for_none(bob, image, thread, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.images_in(bob, "![x](/images/not-one/) and https://example.org/images/") == []
    assert queries.images_in(bob, f"{shown(image)} ![x](/images/{uuid4()}/)") == [image]


# --- who sees it --------------------------------------------------------------------------------------


def test_what_is_in_no_post_is_seen_by_its_owner_alone(bob, bea, mona, ada, image):
    actions.save_draft(bob, source=shown(image))

    assert seen_by(image, bob, bea, mona, ada, None) == [True, False, False, False, False]


def test_an_image_is_as_hidden_as_its_post(nils, bea, carla, mona, thread):
    image = make.make_image(nils)
    post = actions.post_reply(author=nils, thread=thread, source=shown(image))

    def seen() -> list[bool]:
        return seen_by(image, nils, mona, bea, carla, None)

    open_to_all, own = [True] * 5, [True, True, False, False, False]
    assert (post.is_held, seen()) == (True, own)
    moderation.approve_post(post, moderator=mona)
    assert seen() == open_to_all
    moderation.hide_post(post, moderator=mona, reason="Under NDA.")
    assert seen() == own
    moderation.restore_post(post, moderator=mona, reason="It is public.")
    assert seen() == open_to_all
    post.refresh_from_db()
    actions.delete_post(post, by=nils)
    assert seen() == own
    thread.hidden_at = timezone.now()
    thread.save()
    assert seen() == own


def test_an_image_in_the_thread_of_a_rumour_is_for_partners(bob, bea, carla, mona, image):
    rumour = make.make_rumour()
    actions.post_reply(author=bob, thread=actions.open_change_thread(rumour), source=shown(image))

    assert seen_by(image, bob, bea, mona, carla, None) == [True, True, True, False, False]


def test_a_suspended_owner_sees_no_more_than_a_visitor(sam):
    assert seen_by(make.make_image(sam), sam) == [False]


def test_hidden_and_absent_look_the_same(browse, bea, image):
    answers = [browse(bea).get(f"/images/{key}/") for key in (image.key, uuid4())]

    assert answers[0].status_code == answers[1].status_code == 404
    bodies = [answer.content.replace(answer.request["PATH_INFO"].encode(), b"") for answer in answers]
    assert bodies[0] == bodies[1]


def test_an_image_is_given_out_as_one_and_asked_for_anew_each_time(browse, bob, image):
    client = browse(bob)
    answer = client.get(image.get_absolute_url(), headers={"Accept-Encoding": "gzip"})

    assert {name: answer[name] for name in (
        "Content-Type", "Content-Disposition", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options",
        "Cross-Origin-Resource-Policy", "Content-Length", "ETag",
    )} == {
        "Content-Type": "image/png", "Content-Disposition": f'inline; filename="{image.key}.png"',
        "Cache-Control": "private, no-cache", "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Length": str(image.size), "ETag": f'"{image.sha256}"',
    }  # fmt: skip
    assert b"".join(answer.streaming_content) == image.file.read()
    again = client.get(image.get_absolute_url(), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again["Cache-Control"], again["Content-Security-Policy"]) == (
        304, "private, no-cache", "default-src 'none'; sandbox",
    )  # fmt: skip
    Image.objects.update(owner=make.make_partner())
    assert client.get(image.get_absolute_url(), headers={"If-None-Match": answer["ETag"]}).status_code == 404


def test_an_image_whose_file_is_lost_is_absent(browse, bob, image):
    default_storage.delete(image.file.name)

    assert browse(bob).get(image.get_absolute_url()).status_code == 404


# --- removing -----------------------------------------------------------------------------------------


def test_what_nobody_uses_goes_after_a_day_with_its_file(bob, bea, thread, work, later):
    posted, drafted, kept, quoted, unused = (make.make_image(bob) for _number in range(5))
    actions.post_reply(author=bob, thread=thread, source=shown(posted))
    actions.save_draft(bob, thread=thread, source=shown(drafted))
    actions.save_draft(bob, source=shown(kept), form_key=uuid4())
    actions.save_draft(bob, source="Another beginning.", form_key=uuid4())
    assert Draft.objects.get(thread=None).replaced == shown(kept)
    actions.save_draft(bea, source=shown(quoted))  # of another's image, which she cannot see
    work()
    later(23)
    assert actions.remove_unused_images() == 0
    later(2)

    assert actions.remove_unused_images() == 2
    assert {*Image.objects.all()} == {posted, drafted, kept}
    assert work() == ["forum.remove_image_file"] * 2
    assert sorted(files()) == sorted(f"{image.key}.png" for image in (posted, drafted, kept))
    assert actions.remove_unused_images() == 0
    assert actions.remove_image_file(unused.file.name) is False


def test_the_day_begins_when_the_last_use_ends(bob, thread, image, later):
    post = actions.post_reply(author=bob, thread=thread, source=shown(image))
    actions.remove_unused_images()
    assert Image.objects.get().unused_since is None
    later(12)
    actions.edit_post(post, by=bob, source="Without it.", version=1)
    assert actions.remove_unused_images() == 0
    later(23)
    assert actions.remove_unused_images() == 0
    later(2)
    assert actions.remove_unused_images() == 1


def test_a_post_that_is_really_removed_lets_its_images_go(bob, thread, image, work, later):
    post = actions.post_reply(author=bob, thread=thread, source=shown(image))
    actions.delete_post(post, by=bob)
    work()
    later(20)
    actions.remove_unused_images()
    assert Image.objects.get().unused_since is None, "it can be reported, and what moderators decide undone"
    later(5)
    assert actions.erase_removed_posts() == 1
    actions.remove_unused_images()
    later(25)
    assert (actions.remove_unused_images(), Image.objects.count()) == (1, 0)
    assert work() == ["forum.remove_image_file"]
    assert files() == []


def test_a_file_stays_while_its_row_does(image):
    assert actions.remove_image_file(image.file.name) is False
    assert files() == [f"{image.key}.png"]


# --- without scripts, and by mail ---------------------------------------------------------------------


@pytest.mark.parametrize("place", ["thread", "post", "edit", "new thread"])
def test_without_scripts_the_form_comes_back_with_the_image_at_the_end_of_its_text(place, browse, bob, thread):
    own = make.make_post(thread, bob, source="Mine.")
    keep, form, more = {
        "thread": (f"/t/{thread.slugged_id}/draft/", f"{thread.get_absolute_url()}#reply", {}),
        "post": (f"/t/{thread.slugged_id}/draft/", f"/t/{thread.slugged_id}/1/reply/", {"parent": "1"}),
        "edit": (f"/posts/{own.pk}/draft/", f"/posts/{own.pk}/edit/", {"version": "1"}),
        "new thread": ("/t/new/draft/", "/t/new/", {"title": "What it all comes to", "kind": "question"}),
    }[place]
    client = browse(bob)
    typed = {"source": "Typed.", "form_key": str(uuid4()), "add_image": "1"} | more

    answer = client.post(keep, typed | {"image": named(make.drawn_image())})

    markdown = Image.objects.get().markdown
    assert (answer.status_code, answer["Location"]) == (302, form)
    page = client.get(form).content.decode()
    assert f"Typed.\n\n{markdown}\n</textarea>" in page
    assert "The image is at the end of your text." in page
    assert place != "new thread" or 'value="What it all comes to"' in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"x" * (limits.MOST_BYTES + 10), limits.TOO_LARGE), (b"<svg/>", limits.NO_PICTURE), (None, limits.NOTHING)],
)
def test_without_scripts_a_refusal_keeps_the_text(data, sentence, browse, bob, thread):
    client = browse(bob)
    typed = {"source": "Typed for half an hour.", "add_image": "1"} | ({"image": named(data)} if data else {})

    client.post(f"/t/{thread.slugged_id}/draft/", typed)

    page = client.get(thread.get_absolute_url()).content.decode()
    assert sentence in page
    assert "Typed for half an hour.</textarea>" in page


def test_without_scripts_what_no_draft_can_keep_is_given_back(browse, bob, thread, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise Refused("You have 200 drafts. Throw some away first.")

    monkeypatch.setattr(actions, "save_draft", refuse)
    answers = [
        browse(bob).post(f"/t/{thread.slugged_id}/draft/", {"source": text, "add_image": "1"})
        for text in ("Typed.", "Typed." + "x" * 32_000)
    ]

    assert [(answer.status_code, b"Typed." in answer.content) for answer in answers] == [(422, True)] * 2


def test_forms_for_texts_have_a_button_for_images_and_say_the_limit_that_holds(browse, bob, thread):
    page = browse(bob).get(thread.get_absolute_url()).content.decode()

    assert f'data-most="{limits.MOST_BYTES}"' in page
    assert f'data-too-large="{limits.TOO_LARGE}"' in page
    assert f'formaction="/t/{thread.slugged_id}/draft/" formenctype="multipart/form-data"' in page


def test_in_mails_an_image_is_a_link_with_its_words(bob, bea, thread, image, work, mailoutbox):
    actions.post_reply(author=bob, thread=thread, source=shown(image))
    work()

    message = next(message for message in mailoutbox if message.to == [bea.email])
    html = message.alternatives[0][0]
    whole = f"http://localhost:8000{image.get_absolute_url()}"
    assert f"A chart of fees ({whole})" in message.body
    assert ("<img" in html, f'<a href="{whole}">A chart of fees</a>' in html) == (False, True)


def test_what_a_list_says_of_a_post_names_its_image(browse, bob, thread, image):
    post = actions.post_reply(author=bob, thread=thread, source=shown(image))
    actions.bookmark_post(post, member=bob)

    assert "Look: A chart of fees" in browse(bob).get("/t/?list=bookmarks").content.decode()
