"""What each format finds: structure, dates, authors, and what is left out for which reason."""

import datetime as dt
import gzip

import pytest

from community.forum.importers import FORMATS
from tests.forum.importing.samples import MAILS, comment, item, topic, wxr


@pytest.mark.parametrize(("version", "wp"), [("1.0", "wp"), ("1.1", "wp"), ("1.2", "wp"), ("9.9", "press")])
def test_a_post_of_wordpress_is_a_thread_and_its_comments_are_replies(read, write, version, wp):
    text = wxr(item(1, comment(5, parent=4), comment(4), comments_are="closed"), version=version, wp=wp)

    found = read("wordpress", write("export.xml", text))

    (thread,) = found.threads
    assert (thread.title, thread.url, thread.tags, thread.is_closed) == (
        "The portal is down again", "https://corner.example/?p=1", ["Fees"], True,
    )  # fmt: skip
    assert found.tree == [[("item:1", ""), ("comment:4", ""), ("comment:5", "comment:4")]]
    assert [post.author.name for post in found.posts[0]] == ["Jo Ember", "Kim", "Kim"]
    assert found.posts[0][0].written_at == dt.datetime(2011, 1, 18, 7, 40, 14, tzinfo=dt.UTC)
    assert (found.report.skipped, found.report.noted, found.report.failures) == ({}, {}, [])
    assert FORMATS["wordpress"].source_name(write("export.xml", text)) == "Partner Corner"


def test_what_is_not_public_at_wordpress_stays_there_and_is_counted(read, write):
    text = wxr(
        item(1, comment(1, approved=0), comment(2, kind="pingback"), comment(3, kind="trackback"),
             comment(4, approved="spam"), comment(5, kind="order_note"), comment(6, parent=2)),
        item(2, status="draft"), item(3, status="private"), item(4, status="future"), item(5, status="pending"),
        item(6, comment(7), comment(8), password="sesame"), item(7, kind="attachment"), item(8, kind="page"),
        item(9, comment(9), kind="page"),
    )  # fmt: skip

    found = read("wordpress", write("export.xml", text))

    assert found.tree == [[("item:1", ""), ("comment:6", "")], [("item:9", ""), ("comment:9", "")]]
    assert dict(found.report.skipped) == {
        "comments that nobody approved": 1, "pingbacks": 1, "trackbacks": 1, "spam comments": 1,
        "comments of the type “order_note”": 1, "drafts": 1, "private posts": 1, "posts that are to appear later": 1,
        "posts waiting for review": 1, "posts behind a password": 1, "comments there (posts behind a password)": 2,
        "items of the type “attachment”": 1, "pages without comments": 1,
    }  # fmt: skip
    assert found.report.examples["drafts"] == ["The portal is down again"]


def test_topics_of_bbpress_are_threads_wherever_their_replies_stand(read, write):
    text = wxr(item(9, kind="reply", parent=2), item(2, kind="topic", status="closed"), item(8, kind="reply", parent=7))

    found = read("wordpress", write("export.xml", text))

    assert found.tree == [[("item:2", ""), ("item:9", "")]]
    assert dict(found.report.skipped) == {"replies whose topic is not in the file": 1}


def test_a_file_that_is_broken_gives_what_stands_before_and_names_the_line(read, write):
    text = wxr(item(1), item(2)).replace("<wp:post_id>2</wp:post_id>", "<wp:post_id>2</oops>")
    line = text[: text.index("</oops>")].count("\n") + 1

    found = read("wordpress", write("export.xml", text))

    assert found.tree == [[("item:1", "")]]
    assert found.report.failures == [f"export.xml: not well-formed at line {line}: mismatched tag"]


def test_a_file_without_version_is_warned_about_and_without_items_refused(read, write):
    named = "<wp:wxr_version>1.2</wp:wxr_version>"

    with_items = read("wordpress", write("a.xml", wxr(item(1)).replace(named, "")))
    without = read("wordpress", write("b.xml", wxr().replace(named, "")))

    assert (len(with_items.threads), with_items.report.failures) == (1, [])
    assert "the file does not say which version of WXR it is" in with_items.report.noted
    assert without.report.failures == [
        "b.xml: this is no WordPress export: it names no version and holds no items"
    ]  # fmt: skip


def test_a_conversation_by_mail_is_a_thread(read, write):
    found = read("mbox", write("partners.mbox", MAILS))

    first, second = found.posts
    assert [thread.title for thread in found.threads] == ["[partners] Gold fee", "Café meeting"]
    assert [[post.author.name for post in posts] for posts in found.posts] == [
        ["Kim Vale", "Noor, A.", "Kim Vale"], ["pat"],
    ]  # fmt: skip
    assert [post.parent for post in first] == ["", first[0].key, first[1].key]
    assert first[0].author.key == first[2].author.key == "name:kim vale"
    assert first[1].text.endswith("It does.\nFrom July on.\n-- \nNoor\n\n")
    assert (second[0].markup, second[0].written_at) == ("html", dt.datetime(2016, 3, 9, 9, tzinfo=dt.UTC))
    assert dict(found.report.noted) == {
        "no date that can be read; that of the delivery is taken": 1, "no Message-ID: known by its text": 1,
    }  # fmt: skip
    assert dict(found.report.skipped) == {"files that hung on mails": 1}


def test_mails_that_stand_there_twice_are_one_and_others_of_the_same_name_are_kept(read, write):
    again = MAILS.replace("Thanks.", "Thanks a lot.")

    found = read("mbox", write("partners.mbox", MAILS + "\n" + again))

    assert [len(posts) for posts in found.posts] == [4, 1]
    assert found.report.skipped["mails that stand there twice"] == 3
    assert found.report.noted["another mail has the same Message-ID"] == 1


def test_a_topic_of_discourse_is_a_thread_and_what_its_file_only_names_is_told(read, write):
    found = read("discourse", write("topic.json", topic()), url="https://talk.example/")

    (thread,) = found.threads
    assert found.tree == [
        [("topic:55/1", ""), ("topic:55/2", ""), ("topic:55/3", "topic:55/2"), ("topic:55/4", "topic:55/3")]
    ]
    assert [post.author.name for post in found.posts[0]] == ["Tess", "ugo", "Tess", "ugo"]
    assert (thread.url, thread.tags) == ("https://talk.example/t/which-tier/55", ["tiers"])
    assert dict(found.report.skipped) == {"posts that the file names only: they need another file": 1}


def test_what_is_not_public_at_discourse_stays_there(read, write):
    hidden = topic()
    hidden["post_stream"]["posts"][1]["hidden"] = True
    hidden["post_stream"]["posts"][3] |= {"post_type": 3, "action_code": "closed.enabled"}
    topics = [topic(id=1, archetype="private_message"), topic(id=2, visible=False), hidden]

    found = read("discourse", write("topics.json", topics))

    assert found.tree == [[("topic:55/1", ""), ("topic:55/3", "")]]
    skipped = {reason: count for reason, count in found.report.skipped.items() if "names only" not in reason}
    assert skipped == {
        "private messages": 1, "posts there (private messages)": 4, "topics that are not listed there": 1,
        "posts there (topics that are not listed there)": 4, "posts that were hidden there": 1,
        "notes of the system and whispers": 1,
    }  # fmt: skip


def test_a_list_of_topics_has_no_posts_and_says_so(read, write):
    found = read("discourse", write("latest.json", {"topic_list": {"topics": [{"id": 1, "title": "Only a title"}]}}))

    assert (found.threads, found.report.failures) == (
        [], ["latest.json: there are no posts in it; a list of topics names them only"],
    )  # fmt: skip


def test_a_question_of_stack_exchange_is_a_thread_with_answers_and_comments_below(read, dump):
    found = read("stackexchange", dump, url="https://se.example")

    (thread,) = found.threads
    assert (thread.title, thread.tags, thread.url) == (
        "When is support reached?", ["support", "night"], "https://se.example/q/1",
    )  # fmt: skip
    assert (thread.is_question, thread.is_closed, thread.licence) == (True, True, "CC BY-SA 4.0")
    assert found.tree == [
        [("post:1", ""), ("comment:11", "post:1"), ("post:2", ""), ("post:3", ""), ("comment:13", "post:3"),
         ("comment:12", "post:3")]
    ]  # fmt: skip
    assert [post.author.name for post in found.posts[0]] == ["Ines", "Ravi", "Ravi", "user99", "", "Ines"]
    assert [post.key for post in found.posts[0] if post.is_accepted] == ["post:3"]
    assert dict(found.report.skipped) == {
        "texts about tags": 1, "answers whose question is not in the dump": 1,
        "comments on what is not a question or an answer of the dump": 1,
    }  # fmt: skip
    assert found.report.noted["the author's account is gone there"] == 2


def test_packed_files_are_read_as_they_are(read, write):
    found = read("mbox", write("2016-March.txt.gz", gzip.compress(MAILS.encode())))

    assert [len(posts) for posts in found.posts] == [3, 1]
