"""Statements that are built once."""

import datetime as dt

import pytest
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from community.accounts.models import Sanction, User
from community.core.prepared import Key, prepared, prepared_count
from community.forum.models import Post
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(monkeypatch) -> list:
    """Whenever Django builds a statement."""
    seen, build = [], SQLCompiler.as_sql
    monkeypatch.setattr(
        SQLCompiler, "as_sql", lambda self, *args, **given: seen.append(1) or build(self, *args, **given)
    )
    return seen


def test_each_value_finds_its_own_rows_with_all_that_is_joined_and_nothing_is_built_again(bob, bea, built):
    @prepared
    def people(*, pk: int):
        return User.objects.with_company().with_second_factor().filter(pk=pk)

    people(pk=bob.pk)
    built.clear()
    found = [people(pk=pk) for pk in (bea.pk, bob.pk, 0)]

    assert found == [[bea], [bob], []]
    assert built == []
    assert [row.company.name for (row,) in found[:2]] == [bea.company.name, bob.company.name]
    assert [row.has_second_factor for (row,) in found[:2]] == [False, False]


def test_moments_are_those_of_each_call(bob, mona):
    @prepared
    def sanctioned(*, now: dt.datetime):
        return User.objects.filter(sanctions__in=Sanction.objects.in_force(now))

    now = timezone.now()
    reason = {"kind": "silence", "reason": "Unkind.", "given_by": mona}
    Sanction.objects.create(person=bob, until=now + dt.timedelta(hours=1), **reason)

    assert [sanctioned(now=now + dt.timedelta(hours=hours)) for hours in (0, 2, 0)] == [[bob], [], [bob]]


def test_a_key_is_a_value_whatever_stands_in_it(bob, bea, built):
    @prepared
    def people(*, handle: Key):
        return User.objects.filter(handle=handle)

    people(handle=Key("bob"))
    built.clear()

    assert [people(handle=Key(handle)) for handle in ("bea", "bob", "' OR 1 = 1 --", "%s")] == [[bea], [bob], [], []]
    assert built == []


def test_there_is_one_statement_for_each_text(bob, mona):
    @prepared
    def people(*, role: str, pk: int):
        found = User.objects.filter(pk=pk)
        return found if role == "admin" else found.filter(role="member")

    assert [people(role=role, pk=mona.pk) for role in ("admin", "member", "admin")] == [[mona], [], [mona]]


def test_rows_are_counted_by_the_database(bob):
    @prepared_count
    def waiting(*, author: int):
        held = Post.objects.filter(author=author).values("pk")
        return held.filter(state="held").union(held.filter(state="published"), all=True)

    make.make_post(author=bob)
    make.make_post(author=bob)

    assert [waiting(author=pk) for pk in (0, bob.pk)] == [0, 2]


def test_function_that_asks_the_clock_itself_is_refused():
    @prepared
    def sanctioned(*, person: int):
        return Sanction.objects.in_force().filter(person=person)

    with pytest.raises(ValueError, match="take the moment as an argument"):
        sanctioned(person=1)


def test_value_that_does_not_matter_is_refused():
    @prepared
    def people(*, pk: int, other: int):
        return User.objects.filter(pk=pk)

    with pytest.raises(ValueError, match="people: other is not in its statement"):
        people(pk=1, other=2)
