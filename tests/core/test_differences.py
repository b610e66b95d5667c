"""Line by line, and in bounded time."""

import random
import time

import pytest

from community.core.differences import line_difference


def test_what_changed_stands_between_three_lines_that_did_not():
    old = "\n".join(f"Line {n}" for n in range(1, 21))
    new = old.replace("Line 10\n", "Line ten\nLine ten and a half\n")

    assert line_difference(old, new) == [
        ("@", "6"), (" ", "Line 7"), (" ", "Line 8"), (" ", "Line 9"), ("-", "Line 10"), ("+", "Line ten"),
        ("+", "Line ten and a half"), (" ", "Line 11"), (" ", "Line 12"), (" ", "Line 13"), ("@", "7"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "rows"),
    [
        ("", "One", [("+", "One")]),
        ("One", "", [("-", "One")]),
        ("Same", "Same", []),
        ("One\n\nTwo", "One\n\nThree", [(" ", "One"), (" ", ""), ("-", "Two"), ("+", "Three")]),
    ],
)
def test_small_texts(old, new, rows):
    assert line_difference(old, new) == rows


LETTERS = random.Random(7).choices("ab ", k=20_000)
HOSTILE = {
    "one line of 20 KB": ("".join(LETTERS), "".join(reversed(LETTERS))),
    "10,000 lines": ("\n".join("ab" * 5000), "\n".join("ba" * 5000)),
    "the same line 900 times": ("a\n" * 900, "a\nb\n" * 450),
    "blank lines": ("\n" * 900, " \n" * 900),
    "1,000 lines turned round": (
        "\n".join(str(n) for n in range(1000)), "\n".join(str(n) for n in reversed(range(1000))),
    ),
    "1,000 lines, every second one new": (
        "\n".join(f"a{n}" for n in range(999)), "\n".join(f"{'a' if n % 2 else 'b'}{n}" for n in range(999)),
    ),
    "a few lines, often": ("\n".join("abcdefghijklmnopqrstuvwxyz" * 15), "\n".join("zyxwvutsrqponmlkjihgfedcba" * 15)),
    "64 KB and one letter": ("a" * 65_537, "b"),
}  # fmt: skip


@pytest.mark.parametrize("which", HOSTILE)
def test_hostile_texts_take_no_longer_than_others(which):
    old, new = HOSTILE[which]
    began = time.process_time()

    rows = line_difference(old, new)

    assert time.process_time() - began < 1
    if rows is not None:  # nothing is lost on the way
        assert [line for mark, line in rows if mark == "-"] or [line for mark, line in rows if mark == "+"]


@pytest.mark.parametrize("which", ["10,000 lines", "the same line 900 times", "64 KB and one letter"])
def test_what_cannot_be_compared_in_time_is_not_compared(which):
    assert line_difference(*HOSTILE[which]) is None
