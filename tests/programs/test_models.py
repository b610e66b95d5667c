"""What PostgreSQL itself refuses about vendors and changes, and small facts of one row."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from community.core.dates import parse_fuzzy
from community.programs.models import Change, ImportedItem, Program, Tier, Vendor
from community.programs.models.catalogue import TAKEN
from tests import factories as make
from tests.leaks.routes import all_routes
from tests.programs.promises import all_promises

pytestmark = pytest.mark.django_db

DAY = dt.date(2027, 1, 1)


def item(change, **fields) -> ImportedItem:
    fields = {"key": "2020-june#6", "vendor": change.vendor} | fields
    return ImportedItem.objects.create(
        change=change, page="june.md", anchor="6", last_seen_at=change.moved_at, **fields
    )


def text(item, **fields):
    fields = {"language": "en", "date": DAY, "date_precision": "day"} | fields
    return item.texts.create(title="Text", fingerprint="x", imported_at=item.last_seen_at, **fields)


def second_item(change) -> None:
    item(change)
    item(make.make_draft(vendor=change.vendor))


def second_text(change) -> None:
    first = item(change)
    text(first)
    text(first)


def update(**fields):
    return lambda change: Change.objects.filter(pk=change.pk).update(**fields)


BROKEN = {
    "change_announced_precision_agrees": [
        update(announced_on=DAY, announced_precision="unknown"),
        update(announced_on=None, announced_precision="day"),
    ],
    "change_effective_precision_agrees": [
        update(effective_on=DAY, effective_precision="unknown"),
        update(effective_on=None, effective_precision="month"),
    ],
    "change_act_by_precision_agrees": [
        update(act_by_on=DAY, act_by_precision="unknown"),
        update(act_by_on=None, act_by_precision="quarter"),
    ],
    "change_act_by_after_effective_has_a_reason": [
        update(
            act_by_on=DAY, act_by_precision="day", effective_on=dt.date(2026, 12, 31), effective_precision="day",
            act_by_reason="",
        ),
    ],
    "change_published_with_a_date": [update(publication="published", published_at=None)],
    "change_state_known": [update(state="forgotten"), update(state="")],
    "program_slug_unique_per_vendor": [
        lambda change: [Program.objects.create(vendor=change.vendor, name=name, slug="same") for name in "ab"],
    ],
    "tier_name_unique_per_program": [
        lambda change: Tier.objects.create(program=make.make_program(tiers=["Gold"]), name="Gold", rank=9),
    ],
    "tier_rank_unique_per_program": [
        lambda change: Tier.objects.create(program=make.make_program(tiers=["Gold"]), name="Other", rank=1),
    ],
    "term_position_unique_per_change": [
        lambda change: [change.terms.create(position=1, what=what) for what in "ab"],
    ],
    "one_imported_item_per_vendor_and_key": [second_item],
    "one_imported_text_per_item_and_language": [second_text],
    "imported_text_date_precision_agrees": [
        lambda change: text(item(change), date=None),
        lambda change: text(item(change), date_precision="unknown"),
    ],
    "programs_vendor_name": [lambda change: Vendor.objects.create(name=change.vendor.name, slug="other")],
    "programs_vendor_slug": [lambda change: Vendor.objects.create(name="Other", slug=change.vendor.slug)],
}  # fmt: skip

BROKEN |= all_promises()


@pytest.mark.parametrize(
    ("constraint", "do"),
    [(name, do) for name, acts in BROKEN.items() for do in acts],
    ids=[f"{name} {n}" for name, acts in BROKEN.items() for n, _do in enumerate(acts, 1)],
)
def test_the_database_keeps_the_promise(constraint, do):
    change = make.make_draft()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        do(change)


def test_every_named_constraint_is_tried():
    from django.apps import apps

    named = {c.name for model in apps.get_app_config("programs").get_models() for c in model._meta.constraints}

    assert named - set(BROKEN) == set()


def test_the_database_admits_what_the_promises_allow():
    change = make.make_draft()
    update(
        act_by_on=DAY, act_by_precision="day", effective_on=dt.date(2026, 12, 31), effective_precision="day",
        act_by_reason="Refunds until then.",
    )(change)  # fmt: skip
    update(announced_on=None, announced_precision="unknown")(change)
    first = item(change)
    text(first)
    text(first, language="de", date=None, date_precision="unknown")
    item(make.make_draft())

    change.refresh_from_db()
    assert (change.act_by_on, change.announced) == (DAY, None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE programs_changestep SET why = 'otherwise'",
        "DELETE FROM programs_changestep",
        "UPDATE programs_changestep SET to_state = to_state",
    ],
)
def test_a_step_can_be_neither_changed_nor_removed(statement):
    step = make.make_draft().steps.get()

    with pytest.raises(DatabaseError, match=r"programs_changestep is append-only: (UPDATE|DELETE) refused"), (
        transaction.atomic()
    ), connection.cursor() as cursor:  # fmt: skip
        cursor.execute(statement)
    step.refresh_from_db()
    assert step.why == "First recorded."


def test_a_change_with_a_history_cannot_be_deleted():
    change = make.make_draft()

    with pytest.raises(DatabaseError), transaction.atomic():
        change.delete()
    assert Change.objects.filter(pk=change.pk).exists()


@pytest.mark.parametrize(
    ("dates", "day", "label"),
    [
        ({"act_by": "2027-01-01", "effective": "2027-02-01", "announced": "2026-01-01"}, "2027-01-01", "Act by"),
        ({"effective": "2027-Q2", "announced": "2026-01-01"}, "2027-04-01", "In force from"),
        ({"announced": "2026-05"}, "2026-05-01", "Announced"),
        ({}, None, "Announced"),
    ],
)
def test_a_list_is_ordered_by_the_day_to_act_else_in_force_else_announced(dates, day, label):
    facts = {"announced": None} | {name: parse_fuzzy(text) for name, text in dates.items()}
    change = Change.objects.get(pk=make.make_draft(**facts).pk)

    assert change.timetable_on == (dt.date.fromisoformat(day) if day else None)
    assert str(change.timetable_label) == label
    assert (change.timetable.first_day if change.timetable else None) == change.timetable_on


def test_an_incident_lasts_since_a_day():
    change = make.make_draft(kind="incident", state="open", effective=make.day("2026-11-01"))

    assert str(change.timetable_label) == "Since"


@pytest.mark.parametrize(
    ("announced", "effective", "notice"),
    [
        ("2026-10-01", "2026-10-31", 30),
        ("2026-10-31", "2026-10-01", -30),
        ("2026-10", "2026-10-31", None),
        ("2026-10-01", "2026-Q4", None),
        ("2026-10-01", "", None),
        ("", "2026-10-01", None),
    ],
)
def test_notice_is_counted_where_both_days_are_known(announced, effective, notice):
    change = make.make_draft(announced=parse_fuzzy(announced), effective=parse_fuzzy(effective))

    assert change.notice_days == notice


@pytest.mark.parametrize(
    ("name", "initials"), [("Kestrel", "KE"), ("Red Kite", "RK"), ("X", "X"), ("the big one", "TB")]
)
def test_a_vendor_has_two_letters(name, initials):
    assert Vendor(name=name).initials == initials


def test_addresses_are_words():
    program = make.make_program(make.make_vendor("Red Kite"))
    change = make.make_draft(title="The yearly fee rises!")

    assert program.vendor.get_absolute_url() == "/vendors/red-kite/"
    assert program.get_absolute_url() == f"/vendors/red-kite/{program.slug}/"
    assert change.get_absolute_url() == f"/changes/{change.pk}-the-yearly-fee-rises/"


# --- addresses ----------------------------------------------------------------------------------------


def test_no_program_takes_the_address_of_another_page_of_its_vendor():
    vendor = make.make_vendor()
    behind = (re.fullmatch(r"vendors/<\w+>/([^<>/]+)/?", route.path) for route in all_routes())
    taken = {found[1] for found in behind if found}

    assert taken == TAKEN
    for slug in taken - {"calendar.ics"}:  # a slug has no full stop
        with pytest.raises(ValidationError) as error:
            Program(vendor=vendor, name="Questions", slug=slug).full_clean()
        assert error.value.message_dict == {
            "slug": [f"“{slug}” is the address of another page of the vendor. Choose a longer one."]
        }
    Program(vendor=vendor, name="Questions", slug="questions-club").full_clean()
