"""What moderators read of what is between a few people: what was reported, and nothing else of it."""

from django.db.models import Max, Min

from community.moderation.models import Report
from community.networking.models import Introduction, Message

AROUND = 5  # messages before and after the reported one: enough to see what it answers and what came of it


def context_of(thing, reporter) -> dict[str, int]:
    """The columns of a report about this thing: of a message, which others are read with it. Those that the reporter
    could read, and that were there when it was reported. One query, none for other things."""
    if not isinstance(thing, Message):
        return {}
    readable = Message.objects.visible_to(reporter).filter(
        conversation=thing.conversation_id, number__range=(thing.number - AROUND, thing.number + AROUND)
    )
    numbers = readable.aggregate(first=Min("number"), last=Max("number"))
    return {"context_first": numbers["first"], "context_last": numbers["last"]}


def what_was_reported(report: Report) -> list[Message]:
    """A reported message with those around it that were reported with it; nothing for other things. Two queries.

    Whoever shows it has written into the log that somebody looks: see ``actions.look_at_reported``.
    """
    if isinstance(report.thing, Introduction):
        return []
    kept = Report.objects.about(report.message).aggregate(first=Min("context_first"), last=Max("context_last"))
    rows = Message.objects.filter(conversation=report.message.conversation_id)
    return list(rows.filter(number__range=(kept["first"], kept["last"])).with_people().order_by("number"))
