"""Somebody wants a held post out: whatever the site offers to do with it is tried, and others read none of it."""

import pytest
from django.core import mail
from django.utils import timezone

from community.core.markup import render
from community.forum import actions as forum
from community.forum.actions.importing import PostToImport, ThreadToImport
from community.forum.models import DiscussionSource, Post, Thread
from community.live.queries import admissions
from community.moderation import actions as moderation
from community.notifications.models import Notification
from tests import factories as make
from tests.leaks.canaries import Canary, Searcher

pytestmark = pytest.mark.django_db

HELD = Canary("a held post", frozenset())
NEWER = Canary("the held post as it was edited", frozenset())
WORDS = f"Ask @bea about {HELD.word}."


@pytest.fixture
def thread(bob, bea):
    """One that Bea watches, with a reply by a newcomer that waits."""
    thread = make.make_thread(bob, title="A thread that somebody watches")
    make.make_post(thread, bea, source="Shown to everybody.")
    return Thread.objects.get(pk=thread.pk)


@pytest.fixture
def held(thread, nils) -> Post:
    return make.make_held_post(thread, nils, source=WORDS)


@pytest.fixture
def got_out(browse, bea, work):
    """What of the held words a visitor and Bea have by now, on pages and in mails."""
    readers = [browse(), browse(bea)]

    def search(*more: str) -> set[str]:
        work()
        searcher = Searcher([HELD, NEWER])
        pages = [page for thread in Thread.objects.all() for page in _pages_of(thread)]
        pages += ["/", "/t/", "/inbox/", "/people/nils/", "/drafts/", "/moderation/log/", *more]
        bodies = [reader.get(page, follow=True).content for reader in readers for page in pages]
        bodies += [message.message().as_bytes() for message in mail.outbox]
        return {canary.where for body in bodies for canary in searcher.find(body)}

    return search


def _pages_of(thread: Thread) -> list[str]:
    here, ids = thread.get_absolute_url(), Post.objects.filter(thread=thread, number=None).values_list("pk", flat=True)
    posts = [page for pk in ids for page in (f"/posts/{pk}/", f"/posts/{pk}/edit/", f"/report/post/{pk}/")]
    numbers = [f"{here}{number}/{page}" for number in (2, 3) for page in ("", "reply/", "history/")]
    return [here, f"{here}?view=flat", f"{here}last/", f"{here}unread/", f"{here}?q=ask", *posts, *numbers]


def test_the_search_would_find_them(held, got_out, mona, bea):
    moderation.approve_post(held, moderator=mona)

    assert got_out() == {"a held post"}
    assert any(HELD.word in message.body for message in mail.outbox), "nor would it be in a mail"


def test_waiting_alone_tells_nobody(held, got_out):
    assert got_out() == set()
    assert (mail.outbox, Notification.objects.count()) == ([], 0)


def test_edit(held, browse, nils, mona, got_out):
    for version, words in ((1, "Harmless."), (2, f"Harmless. {NEWER.word} @bea"), (3, WORDS)):
        browse(nils).post(f"/posts/{held.pk}/edit/", {"source": words, "version": version})
    browse(mona).post(f"/posts/{held.pk}/edit/", {"source": f"{WORDS} As Mona corrects it.", "version": 4})

    held.refresh_from_db()
    assert (held.version, held.state) == (5, "held")
    assert got_out() == set()


def test_move(held, thread, browse, mona, bea, got_out):
    other = make.make_thread(bea, title="Where the talk went on")
    shown = thread.posts.get(number=2)
    Post.objects.filter(pk=held.pk).update(parent=shown, path=shown.path, depth=shown.depth + 1)

    moderation.move_post(shown, into=other, moderator=mona, reason="It belongs there.")

    held.refresh_from_db()
    assert (held.thread, held.state, held.number) == (other, "held", None)
    assert got_out() == set()


def test_move_of_itself_has_no_address(held, thread, browse, mona, bea, got_out):
    other = make.make_thread(bea, title="Where the talk went on")
    for number in (3, 0, held.pk):
        browse(mona).post(f"{thread.get_absolute_url()}{number}/move/", {"into": other.pk, "reason": "Belongs there."})

    held.refresh_from_db()
    assert (held.thread, held.state) == (thread, "held")
    assert got_out() == set()


def test_merge(held, thread, mona, bea, got_out):
    other = make.make_thread(bea, title="Where the talk went on")

    moderation.merge_thread(thread, into=other, moderator=mona, reason="The same question.")

    held.refresh_from_db()
    assert (held.thread, held.state, held.number) == (other, "held", None)
    assert got_out() == set()


def test_split(held, thread, mona, got_out):
    moderation.split_thread(
        thread, numbers=[2], title="A talk of its own", kind="discussion", tags=[], moderator=mona, reason="Its own."
    )

    held.refresh_from_db()
    assert (held.state, held.number) == ("held", None)
    assert got_out() == set()


def test_quote(held, thread, browse, bea, got_out):
    """Bea answers it, whatever she names: its id, the number that it will get, as parent and as quoted text."""
    here = thread.get_absolute_url()
    for name in ("parent", "answers", "reply_to", "quote", "to"):
        for value in (held.pk, 3, f"#{held.pk}"):
            browse(bea).post(f"{here}replies/", {"source": f"Answer to #3, {name} {value}", name: value})
    preview = browse(bea).post("/t/preview/", {"source": f"#3 and #{held.pk} and {here}3/ and /posts/{held.pk}/"})

    assert not Searcher([HELD]).find(preview.content)
    assert not Post.objects.filter(parent=held).exists()
    assert got_out() == set()


def test_own_quote_by_the_author_waits_as_well(held, thread, browse, nils, got_out):
    browse(nils).post(f"{thread.get_absolute_url()}replies/", {"source": f"> {WORDS}\n\nAs I said."})

    assert list(nils.posts.values_list("state", flat=True)) == ["held", "held"]
    assert got_out() == set()


def test_mention(held, thread, browse, nils, bea, got_out):
    browse(nils).post(f"{thread.get_absolute_url()}replies/", {"source": f"@bea @bob @carla {NEWER.word}"})

    assert got_out() == set()
    assert (mail.outbox, Notification.objects.count()) == ([], 0)


def test_draft(held, thread, browse, nils, got_out):
    here = thread.get_absolute_url()
    browse(nils).post(f"{here}draft/", {"source": f"{NEWER.word} as a draft"})
    browse(nils).post(f"/posts/{held.pk}/draft/", {"source": f"{NEWER.word} over it", "version": 1})
    browse(nils).post("/t/new/draft/", {"title": f"{NEWER.word} as a title", "source": NEWER.word})

    assert NEWER.word in browse(nils).get("/drafts/").text, "there is nothing to get out"
    assert got_out(f"{here}draft/", "/t/new/") == set()


def test_declined_and_back_in_the_drafts(held, browse, nils, mona, got_out):
    moderation.decline_post(held, moderator=mona, reason="Say who told you.")

    assert HELD.word in browse(nils).get("/drafts/").text, "there is nothing to get out"
    assert got_out() == set()


def test_import(mona, got_out):
    """What a moderator has hidden is not shown again by reading its source once more."""
    source = DiscussionSource.objects.create(name="Board")
    of = ThreadToImport("1", "A thread of elsewhere", "discussion")
    posts = [_imported("a", "Opening."), _imported("b", WORDS)]
    thread = forum.import_posts(of, source=source, posts=posts).thread
    moderation.hide_post(thread.posts.get(number=2), moderator=mona, reason="Confidential.")

    again = forum.import_posts(of, source=source, posts=[*posts, _imported("c", "Later.")])

    assert (again.posts, thread.posts.get(number=2).state) == (1, "hidden")
    assert got_out() == set()


def _imported(key: str, words: str) -> PostToImport:
    return PostToImport(key, "writer", "A writer", timezone.now(), words, render(words))


def test_later_trust(held, thread, nils, mona, got_out):
    another = make.make_held_post(thread, nils, source="Another one, to be approved.")
    moderation.approve_post(another, moderator=mona, trust=True)

    held.refresh_from_db()
    nils.refresh_from_db()
    assert (nils.trusted_at is not None, held.state) == (True, "held")
    assert got_out() == set()


def test_deleting_it_and_taking_that_back(held, thread, browse, nils, got_out):
    for path in (f"/posts/{held.pk}/delete/", f"{thread.get_absolute_url()}3/delete/",
                 f"{thread.get_absolute_url()}3/undelete/"):  # fmt: skip
        browse(nils).post(path, {"reason": "Mine."})

    held.refresh_from_db()
    assert held.state == "held"
    assert got_out() == set()


def test_everything_around_it(held, thread, browse, bob, mona, got_out):
    """Its thread is locked, pinned, renamed, summed up and answered; the answer and the signals name a number."""
    here = thread.get_absolute_url()
    for path, data in {
        f"{here}answer/": {"number": 3}, f"{here}3/signals/": {"kind": "helpful"}, f"{here}3/bookmark/": {},
        f"{here}summary/": {"source": "See #3.", "version": 0}, f"{here}read/": {"number": 3}, f"{here}watch/": {},
        f"/report/post/{held.pk}/": {"reason": "spam"}, f"{here}3/report/": {"reason": "spam"},
    }.items():  # fmt: skip
        browse(bob).post(path, data)
    for path in ("lock/", "pin/"):
        browse(mona).post(f"{here}{path}", {"reason": "Enough said."})

    held.refresh_from_db()
    assert held.state == "held"
    assert got_out() == set()


def test_open_pages_hear_of_it_only_as_it_is_shown(held, thread, browse, bea):
    client = browse(bea)
    asked = (client.session.session_key, thread.pk)

    assert admissions({asked})[asked].newest == 2
