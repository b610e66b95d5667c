"""Reads that every page makes, whose statement is built once and not for every page.

Django builds the SQL of a queryset each time it is read; for one with several joins and subqueries this takes several
times as long as PostgreSQL needs to answer. What is read here never changes its form, only its numbers and moments.
"""

import copy
import datetime as dt
import functools
from collections.abc import Callable

from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone

# What stands for a value while the statement is built: values that nobody would write into a queryset.
_NUMBER = 2_071_723_000
_MOMENT = dt.datetime(1903, 2, 27, 4, 5, 6, tzinfo=dt.UTC)
_KEY = "stands for a key, by its place: "


class Key(str):
    """A text that is a value and no form: it is put in anew each time, as numbers and moments are."""

    __slots__ = ()


Value = int | dt.datetime | Key


def prepared(build: Callable[..., QuerySet]) -> Callable[..., list]:
    """Make a function that gives a queryset into one that gives its rows, and builds its statement once.

    Whole numbers, moments and each ``Key`` among the arguments, all by name, are put into the statement anew each time.
    Other text is a part of its form: there is one statement for each. A function that asks the clock itself is refused
    when its statement is built, because its moment would stay what it was: it takes the moment as an argument.

    Raises:
        ValueError: an argument does not appear in the statement, or a moment in it is no argument.
    """
    return _asked_of(build, lambda statement, values: statement.rows(values))


def prepared_count(build: Callable[..., QuerySet]) -> Callable[..., int]:
    """As ``prepared``, for how many rows there are."""
    return _asked_of(build, lambda statement, values: statement.count(values))


def _asked_of(build: Callable[..., QuerySet], ask: Callable) -> Callable:
    statements: dict[tuple, _Statement] = {}

    @functools.wraps(build)
    def asked(**given):
        form = tuple(sorted((name, value) for name, value in given.items() if type(value) is str))
        values = {name: value for name, value in given.items() if type(value) is not str}
        if form not in statements:
            statements[form] = _Statement(build, dict(form), values)
        return ask(statements[form], values)

    return asked


class _Statement:
    """The statement of a queryset, with the places in it at which its values stand."""

    def __init__(self, build: Callable[..., QuerySet], form: dict[str, str], values: dict[str, Value]):
        standing = {name: _standing_for(value, place) for place, (name, value) in enumerate(sorted(values.items()))}
        self.queryset = build(**form, **standing)
        self.compiler = self.queryset.query.get_compiler(self.queryset.db)
        self.sql, self.params = self.compiler.as_sql()
        self.places = [_name_of(param, standing) for param in self.params]
        if missing := standing.keys() - set(self.places):
            raise ValueError(f"{build.__name__}: {', '.join(sorted(missing))} is not in its statement")

    def rows(self, values: dict[str, Value]) -> list:
        asked = self.queryset._chain()
        asked.query.get_compiler = functools.partial(self._compiler, self._params(values))
        return list(asked)

    def count(self, values: dict[str, Value]) -> int:
        with connections[self.queryset.db].cursor() as cursor:
            # Django's own statement, whose values stand apart.
            cursor.execute(f"SELECT COUNT(*) FROM ({self.sql}) counted", self._params(values))  # noqa: S608 - its values stand apart
            return cursor.fetchone()[0]

    def _params(self, values: dict[str, Value]) -> tuple:
        pairs = zip(self.params, self.places, strict=True)
        return tuple(param if name is None else _as_param(param, values[name]) for param, name in pairs)

    def _compiler(self, params: tuple, using: str, *_given):
        compiler = copy.copy(self.compiler)
        compiler.using, compiler.connection = using, connections[using]
        compiler.as_sql = lambda *_args, **_given: (self.sql, params)
        return compiler


def _standing_for(value: Value, place: int) -> Value:
    if isinstance(value, Key):
        return Key(f"{_KEY}{place}")
    return _NUMBER + place if isinstance(value, int) else _MOMENT + dt.timedelta(microseconds=place)


def _name_of(param, standing: dict[str, Value]) -> str | None:
    for name, value in standing.items():
        if isinstance(param, int | dt.datetime | str) and param == value:
            return name
    if isinstance(param, dt.date) and abs(_as_day(param) - timezone.localdate()).days < 366:
        raise ValueError(f"{param} would stay in the statement for ever; take the moment as an argument")
    return None


def _as_param(stood: Value, value: Value) -> Value:
    """The value as the database's driver wants it there: whole numbers carry their size in bytes."""
    return type(stood)(value) if isinstance(stood, int) else value


def _as_day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment
