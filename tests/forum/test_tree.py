"""Where a post stands: the text order of paths is the reading order of the tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.forum.tree import MAX_DEPTH, WIDTH, depth_of, path_below, segment


@pytest.mark.parametrize(
    ("number", "digits"), [(0, "000000"), (1, "000001"), (35, "00000z"), (36, "000010"), (36**6 - 1, "zzzzzz")]
)
def test_numbers_are_written_with_six_digits(number, digits):
    assert segment(number) == digits


@given(st.integers(0, 36**6 - 1), st.integers(0, 36**6 - 1))
def test_the_text_order_of_numbers_is_their_order(one, other):
    assert (segment(one) < segment(other)) == (one < other)


def test_a_reply_stands_below_its_parent():
    root = path_below("", 7)

    assert (root, depth_of(root)) == ("000007", 0)
    assert (path_below(root, 40), depth_of(path_below(root, 40))) == ("000007000014", 1)


def test_replies_below_the_deepest_level_stand_beside_their_parent():
    path = ""
    for number in range(1, 151):
        path = path_below(path, number)

    assert depth_of(path) == MAX_DEPTH == 99
    assert len(path) == 100 * WIDTH
    assert path[-WIDTH:] == segment(150)


@given(st.lists(st.integers(min_value=0, max_value=200), max_size=60))
def test_the_order_of_paths_is_the_order_of_a_walk_through_the_tree(choices):
    """Every post answers an earlier one (or none); the walk is written independently of paths."""
    children: dict[int, list[int]] = {0: []}
    paths = {0: ""}
    for number, choice in enumerate(choices, start=1):
        parent = choice % number
        children[parent].append(number)
        children[number] = []
        paths[number] = path_below(paths[parent], number)

    def walk(number):
        for child in children[number]:
            yield child
            yield from walk(child)

    assert sorted(list(paths)[1:], key=paths.__getitem__) == list(walk(0))
