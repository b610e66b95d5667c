"""Shapes of input about changes: what is read, and what is said when it cannot be."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from community.core.dates import parse_fuzzy
from community.programs.actions import Evidence, Term
from community.programs.forms import ChangeFilterForm, ChangeForm
from community.programs.queries import Filters
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return make.make_program(make.make_vendor("Kestrel"))


@pytest.fixture
def typed(program):
    make.make_tag("renewals")
    return {
        "vendor": program.vendor.pk, "programs": [program.pk], "kind": "fee", "direction": "worse",
        "title": "The yearly fee of Gold partners rises", "state": "announced", "announced": "2026-11",
        "effective": "1.1.2027", "act_by": "2026-12-31", "act_by_reason": "", "terms": "Fee: 100 -> 200",
        "summary": "It rises.", "audience_note": "All", "audience_roles": ["reseller"],
        "audience_countries": "de, at", "audience_sizes": ["1", "2-10"], "tiers": [program.tiers.get(name="Gold").pk],
        "tags": ["renewals"], "source_title": "Letter", "source_url": "",
    }  # fmt: skip


def errors(typed, **changed) -> dict:
    return ChangeForm(typed | changed).errors.get_json_data()


def messages(typed, **changed) -> dict[str, list[str]]:
    return {field: [error["message"] for error in found] for field, found in errors(typed, **changed).items()}


def test_a_complete_proposal_becomes_the_facts_of_a_change(typed, program):
    form = ChangeForm(typed)

    assert form.errors == {}
    facts = form.facts()
    assert [list(facts.pop("programs")), [tag.name for tag in facts.pop("tags")]] == [[program], ["renewals"]]
    assert [tier.name for tier in facts.pop("tiers")] == ["Gold"]
    assert facts == {
        "vendor": program.vendor, "kind": "fee", "direction": "worse",
        "title": "The yearly fee of Gold partners rises", "state": "announced", "announced": parse_fuzzy("2026-11"),
        "effective": parse_fuzzy("2027-01-01"), "act_by": parse_fuzzy("2026-12-31"), "act_by_reason": "",
        "terms": [Term("Fee", "100", "200")], "summary": "It rises.", "audience_note": "All", "roles": ["reseller"],
        "countries": ["DE", "AT"], "sizes": ["1", "2-10"], "evidence": [Evidence(title="Letter", url="")],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": "Too short"}, {"title": ["Make the title at least 15 characters long. It has 9."]}),
        ({"tags": []}, {"tags": ["Choose at least one tag."]}),
        (
            {"source_title": ""},
            {"source_title": ["Name a source: a page, a letter or a message in which this can be read."]},
        ),
        (
            {"effective": "2026-11-31"},
            {"effective": [
                "“2026-11-31” is not a date. Write 2027-01-31, or 2027-01 for a month, or 2027-Q1 for a quarter."
            ]},
        ),
        (
            {"act_by": "2027-02-01"},
            {"act_by_reason": ["Act-by lies after the day in force. Say why, or correct one of them."]},
        ),
        ({"act_by": "2027-02-01", "act_by_reason": "Refunds until then."}, {}),
        ({"effective": "", "act_by": "2027-02-01"}, {}),
        ({"terms": "a fee"}, {"terms": ["Line 1 of the terms cannot be read. Write “what: old -> new”."]}),
        ({"terms": "A: 1 -> 2\n\n: 1 -> 2"},
         {"terms": ["Line 2 of the terms cannot be read. Write “what: old -> new”."]}),
        ({"terms": f"{'w' * 121}: 1 -> 2"}, {"terms": ["Line 1 of the terms is too long."]}),
        ({"terms": f"A: 1 -> {'2' * 201}"}, {"terms": ["Line 1 of the terms is too long."]}),
        (
            {"audience_countries": "DE, XX"},
            {"audience_countries": ["“XX” is not the two-letter code of a country on the list."]},
        ),
    ],
)  # fmt: skip
def test_every_fault_is_said_with_what_to_do(changed, said, typed):
    assert messages(typed, **changed) == said


def test_a_sixth_tag_is_one_too_many(typed):
    names = [make.make_tag(name).name for name in "abcdef"]

    assert messages(typed, tags=names) == {"tags": ["Choose at most five tags. You chose 6."]}
    assert messages(typed, tags=names[:5]) == {}


def test_programs_of_another_vendor_are_refused(typed):
    other = make.make_program()

    assert messages(typed, programs=[other.pk]) == {"programs": ["Choose programs of Kestrel only."]}


@pytest.mark.parametrize("vendor", ["", "0", "999999", str(10**30), "x", "٣"])
def test_a_vendor_that_is_not_there_is_refused(vendor, typed):
    assert list(messages(typed, vendor=vendor)) == ["vendor"]


@pytest.mark.parametrize("value", ["\x00", "withdrawn", "9" * 5000], ids=["NUL", "word", "digits"])
@pytest.mark.parametrize(
    "field", ["vendor", "programs", "kind", "direction", "state", "tags", "audience_roles", "title"]
)
def test_nonsense_in_any_field_is_an_error_and_no_failure(field, value, typed):
    given = [value] if field in {"programs", "tags", "audience_roles"} else value

    assert field in messages(typed, **{field: given})


@pytest.mark.parametrize(
    ("line", "term"),
    [
        ("Fee a year: €1,800 -> €2,400", Term("Fee a year", "€1,800", "€2,400")),
        ("Fee: 1 → 2", Term("Fee", "1", "2")),
        ("  Portal : old->new ", Term("Portal", "old", "new")),
        ("Seats: -> 5", Term("Seats", "", "5")),
        ("Seats: 5 ->", Term("Seats", "5", "")),
        ("Hours: 9:00 -> 10:00", Term("Hours", "9:00", "10:00")),
    ],
)
def test_terms_are_written_one_to_a_line(line, term, typed):
    form = ChangeForm(typed | {"terms": f"\n{line}\n\n{line}"})

    assert form.is_valid()
    assert form.cleaned_data["terms"] == [term, term]


# --- filters ------------------------------------------------------------------------------------------


def filters(query: str) -> Filters:
    return ChangeFilterForm(QueryDict(query), viewer=AnonymousUser()).filters()


def test_filters_are_read_from_the_address(program):
    tag = make.make_tag("renewals")

    assert filters(
        "vendor=kestrel&kind=fee&direction=worse&state=expected&tag=renewals&since=2026-01-01&until=2026-12-31"
    ) == Filters(
        vendor=program.vendor, kind="fee", direction="worse", state="expected", tag=tag,
        since=parse_fuzzy("2026-01-01").first_day, until=parse_fuzzy("2026-12-31").first_day,
    )  # fmt: skip


@pytest.mark.parametrize(
    "query",
    [
        "", "vendor=nobody", "vendor=%00", "vendor=" + "9" * 5000, "vendor=1", "kind=soup", "kind=%00",
        "state=Expected",
        "direction=up", "tag=nothing", "tag=%00", "since=yesterday", "since=2026-02-30", "until=%00", "until=0",
        "since=99999-01-01", "vendor=kestrel%20x", "page=3&x=y", "vendor=%ED%A0%80",
    ],
)  # fmt: skip
def test_filters_that_cannot_be_read_are_ignored(query):
    make.make_vendor("Kestrel")

    assert filters(query) == Filters()


def test_one_unreadable_filter_does_not_take_the_others_along(program):
    assert filters("vendor=kestrel&kind=soup&since=never") == Filters(vendor=program.vendor)


def test_chips_say_the_filters_in_words(program):
    make.make_tag("renewals")
    form = ChangeFilterForm(
        QueryDict("vendor=kestrel&kind=tier&state=expected&tag=renewals&direction=up&since=2026-01-31"),
        viewer=AnonymousUser(),
    )

    assert [(name, str(label), value) for name, label, value in form.chips] == [
        ("vendor", "Vendor", "Kestrel"),
        ("kind", "Kind", "Tier or requirement"),
        ("state", "State", "Still to come"),
        ("tag", "Tag", "renewals"),
        ("since", "Act by, from", "2026-01-31"),
    ]


def test_the_form_costs_one_query_however_it_is_used(program, django_assert_num_queries):
    make.make_tag("renewals")
    with django_assert_num_queries(1):
        form = ChangeFilterForm(QueryDict("vendor=kestrel&tag=renewals"), viewer=AnonymousUser())
        form.filters()
        assert len(form.chips) == len(form.chips) == 2
        assert "Kestrel" in form.as_p()
