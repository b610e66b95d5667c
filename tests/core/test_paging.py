"""Pages of numbers and pages by key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core.paging import NumberedPage, keyset_page, page_of


@pytest.mark.parametrize(("number", "page"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3), (100_000, 5000)])
def test_a_row_stands_on_the_page_of_its_number(number, page):
    assert page_of(number) == page


@given(number=st.integers(min_value=1, max_value=10**9), size=st.integers(min_value=1, max_value=500))
def test_the_page_of_a_row_holds_it(number, size):
    page = NumberedPage(page_of(number, size), last_number=number, size=size)

    assert page.first <= number <= page.last
    assert page.number == page.page_count


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (1, 1), (20, 1), (21, 2), (41, 3)])
def test_there_is_always_a_first_page(rows, pages):
    assert NumberedPage(1, rows).page_count == pages


@pytest.mark.parametrize(
    ("number", "rows", "links"),
    [
        (1, 0, [1]),
        (1, 20, [1]),
        (1, 60, [1, 2, 3]),
        (1, 400, [1, 2, 3, None, 20]),
        (4, 400, [1, 2, 3, 4, 5, 6, None, 20]),
        (10, 400, [1, None, 8, 9, 10, 11, 12, None, 20]),
        (20, 400, [1, None, 18, 19, 20]),
    ],
)
def test_neighbours_leave_out_what_is_far(number, rows, links):
    assert NumberedPage(number, rows).neighbours == links


@given(st.lists(st.integers(), unique=True), st.integers(min_value=1, max_value=7))
def test_walking_by_key_visits_every_row_once_in_order(rows, size):
    visited, after = [], None
    while True:
        left = rows[rows.index(after) + 1 :] if after is not None else rows
        page = keyset_page(left, size=size, key=lambda row: row)
        visited += page.items
        after = page.next_key
        if after is None:
            break

    assert visited == rows


def test_the_last_full_page_offers_no_next_one():
    assert keyset_page([1, 2, 3], size=3, key=lambda row: row).next_key is None
    assert keyset_page([1, 2, 3, 4], size=3, key=lambda row: row).next_key == 3
    assert keyset_page([], size=3, key=lambda row: row).next_key is None
