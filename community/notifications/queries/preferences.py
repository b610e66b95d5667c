"""Where members want to hear of what."""

from community.notifications.kinds import KINDS
from community.notifications.models import Channel, Ladder, Preference
from community.notifications.topics import REMINDERS, TOPICS


def channels(member) -> dict[str, str]:
    """The member's channel for every topic, in the order of the grid. Two queries."""
    chosen = dict(Preference.objects.visible_to(member).values_list("topic", "channel"))
    chosen[REMINDERS] = Ladder.objects.visible_to(member).values_list("channel", flat=True).first()
    return {name: _channel(name, chosen.get(name)) for name in TOPICS}


def channels_for(told: dict[int, str]) -> dict[int, str]:
    """The channel of each person for the kind of which they are to be told. One query, two for reminders."""
    topics = {pk: KINDS[kind].topic for pk, kind in told.items()}
    rows = Preference.objects.filter(member__in=topics, topic__in=set(topics.values()))
    chosen = {(pk, topic): channel for pk, topic, channel in rows.values_list("member", "topic", "channel")}
    if REMINDERS in topics.values():
        ladders = Ladder.objects.filter(member__in=topics).values_list("member", "channel")
        chosen |= {(pk, REMINDERS): channel for pk, channel in ladders}
    return {pk: _channel(topic, chosen.get((pk, topic))) for pk, topic in topics.items()}


def _channel(topic: str, chosen: str | None) -> str:
    channel = chosen or TOPICS[topic].usual
    return Channel.INBOX if TOPICS[topic].certain and channel == Channel.OFF else channel
