"""Editing records: every edit is kept, shown as a difference, and nobody's words are lost."""

import datetime as dt
import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from community.activity.models import Activity
from community.core.refusals import Refused, allowed
from community.programs import actions, queries, rules
from community.programs.actions import EditConflict, Term
from community.programs.models import Change, ChangeRevision
from tests import factories as make

pytestmark = pytest.mark.django_db


def edit(change: Change, by, *, note: str = "", is_substantive=False, is_confidential=False, version=None, **new):
    facts = queries.facts_of(Change.objects.get(pk=change.pk))
    return actions.revise_change(
        change, by=by, version=version or queries.version_of(queries.texts_of(facts)), note=note,
        is_substantive=is_substantive, is_confidential=is_confidential, **(facts | new),
    )  # fmt: skip


@pytest.fixture
def change(mona):
    vendor = make.make_vendor("Kestrel")
    program = make.make_program(vendor)
    change = make.make_change(
        vendor=vendor, programs=[program], tiers=program.tiers.filter(name="Gold"), effective=make.day("2026-12-01"),
        terms=[Term("Fee: a year", "100", "200")], summary="First line.\n\nSecond line.\n\nThird line.",
        roles=["reseller"], countries=["DE", "AT"], sizes=["1"], tags=[make.make_tag("renewals")],
    )  # fmt: skip
    Change.objects.filter(pk=change.pk).update(moved_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    return Change.objects.get(pk=change.pk)


SUBSTANTIVE = {
    "kind": {"kind": "support"},
    "direction": {"direction": "worse"},
    "programs": {"programs": []},
    "terms": {"terms": [Term("Fee", "100", "300")]},
    "effective": {"effective": make.day("2026-12-02"), "note": "Misread."},
    "announced": {"announced": make.day("2026-10-02"), "note": "Misread."},
    "act_by": {"act_by": make.day("2026-11-30"), "note": "Left out."},
    "tiers": {"tiers": []},
    "roles": {"roles": ["isv"]},
    "countries": {"countries": []},
    "sizes": {"sizes": ["1", "2-10"]},
    "audience_note": {"audience_note": "Everybody."},
}
COSMETIC = {
    "title": {"title": "A title without the typo in it"},
    "summary": {"summary": "First line."},
    "details": {"details": "More."},
    "next_steps": {"next_steps": "Read it."},
    "tags": {"tags": []},
    "act_by_reason": {"act_by_reason": "Because."},
}


def test_every_field_is_one_or_the_other():
    assert sorted(SUBSTANTIVE | COSMETIC) == sorted(queries.texts_of(queries.facts_of(make.make_change())))


@pytest.mark.parametrize("field", SUBSTANTIVE | COSMETIC)
def test_each_field_is_kept_as_it_was_and_weighs_what_it_should(field, change, mona):
    before = queries.texts_of(queries.facts_of(change))

    revision = edit(change, mona, **(SUBSTANTIVE | COSMETIC)[field])

    fresh = Change.objects.get(pk=change.pk)
    after = queries.texts_of(queries.facts_of(fresh))
    assert revision.fields == {field: [before[field], after[field]]}
    assert revision.touched == [field]
    assert revision.is_substantive is (field in SUBSTANTIVE)
    assert (fresh.moved_at > change.moved_at) is (field in SUBSTANTIVE)


def test_moderator_may_raise_a_wording_and_not_lower_a_date(change, mona):
    assert edit(change, mona, title="A title that says it otherwise", is_substantive=True).is_substantive
    assert edit(change, mona, effective=make.day("2026-12-03"), note="Misread.", is_substantive=False).is_substantive


def test_date_is_corrected_with_a_note_only_and_moves_no_state(change, mona):
    with pytest.raises(Refused) as refusal:
        edit(change, mona, effective=make.day("2027-01-01"))
    assert refusal.value.sentence.endswith("If the vendor moved it, record a step with its source.")

    edit(change, mona, effective=make.day("2027-01-01"), note="The letter says January.")
    assert change.steps.count() == 1
    assert Change.objects.get(pk=change.pk).state == "announced"


def test_rendered_html_goes_along(change, mona):
    edit(change, mona, summary="**Bold** words.")
    assert "<strong>Bold</strong>" in Change.objects.get(pk=change.pk).summary_html


def test_saving_the_same_again_writes_nothing(change, mona):
    assert edit(change, mona) is None
    assert edit(change, mona, summary=change.summary.replace("\n", "\r\n") + " ") is None
    assert not ChangeRevision.objects.exists()


@pytest.mark.parametrize(
    ("who", "draft", "published", "foreign"),
    [
        ("visitor", False, False, False), ("carla", False, False, False), ("alice", False, False, False),
        ("bea", False, False, False), ("bob", True, False, False), ("mona", True, True, True),
        ("ada", True, True, True),
    ],
)  # fmt: skip
def test_moderators_edit_and_proposers_while_it_is_a_draft(who, draft, published, foreign, bob, request):
    records = [make.make_draft(proposed_by=bob), make.make_change(proposed_by=bob), make.make_draft()]

    may = [allowed(rules.check_can_edit, request.getfixturevalue(who), record) for record in records]

    assert may == [draft, published, foreign]


def test_revisions_are_never_changed(change, mona):
    revision = edit(change, mona, title="A title without the typo in it")
    for attempt in (lambda rows: rows.update(note="x"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt(ChangeRevision.objects.filter(pk=revision.pk))


# --- two editors -----------------------------------------------------------------------------------------


def test_second_editor_is_told(change, mona, ada):
    seen = queries.version_of(queries.texts_of(queries.facts_of(change)))
    edit(change, mona, title="A title without the typo in it")

    with pytest.raises(EditConflict):
        edit(change, ada, version=seen, summary="Other words.")
    assert Change.objects.get(pk=change.pk).summary == change.summary


def test_a_step_meanwhile_counts_too(change, mona):
    seen = queries.version_of(queries.texts_of(queries.facts_of(change)))
    actions.move_change(
        change, to="postponed", on=dt.date(2026, 11, 5), why="Moved.", source=change.sources.get(),
        effective=make.day("2027-01-01"),
    )  # fmt: skip
    with pytest.raises(EditConflict):
        edit(change, mona, version=seen, effective=make.day("2026-12-01"), note="x")


def filled(client, change) -> dict:
    """The form as the page shows it."""
    form = client.get(f"{change.get_absolute_url()}edit/").context["form"]
    shown = {name: form.initial.get(name, "") for name in form.fields}
    return {name: value for name, value in shown.items() if value not in ("", None, False)}


def test_both_texts_stand_side_by_side_and_the_rest_is_taken_over(change, browse, mona, ada):
    first, second = browse(mona), browse(ada)
    mine, theirs = filled(second, change), filled(first, change)
    address = f"{change.get_absolute_url()}edit/"
    first.post(address, theirs | {"summary": "Words of Mona.", "title": "A title without the typo in it"})

    answer = second.post(address, mine | {"summary": "Words of Ada."})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else edited this record while you wrote." in page
    assert [text in page for text in ("Words of Mona.", "Words of Ada.", "On record now")] == [True] * 3
    form = answer.context["form"]
    assert [field.label for field in form.conflicts] == ["Summary"]
    assert (form.data["summary"], form.data["title"]) == ("Words of Ada.", "A title without the typo in it")

    second.post(address, form.data)
    change.refresh_from_db()
    assert (change.summary, change.title) == ("Words of Ada.", "A title without the typo in it")
    assert [row.touched for row in change.revisions.all()] == [["title", "summary"], ["summary"]]


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_save_one_edit():
    change, mona, ada = make.make_change(), make.make_moderator(), make.make_moderator()
    version = queries.version_of(queries.texts_of(queries.facts_of(change)))
    start, outcomes = threading.Barrier(2), []

    def save(editor) -> None:
        try:
            start.wait(10)
            edit(change, editor, version=version, title=f"A title as {editor.handle} likes it")
            outcomes.append("saved")
        except EditConflict:
            outcomes.append("conflict")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[editor]) for editor in (mona, ada)]
    [thread.start() for thread in threads]
    [thread.join(20) for thread in threads]

    assert sorted(outcomes) == ["conflict", "saved"]
    assert change.revisions.count() == 1


# --- pages -----------------------------------------------------------------------------------------------


def test_form_shows_the_record_and_saved_unchanged_changes_nothing(change, browse, mona):
    client = browse(mona)

    answer = client.post(f"{change.get_absolute_url()}edit/", filled(client, change), follow=True)

    assert "Nothing differs, so nothing was saved." in answer.content.decode()
    assert not change.revisions.exists()
    assert list(change.terms.values_list("what", flat=True)) == ["Fee: a year"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": "Short"}, "Make the title at least 15 characters long."),
        ({"effective": "soon"}, "“soon” is not a date."),
        ({"terms": "Nothing"}, "Line 1 of the terms cannot be read."),
        ({"effective": "2026-12-24"}, "Say in the note what was wrong with the date."),
        ({"act_by": "2026-12-24"}, "Act-by lies after the day in force."),
    ],
)
def test_bad_edit_is_refused_and_kept(fields, sentence, change, browse, mona):
    client = browse(mona)

    answer = client.post(
        f"{change.get_absolute_url()}edit/", filled(client, change) | {"details": "Kept words."} | fields
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Kept words." in page
    assert not change.revisions.exists()


def test_difference_is_readable_once_the_worker_has_compared(change, browse, mona, work):
    revision = edit(change, mona, summary="First line.\n\nSecond line, longer.\n\nThird line.", kind="support")
    before = browse().get(revision.get_absolute_url()).content.decode()
    work()
    after = browse().get(revision.get_absolute_url()).content.decode()

    assert "The lines are being compared." in before
    assert "<del>Second line.</del>" not in before
    assert "The lines are being compared." not in after
    assert "<del>Second line.</del>" in after
    assert "<ins>Second line, longer.</ins>" in after
    assert "<del>Fee</del> → <ins>Support</ins>" in after


def test_hostile_text_is_shown_as_two_versions(change, browse, mona, work):
    revision = edit(change, mona, details="\n".join(["<b>ab</b>"] * 3000))
    work()
    page = browse().get(revision.get_absolute_url()).content.decode()

    assert "too long to be compared: both versions" in page
    assert "<b>ab</b>" not in page


def test_comparing_twice_writes_once(change, mona):
    revision = edit(change, mona, title="A title without the typo in it")
    assert [actions.compare_revision(revision.pk), actions.compare_revision(revision.pk)] == [True, False]


def test_change_page_says_how_often_and_leads_there(change, browse, mona):
    edit(change, mona, title="A title without the typo in it")
    edit(change, mona, kind="support", note="It is about support.")
    change.refresh_from_db()

    page = " ".join(browse().get(change.get_absolute_url()).content.decode().split())
    listing = browse().get(f"{change.get_absolute_url()}revisions/").content.decode()

    assert "Edited 2 times, last" in page
    assert "Kind (“It is about support.”)" in page
    assert f'href="{change.get_absolute_url()}revisions/"' in page
    assert [label in listing for label in ("Edit 1: Title", "Edit 2: Kind", "substantive", "wording")] == [True] * 4


def numbers(change, viewer) -> list[int]:
    return [row.number for row in queries.revisions_of(change, viewer)]


def test_old_words_stay_in_the_circle_in_which_they_were_said(bob, bea, mona, carla, visitor):
    change = make.make_draft(state="rumoured", proposed_by=bob)
    edit(change, bob, summary="Words of the draft.")
    actions.publish_change(change, by=mona)
    edit(change, mona, summary="Words of the rumour.")
    change.refresh_from_db()
    actions.move_change(change, to="announced", on=dt.date(2026, 11, 5), why="Said.", source=change.sources.get())
    edit(change, mona, summary="Words for all.")
    edit(change, mona, summary="Words without the secret.", is_confidential=True)

    seen = {name: numbers(change, who) for name, who in
            {"visitor": visitor, "carla": carla, "bea": bea, "bob": bob, "mona": mona}.items()}  # fmt: skip

    assert seen == {"visitor": [3], "carla": [3], "bea": [3, 2], "bob": [3, 2, 1], "mona": [4, 3, 2, 1]}


def test_revisions_of_what_one_may_not_see_are_absent(browse, bob, bea):
    draft = make.make_draft(proposed_by=bob)
    revision = edit(draft, bob, title="A title without the typo in it")
    addresses = [
        revision.get_absolute_url(),
        f"{draft.get_absolute_url()}revisions/",
        f"{draft.get_absolute_url()}edit/",
    ]

    assert [browse(bea).get(address).status_code for address in addresses] == [404] * 3
    assert [browse(bob).get(address).status_code for address in addresses] == [200] * 3


def test_activity_holds_ids_only(change, mona):
    revision = edit(change, mona, title="A title without the typo in it")
    assert Activity.objects.filter(verb="change.revised").get().facts == {"revision": revision.pk}
    assert revision.edited_at <= timezone.now()
