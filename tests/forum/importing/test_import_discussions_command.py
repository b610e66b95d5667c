"""``manage.py import_discussions``."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from community.forum.models import DiscussionSource, Thread
from tests import factories as make
from tests.forum.importing.samples import MAILS, item, wxr

pytestmark = pytest.mark.django_db


def run(*args, **options) -> str:
    out = StringIO()
    call_command("import_discussions", *args, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_the_report_says_what_came_and_what_did_not(write):
    tag = make.make_tag("roads")

    told = run("wordpress", str(write("a.xml", wxr(item(1), item(2, status="draft", title="Not\nyet")))), tag=["roads"])

    assert told.splitlines() == [
        "Partner Corner: 1 threads and 1 posts read.",
        "New: 1 threads, 1 posts, 1 people. Here already: 0 posts.",
        "",
        "Left out:",
        "        1  drafts (Not yet)",
    ]
    assert list(Thread.objects.get().tags.all()) == [tag]


def test_a_dry_run_keeps_nothing(write):
    told = json.loads(run("mbox", str(write("a.mbox", MAILS)), dry_run=True, json=True))

    assert (told["source"], told["threads_read"], told["posts_read"], told["threads"]) == ("a", 2, 4, 0)
    assert (Thread.objects.count(), DiscussionSource.objects.count()) == (0, 0)


def test_what_cannot_be_read_ends_with_an_error_behind_what_could(write):
    broken = wxr(item(1), item(2)).replace("<wp:post_id>2</wp:post_id>", "<oops>")

    with pytest.raises(CommandError, match="Not everything could be read"):
        run("wordpress", str(write("a.xml", broken)))

    assert Thread.objects.get().imported.key == "item:1"


@pytest.mark.parametrize(
    ("args", "options", "sentence"),
    [
        (("wordpress", "nowhere.xml"), {}, "there is no such file or folder"),
        (("stackexchange", "nowhere"), {}, "there is no Posts.xml in it"),
        (("mbox", "a.mbox"), {"url": "ftp://x"}, "--url must begin with"),
        (("mbox", "a.mbox"), {"tag": ["unheard-of"]}, "There is no tag “unheard-of”"),
    ],
)
def test_what_is_not_understood_is_said(args, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*args, **options)
