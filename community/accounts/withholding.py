"""Taking away what people and companies say of themselves, and giving it back. Their names stay."""

from django.db import transaction
from django.utils import timezone

from community.accounts.models import Company, User, WithheldText

# The columns with texts that somebody can write as they like. A new one belongs here.
TEXTS = {User: ("title", "about"), Company: ("website", "description")}
# The same in rows of areas above: by what such a row is reached, and its columns. They add theirs when they start.
ELSEWHERE: dict[type, list[tuple[str, tuple[str, ...]]]] = {User: [], Company: []}


def waiting_text(of) -> WithheldText | None:
    """What waits for a moderator of what this person or company says. One query."""
    return of.withheld_texts.waiting().first()


def texts_of(of) -> dict[str, str]:
    """What a person or company says now, by the name of its column; empty where it says nothing."""
    return {name: getattr(row, name) for row, names in _rows_of(of) for name in names}


@transaction.atomic
def withhold_texts(of) -> WithheldText | None:
    """Take the texts of a person or company out of sight until a moderator has decided. None if there are none."""
    of = _locked(of)
    texts = texts_of(of)
    return _empty(of, texts) if any(texts.values()) and not waiting_text(of) else None


@transaction.atomic
def hide_texts(of, *, reason: str) -> WithheldText:
    """The texts, also those that waited, are not shown again; new ones may be written. The reason is for whose they
    are."""
    of = _locked(of)
    waiting = waiting_text(of) or _empty(of, texts_of(of))
    return _decide(waiting, reason)


@transaction.atomic
def give_texts_back(of) -> WithheldText | None:
    """Show again what waited. None if nothing did."""
    of = _locked(of)
    waiting = waiting_text(of)
    if waiting is None:
        return None
    _write(of, waiting.texts)
    return _decide(waiting, "")


@transaction.atomic
def show_hidden_texts(of, *, hidden: WithheldText) -> bool:
    """Show again what was hidden for good. What was written anew since stays; False if nothing was left to show."""
    of = _locked(of)
    now = texts_of(of)
    empty = {name: text for name, text in hidden.texts.items() if text and not now.get(name)}
    if not hidden.reason or waiting_text(of) or not empty:
        return False
    _write(of, empty)
    _decide(hidden, "")
    return True


@transaction.atomic
def write_texts(of, **texts) -> None:
    """Give columns of a person or company other values. Texts wait as long as those wait that they replace."""
    of = _locked(of)
    waiting = waiting_text(of)
    held = {name: value for name, value in texts.items() if waiting and name in texts_of(of)}
    _write(of, {name: value for name, value in texts.items() if name not in held})
    if held:
        waiting.texts |= held
        waiting.save(update_fields=["texts"])


def _locked(of):
    return of.__class__.objects.select_for_update(no_key=True).get(pk=of.pk)


def _empty(of, texts: dict[str, str]) -> WithheldText:
    _write(of, dict.fromkeys(texts, ""))
    return WithheldText.objects.create(**{"person" if isinstance(of, User) else "company": of}, texts=texts)


def _rows_of(of) -> list[tuple]:
    """The rows in which somebody's texts stand, with the names of their columns. One query for each but the first."""
    above = ((getattr(of, reached_by, None), names) for reached_by, names in ELSEWHERE[of.__class__])
    return [(of, TEXTS[of.__class__]), *((row, names) for row, names in above if row is not None)]


def _write(of, values: dict) -> None:
    """Each into the row that has its column; what is no text is the person's or company's own."""
    row_of = {name: row for row, names in _rows_of(of) for name in names}
    changed: dict = {}
    for name, value in values.items():
        row = row_of.get(name, of)
        setattr(row, name, value)
        changed.setdefault(row, []).append(name)
    for row, names in changed.items():
        row.save(update_fields=names)


def _decide(waiting: WithheldText, reason: str) -> WithheldText:
    waiting.decided_at, waiting.reason = timezone.now(), reason
    waiting.save(update_fields=["decided_at", "reason"])
    return waiting
