"""The pages of the matrix: to read and compare without scripts, and to edit."""

import datetime as dt
from html import unescape

import pytest

from community.activity.models import Activity
from community.programs.models import Line, MatrixRow, MatrixTerm
from tests import factories as make
from tests.pages import faults, parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-27T12:00:00+00:00")]

TODAY, JULY = dt.date(2026, 11, 27), dt.date(2020, 7, 1)


@pytest.fixture
def program():
    return make.make_program(make.make_vendor("Kestrel"), tiers=["Silver", "Gold"])


@pytest.fixture
def row(program):
    return make.make_row(program, name="Support cases")


@pytest.fixture
def gold(program):
    return program.tiers.get(name="Gold")


@pytest.fixture
def address(program):
    return f"{program.get_absolute_url()}matrix/"


def text_of(element) -> str:
    return " ".join("".join(element.itertext()).split())


def table(answer) -> list[list[str]]:
    """The matrix on a page, as a reader sees it."""
    found = [one for one in parse(answer.text).iter("div") if one.get("class") == "matrix"]
    return [[text_of(cell) for cell in line if cell.tag in {"td", "th"}] for line in found[0].iter("tr")]


def two_terms(row, gold, change=None) -> None:
    make.make_matrix_term(row, gold, Line(value="10"), valid_until=JULY, ended_by=change)
    make.make_matrix_term(row, gold, Line(value="5"), valid_from=JULY, change=change)


def cell(row, tier) -> str:
    return f"cell-{row.pk}-{tier.pk if tier else 0}"


def form_of(browser, address) -> dict:
    """All that the form of cells would send, untouched."""
    page = parse(browser.get(address).text)
    form = next(one for one in page.iter("form") if one.get("method") == "post" and list(one.iter("textarea")))
    data = {one.get("name"): one.get("value") or "" for one in form.iter("input") if one.get("type") != "checkbox"}
    return data | {one.get("name"): (one.text or "").removeprefix("\n") for one in form.iter("textarea")}


# --- to read -----------------------------------------------------------------------------------------------


def test_two_days_are_compared_by_their_address(browse, program, row, gold, address):
    change = make.make_change(vendor=program.vendor, title="Fewer support cases for Gold partners")
    two_terms(row, gold, change)

    answer = browse().get(f"{address}?on=2020-06-30&against=2020-07-01")

    assert table(answer) == [
        ["What", "Silver", "Gold"],
        ["Support cases", "–nothing recorded", "changed 10 5 change 1: Fewer support cases for Gold partners"],
    ]
    assert f'href="{change.get_absolute_url()}"' in answer.text
    assert "1 cell differs" in answer.text
    assert faults(answer.text) == []
    assert table(browse().get(f"{address}?on=2020-07-01&against=2020-06-30")) == table(answer)


def test_one_day_is_shown_without_marks_and_the_days_of_change_are_links(browse, row, gold, address):
    two_terms(row, gold)
    answer = browse().get(f"{address}?on=2020-06-30")

    assert table(answer)[1] == ["Support cases", "–nothing recorded", "10"]
    assert "?on=2020-06-30&against=2020-07-01" in unescape(answer.text)
    assert "data-mark" not in answer.text


@pytest.mark.parametrize("typed", ["soon", "2020-02-30", "<script>"])
def test_an_unreadable_day_is_said_and_kept_and_today_is_shown(browse, row, gold, address, typed):
    two_terms(row, gold)
    answer = browse().get(address, {"on": typed})

    assert answer.status_code == 422
    assert f"“{typed}” is not a day. Write it as 2026-11-30." in unescape(answer.text)
    assert [one.get("value") for one in parse(answer.text).iter("input") if one.get("name") == "on"] == [typed]
    assert table(answer)[1] == ["Support cases", "–nothing recorded", "5"]
    assert faults(answer.text) == []


def test_an_empty_matrix_says_so(browse, program, row, gold, address):
    nothing = browse().get(address)
    assert f"Nobody has written down yet what {program.name} gives and asks." in nothing.text
    assert faults(nothing.text) == []

    make.make_matrix_term(row, gold, valid_from=JULY)
    assert "Nothing is recorded for this day." in browse().get(f"{address}?on=2019-01-01").text


def test_a_programs_page_shows_today_and_the_way_to_other_days(browse, program, row, gold, address):
    two_terms(row, gold)
    for n in range(9):
        make.make_matrix_term(make.make_row(program, name=f"Benefit {n}"), gold)

    answer = browse().get(program.get_absolute_url())

    assert [line[0] for line in table(answer)] == ["What", "Support cases", *(f"Benefit {n}" for n in range(7))]
    assert "2 more rows, any day" in answer.text
    assert faults(answer.text) == []


def test_a_program_without_a_matrix_shows_none(browse, program, ada, address):
    assert "matrix" not in browse().get(program.get_absolute_url()).text
    assert address in browse(ada).get(program.get_absolute_url()).text


def test_a_change_that_brought_terms_leads_to_the_matrix_before_and_after(browse, program, row, gold, address):
    change, other = (make.make_change(vendor=program.vendor) for _n in range(2))
    two_terms(row, gold, change)

    answer = browse().get(change.get_absolute_url())

    assert f'href="{address}?on=2020-06-30&against=2020-07-01"' in unescape(answer.text)
    assert "See the matrix" not in browse().get(other.get_absolute_url()).text


def test_a_rumour_is_named_to_partners_only(browse, bob, carla, program, row, gold, address):
    rumour = make.make_rumour(vendor=program.vendor, title="A rumour that partners whisper about")
    two_terms(row, gold, rumour)
    asked = f"{address}?on=2020-06-30&against=2020-07-01"

    assert [rumour.title in browse(one).get(asked).text for one in (None, carla, bob)] == [False, False, True]


# --- who may edit ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["carla", "bob", "alice", "mona"])
def test_for_others_than_administrators_the_pages_of_editing_are_not_there(who, browse, request, row, address):
    term = make.make_matrix_term(row)
    browser = browse(request.getfixturevalue(who))
    before = list(MatrixTerm.objects.values())
    for path in ("edit/", "layout/", f"rows/{row.pk}/", f"terms/{term.pk}/"):
        assert browser.get(address + path).status_code == 404
        assert browser.post(address + path, {"on": "2026-11-27", cell(row, None): "x", "why": "x"}).status_code == 404
    assert list(MatrixTerm.objects.values()) == before
    assert "Edit the matrix" not in browser.get(address).text


def test_visitors_are_asked_to_sign_in(browse, row, address):
    assert browse().get(f"{address}edit/").status_code == 302


# --- to edit -----------------------------------------------------------------------------------------------


def test_changed_cells_are_saved_from_the_day_shown_and_the_rest_stays(browse, ada, program, row, gold, address):
    change = make.make_change(vendor=program.vendor)
    make.make_matrix_term(row, gold, Line(value="10"), valid_from=JULY)
    fee = make.make_row(program, name="Fee", kind="fee")
    browser = browse(ada)
    data = form_of(browser, f"{address}edit/?on=2027-01-01")

    sent = data | {cell(row, gold): "5", cell(fee, None): "475 USD a year\r\n[DE] 430 EUR a year", "change": change.pk}
    answer = browser.post(f"{address}edit/?on=2027-01-01", sent, follow=True)

    assert answer.redirect_chain == [(f"{address}edit/?on=2027-01-01", 302)]
    assert "2 cells saved." in answer.text
    terms = MatrixTerm.objects.current().order_by("row", "valid_from", "currency")
    january = dt.date(2027, 1, 1)
    assert [(str(term.line), term.tier, term.valid_from, term.valid_until, term.change) for term in terms] == [
        ("10", gold, JULY, january, None),
        ("5", gold, january, None, change),
        ("[DE] 430 EUR a year", None, january, None, change),
        ("475 USD a year", None, january, None, change),
    ]
    history = answer.text.partition(">Edited<")[2]
    assert "Ada" in history
    assert "Support cases" in history
    assert faults(answer.text) == []


def test_a_day_that_is_over_asks_for_its_tick_and_keeps_what_was_typed(browse, ada, row, gold, address):
    browser = browse(ada)
    data = form_of(browser, f"{address}edit/?on=2020-07-01") | {cell(row, gold): "5 cases"}

    refused = browser.post(f"{address}edit/?on=2020-07-01", data)
    assert (refused.status_code, MatrixTerm.objects.count()) == (422, 0)
    assert "This day is over." in refused.text
    assert ">\n5 cases</textarea>" in refused.text

    assert browser.post(f"{address}edit/?on=2020-07-01", data | {"late": "on"}).status_code == 302
    assert MatrixTerm.objects.get().valid_from == JULY


def test_what_cannot_be_read_is_said_at_its_cell_and_nothing_is_saved(browse, ada, program, row, gold, address):
    other = make.make_row(program, name="Fee")
    browser = browse(ada)
    data = form_of(browser, f"{address}edit/") | {cell(other, gold): "475 XYZ", cell(row, gold): "5 cases"}

    answer = browser.post(f"{address}edit/", data)

    assert (answer.status_code, MatrixTerm.objects.count()) == (422, 0)
    assert "Fee, Gold: “XYZ” is not a currency." in answer.text
    assert ">\n475 XYZ</textarea>" in answer.text
    assert ">\n5 cases</textarea>" in answer.text
    assert faults(answer.text) == []


def test_a_form_in_which_nothing_was_changed_says_so(browse, ada, row, gold, address):
    make.make_matrix_term(row, gold, Line(value="10"))
    browser = browse(ada)

    answer = browser.post(f"{address}edit/", form_of(browser, f"{address}edit/"))

    assert answer.status_code == 422
    assert "No cell differs from what it was." in answer.text
    assert Activity.objects.filter(verb="catalogue.edited").count() == 0


def test_the_second_of_two_editors_sees_both_and_may_insist(browse, ada, row, gold, address):
    make.make_matrix_term(row, gold, Line(value="10"), valid_from=JULY)
    theo = make.make_user("theo", role="admin")
    first, second = browse(ada), browse(theo)
    seen_by_both = form_of(first, f"{address}edit/")
    assert first.post(f"{address}edit/", seen_by_both | {cell(row, gold): "5 cases"}).status_code == 302

    told = second.post(f"{address}edit/", seen_by_both | {cell(row, gold): "7 cases"})

    assert told.status_code == 422
    assert "Somebody edited meanwhile what you edited." in told.text
    assert "Somebody saved meanwhile: 5 cases" in told.text
    assert ">\n7 cases</textarea>" in told.text
    standing = MatrixTerm.objects.current().filter(valid_until=None)
    assert [term.value for term in standing] == ["5 cases"]
    page = parse(told.text)
    hidden = [one for one in page.iter("textarea") if one.get("name") == f"initial-{cell(row, gold)}"]
    hidden += [one for one in page.iter("input") if one.get("name") == f"initial-{cell(row, gold)}"]
    again = seen_by_both | {cell(row, gold): "7 cases", hidden[0].get("name"): hidden[0].get("value")}
    assert second.post(f"{address}edit/", again).status_code == 302
    assert [term.value for term in standing.all()] == ["7 cases"]


def test_rows_and_tiers_are_named_ordered_and_added_by_a_form(browse, ada, program, row, gold, address):
    browser = browse(ada)
    page = parse(browser.get(f"{address}layout/").text)
    assert faults(browser.get(f"{address}layout/").text) == []
    form = next(one for one in page.iter("form") if any(i.get("name") == "row-new-name" for i in one.iter("input")))
    data = {one.get("name"): one.get("value") or "" for one in form.iter("input")}
    data |= {f"row-{row.pk}-kind": "benefit", "row-new-kind": "fee"}

    data |= {f"row-{row.pk}-name": "Cases", "row-new-name": "Fee", f"tier-{gold.pk}-rank": "0", "tier-new-name": "Top"}
    answer = browser.post(f"{address}layout/", data, follow=True)

    assert "Saved." in answer.text
    assert list(program.matrix_rows.values_list("name", "kind")) == [("Cases", "benefit"), ("Fee", "fee")]
    assert list(program.tiers.order_by("rank").values_list("name", flat=True)) == ["Gold", "Silver", "Top"]


def test_a_stale_form_of_rows_undoes_nothing(browse, ada, program, row, address):
    browser = browse(ada)
    data = {f"row-{row.pk}-name": row.name, f"initial-row-{row.pk}-name": row.name}
    data |= {f"row-{row.pk}-position": "1", f"initial-row-{row.pk}-position": "1"}
    data |= {f"row-{row.pk}-kind": "benefit", f"initial-row-{row.pk}-kind": "benefit", "row-new-kind": "benefit"}
    for tier in program.tiers.all():
        for name, value in (("name", tier.name), ("rank", tier.rank)):
            data |= {f"tier-{tier.pk}-{name}": value, f"initial-tier-{tier.pk}-{name}": value}
    MatrixRow.objects.update(name="Named by another")

    browser.post(f"{address}layout/", data | {f"row-{row.pk}-section": "Support", f"initial-row-{row.pk}-section": ""})

    row.refresh_from_db()
    assert (row.name, row.section) == ("Named by another", "Support")


def test_a_row_shows_its_past_and_ends_from_a_day_on(browse, ada, row, gold, address):
    two_terms(row, gold)
    browser = browse(ada)
    page = browser.get(f"{address}rows/{row.pk}/")
    assert faults(page.text) == []
    assert [line[:2] for line in table(page)[1:]] == [["Gold", "10 Correct"], ["Gold", "5 Correct"]]

    answer = browser.post(f"{address}rows/{row.pk}/", {"on": "2027-01-01"}, follow=True)

    assert "Ended. Its past stays readable." in answer.text
    assert row.terms.current().filter(valid_until=None).count() == 0
    assert browser.post(f"{address}rows/{row.pk}/", {"on": "never"}).status_code == 422


def test_a_row_without_a_past_is_removed(browse, ada, program, row, address):
    assert browse(ada).post(f"{address}rows/{row.pk}/", {"remove": "1"}).status_code == 302
    assert program.matrix_rows.count() == 0


def test_a_term_is_corrected_only_with_reason_and_confirmation(browse, ada, row, gold, address):
    term = make.make_matrix_term(row, gold, Line(value="100"), valid_from=JULY)
    browser, path = browse(ada), f"{address}terms/{term.pk}/"
    assert faults(browser.get(path).text) == []

    assert browser.post(path, {"line": "10", "valid_from": "2020-07-01"}).status_code == 422
    assert row.terms.get() == term
    answer = browser.post(
        path, {"line": "10", "valid_from": "2020-07-01", "why": "A nought too many.", "sure": "on"}, follow=True
    )

    assert "Corrected." in answer.text
    assert "A nought too many." in answer.text
    assert [term.value for term in row.terms.current()] == ["10"]
    assert browser.get(path).status_code == 404


def test_rows_and_terms_of_another_program_are_not_there(browse, ada, program, row):
    term = make.make_matrix_term(row)
    other = f"{make.make_program(program.vendor).get_absolute_url()}matrix/"
    assert [browse(ada).get(f"{other}{path}").status_code for path in (f"rows/{row.pk}/", f"terms/{term.pk}/")] == [
        404, 404,
    ]  # fmt: skip
    assert browse(ada).get(f"/vendors/kestrel/absent/matrix/rows/{10**30}/").status_code == 404
    assert browse().get("/vendors/kestrel/absent/matrix/").status_code == 404
