"""Taking away what people and companies say of themselves, and giving it back. Their names stay."""

from django.db import transaction
from django.utils import timezone

from community.accounts.models import Company, User, WithheldText

# The columns with texts that somebody can write as they like. A new one belongs here.
TEXTS = {User: ("title", "about"), Company: ("website", "description")}


def waiting_text(of) -> WithheldText | None:
    """What waits for a moderator of what this person or company says. One query."""
    return of.withheld_texts.waiting().first()


@transaction.atomic
def withhold_texts(of) -> WithheldText | None:
    """Take the texts of a person or company out of sight until a moderator has decided. None if there are none."""
    of = _locked(of)
    texts = {name: getattr(of, name) for name in TEXTS[of.__class__]}
    return _empty(of, texts) if any(texts.values()) and not waiting_text(of) else None


@transaction.atomic
def hide_texts(of, *, reason: str) -> WithheldText:
    """The texts, also those that waited, are not shown again; new ones may be written. The reason is for whose they
    are."""
    of = _locked(of)
    waiting = waiting_text(of) or _empty(of, {name: getattr(of, name) for name in TEXTS[of.__class__]})
    return _decide(waiting, reason)


@transaction.atomic
def give_texts_back(of) -> WithheldText | None:
    """Show again what waited. None if nothing did."""
    of = _locked(of)
    waiting = waiting_text(of)
    if waiting is None:
        return None
    for name, text in waiting.texts.items():
        setattr(of, name, text)
    of.save(update_fields=list(waiting.texts))
    return _decide(waiting, "")


@transaction.atomic
def show_hidden_texts(of, *, hidden: WithheldText) -> bool:
    """Show again what was hidden for good. What was written anew since stays; False if nothing was left to show."""
    of = _locked(of)
    empty = {name: text for name, text in hidden.texts.items() if text and not getattr(of, name)}
    if not hidden.reason or waiting_text(of) or not empty:
        return False
    for name, text in empty.items():
        setattr(of, name, text)
    of.save(update_fields=list(empty))
    _decide(hidden, "")
    return True


@transaction.atomic
def write_texts(of, **texts) -> None:
    """Give columns of a person or company other values. Texts wait as long as those wait that they replace."""
    of = _locked(of)
    waiting = waiting_text(of)
    for name, value in texts.items():
        if waiting and name in TEXTS[of.__class__]:
            waiting.texts[name] = value
        else:
            setattr(of, name, value)
    of.save(update_fields=[name for name in texts if not (waiting and name in TEXTS[of.__class__])])
    if waiting:
        waiting.save(update_fields=["texts"])


def _locked(of):
    return of.__class__.objects.select_for_update(no_key=True).get(pk=of.pk)


def _empty(of, texts: dict[str, str]) -> WithheldText:
    for name in texts:
        setattr(of, name, "")
    of.save(update_fields=list(texts))
    return WithheldText.objects.create(**{"person" if isinstance(of, User) else "company": of}, texts=texts)


def _decide(waiting: WithheldText, reason: str) -> WithheldText:
    waiting.decided_at, waiting.reason = timezone.now(), reason
    waiting.save(update_fields=["decided_at", "reason"])
    return waiting
