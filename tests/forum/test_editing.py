"""Changing what was written: until when, with which traces, and never over somebody else's words."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from community.core.refusals import Refused
from community.forum import actions
from community.forum.models import Post, Revision
from tests import factories as make
from tests.pages import parse

pytestmark = pytest.mark.django_db


def edit(post, by, source="Other words.", **more) -> bool:
    post.refresh_from_db()
    return actions.edit_post(post, by=by, source=source, **({"version": post.version} | more))


def later(**time):
    return time_machine.travel(timezone.now() + dt.timedelta(**time), tick=False)


def texts(post) -> list[tuple[str, str]]:
    return list(post.revisions.values_list("before", "after"))


def test_the_first_five_minutes_leave_no_trace(bob):
    post = make.make_post(author=bob, source="With a tpyo.")

    with later(minutes=4, seconds=50):
        assert edit(post, bob, "With no typo.") is True

    post.refresh_from_db()
    assert (post.source, post.edited_at, post.version) == ("With no typo.", None, 2)
    assert "With no typo." in post.html
    assert texts(post) == []


def test_later_edits_are_kept_and_the_worker_says_what_differs(bob, work):
    post = make.make_post(author=bob, source="One.\nTwo.\nThree.")

    with later(minutes=6):
        edit(post, bob, "One.\nZwei.\nThree.")
    with later(hours=23):
        edit(post, bob, "One.\nZwei.\nThree.\nFour.")

    assert texts(post) == [
        ("One.\nTwo.\nThree.", "One.\nZwei.\nThree."), ("One.\nZwei.\nThree.", "One.\nZwei.\nThree.\nFour.")
    ]  # fmt: skip
    assert work().count("forum.compare_revision") == 2
    assert [row.difference for row in post.revisions.all()] == [
        [[" ", "One."], ["-", "Two."], ["+", "Zwei."], [" ", "Three."]],
        [[" ", "One."], [" ", "Zwei."], [" ", "Three."], ["+", "Four."]],
    ]


def test_a_day_later_only_a_moderator_edits_and_that_is_always_seen(bob, mona):
    post = make.make_post(author=bob)

    edit(post, mona, "Mended by a moderator.")
    with later(hours=24, seconds=1):
        with pytest.raises(Refused, match="24 hours"):
            edit(post, bob)
        assert edit(post, mona, "Mended again.") is True

    assert [row.edited_by for row in post.revisions.all()] == [mona, mona]


def test_others_cannot_edit_and_nothing_is_written(bob, bea, carla, alice):
    post = make.make_post(author=bob, source="Bob's words.")

    for other in (bea, carla, alice):
        with pytest.raises(Refused, match="Only its author"):
            edit(post, other)

    post.refresh_from_db()
    assert (post.source, post.version) == ("Bob's words.", 1)


@pytest.mark.parametrize("state", ["hidden", "deleted", "declined"])
def test_what_is_not_shown_cannot_be_edited(state, bob):
    if state == "hidden":
        post = make.make_hidden_post(author=bob)
    elif state == "deleted":
        post = make.make_post(author=bob)
        actions.delete_post(post, by=bob)
    else:
        post = make.make_held_post(author=make.make_partner("nils", trusted=False))
        actions.decline_post(post, reason="No.")
    post.refresh_from_db()

    with pytest.raises(Refused, match="not shown"):
        edit(post, post.author)


def test_in_a_locked_thread_only_moderators_edit(bob, mona):
    post = make.make_post(author=bob)
    actions.lock_thread(post.thread, reason="Settled.")

    with pytest.raises(Refused, match="Settled"):
        edit(Post.objects.get(pk=post.pk), bob)
    assert edit(post, mona) is True


def test_approved_first_posts_stay_as_they_were_approved(nils, mona):
    post = make.make_held_post(author=nils)
    actions.publish_post(post)

    with pytest.raises(Refused, match="stay as they were approved"):
        edit(post, nils)


def test_a_held_post_stays_held_and_who_approves_has_read_what_they_approve(nils, mona):
    from community.moderation import actions as moderation

    post = make.make_held_post(author=nils, source="Harmless words.")
    as_read = Post.objects.get(pk=post.pk)

    assert edit(post, nils, "Other words altogether.") is True

    assert moderation.approve_post(as_read, moderator=mona) is False
    post.refresh_from_db()
    assert (post.state, post.number, texts(post)) == ("held", None, [])
    assert moderation.approve_post(post, moderator=mona) is True


def test_the_same_text_is_no_edit(bob, django_assert_max_num_queries):
    post = make.make_post(author=bob, source="Words.")

    assert edit(post, bob, "Words.") is False
    assert Post.objects.get(pk=post.pk).version == 1


def test_the_second_editor_is_given_both_texts(bob, mona, browse):
    post = make.make_post(author=bob, source="The first text.")
    form = browse(bob).get(f"/posts/{post.pk}/edit/")
    edit(post, mona, "What the moderator made of it.")

    answer = browse(bob).post(f"/posts/{post.pk}/edit/", {"source": "What Bob made of it.", "version": "1"})

    assert form.status_code == 200
    assert answer.status_code == 422
    fields = [(area.text or "").strip() for area in parse(answer.text).iter("textarea")]
    assert fields == ["What Bob made of it.", "What the moderator made of it."]
    post.refresh_from_db()
    assert post.source == "What the moderator made of it."
    again = browse(bob).post(f"/posts/{post.pk}/edit/", {"source": "Both together.", "version": "2"})
    assert again.headers["Location"] == post.get_absolute_url()
    post.refresh_from_db()
    assert post.source == "Both together."


def test_the_edit_page_is_for_those_who_may(bob, bea, browse):
    post = make.make_post(author=bob)

    assert browse(bea).get(f"/posts/{post.pk}/edit/").status_code == 302
    assert browse(bea).post(f"/posts/{post.pk}/edit/", {"source": "Hers.", "version": "1"}).status_code == 422
    assert browse().get(f"/posts/{post.pk}/edit/").status_code == 302
    assert browse(bob).post(f"/posts/{post.pk}/edit/", {"source": "", "version": "1"}).status_code == 422
    assert browse(bob).get("/posts/999999/edit/").status_code == 404


def test_everybody_reads_the_history_of_a_shown_post_and_nobody_that_of_a_hidden_one(bob, mona, browse, work):
    post = make.make_post(author=bob, source="Costs 100.")
    address = f"{post.get_absolute_url()}history/"
    assert browse().get(address).status_code == 404  # it has none
    edit(post, mona, "Costs 200.")
    assert "are being compared" in browse().get(address).text
    work()

    shown = browse().get(address).text
    assert [mark in shown for mark in ("<td><del>Costs 100.</del></td>", "<td><ins>Costs 200.</ins></td>")] == [
        True,
        True,
    ]
    actions.hide_post(post, reason="Confidential.")
    for reader in (browse(), browse(bob), browse(mona)):
        assert reader.get(address).status_code == 404
    assert list(Revision.objects.visible_to(bob)) == []


def test_a_removed_post_comes_back_within_ten_minutes(bob, bea, browse):
    post = make.make_post(author=bob)
    address = f"{post.get_absolute_url()}undelete/"
    actions.delete_post(post, by=bob)

    assert "Bring it back" in browse(bob).get(post.thread.get_absolute_url()).text
    assert "Bring it back" not in browse(bea).get(post.thread.get_absolute_url()).text
    assert browse(bea).post(address).status_code == 404
    assert browse(bob).post(address).status_code == 302
    post.refresh_from_db()
    assert (post.state, post.thread.post_count) == ("published", Post.objects.get(pk=post.pk).thread.post_count)
    assert actions.undo_delete(post, by=bob) is False

    actions.delete_post(post, by=bob)
    with later(minutes=10, seconds=1), pytest.raises(Refused, match="ten minutes"):
        actions.undo_delete(post, by=bob)


def test_what_a_moderator_hid_is_not_brought_back_by_its_author(bob):
    post = make.make_hidden_post(author=bob)

    with pytest.raises(Refused, match="Only who removed"):
        actions.undo_delete(post, by=bob)


def test_a_removed_text_is_really_gone_after_a_day_with_its_history(bob, mona):
    post, kept = make.make_post(author=bob, source="A secret."), make.make_post(author=bob)
    edit(post, mona, "A secret, mended.")
    edit(kept, mona, "Kept and mended.")
    actions.delete_post(Post.objects.get(pk=post.pk), by=bob)

    with later(hours=23):
        assert actions.erase_removed_posts() == 0
    with later(hours=25):
        assert actions.erase_removed_posts() == 1
        assert actions.erase_removed_posts() == 0

    post.refresh_from_db()
    assert (post.source, post.html, post.mentions, post.number is not None) == ("", "", [], True)
    assert list(Revision.objects.values_list("post", flat=True)) == [kept.pk]
