"""The rows and columns of a matrix: their names and their order."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from community.activity.actions import record
from community.core.refusals import Refused
from community.programs import rules
from community.programs.models import MatrixRow, Program, Tier

ROW_FACTS = ("name", "kind", "section", "description", "position")
OUT_OF_THE_WAY = 10_000  # added to ranks while they are given anew; no program has so many tiers


@dataclass(frozen=True)
class Layout:
    """What becomes of rows and tiers, by their ids: only the facts that change.

    ``position`` and ``rank`` may be any numbers; what counts is their order. ``new_row`` and ``new_tier`` are the
    facts of one more, if there is a name in them.
    """

    rows: dict[int, dict] = field(default_factory=dict)
    tiers: dict[int, dict] = field(default_factory=dict)
    new_row: dict = field(default_factory=dict)
    new_tier: dict = field(default_factory=dict)


@transaction.atomic
def arrange_matrix(program: Program, *, by, layout: Layout) -> bool:
    """Name, order and add the rows and tiers of a program. False if nothing changed.

    Raises:
        Refused: the person may not, or two rows or two tiers would have one name.
    """
    rules.check_can_edit_matrix(by)
    program = Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    rows = _arranged(program.matrix_rows, layout.rows, layout.new_row, order="position")
    tiers = _arranged(program.tiers, layout.tiers, layout.new_tier, order="rank")
    changed = _save_rows(rows) | _save_tiers(program, tiers)
    if changed:
        record("catalogue.edited", actor=by, target=program, what="arranged")
    return changed


@transaction.atomic
def remove_row(row: MatrixRow, *, by) -> bool:
    """Take out a row that has never said anything. False if it is gone already.

    Raises:
        Refused: the person may not, or the row has a history; such a row ends from a day on.
    """
    rules.check_can_edit_matrix(by)
    locked = MatrixRow.objects.select_for_update(no_key=True).filter(pk=row.pk).first()
    if locked is None:
        return False
    if locked.terms.exists():
        raise Refused(_("“%(row)s” has a history. End it from a day on; its past stays readable.") % {"row": row})
    record("catalogue.edited", actor=by, target=locked.program, what="removed", row=locked.pk)
    locked.delete()
    return True


def _arranged(manager, changes: dict[int, dict], new: dict, *, order: str) -> list:
    """The rows or tiers with their new facts, numbered in their new order; ties keep the order they had.

    Each remembers in ``was`` what it is called and numbered in the database.
    """
    things = list(manager.order_by(order, "pk"))
    for thing in things:
        thing.was = dict(thing.__dict__)
        for name, value in changes.get(thing.pk, {}).items():
            setattr(thing, name, value)
    things.sort(key=lambda thing: getattr(thing, order))
    if new.get("name"):
        things.append(manager.model(program=manager.instance, **new))
        things[-1].was = {}
    for number, thing in enumerate(things, start=1):
        setattr(thing, order, number)
    _check_names([thing.name for thing in things])
    return things


def _check_names(names: list[str]) -> None:
    folded = [name.casefold() for name in names]
    for name in names:
        if folded.count(name.casefold()) > 1:
            raise Refused(_("“%(name)s” would stand there twice. Give one of them another name.") % {"name": name})


def _differing(things: list, names: tuple[str, ...]) -> list:
    return [thing for thing in things if any(thing.was.get(name) != getattr(thing, name) for name in names)]


def _save_rows(rows: list[MatrixRow]) -> bool:
    differing = _differing(rows, ROW_FACTS)
    _out_of_the_way(differing, "name")
    for row in differing:
        row.save()
    return bool(differing)


def _save_tiers(program: Program, tiers: list[Tier]) -> bool:
    differing = _differing(tiers, ("name", "rank"))
    if differing:
        # No two tiers have one rank, not even between two statements.
        program.tiers.update(rank=F("rank") + OUT_OF_THE_WAY)
        _out_of_the_way(differing, "name")
        for tier in tiers:
            tier.save()
    return bool(differing)


def _out_of_the_way(things: list, name: str) -> None:
    """Two may swap their names, so they give them up first."""
    renamed = [thing for thing in things if thing.pk and thing.was[name] != getattr(thing, name)]
    for thing in renamed:
        type(thing).objects.filter(pk=thing.pk).update(**{name: f"#{thing.pk}"})
