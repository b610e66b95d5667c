"""What editing a record, and the pages of its revisions, read."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from community.accounts.models import CompanySize, PartnerRole
from community.core.dates import FuzzyDate, parse_fuzzy, write_fuzzy
from community.core.differences import line_difference
from community.programs.models import Change, ChangeRevision

# Everything that an edit may touch, in the order of the form.
LABELS = {
    "title": _("Title"),
    "kind": _("Kind"),
    "direction": _("Direction"),
    "programs": _("Programs"),
    "summary": _("Summary"),
    "details": _("Details"),
    "next_steps": _("Next steps"),
    "terms": _("Terms"),
    "tags": _("Tags"),
    "announced": _("Announced on"),
    "effective": _("In force from"),
    "act_by": _("Act by"),
    "act_by_reason": _("Why act by then"),
    "tiers": _("Tiers"),
    "roles": _("For"),
    "countries": _("Countries"),
    "sizes": _("Company sizes"),
    "audience_note": _("For whom, in words"),
}
DATES = {"announced", "effective", "act_by"}
# What followers hear of. The rest is wording.
SUBSTANTIVE = DATES | {
    "kind",
    "direction",
    "programs",
    "terms",
    "tiers",
    "roles",
    "countries",
    "sizes",
    "audience_note",
}
_CHOICES = {
    "kind": dict(Change.Kind.choices),
    "direction": dict(Change.Direction.choices),
    "roles": dict(PartnerRole.choices),
    "sizes": dict(CompanySize.choices),
}


@dataclass(frozen=True)
class FieldDifference:
    """One field as an edit changed it. ``rows`` is None where both versions are shown whole."""

    label: str
    old: str
    new: str
    rows: list | None = None
    is_short: bool = False


def facts_of(change: Change) -> dict:
    """The record as ``actions.revise_change`` takes it. Four queries."""
    return {
        **{name: getattr(change, name) for name in ("title", "kind", "direction", "summary", "details", "next_steps")},
        **{name: getattr(change, name) for name in ("announced", "effective", "act_by", "act_by_reason")},
        "audience_note": change.audience_note,
        "roles": change.audience_roles,
        "countries": change.audience_countries,
        "sizes": change.audience_sizes,
        "programs": list(change.programs.all()),
        "tiers": list(change.audience_tiers.select_related("program")),
        "tags": list(change.tags.all()),
        "terms": list(change.terms.all()),
    }


def texts_of(facts: dict) -> dict[str, str]:
    """Each field as one text, lists one entry to a line: what revisions keep and what is compared."""
    return {name: _text(name, facts[name]) for name in LABELS}


def version_of(texts: dict[str, str]) -> str:
    """A mark for each field, so that two editors of one record notice each other, whoever else wrote it."""
    return ".".join(mark_of(texts[name]) for name in LABELS)


def mark_of(text: str) -> str:
    """Eight digits that stand for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def marks_in(version: str) -> dict[str, str]:
    """The marks of a version by field; what is not a version gives none."""
    marks = version.split(".")
    return dict(zip(LABELS, marks, strict=True)) if len(marks) == len(LABELS) else {}


def revisions_of(change: Change, viewer) -> list[ChangeRevision]:
    """The edits that the viewer may read, the latest first. One query."""
    rows = ChangeRevision.objects.visible_to(viewer).filter(change=change).select_related("edited_by", "source")
    revisions = list(rows.defer("fields").order_by("-number"))
    for revision in revisions:
        revision.labels = labels_of(revision.touched)
        revision.change = change
    return revisions


def revision_by_number(change: Change, viewer, number: int) -> ChangeRevision | None:
    """One edit with what differs, if it has been compared. One query."""
    rows = ChangeRevision.objects.visible_to(viewer).filter(change=change, number=number)
    return rows.select_related("edited_by", "source", "difference").first()


def labels_of(fields) -> list[str]:
    """The names of fields as pages write them, in the order of the form."""
    return [str(label) for name, label in LABELS.items() if name in fields]


def difference(revision: ChangeRevision) -> list[FieldDifference]:
    """The fields of an edit. Until the worker has compared them, and where they are too long, both versions whole."""
    compared = getattr(revision, "difference", None)
    rows = compared.rows if compared else {}
    return [
        _field(name, *revision.fields[name], rows.get(name)) for name in LABELS if name in revision.fields
    ]  # fmt: skip


def compare(fields: dict[str, list[str]]) -> dict[str, list]:
    """The rows of each field that can be compared; see ``core.differences``."""
    found = {name: line_difference(old, new) for name, (old, new) in fields.items()}
    return {name: rows for name, rows in found.items() if rows is not None}


def in_words(name: str, text: str) -> str:
    """A field's text as readers know it: choices by their labels, dates written out."""
    if name in DATES:
        return str(parse_fuzzy(text) or _("not known"))
    words = _CHOICES.get(name)
    return "\n".join(str(words.get(line, line)) for line in text.split("\n")) if words and text else text


def _field(name: str, old: str, new: str, rows) -> FieldDifference:
    is_short = name in DATES | {"kind", "direction"}
    if rows and name in _CHOICES:
        rows = [(mark, in_words(name, line)) for mark, line in rows]
    return FieldDifference(str(LABELS[name]), in_words(name, old), in_words(name, new), rows, is_short)


def _text(name: str, value) -> str:
    if isinstance(value, FuzzyDate):
        return write_fuzzy(value)
    if name == "terms":
        return "\n".join(f"{term.what}: {term.old} → {term.new}" for term in value)
    if name == "tiers":
        return "\n".join(sorted(f"{tier.program}: {tier}" for tier in value))
    if name in {"programs", "tags", "roles", "countries", "sizes"}:
        return "\n".join(sorted(str(one) for one in value))
    return (value or "").replace("\r\n", "\n").strip()
