"""The real exports beside the repository, against the totals in their SOURCES.md. Skipped where they are not."""

import shutil

import pytest

from community.forum.models import Post, Thread

NOT_APPROVED, AUTHOR_GONE = "comments that nobody approved", "the author's account is gone there"


@pytest.mark.parametrize(
    ("folder", "questions", "answers", "comments", "accepted", "closed", "tag_texts", "tags", "gone"),
    [
        ("stackexchange-french-meta", 274, 487, 1305, 86, 7, 20, 74, 33 + 36),
        ("stackexchange-quantum", 612, 1060, 3413, 389, 30, 314, 154, 2 + 1),
    ],
)
def test_every_question_answer_and_comment(
    read, shared, folder, questions, answers, comments, accepted, closed, tag_texts, tags, gone
):
    found = read("stackexchange", shared / folder)

    posts = [post for thread in found.posts for post in thread]
    assert len(found.threads) == questions
    assert sum(post.key.startswith("post:") for post in posts) == questions + answers
    assert sum(post.key.startswith("comment:") for post in posts) == comments
    assert sum(post.is_accepted for post in posts) == accepted
    assert sum(thread.is_closed for thread in found.threads) == closed
    assert len({tag for thread in found.threads for tag in thread.tags}) == tags
    assert dict(found.report.skipped) == {"texts about tags": tag_texts}
    assert dict(found.report.noted) == {AUTHOR_GONE: gone}
    assert found.report.failures == []


@pytest.mark.parametrize(
    ("name", "items", "comments", "threads"),
    [
        ("theme-unit-test-data", 186, 33, 57), ("small-export", 11, 1, 5), ("valid-wxr-1.0", 6, 1, 3),
        ("valid-wxr-1.1", 2, 1, 1), ("wxr-utf-8-challenges", 1, 0, 1), ("slashes", 1, 1, 1), ("term-formats", 0, 0, 0),
        ("test-serialized-comment-meta", 1, 1, 0),
    ],
)  # fmt: skip
def test_every_item_and_comment_of_wordpress_is_taken_or_told(read, shared, name, items, comments, threads):
    found = read("wordpress", shared / "wordpress-wxr" / f"{name}.xml")

    taken = sum(len(posts) for posts in found.posts) - len(found.posts)
    about_comments = ("comments", "pingbacks", "trackbacks", "spam comments")
    left_out = {True: 0, False: 0}
    for reason, count in found.report.skipped.items():
        left_out[reason.startswith(about_comments)] += count
    assert (len(found.threads), len(found.threads) + left_out[False], taken + left_out[True]) == (
        threads,
        items,
        comments,
    )
    assert found.report.failures == []


def test_what_is_left_out_of_the_large_export(read, shared):
    found = read("wordpress", shared / "wordpress-wxr" / "theme-unit-test-data.xml")

    skipped = found.report.skipped
    assert (skipped["pingbacks"], skipped["trackbacks"], skipped[NOT_APPROVED]) == (2, 2, 3)
    assert (skipped["drafts"], skipped["posts behind a password"], skipped["posts that are to appear later"]) == (
        1,
        1,
        1,
    )
    assert 1 + max(_depth(posts) for posts in found.posts) == 10


def test_exports_of_wordpress_that_are_none(read, shared):
    folder = shared / "wordpress-wxr"

    assert "at line 90" in read("wordpress", folder / "malformed.xml").report.failures[0]
    assert "names no version" in read("wordpress", folder / "missing-version-tag.xml").report.failures[0]


@pytest.mark.parametrize(
    ("name", "mails", "threads"),
    [
        ("mbox/mbox_multipart.mbox", 2, 2), ("mbox/mbox_single.mbox", 1, 1), ("mbox/mbox_no_fields.mbox", 6, 3),
        ("mbox/mbox_iso8859_encoding.mbox", 1, 1), ("mbox/mbox_unixfrom_encoding.mbox", 1, 1),
        ("mbox/mbox_unknown_encoding.mbox", 1, 1), ("pipermail/pipermail_2015_november.mbox", 4, 2),
        ("pipermail/pipermail_2016_march.mbox", 1, 1), ("pipermail/pipermail_2016_april.mbox", 3, 1),
    ],
)  # fmt: skip
def test_every_mail_is_taken_or_told(read, shared, name, mails, threads):
    found = read("mbox", shared / "forum-format-fixtures" / name)

    taken = sum(len(posts) for posts in found.posts)
    assert (taken + found.report.skipped["mails that stand there twice"], len(found.threads)) == (mails, threads)
    assert (found.report.failures, found.report.skipped["mails that could not be read"]) == ([], 0)
    assert [post.author.name for posts in found.posts for post in posts if "@" in post.author.name] == []


def test_every_post_of_discourse_is_taken_or_told(read, shared):
    folder = shared / "forum-format-fixtures" / "discourse"

    long, short = (read("discourse", folder / f"discourse_topic_{number}.json") for number in (1148, 1149))

    assert ([len(posts) for posts in long.posts], [len(posts) for posts in short.posts]) == ([20], [2])
    assert dict(long.report.skipped) == {"posts that the file names only: they need another file": 2}
    assert dict(short.report.skipped) == {}


@pytest.mark.django_db
def test_a_real_topic_and_a_real_list_stand_here_as_they_stood_there(keep, shared, tmp_path):
    folder = shared / "forum-format-fixtures"
    shutil.copy(folder / "discourse" / "discourse_topic_1148.json", tmp_path)
    shutil.copy(folder / "pipermail" / "pipermail_2016_april.mbox", tmp_path)

    keep("discourse", tmp_path / "discourse_topic_1148.json", source="A forum")
    keep("mbox", tmp_path / "pipermail_2016_april.mbox", source="A list")

    counts = Thread.objects.order_by("pk").values_list("imported__source__name", "post_count", "last_number")
    assert list(counts) == [("A forum", 20, 20), ("A list", 3, 3)]
    depths = Post.objects.filter(thread__imported__source__name="A list").order_by("number")
    assert list(depths.values_list("depth", flat=True)) == [0, 1, 2]
    assert Post.objects.filter(source__iregex=r"[a-z0-9]@[a-z0-9-]+\.[a-z]{2}").count() == 0


def _depth(posts) -> int:
    parents = {post.key: post.parent for post in posts}
    deepest = 0
    for key in parents:
        depth = 0
        while key := parents.get(key, ""):
            depth += 1
        deepest = max(deepest, depth)
    return deepest
