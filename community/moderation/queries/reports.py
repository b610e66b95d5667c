"""What members report: how much it weighs, and what a moderator should see of it."""

from django.db.models import Count, Q

from community.accounts.models import User
from community.accounts.withholding import TEXTS, texts_of, waiting_text
from community.forum.models import Thread
from community.moderation import reportable, rules
from community.moderation.models import Report
from community.moderation.queries.cases import person_panel
from community.networking.models import ContactRoute, Event, Group, Introduction, Message, TeamingEntry
from community.programs.models import Change


def weights_of(thing) -> list[float]:
    """How much each open report of a thing counts, by how often its reporter was right. Two queries.

    Not counted: whose account is closed or suspended, and who was told before that the very thing stays.
    """
    reports = Report.objects.about(thing)
    told = reports.filter(upheld=False).values("reporter")
    reporters = reports.open().exclude(reporter__in=told).values("reporter")
    counted = User.objects.active().filter(pk__in=reporters).annotate(
        right=Count("reports", filter=Q(reports__upheld=True)), wrong=Count("reports", filter=Q(reports__upheld=False))
    )  # fmt: skip
    return [_weight_of(person) for person in counted]


def _weight_of(person: User) -> float:
    return rules.weight(person.right, person.wrong) if person.role == User.Role.MEMBER else 1.0


def page_of(thing) -> str:
    """Where one reads it. Of a company that is where its people are listed, or the start."""
    return thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else "/"


# Whose each kind of thing is; a company is nobody's.
OWNERS = {
    "thread": "author", "change": "proposed_by", "route": "added_by", "message": "author", "introduction": "requester",
    "teaming": "author",
}  # fmt: skip


def report_context(viewer, report: Report) -> dict:
    """What a moderator should see about a reported thing: itself, what waits of it, who reported it, whose it is.
    Some eight queries."""
    thing, kind = report.thing, reportable.of(report.thing)
    person = OWNERS.get(kind.name)
    author = thing if kind.name == "person" else getattr(thing, person) if person else None
    return {
        "kind": kind,
        "thing": thing,
        "page": page_of(thing) if not kind.look else "",  # it is not theirs to read where it stands
        "is_withheld": kind.is_withheld(thing),
        "is_hidden": _is_hidden(thing),
        "is_own": viewer.pk in kind.owners(thing),
        "texts": _texts_of(thing),
        "first_post": thing.posts.filter(number=1).first() if kind.name == "thread" else None,
        "reports": open_reports(viewer, thing),
        "panel": person_panel(author, f"thing-{report.pk}") if author else None,
    }


def _is_hidden(thing) -> bool:
    """Taken away by a moderator, for good."""
    if isinstance(thing, Thread | ContactRoute | Event | Group | Message | Introduction | TeamingEntry):
        return thing.hidden_at is not None and not getattr(thing, "is_withheld", False)
    return isinstance(thing, Change) and thing.publication == Change.Publication.HIDDEN


def _texts_of(thing) -> list[str]:
    """What a person, company, group or event says of itself, also where it waits; what is said of a way to a vendor."""
    if isinstance(thing, Group):
        return [thing.description]
    if isinstance(thing, Event):
        return [thing.text]
    if isinstance(thing, ContactRoute):
        return [text for text in (thing.what_for, thing.hours, thing.note) if text]
    if type(thing) not in TEXTS:
        return []
    waiting = waiting_text(thing)
    return waiting.lines if waiting else [text for text in texts_of(thing).values() if text]


def open_reports(viewer, thing) -> list[Report]:
    """What nobody has decided about yet, oldest first, with who reported. One query."""
    reports = Report.objects.visible_to(viewer).about(thing).open()
    return list(reports.select_related("reporter").order_by("created_at", "pk"))
