"""A week of questions among 300 members, with what they say to them; ``bench/offers.py`` lives it with 5,000."""

import random

import pytest

from bench.offers import live_a_week, write_people

pytestmark = pytest.mark.django_db


def test_nobody_gets_more_than_they_may_and_each_question_finds_three_or_says_why():
    chance = random.Random(8)
    write_people(300, chance=chance)

    week = live_a_week(12, chance=chance)

    assert week.wrong == []
    assert week.most_within_a_week == 2
    assert min(week.with_three, week.with_reason, *week.answers.values()) > 0, "all of it happened"
