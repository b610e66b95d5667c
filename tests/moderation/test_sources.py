"""The pages about sources of imports, and the updates in the queue."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.activity.models import Activity
from community.core.refusals import Refused
from community.moderation import actions
from community.moderation.models import Decision
from community.moderation.queries import queue, waiting_count
from community.notifications.models import Notification
from community.notifications.recipients import recipients_for
from community.programs import actions as programs
from community.programs.models import Change, ImportedUpdate, ImportSource
from community.tags.models import TagFollow
from tests import factories as make
from tests.counting import statements

pytestmark = pytest.mark.django_db
FACTS = {"name": "News", "url": "https://updates.example.org/feed.xml", "every_hours": "12", "format": "feed"}


def verbs() -> list[str]:
    return list(Decision.objects.order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def source():
    return make.make_import_source(
        name="Messages", failures=2, last_outcome="Nothing was read: it was too large.", last_run_at=timezone.now(),
        problems=[{"path": "feed.xml", "line": 14, "reason": "mismatched tag", "severity": "lost"}],
    )  # fmt: skip


@pytest.mark.parametrize("who", ["", "bob", "carla", "alice"])
def test_pages_do_not_exist_for_others(who, request, browse, source):
    update = make.make_imported_update(source=source)
    client = browse(request.getfixturevalue(who) if who else None)
    pages = [
        reverse("import_source_list"), reverse("import_source_new"), source.get_absolute_url(),
        reverse("import_source_edit", args=[source.pk]), reverse("import_source_publish", args=[source.pk]),
        reverse("update_case", args=[update.pk]),
    ]  # fmt: skip

    assert {client.get(page).status_code for page in pages} == ({404} if who else {302})
    for name in ("import_source_run", "import_source_trust", "import_source_active", "import_source_publish"):
        assert client.post(reverse(name, args=[source.pk])).status_code in (404, 401)
    for name in ("update_apply", "update_dismiss"):
        assert client.post(reverse(name, args=[update.pk])).status_code in (404, 401)
    source.refresh_from_db()
    assert (source.is_trusted, source.is_active, ImportedUpdate.objects.pending().count()) == (False, True, 1)


def test_list_says_how_each_source_is(browse, mona, source):
    make.make_import_source(name="Fine", last_outcome="3 notices: 3 new.", last_run_at=timezone.now())
    make.make_import_source(name="Young")
    page = browse(mona).get(reverse("import_source_list")).content.decode()

    for words in ("failed 2 times", "it was too large", "3 notices: 3 new.", "never read"):
        assert words in page


def test_empty_list_says_what_to_do(browse, mona):
    assert "No source is read yet." in browse(mona).get(reverse("import_source_list")).content.decode()


def test_page_lists_every_problem_with_file_line_and_reason(browse, mona, source):
    page = browse(mona).get(source.get_absolute_url()).content.decode()

    assert '<th scope="row">feed.xml</th><td>14</td><td>mismatched tag <b>left out</b></td>' in page
    assert "The last 2 runs failed." in page


def test_source_is_added_changed_stopped_and_read_again(browse, mona):
    client, vendor = browse(mona), make.make_vendor()
    answer = client.post(reverse("import_source_new"), FACTS | {"vendor": vendor.pk})
    made = ImportSource.objects.get()
    assert (answer.status_code, answer.url) == (302, made.get_absolute_url())
    assert (made.every_hours, made.format, made.is_trusted) == (12, "feed", False)

    client.post(reverse("import_source_edit", args=[made.pk]), FACTS | {"vendor": vendor.pk, "name": "Notices"})
    client.post(reverse("import_source_active", args=[made.pk]), {"stop": 1})
    assert ImportSource.objects.get().is_active is False
    client.post(reverse("import_source_active", args=[made.pk]))
    client.post(reverse("import_source_trust", args=[made.pk]))
    assert ImportSource.objects.get().is_trusted is True
    client.post(reverse("import_source_trust", args=[made.pk]), {"stop": 1})
    client.post(reverse("import_source_run", args=[made.pk]))

    assert ImportSource.objects.get().name == "Notices"
    assert verbs() == [
        "add_source", "change_source", "stop_source", "resume_source", "trust_source", "distrust_source",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"url": "http://vendor.example:22/"}, "port 22 is not asked"),
        ({"url": "ftp://vendor.example/feed"}, "only http and https"),
        ({"url": "https://jo:word@vendor.example/feed"}, "a name or password in it"),
        ({"url": ""}, "one of the two"),
        ({"url": "nonsense"}, "Enter a valid URL"),
        ({"every_hours": "0"}, "greater than or equal to 1"),
        ({"every_hours": "721"}, "less than or equal to 720"),
        ({"format": "vendor-pages"}, "read from a folder"),
        ({"format": "nonsense"}, "not one of the available choices"),
        ({"name": ""}, "required"),
        ({"folder": "owl"}, ""),
    ],
)
def test_form_with_errors_keeps_what_was_typed(browse, mona, wrong, says):
    facts = FACTS | {"vendor": make.make_vendor().pk, "attribution": "Typed words"} | wrong
    answer = browse(mona).post(reverse("import_source_new"), facts)

    if not says:  # without a folder for imports the field is not there
        assert ImportSource.objects.get().folder == ""
        return
    page = answer.content.decode()
    assert (answer.status_code, ImportSource.objects.count()) == (422, 0)
    assert says in page
    assert "Typed words" in page


def test_folder_that_leads_out_is_refused(browse, mona, settings):
    settings.IMPORT_FOLDER = "/srv/imports"
    facts = FACTS | {"vendor": make.make_vendor().pk, "url": "", "folder": "owl/../../etc"}

    answer = browse(mona).post(reverse("import_source_new"), facts)

    assert (answer.status_code, ImportSource.objects.count()) == (422, 0)
    assert "below the folder for imports" in answer.content.decode()


# --- Publishing together ------------------------------------------------------------------------------------


def drafts_of(source, count=2):
    drafts = [make.make_draft(vendor=source.vendor) for _ in range(count)]
    for draft in drafts:
        make.make_imported_item(draft, source=source)
    return drafts


def test_drafts_of_a_trusted_source_are_published_together(browse, mona, source):
    drafts = drafts_of(source)
    doubted = make.make_imported_item(source=source, needs_review="the announcement has no date")
    strangers = make.make_imported_item()
    ImportSource.objects.update(is_trusted=True)
    client, address = browse(mona), reverse("import_source_publish", args=[source.pk])

    page = client.get(address).content.decode()
    assert [draft.title in page for draft in drafts] == [True, True]
    assert doubted.change.title not in page
    late = drafts_of(source, 1)[0]
    client.post(address, {"until": max(draft.pk for draft in drafts)})

    published = set(Change.objects.published())
    assert published == set(drafts)
    assert not published & {late, doubted.change, strangers.change}
    assert verbs() == ["publish_change"] * 2
    assert Change.objects.filter(thread__isnull=False).count() == 2


def test_drafts_of_other_sources_are_not_published_together(browse, mona, source):
    (draft,) = drafts_of(source, 1)

    with pytest.raises(Refused):
        actions.publish_drafts_of(source, moderator=mona, until=draft.pk)
    answer = browse(mona).post(reverse("import_source_publish", args=[source.pk]), {"until": draft.pk}, follow=True)
    assert "This source is not trusted." in answer.content.decode()
    assert Change.objects.published().count() == 0


def test_publishing_without_having_seen_anything_publishes_nothing(browse, mona, source):
    drafts_of(source)
    ImportSource.objects.update(is_trusted=True)

    browse(mona).post(reverse("import_source_publish", args=[source.pk]))

    assert Change.objects.published().count() == 0


def test_followers_hear_once_of_drafts_that_are_published_together(
    mona, bob, bea, carla, sam, nils, source, browse, work
):
    drafts, tag = drafts_of(source, 3), make.make_tag("renewals")
    drafts[0].tags.add(tag)
    drafts[0].programs.add(make.make_program(source.vendor))
    for member, thing in ((bob, source.vendor), (bea, drafts[0].programs.get()), (mona, source.vendor)):
        programs.follow(thing, member=member)
    programs.follow(drafts[0].programs.get(), member=bob)
    TagFollow.objects.create(member=carla, tag=tag)
    sam.program_follows.create(vendor=source.vendor)
    programs.follow(make.make_vendor(), member=nils)
    Change.objects.filter(pk=drafts[2].pk).update(proposed_by=nils)
    ImportSource.objects.update(is_trusted=True)
    source.refresh_from_db()

    assert actions.publish_drafts_of(source, moderator=mona, until=drafts[-1].pk) == 3
    work()

    told = sorted(Notification.objects.values_list("recipient__handle", "kind"))
    assert told == [
        ("bea", "vendor.changes_published"), ("bob", "vendor.changes_published"),
        ("carla", "vendor.changes_published"), ("nils", "change.published"),
    ]  # fmt: skip
    assert [message.to for message in mail.outbox] == [[nils.email]]
    page = browse(bob).get(reverse("inbox")).content.decode()
    link = f"/changes/?vendor={source.vendor.slug}&amp;sort=moved"
    assert f"3 new changes by {source.vendor}" in page
    assert link in page
    listed = browse(bob).get(link.replace("&amp;", "&")).content.decode()
    assert [draft.title in listed for draft in drafts] == [True] * 3


def test_nothing_published_together_is_news_for_nobody(mona, bob, source, work):
    programs.follow(source.vendor, member=bob)
    ImportSource.objects.update(is_trusted=True)
    source.refresh_from_db()

    assert actions.publish_drafts_of(source, moderator=mona, until=10**6) == 0
    work()
    assert not Notification.objects.exists()


def test_telling_of_many_costs_as_much_as_of_few(mona, bob, source):
    programs.follow(source.vendor, member=bob)
    ImportSource.objects.update(is_trusted=True)
    source.refresh_from_db()
    counts = []
    for many in (2, 9):
        drafts = drafts_of(source, many)
        actions.publish_drafts_of(source, moderator=mona, until=drafts[-1].pk)
        activity = Activity.objects.filter(verb="vendor.changes_published").latest("pk")
        with CaptureQueriesContext(connection) as captured:
            recipients_for(activity)
        counts.append(len(captured))
    assert counts == [4, 4]


# --- Updates in the queue -----------------------------------------------------------------------------------


def test_update_waits_in_the_queue_and_is_counted(mona, bob, source):
    update = make.make_imported_update(source=source, title="Another title at the source", act_by="2027-05-31")

    assert [(item.key, item.why) for item in queue(mona)] == [
        (f"update-{update.pk}", f"{update.item.change.vendor} · Title, Act by")
    ]
    assert (waiting_count(mona), waiting_count(bob), queue(bob)) == (1, 0, [])


@pytest.mark.parametrize(("name", "title"), [("update_apply", "Another title at the source"), ("update_dismiss", None)])
def test_moderator_decides_about_an_update(browse, mona, source, name, title):
    update = make.make_imported_update(source=source, title="Another title at the source")
    change, client = update.item.change, browse(mona)
    page = client.get(reverse("update_case", args=[update.pk])).content.decode()
    assert "Another title at the source" in page

    client.post(reverse(name, args=[update.pk]), {"seen": update.seen_at.isoformat()})

    assert Change.objects.get(pk=change.pk).title == (title or change.title)
    (decision,) = Decision.objects.exclude(verb="publish_change")
    assert (decision.verb, decision.target_kind, decision.target_id) == (
        name.replace("update_", "") + "_update",
        "change",
        change.pk,
    )
    assert waiting_count(mona) == 0
    assert client.get(reverse("update_case", args=[update.pk])).status_code == 200


def test_update_that_changed_since_it_was_seen_is_not_applied(browse, mona, source):
    update = make.make_imported_update(source=source, title="Another title at the source")

    browse(mona).post(reverse("update_apply", args=[update.pk]), {"seen": "2027-01-01T00:00:00+00:00"})

    assert ImportedUpdate.objects.pending().count() == 1


def test_list_and_queue_ask_as_much_for_one_as_for_three(browse, mona):
    client = browse(mona)

    def more():
        source = make.make_import_source(last_run_at=timezone.now())
        make.make_imported_update(source=source)

    def asked() -> list[int]:
        return [len(statements(client, reverse(name))) for name in ("import_source_list", "queue")]

    more()
    asked()
    once = asked()
    more()
    more()
    assert asked() == once
