"""What an import leaves in the database: threads like any other, by people who only stand for somebody."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from community.accounts.actions import stand_in
from community.accounts.handles import refuse_reserved
from community.accounts.models import User
from community.activity.models import Activity
from community.core import markup
from community.forum import actions
from community.forum.importers import store
from community.forum.management.commands.check_counters import differing
from community.forum.models import (
    AcceptedAnswer,
    DiscussionImport,
    Post,
    Thread,
    ThreadReader,
)
from community.moderation.actions import hide_post
from community.notifications.models import Notification
from tests import factories as make
from tests.forum.importing.samples import MAILS, comment, item, topic, wxr

pytestmark = pytest.mark.django_db


def everything() -> dict:
    """All that an import may write, to be compared; ids and moments of the import itself do not count."""
    return {
        "threads": list(
            Thread.objects.order_by("pk").values_list(
                "title", "kind", "author__handle", "created_at", "published_at", "last_number", "post_count", "version",
                "last_post_at", "last_post_by__handle", "locked_at", "lock_reason", "tags__name", "imported__key",
            )
        ),
        "posts": list(
            Post.objects.order_by("pk").values_list(
                "thread__title", "number", "path", "depth", "parent__number", "author__handle", "source", "html",
                "created_at", "published_at", "state", "state_changed_at", "imported__key",
            )
        ),
        "people": list(User.objects.order_by("handle").values_list("handle", "name", "imported_from", "imported__key")),
        "accepted": list(AcceptedAnswer.objects.values_list("thread__title", "post__number", "accepted_by__handle")),
    }  # fmt: skip


def test_a_dump_becomes_threads_with_everything_they_had(keep, dump):
    tag = make.make_tag("support")

    report = keep("stackexchange", dump, source="Ask Example", url="https://se.example")

    thread = Thread.objects.get()
    posts = list(thread.posts.order_by("number").select_related("author", "parent"))
    assert [(post.number, post.depth, post.parent and post.parent.number, post.author.name) for post in posts] == [
        (1, 0, None, "Ines"), (2, 1, 1, "Ravi"), (3, 0, None, "Ravi"), (4, 0, None, "user99"), (5, 1, 4, "Somebody"),
        (6, 1, 4, "Ines"),
    ]  # fmt: skip
    assert (
        posts[0].created_at == posts[0].published_at == thread.created_at == dt.datetime(2018, 3, 12, 17, tzinfo=dt.UTC)
    )
    assert (thread.kind, thread.last_number, thread.post_count, thread.version) == ("question", 6, 6, 6)
    assert (thread.last_post_at, thread.last_post_by.name) == (posts[5].created_at, "Ines")
    assert (thread.locked_at.date(), thread.lock_reason) == (
        dt.date(2018, 4, 1),
        "Closed at Ask Example on 2018-04-01.",
    )
    assert (thread.accepted_answer.post, thread.accepted_answer.accepted_by) == (posts[3], thread.author)
    assert list(thread.tags.all()) == [tag]
    imported = thread.imported
    assert (imported.url, imported.licence, imported.tags) == (
        "https://se.example/q/1", "CC BY-SA 4.0", ["support", "night"],
    )  # fmt: skip
    assert (report.threads, report.posts, report.people) == (1, 6, 4)
    assert posts[3].html == "<p>Never, <code>a_b</code>.</p>"
    assert list(differing()) == []


def test_nobody_hears_of_it_and_nobody_is_known_by_it(keep, write, bob, work):
    text = wxr(item(1, comment(1, text="Thanks @bob, write to kim@corner.example, not to 203.0.113.77")))

    keep("wordpress", write("a.xml", text))

    assert (Activity.objects.count(), Notification.objects.count(), ThreadReader.objects.count(), work()) == (
        0,
        0,
        0,
        [],
    )
    assert Post.objects.get(number=2).mentions == []
    everything_stored = (
        str(everything()) + str(list(User.objects.values())) + str(list(DiscussionImport.objects.values()))
    )
    assert "kim@…" in everything_stored
    assert [word for word in ("@corner.example", "hidden", "203.0.113.77,") if word in everything_stored] == []
    assert User.objects.filter(email=None).count() == 2


def test_imported_people_cannot_sign_in_or_be_taken_for_members(keep, write, browse, bob):
    keep("mbox", write("list.mbox", MAILS), source="The list")
    kim = User.objects.get(name="Kim Vale")

    assert (kim.handle, kim.email, kim.is_active, kim.imported_from) == ("imported-kim-vale", None, False, "The list")
    assert (kim.has_usable_password(), kim.posts.count()) == (False, 2)
    with pytest.raises(ValidationError):
        refuse_reserved("imported-kim-val")
    for wrong in ({"is_active": True}, {"email": "kim@corner.example"}, {"role": "moderator"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(pk=kim.pk).update(**wrong)
    page = browse(bob).get(kim.get_absolute_url()).content.decode()
    assert "Imported from The list. This person has no account here" in page
    assert "imported-kim" not in page.split("<main")[1].split("Latest posts")[0]
    offered = browse(bob).get("/t/complete/", {"q": "@", "thread": kim.threads.get().pk})
    assert (offered.status_code, "imported-" in offered.content.decode()) == (200, False)


def test_the_thread_says_where_it_is_from(keep, dump, browse):
    keep("stackexchange", dump, source="Ask Example", url="https://se.example")

    page = " ".join(browse().get(Thread.objects.get().get_absolute_url()).content.decode().split())

    assert "Imported from Ask Example: begun by Ines on" in page
    assert '<a href="https://se.example/q/1" rel="ugc nofollow noopener">The original</a>' in page
    assert "Licence of the texts: CC BY-SA 4.0. Tags there: support, night." in page
    assert page.count("imported from Ask Example") == 6  # each post's head


def test_importing_again_changes_nothing(keep, write, dump):
    def run():
        return [
            keep("wordpress", write("a.xml", wxr(item(1, comment(1), comment(2, parent=1)), item(2)))),
            keep("mbox", write("list.mbox", MAILS), source="The list"),
            keep("discourse", write("topic.json", topic()), source="Talk"),
            keep("stackexchange", dump, source="Ask"),
        ]

    first = run()
    stored = everything()
    second = run()

    assert everything() == stored
    assert [(report.threads, report.posts, report.people) for report in second] == [(0, 0, 0)] * 4
    assert [report.posts_unchanged for report in second] == [report.posts for report in first] == [4, 4, 4, 6]
    assert [report.skipped for report in second] == [report.skipped for report in first]
    assert DiscussionImport.objects.filter(ended_at__isnull=False).count() == 8


def test_broken_off_anywhere_and_begun_again_it_gives_what_one_run_gives(keep, write, monkeypatch):
    path = write("a.xml", wxr(*(item(n, comment(2 * n), comment(2 * n + 1, parent=2 * n)) for n in range(1, 6))))
    with transaction.atomic():
        keep("wordpress", path)
        whole = everything()
        transaction.set_rollback(True)

    def breaks_off_after(count):
        made = []

        def import_posts(*args, **named):
            if len(made) == count:
                raise KeyboardInterrupt
            made.append(args)
            return actions.import_posts(*args, **named)

        return import_posts

    for count in (0, 2, 1):
        monkeypatch.setattr(store, "import_posts", breaks_off_after(count))
        with pytest.raises(KeyboardInterrupt):
            keep("wordpress", path)
    monkeypatch.undo()
    keep("wordpress", path)

    assert everything() == whole


def test_what_came_later_is_added_behind_and_finds_its_parent(keep, write):
    whole = topic()["post_stream"]["posts"]
    keep("discourse", write("1.json", topic(post_stream={"posts": whole[:2]})), source="Talk")
    keep("discourse", write("2.json", {"id": 55, "post_stream": {"posts": [*whole[2:], {**whole[1], "topic_id": 55}]}}),
         source="Talk")  # fmt: skip

    thread = Thread.objects.get()
    assert list(thread.posts.order_by("number").values_list("number", "parent__number", "depth")) == [
        (1, None, 0), (2, None, 0), (3, 2, 1), (4, 3, 2),
    ]  # fmt: skip
    assert (thread.post_count, thread.last_number, list(differing())) == (4, 4, [])


def test_many_at_once_gives_what_one_by_one_gives(keep, write):
    """The bulk path against the actions that members use."""
    parents = {2: None, 3: 2, 4: 3, 5: 1, 6: 3, 7: None}
    text = wxr(item(1, *(comment(n, parent=p if p and p > 1 else 0) for n, p in parents.items())))
    keep("wordpress", write("a.xml", text))
    imported = Thread.objects.get()

    author = make.make_partner("writer")
    with time_machine.travel(imported.created_at, tick=False):
        written = actions.start_thread(
            author=author, kind="discussion", title="The portal is down again", tags=[], source="Since noon.",
        )  # fmt: skip
        posts = {1: written.posts.get()}
        for number, parent in parents.items():
            above = posts.get(parent) if parent and parent > 1 else None
            posts[number] = actions.post_reply(
                author=author, thread=written, source=f"Comment {number}.", parent=above
            )  # fmt: skip
    written.refresh_from_db()

    def shape(thread):
        fields = (
            "number", "path", "depth", "parent__number", "source", "html", "renderer_version", "mentions", "state",
            "state_reason", "hold_rule", "version", "hat", "edited_at", "flag_count", "helpful_count",
        )  # fmt: skip
        counters = (thread.last_number, thread.post_count, thread.version, thread.kind, thread.title)
        return list(thread.posts.order_by("number").values_list(*fields)), counters

    assert shape(imported) == shape(written)
    assert all(
        post.created_at == post.published_at == post.state_changed_at for post in imported.posts.all()
    )  # fmt: skip


def test_handles_keep_clear_of_each_other_and_of_members(db):
    make.make_user("imported-kim")

    made = stand_in({str(n): "Kim" for n in range(40)} | {"x": "Ким", "y": "_" * 60}, imported_from="Elsewhere")
    again = {key: user.handle for key, user in made.items()}

    assert len(set(again.values())) == 42
    assert all(handle.startswith("imported-") and len(handle) <= 20 for handle in again.values())
    assert (again["x"], "imported-kim" in again.values()) == ("imported-somebody", False)


def test_tags_named_by_the_operator_are_for_threads_without_one_of_ours(keep, write):
    fees, other = make.make_tag("fees"), make.make_tag("other")
    text = wxr(item(1), item(2).replace("Fees", "Something"))

    keep("wordpress", write("a.xml", text), tags=[other])

    assert [list(thread.tags.all()) for thread in Thread.objects.order_by("pk")] == [[fees], [other]]


def test_long_titles_stand_whole_in_the_first_post_and_long_texts_are_cut(keep, write):
    title = "Why is it " + "so very " * 40 + "long?"

    report = keep(
        "wordpress", write("a.xml", wxr(item(1, comment(1, text="word " * 20_000), title=title, text="Short.")))
    )

    first, second = Post.objects.order_by("number")
    assert first.source == f"**{title}**\n\nShort."
    assert (len(first.thread.title) <= 255, first.thread.title[-1]) == (True, "…")
    assert len(second.source) <= markup.MAX_SOURCE
    assert sum(report.noted.values()) == 3  # the title, the text, no tag


def test_what_cannot_be_rendered_is_shown_as_it_was_typed(keep, write):
    report = keep("mbox", write("a.mbox", MAILS.replace("Thanks.", ">" * 21 + " deep <b>\n" + "[" * 300)))

    post = Post.objects.get(number=3)
    assert "&lt;b&gt;" in post.html
    assert report.noted["it cannot be shown with its formatting: it is shown as plain text"] == 1


def test_an_author_of_elsewhere_is_not_told_of_decisions(keep, write, mona, work):
    keep("wordpress", write("a.xml", wxr(item(1, comment(1)))))

    hide_post(Post.objects.get(number=2), moderator=mona, reason="Spam.")
    work()

    assert Notification.objects.count() == 0
