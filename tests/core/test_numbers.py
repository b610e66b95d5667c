"""Numbers in sentences."""

from community.core.templatetags.numbers import plural_of


def test_halves_are_said_as_several_are():
    assert [plural_of(number) for number in (0, 1, 1.0, 0.5, 2.5, 7)] == [0, 1, 1, 2, 2, 7]
