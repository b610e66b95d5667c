"""Choosing where to hear of what."""

from django.db import transaction

from community.notifications import queries
from community.notifications.actions.reminders import set_ladder
from community.notifications.models import DEFAULT_RUNGS, Channel, Preference
from community.notifications.topics import REMINDERS


@transaction.atomic
def set_channels(member, *, channels: dict[str, str]) -> bool:
    """Where the member hears of the topics named; the others stay as they are. False if it was so already."""
    now = queries.channels(member)
    changed = {topic: channel for topic, channel in channels.items() if now[topic] != channel}
    reminders = changed.pop(REMINDERS, None)
    if reminders:
        _set_channel_of_ladder(member, reminders)
    Preference.objects.bulk_create(
        [Preference(member=member, topic=topic, channel=channel) for topic, channel in sorted(changed.items())],
        update_conflicts=True, unique_fields=["member", "topic"], update_fields=["channel"],
    )  # fmt: skip
    return bool(changed or reminders)


def stop_mails(member, *, topics: list[str]) -> bool:
    """No more mails about the topics; they stand in the inbox as before. False if none were sent."""
    now = queries.channels(member)
    mailed = [topic for topic in topics if now[topic] == Channel.MAIL]
    return set_channels(member, channels=dict.fromkeys(mailed, Channel.INBOX))


def _set_channel_of_ladder(member, channel: str) -> None:
    """As it was before, if it was ever in use: whoever had emptied it and wants reminders again gets the usual ones."""
    ladder = queries.ladder_of(member)
    neither = not (ladder.of_act_by or ladder.of_effective)
    set_ladder(
        member, rungs=ladder.rungs or list(DEFAULT_RUNGS), of_act_by=ladder.of_act_by or neither,
        of_effective=ladder.of_effective or neither, channel=channel,
    )  # fmt: skip
