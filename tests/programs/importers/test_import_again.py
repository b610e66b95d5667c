"""Reading a source again: what makes no noise, what waits for a moderator, what is gone and comes back."""

import json
import threading

import pytest
from django.db import connection

from community.activity.models import Activity
from community.core.refusals import Refused
from community.programs import actions
from community.programs.importers import read_file
from community.programs.importers.files import File
from community.programs.importers.store import import_pages
from community.programs.models import Change, ImportedItem, ImportedText, ImportedUpdate, ImportSource
from community.tags.models import Tag
from tests import factories as make
from tests.leaks.rows import fingerprint

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return make.make_import_source(make.make_vendor("Kestrel"))


@pytest.fixture
def bring(source):
    """``bring({"id": "MC1", "title": "…"}, …)`` imports these messages as all that there are."""

    def bring(*messages: dict, by: ImportSource | None = source, vendor=None):
        rows = [message({"id": "MC1"} | one) for one in messages]
        page = read_file(File("messages.json", "messages.json", json.dumps(rows).encode()), "message-centre")
        return import_pages(vendor or source.vendor, [page], source=by)

    return bring


def message(facts: dict) -> dict:
    body = facts.pop("body", "<p>Accounts need a second factor, see https://vendor.example/mfa?a=1.</p>")
    return {
        "title": "Partner tools ask for a second factor", "category": "planForChange", "tags": [], "services": [],
        "startDateTime": "2027-01-31T00:00:00Z", "endDateTime": "2027-12-31T00:00:00Z",
        "lastModifiedDateTime": "2027-01-31T00:00:00Z", "actionRequiredByDateTime": "2027-05-31T00:00:00Z",
        "details": [{"name": "Summary", "value": facts.pop("summary", "From 1.5 hours on, 20 % more.")}],
        "body": {"contentType": "html", "content": body},
    } | facts  # fmt: skip


def only_change() -> Change:
    return Change.objects.get()


def publish() -> Change:
    from community.moderation.actions import publish_change

    publish_change(only_change(), moderator=make.make_moderator())
    return only_change()


def pending() -> list[dict]:
    return [update.fields for update in ImportedUpdate.objects.pending()]


# --- First time -------------------------------------------------------------------------------------------


def test_message_becomes_a_draft_with_its_dates_and_tags(bring, source):
    Tag.objects.create(name="retirement", description="What ends")
    bring({"tags": ["Retirement", "Not in the list"]})

    change, item = only_change(), ImportedItem.objects.get()
    assert (change.publication, change.kind, change.direction) == ("draft", "end_of_life", "worse")
    assert (str(change.announced_on), str(change.act_by_on), change.effective) == ("2027-01-31", "2027-05-31", None)
    assert [tag.name for tag in change.tags.all()] == ["retirement"]
    assert Tag.objects.count() == 1
    assert [one.url for one in change.sources.all()] == ["https://admin.microsoft.com/#/MessageCenter/:/messages/MC1"]
    assert (item.source, item.needs_review) == (source, "")


# --- Cosmetic edits ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "edit",
    [
        {"title": "(Updated) Partner tools ask for a second factor"},
        {"title": "Partner tools: ask for a  second factor."},
        {"lastModifiedDateTime": "2027-02-02T00:00:00Z"},
        {"endDateTime": "2028-12-31T00:00:00Z"},
        {"tags": ["Updated message"]},
        {"body": "<div><p>Accounts <b>need</b> a second factor,<br>see https://vendor.example/mfa?a=1</p></div>"},
        {"body": "<p>Accounts need a second factor, see https://vendor.example/mfa?utm_source=mail&a=1.</p>"},
        {"summary": "From 1.5 hours on – 20 % more"},
    ],
)
@pytest.mark.parametrize("published", [True, False])
def test_cosmetic_edit_makes_no_noise(bring, edit, published):
    bring({})
    if published:
        publish()
    before = {name: rows for name, rows in fingerprint().items() if name not in SEEN}

    report = bring(edit)

    assert (report.total("unchanged"), report.total("updated")) == (1, 0)
    assert {name: rows for name, rows in fingerprint().items() if name not in SEEN} == before


# When it was seen last, and what the source says of itself.
SEEN = {"programs_importeditem", "programs_importedtext"}


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        ({"title": "Partner tools ask for a third factor"}, "title"),
        ({"summary": "From 15 hours on, 20 % more."}, "summary"),
        ({"summary": "From 1.5 hours on, 20 more."}, "summary"),
        ({"summary": "From 1.5 hours on, 20 € more."}, "summary"),
        ({"actionRequiredByDateTime": "2027-06-30T00:00:00Z"}, "act_by"),
        ({"actionRequiredByDateTime": None}, "act_by"),
        ({"startDateTime": "2027-02-01T00:00:00Z"}, "announced"),
        ({"body": "<p>Accounts need no second factor.</p>"}, "details"),
    ],
)
def test_other_edit_of_a_published_record_waits_and_of_a_draft_is_carried_over(bring, edit, field):
    bring({})
    draft_before = getattr(only_change(), field)
    bring(edit)
    assert getattr(only_change(), field) != draft_before
    assert pending() == []

    bring({})
    before = publish()
    bring(edit)

    assert getattr(only_change(), field) == getattr(before, field)
    assert only_change().moved_at == before.moved_at
    assert [list(fields) for fields in pending()] == [[field]]


# --- What waits ---------------------------------------------------------------------------------------------


def test_second_update_joins_the_first_and_the_way_back_ends_it(bring):
    bring({})
    publish()
    bring({"title": "Partner tools ask for a third factor"})
    bring({"title": "Partner tools ask for a fourth factor", "actionRequiredByDateTime": "2027-06-30T00:00:00Z"})

    first = "Partner tools ask for a second factor"
    assert pending() == [
        {"title": [first, "Partner tools ask for a fourth factor"], "act_by": ["2027-05-31", "2027-06-30"]}
    ]

    bring({})
    assert pending() == []
    assert ImportedUpdate.objects.get().dismissed_at is not None
    assert ImportedItem.objects.get().needs_review == ""


def test_applied_update_changes_what_the_source_changed_and_nothing_else(bring, mona):
    bring({})
    change = publish()
    Change.objects.filter(pk=change.pk).update(audience_note="Mended by a moderator")
    bring({"actionRequiredByDateTime": "2027-06-30T00:00:00Z", "summary": "**New** words."})

    assert actions.apply_update(ImportedUpdate.objects.get(), by=mona) is True
    assert actions.apply_update(ImportedUpdate.objects.get(), by=mona) is False

    now = only_change()
    assert (str(now.act_by_on), now.summary, now.audience_note) == (
        "2027-06-30", "**New** words.", "Mended by a moderator"
    )  # fmt: skip
    assert "<strong>New</strong>" in now.summary_html
    assert now.moved_at > change.moved_at
    assert list(Activity.objects.filter(target_kind="change", actor=mona).values_list("verb", flat=True)) == [
        "change.revised", "change.moved",
    ]  # fmt: skip
    assert (
        bring({"actionRequiredByDateTime": "2027-06-30T00:00:00Z", "summary": "**New** words."}).total("updated") == 0
    )


def test_new_words_alone_do_not_move_a_record(bring, mona):
    bring({})
    change = publish()
    bring({"summary": "New words."})
    actions.apply_update(ImportedUpdate.objects.get(), by=mona)

    assert only_change().moved_at == change.moved_at


def test_dismissed_update_is_not_asked_again(bring, mona):
    bring({})
    publish()
    edit = {"title": "Partner tools ask for a third factor"}
    bring(edit)

    assert actions.dismiss_update(ImportedUpdate.objects.get(), by=mona) is True
    assert actions.dismiss_update(ImportedUpdate.objects.get(), by=mona) is False
    assert actions.apply_update(ImportedUpdate.objects.get(), by=mona) is False
    bring(edit)

    assert pending() == []
    assert only_change().title == "Partner tools ask for a second factor"


def test_trusted_source_changes_a_published_record_at_once(bring, source):
    bring({})
    publish()
    ImportSource.objects.update(is_trusted=True)
    source.refresh_from_db()
    bring({"title": "Partner tools ask for a third factor"}, by=source)

    update = ImportedUpdate.objects.get()
    assert only_change().title == "Partner tools ask for a third factor"
    assert (update.applied_at is not None, update.decided_by) == (True, None)
    assert ImportedItem.objects.get().needs_review == ""


def test_trusted_source_does_not_touch_a_draft_that_a_person_edited(bring, source):
    bring({})
    Change.objects.update(title="A moderator's own words for it")
    source.is_trusted = True
    bring({"title": "Partner tools ask for a third factor"}, by=source)

    assert only_change().title == "A moderator's own words for it"
    assert [list(fields) for fields in pending()] == [["title"]]


def test_last_day_to_act_after_the_day_in_force_says_that_the_source_states_it(mona):
    change = make.make_change(effective=make.day("2027-05-01"), act_by=make.day("2027-04-01"))
    update = make.make_imported_update(change, act_by="2027-06-01")

    actions.apply_update(update, by=mona)

    change.refresh_from_db()
    assert (str(change.act_by_on), change.act_by_reason) == ("2027-06-01", "As the source states it.")


def test_only_moderators_decide(bob):
    update = make.make_imported_update()

    for decide in (actions.apply_update, actions.dismiss_update):
        with pytest.raises(Refused):
            decide(update, by=bob)
    assert pending() == [update.fields]


# --- Gone and back ------------------------------------------------------------------------------------------


def gone() -> list[str]:
    return list(ImportedItem.objects.exclude(missing_since=None).values_list("anchor", flat=True))


def test_message_that_left_the_snapshot_is_gone_until_it_comes_back(bring, browse):
    bring({}, {"id": "MC2"})
    report = bring({"id": "MC2"})

    assert (report.no_longer_at_source, gone()) == (["message-centre#MC1"], ["MC1"])
    assert [change.state for change in Change.objects.all()] == ["announced", "announced"]
    since = ImportedItem.objects.get(anchor="MC1").missing_since
    bring({"id": "MC2"})
    assert ImportedItem.objects.get(anchor="MC1").missing_since == since

    bring({}, {"id": "MC2"})
    assert gone() == []


def test_readers_of_the_record_see_that_it_is_gone(bring, browse):
    bring({}, {"id": "MC2"})
    change = ImportedItem.objects.get(anchor="MC1").change
    from community.moderation.actions import publish_change

    publish_change(change, moderator=make.make_moderator())
    assert "no longer at the source" not in browse().get(change.get_absolute_url()).content.decode()

    bring({"id": "MC2"})
    assert "no longer at the source since" in browse().get(change.get_absolute_url()).content.decode()


def test_snapshot_of_which_something_was_lost_makes_nothing_vanish(bring):
    bring({}, {"id": "MC2"})
    bring({"id": "MC2"}, {"id": ""})

    assert gone() == []


def test_empty_snapshot_makes_nothing_vanish(bring):
    bring({})
    bring()

    assert gone() == []


def test_sources_judge_their_own_records_only(bring, source):
    other = make.make_import_source(source.vendor)
    bring({})
    bring({"id": "MC2"}, by=other)
    bring({"id": "MC3"}, by=None)

    assert gone() == []


def test_record_of_a_file_becomes_that_of_the_source_which_brings_it(bring, source):
    bring({}, by=None)
    bring({}, {"id": "MC2"})
    bring({"id": "MC2"})

    assert ImportedItem.objects.get(anchor="MC1").source == source
    assert gone() == ["MC1"]


def test_entry_that_left_a_feed_is_not_gone(source):
    def feed(*names):
        items = "".join(f"<item><title>Entry number {name}</title><guid>{name}</guid></item>" for name in names)
        raw = f'<rss version="2.0"><channel><title>N</title>{items}</channel></rss>'.encode()
        return import_pages(source.vendor, [read_file(File("f.xml", "f.xml", raw))], source=source)

    feed(1, 2)
    report = feed(2, 3)

    assert (report.no_longer_at_source, gone(), report.total("created")) == ([], [], 1)


# --- Two at once --------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_moderators_apply_an_update_once():
    update = make.make_imported_update()
    moderators, done = [make.make_moderator(), make.make_moderator()], []

    def apply(moderator):
        try:
            done.append(actions.apply_update(update, by=moderator))
        finally:
            connection.close()

    threads = [threading.Thread(target=apply, args=[one]) for one in moderators]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == [False, True]
    assert Activity.objects.filter(verb="change.revised").count() == 1


def test_texts_keep_what_the_source_says_of_itself(bring):
    bring({})
    report = bring({"title": "(Updated) Partner tools ask for a second factor", "endDateTime": "2028-01-01T00:00:00Z"})

    assert dict(report.moved) == {"title": 1, "end": 1}
    assert ImportedText.objects.get().facts["marks"]["end"] == "2028-01-01T00:00:00Z"
    assert "moved at the source since last time: end 1, title 1" in report.as_text()
