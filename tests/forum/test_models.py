"""What PostgreSQL itself refuses about threads and posts, and what is still right when many write at once."""

import threading
import uuid
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from community.forum import actions
from community.forum.models import (
    AcceptedAnswer,
    BenefitReview,
    Circle,
    CircleSeat,
    DiscussionSource,
    Draft,
    FormerPlace,
    Image,
    ImportedPerson,
    ImportedPost,
    ImportedThread,
    Post,
    Signal,
    Tally,
    TeamingOffer,
    Thread,
    WatchedWord,
)
from tests import factories as make


def thread(**fields):
    return lambda post: Thread.objects.filter(pk=post.thread_id).update(**fields)


def update(**fields):
    return lambda post: Post.objects.filter(pk=post.pk).update(**fields)


def same_number(post) -> None:
    other = make.make_post(post.thread)
    Post.objects.filter(pk=other.pk).update(number=post.number)


def second_discussion(post) -> None:
    change = make.make_change()
    Thread.objects.create(kind="change", title=change.title, change=change)


def same_form(post) -> None:
    key = uuid.uuid4()
    for other in (post, make.make_post(post.thread, post.author)):
        Post.objects.filter(pk=other.pk).update(form_key=key)


def same_edit(post) -> None:
    for _time in range(2):
        post.revisions.create(number=1, before="a", after="b", edited_by=post.author, edited_at=timezone.now())


def stray_draft(name: str):
    """A draft that answers or edits a post, and does not say in which thread."""
    return lambda post: Draft.objects.create(member=post.author, saved_at=timezone.now(), **{name: post})


def two_drafts(*names):
    """Two drafts at one place; nothing named is a new thread."""

    def write(post) -> None:
        place = {"thread": post.thread, "parent": post, "edits": post}
        for _time in range(2):
            Draft.objects.create(member=post.author, saved_at=timezone.now(), **{name: place[name] for name in names})

    return write


def reader(**fields):
    return lambda post: post.thread.readers.update_or_create(member=post.author, defaults=fields)


def second_of(name: str, **fields):
    """Two rows of the same member about the same post or thread."""

    def add(post) -> None:
        rows = getattr(post if name == "bookmarks" else post.thread, name)
        for _time in range(2):
            rows.create(**{key: value(post) if callable(value) else value for key, value in fields.items()})

    return add


def signal(kind: str, times: int = 1):
    return lambda post: [Signal.objects.create(post=post, member=post.author, kind=kind) for _time in range(times)]


def answer(**fields):
    facts = {"accepted_at": timezone.now()} | fields
    return lambda post: AcceptedAnswer.objects.create(thread=post.thread, post=post, accepted_by=post.author, **facts)


def review(**fields):
    return lambda post: BenefitReview.objects.create(
        thread=post.thread, **{"benefit": "Cloud credits", "worked": True} | fields
    )


def offer(**fields):
    facts = {"side": "offer", "region": "Lyon", "until": timezone.localdate()} | fields
    return lambda post: TeamingOffer.objects.create(thread=post.thread, **facts)


def same_image(post) -> None:
    for _time in range(2):
        image = {"owner": post.author, "kind": "png", "sha256": "0" * 64, "width": 1, "height": 1, "size": 1}
        Image.objects.create(**image, created_at=timezone.now())


def same_tally(post) -> None:
    for _time in range(2):
        Tally.objects.create(member=post.author, what="preview", begun_at=timezone.now())


def imported_twice(kind: str):
    def do(post) -> None:
        source = DiscussionSource.objects.create(name="Elsewhere")
        other = make.make_post(post.thread)
        things = {
            "thread": [post.thread, make.make_thread()],
            "post": [post, other],
            "member": [post.author, other.author],
        }
        for thing in things[kind]:
            {"thread": ImportedThread, "post": ImportedPost, "member": ImportedPerson}[kind].objects.create(
                source=source, key="17", **{kind: thing}
            )

    return do


def watched(plain: str):
    """The word is on the list, and is put there once more in these letters."""

    def do(post):
        WatchedWord.objects.bulk_create([
            WatchedWord(word="Wombat", plain=letters, added_by=post.author, added_at=timezone.now())
            for letters in ("wombat", plain)
        ])  # fmt: skip

    return do


BROKEN = {
    "thread_imported_once": [imported_twice("thread")],
    "post_imported_once": [imported_twice("post")],
    "person_imported_once": [imported_twice("member")],
    "one_reader_row_per_person_and_thread": [
        lambda post: post.thread.readers.create(member=post.author),  # who writes has one already
    ],
    "reader_is_not_ahead_of_everything": [reader(read_ahead=list(range(2001)))],
    "thread_visit_has_time_and_number": [reader(visited_at=timezone.now()), reader(visited_number=1)],
    "thread_visit_before_has_time_and_number": [reader(before_at=timezone.now()), reader(before_number=1)],
    "one_bookmark_per_person_and_post": [second_of("bookmarks", member=lambda post: post.author)],
    "bookmark_reminded_of_a_day": [
        lambda post: post.bookmarks.create(member=post.author, reminded_at=timezone.now()),
    ],
    "one_summary_of_a_thread_per_number": [
        second_of("summaries", number=1, renderer_version=1, written_by=lambda p: p.author, written_at=timezone.now()),
    ],
    "one_draft_per_member_and_place": [
        two_drafts(), two_drafts("thread"), two_drafts("thread", "parent"), two_drafts("thread", "edits"),
    ],
    "draft_answers_in_a_thread": [stray_draft("parent")],
    "draft_edits_in_a_thread": [stray_draft("edits")],
    "one_signal_per_member_post_and_kind": [signal("helpful", 2)],
    "signal_kind_known": [signal("down")],
    "answer_verified_by_somebody": [answer(verified_on=timezone.localdate())],
    "answer_obsolete_for_a_reason": [answer(obsolete_on=timezone.localdate()), answer(obsolete_reason="Words.")],
    "review_names_its_benefit": [review(benefit="")],
    "review_value_in_a_known_band": [review(value="much")],
    "offer_side_known": [offer(side="both")],
    "offer_is_for_a_region": [offer(region="")],
    "one_tally_per_member_and_thing": [same_tally],
    "one_image_per_owner_and_content": [same_image],
    "one_post_per_form": [same_form],
    "one_revision_of_a_post_per_number": [same_edit],
    "post_numbered_when_published": [update(published_at=None)],
    "post_erased_without_text": [update(erased_at=timezone.now())],
    "thread_of_a_change_or_of_an_author": [
        thread(author=None),
        thread(kind="change"),
        lambda post: Thread.objects.filter(pk=make.make_change().thread.pk).update(change=None),
        lambda post: Thread.objects.filter(pk=make.make_change().thread.pk).update(kind="question"),
    ],
    "thread_counts_numbered_posts": [thread(post_count=3), thread(last_number=0)],
    "post_number_unique_in_thread": [same_number],
    "post_numbered_once_shown": [
        update(number=None), update(state="held", hold_rule="first_posts"), update(state="declined"),
        update(state="hidden", number=None), update(state="deleted", number=None),
    ],
    "post_held_by_a_rule": [update(state="held", number=None, hold_rule="")],
    "forum_thread_change": [second_discussion],
    "merged_thread_is_empty": [
        lambda post: Thread.objects.filter(pk=post.thread_id).update(merged_into=make.make_thread()),
        lambda post: Thread.objects.filter(pk=make.make_change().thread.pk).update(merged_into=post.thread),
    ],
    "thread_withheld_is_hidden": [
        thread(is_withheld=True), thread(is_withheld=True, hidden_at=timezone.now(), hidden_reason="Read."),
    ],
    "thread_pinned_until": [thread(pinned_until=timezone.localdate())],
    "circle_withheld_is_hidden_without_a_reason": [
        lambda post: Circle.objects.create(name="Some", admission="open", is_withheld=True),
    ],
    "one_seat_per_circle_and_person": [
        lambda post: CircleSeat.objects.bulk_create(
            [CircleSeat(circle=Circle.objects.create(name="Some", admission="open"), person=post.author)] * 2
        ),
    ],
    "thread_of_a_change_is_everybodys": [
        lambda post: Thread.objects.filter(pk=make.make_change().thread.pk).update(
            circle=Circle.objects.create(name="Some", admission="open")
        ),
    ],
    "one_post_left_each_place": [
        lambda post: FormerPlace.objects.bulk_create([FormerPlace(thread=post.thread, number=1, post=post)] * 2)
    ],
    "word_watched_once": [watched("wombat")],
    "watched_word_has_letters": [watched("")],
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "do"),
    [(name, do) for name, acts in BROKEN.items() for do in acts],
    ids=[f"{name} {n}" for name, acts in BROKEN.items() for n, _do in enumerate(acts, 1)],
)
def test_the_database_keeps_the_promise(constraint, do):
    post = make.make_thread().posts.get()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        do(post)


def test_every_named_constraint_is_tried():
    from django.apps import apps

    named = {c.name for model in apps.get_app_config("forum").get_models() for c in model._meta.constraints}

    assert named - set(BROKEN) == set()


@pytest.mark.django_db
def test_a_post_that_was_answered_cannot_be_deleted():
    parent = make.make_post()
    make.make_post(parent.thread, parent=parent)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=parent.pk)._raw_delete("default")


@pytest.mark.django_db
def test_addresses_name_the_post_and_a_waiting_one_its_thread(bob, nils):
    thread = make.make_thread(bob, title="What replaces the portal?")
    shown, held = make.make_post(thread), make.make_held_post(thread, nils)

    assert shown.get_absolute_url() == f"/t/{thread.pk}-what-replaces-the-portal/2/"
    assert held.get_absolute_url() == f"/t/{thread.pk}-what-replaces-the-portal/#held-{held.pk}"


# --- counters -----------------------------------------------------------------------------------------


def check(*options: str) -> str:
    out = StringIO()
    call_command("check_counters", *options, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_counters_are_compared_with_the_rows_and_set_right_when_asked(bob, bea):
    right, wrong = make.make_thread(bob), make.make_thread(bob)
    make.make_post(wrong, bea)
    make.make_held_post(wrong)
    Thread.objects.filter(pk=wrong.pk).update(post_count=1, last_number=7)

    said = check()
    assert said == f"Thread {wrong.pk}: says 1 posts up to #7, has 2 up to #2.\n1 counters differ.\n"
    check("--repair")
    assert check() == "All counters equal their rows.\n"
    wrong.refresh_from_db()
    right.refresh_from_db()
    assert [(t.post_count, t.last_number) for t in (wrong, right)] == [(2, 2), (1, 1)]


# --- many at once -------------------------------------------------------------------------------------


def at_once(acts) -> list:
    """Run every act in a thread of its own, all begun together; give back their results or errors."""
    begin, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            begin.wait()
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    workers = [threading.Thread(target=run, args=job) for job in enumerate(acts)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_what_many_write_at_once_is_all_there_and_counted_once():
    authors = [make.make_partner() for _n in range(20)]
    shared, clicked, declined = make.make_thread(authors[0]), make.make_thread(authors[0]), make.make_thread(authors[0])
    held = make.make_held_post(declined)

    posts = at_once([
        lambda author=author: actions.post_reply(author=author, thread=shared, source=f"Words of {author.handle}.")
        for author in authors
    ])  # fmt: skip
    same = at_once([
        lambda: actions.post_reply(author=authors[1], thread=clicked, source="Sent by an impatient finger.")
    ] * 8)  # fmt: skip
    shown = at_once([lambda: actions.publish_post(Post.objects.get(pk=held.pk))] * 6)
    started = at_once([
        lambda: actions.start_thread(
            author=authors[2], kind="question", title="Started by an impatient finger", tags=[], source="Twice."
        )
    ] * 6)  # fmt: skip

    for thread in (shared, clicked, declined):
        thread.refresh_from_db()
    assert sorted(post.number for post in posts) == list(range(2, 22))
    assert sorted(shared.posts.values_list("number", flat=True)) == list(range(1, 22))
    assert len(set(shared.posts.values_list("path", flat=True))) == 21
    assert (shared.last_number, shared.post_count, shared.version) == (21, 21, 21)
    assert {post.pk for post in same} == {clicked.posts.get(number=2).pk}
    assert (clicked.last_number, clicked.post_count) == (2, 2)
    assert sorted(shown) == [False] * 5 + [True]
    assert (declined.last_number, declined.post_count) == (2, 2)
    assert len({thread.pk for thread in started}) == 1
    assert check() == "All counters equal their rows.\n"
    with connection.cursor() as cursor:  # truncating after this test spares them: they are not Django's own tables
        cursor.execute("DELETE FROM procrastinate_jobs")
