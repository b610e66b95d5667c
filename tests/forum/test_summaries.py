"""The summary above a thread: who writes it, who reads it, what it said before."""

import pytest
from django.utils import timezone

from community.core.refusals import Refused
from community.forum import actions, queries
from community.forum.models import Summary, Thread
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(bob):
    return make.make_thread(bob)


def test_the_summary_stands_above_the_thread_with_who_and_when(thread, bob, mona, browse):
    actions.write_summary(thread, by=bob, source="It is **known** by now.", version=0)
    page = browse().get(thread.get_absolute_url()).text

    assert "It is <strong>known</strong> by now." in page
    assert 'href="/people/bob/">Bob</a>, <time' in page.split('id="summary"')[1]
    assert "summary/" not in page
    assert browse(mona).get(thread.get_absolute_url()).text.count("summary/") == 2


def test_every_version_is_kept_and_the_latest_shown(thread, bob, mona, browse):
    actions.write_summary(thread, by=bob, source="First words.", version=0)
    actions.write_summary(thread, by=mona, source="Second words.", version=1)
    assert actions.write_summary(thread, by=mona, source="Second words.", version=0) is False
    actions.write_summary(thread, by=bob, source="", version=2)

    assert list(Summary.objects.order_by("number").values_list("number", "source", "written_by__handle")) == [
        (1, "First words.", "bob"), (2, "Second words.", "mona"), (3, "", "bob"),
    ]  # fmt: skip
    assert 'id="summary"' not in browse(bob).get(thread.get_absolute_url()).text
    history = browse(bob).get(f"{thread.get_absolute_url()}summary/history/").text
    assert [history.index(words) for words in ("Taken away.", "Second words.", "First words.")] == sorted(
        history.index(words) for words in ("Taken away.", "Second words.", "First words.")
    )


@pytest.mark.parametrize("who", ["bea", "carla", "alice", "visitor"])
def test_others_may_not_write_it_nor_read_what_it_said(who, thread, bob, browse, request):
    person = request.getfixturevalue(who)
    actions.write_summary(thread, by=bob, source="LEAK of a first version", version=0)
    actions.write_summary(thread, by=bob, source="Second words.", version=1)
    with pytest.raises(Refused, match="Who started the thread and moderators"):
        actions.write_summary(thread, by=person, source="Mine.", version=2)
    reader = browse(person if person.is_authenticated else None)
    answers = [
        reader.get(f"{thread.get_absolute_url()}{path}", follow=True) for path in ("summary/", "summary/history/")
    ]

    assert ["LEAK" in answer.text for answer in answers] == [False, False]
    assert Summary.objects.count() == 2


def test_who_is_new_does_not_write_what_nobody_reads_first(nils, mona, bob):
    thread = make.make_thread(bob)
    Thread.objects.filter(pk=thread.pk).update(author=nils)
    thread.refresh_from_db()

    with pytest.raises(Refused, match="first three posts"):
        actions.write_summary(thread, by=nils, source="Words.", version=0)


@pytest.mark.parametrize(
    ("state", "said"),
    [({"locked_at": timezone.now(), "lock_reason": "Enough."}, "locked: Enough."), ({"published_at": None}, "waits")],
)
def test_a_locked_or_waiting_thread_is_not_summed_up_by_its_author(state, said, thread, bob, mona):
    Thread.objects.filter(pk=thread.pk).update(**state)
    thread.refresh_from_db()

    with pytest.raises(Refused, match=said):
        actions.write_summary(thread, by=bob, source="Words.", version=0)
    assert actions.write_summary(thread, by=mona, source="Words.", version=0) is True


def test_the_second_of_two_editors_gets_both_texts(thread, bob, mona, browse):
    address = f"{thread.get_absolute_url()}summary/"
    actions.write_summary(thread, by=mona, source="What Mona wrote.", version=0)
    answer = browse(bob).post(address, {"source": "What Bob wrote.", "version": "0"})

    assert answer.status_code == 422
    assert ("What Mona wrote." in answer.text, "What Bob wrote." in answer.text) == (True, True)
    assert '<input type="hidden" name="version" value="1"' in answer.text
    browse(bob).post(address, {"source": "What both wrote.", "version": "1"})
    assert queries.thread_for(bob, thread.pk).summary.source == "What both wrote."


def test_a_text_that_is_too_long_is_kept_in_the_form(thread, bob, browse):
    answer = browse(bob).post(f"{thread.get_absolute_url()}summary/", {"source": "x" * 4001, "version": "0"})

    assert (answer.status_code, "at most 4000 characters. This has 4001." in answer.text) == (422, True)
    assert "x" * 4001 in answer.text
    assert not Summary.objects.exists()


def test_markup_of_a_summary_is_safe(thread, bob, browse):
    actions.write_summary(thread, by=bob, source="<script>alert(1)</script> [x](javascript:alert(1))", version=0)

    page = browse().get(thread.get_absolute_url()).text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_a_hidden_thread_hides_its_summary(thread, bea, mona, browse):
    actions.write_summary(thread, by=mona, source="LEAK of a summary", version=0)
    Thread.objects.filter(pk=thread.pk).update(hidden_at=timezone.now())

    for path in ("", "summary/", "summary/history/"):
        assert browse(bea).get(f"{thread.get_absolute_url()}{path}").status_code == 404


def test_form_that_began_with_a_summary_that_never_was_keeps_its_text(browse, mona):
    """Somebody's own address, or an old tab of another thread."""
    thread = make.make_thread()

    answer = browse(mona).post(f"/t/{thread.pk}/summary/", {"source": "What came of it.", "version": "3"})

    assert answer.status_code == 422
    assert "What came of it." in answer.content.decode()
    assert thread.summaries.count() == 0
