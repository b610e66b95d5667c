"""The list of all that waits, and how much that is."""

from collections.abc import Iterable

from django.db.models import QuerySet, Value

from community.accounts import rules as people
from community.accounts.models import User
from community.core.prepared import prepared_count
from community.moderation.models import Claim, Report
from community.moderation.queries.queue.base import QueueItem, QueueKind
from community.moderation.queries.queue.kinds import KINDS

QUEUE_LIMIT = 100  # of each kind; nobody works through more in one sitting


def kinds_for(viewer) -> dict[str, QueueKind]:
    """The kinds of which the viewer decides about all or a part. None for others than moderators."""
    if people.is_moderator(viewer):
        return KINDS
    return {name: kind for name, kind in KINDS.items() if kind.in_parts and people.moderates_a_part(viewer)}


def queue(viewer) -> list[QueueItem]:
    """All that waits: what is past its target first, the longest past before all; then what is nearest to its target.

    One query for each kind of thing, one for the claims.
    """
    claims = {claim.case: claim for claim in Claim.objects.visible_to(viewer).lasting()}
    found = [
        _item(name, kind, row, claims)
        for name, kind in kinds_for(viewer).items()
        for row in kind.rows(viewer).order_by("since", "pk")[:QUEUE_LIMIT]
    ]
    return sorted(found, key=lambda item: item.due_at)


def case(viewer, key: str) -> QueueItem | None:
    """The case of that key, if it waits and the viewer decides about it. Two queries."""
    name, _dash, pk = key.rpartition("-")
    kind = kinds_for(viewer).get(name)
    row = kind.rows(viewer).filter(pk=int(pk)).first() if kind and pk.isdecimal() and len(pk) < 19 else None
    return _item(name, kind, row, {claim.case: claim for claim in claims_of(viewer, key)}) if row else None


def thing_of(viewer, name: str, key: str) -> tuple[str, object | None, str]:
    """What a case of that kind is about, waiting or decided: its title, the thing, and in which state it is.

    No thing where the key names none about which the viewer decides. Two queries at most.
    """
    kind, (prefix, _dash, pk) = kinds_for(viewer)[name], key.rpartition("-")
    if prefix != name or not pk.isdecimal() or len(pk) > 18:
        return key, None, ""
    rows = kind.rows(viewer).model.objects.visible_to(viewer)
    row = (rows.moderated_by(viewer) if kind.in_parts else rows).filter(pk=int(pk)).first()
    if row is None:
        return key, None, ""
    return kind.title(row), row.thing if isinstance(row, Report) else row, kind.seen(row)


def next_case(viewer, *, after: str = "") -> QueueItem | None:
    """The first case that no colleague has taken; after a case that waits, the one below it. As many queries as the
    list."""
    items = queue(viewer)
    keys = [item.key for item in items]
    below = items[keys.index(after) + 1 :] if after in keys else items
    free = (item for item in below if item.claim is None or item.claim.moderator_id == viewer.pk)
    return next(free, None)


def claims_of(viewer, *keys: str) -> list[Claim]:
    """Who looks at these cases now. One query."""
    return list(Claim.objects.visible_to(viewer).lasting().filter(case__in=keys))


def waiting_count(viewer) -> int:
    """How many things wait. On every page of a moderator: one query that is built once, and one for what is not the
    same for all of them; of a moderator of a part one that is built once for the part."""
    if people.is_moderator(viewer):
        others = [kind for kind in KINDS.values() if not kind.for_all_alike]
        return _waiting_for_all() + _rows_of(others, viewer).count()
    part = people.part_of(viewer)
    return _waiting_in_part(vendors=_as_text(part.vendors), tags=_as_text(part.tags)) if part else 0


@prepared_count
def _waiting_for_all() -> QuerySet:
    alike = [kind for kind in KINDS.values() if kind.for_all_alike]
    return _rows_of(alike, User(role=User.Role.MODERATOR))


@prepared_count
def _waiting_in_part(*, vendors: str, tags: str) -> QuerySet:
    """What waits in a part of the site, asked for by nobody who wrote any of it: what is of a part, its moderators see.

    Built once for each part that somebody moderates.
    """
    moderator = User(pk=0, scope_count=1)
    moderator.part_moderated = people.Part(_as_ids(vendors), _as_ids(tags))
    return _rows_of([kind for kind in KINDS.values() if kind.in_parts], moderator)


def _as_text(ids: frozenset[int]) -> str:
    return ",".join(map(str, sorted(ids)))


def _as_ids(text: str) -> frozenset[int]:
    return frozenset(map(int, filter(None, text.split(","))))


def _rows_of(kinds: Iterable[QueueKind], viewer) -> QuerySet:
    first, *others = [kind.rows(viewer).order_by().values(one=Value(1)) for kind in kinds]
    return first.union(*others, all=True) if others else first


def _item(name: str, kind: QueueKind, row, claims: dict[str, Claim]) -> QueueItem:
    return QueueItem(
        name, kind, row.pk, kind.title(row), kind.why(row), row.since, claims.get(f"{name}-{row.pk}"),
        seen=kind.seen(row), text=kind.text(row),
    )  # fmt: skip
