"""Writing down what happened."""

from community.activity.models import Activity
from community.core.jobs import defer


def record(verb: str, *, actor, target, **facts) -> Activity:
    """Write one activity and queue the job that tells those concerned.

    Must run inside the transaction of the fact: both exist, or neither.
    """
    activity = Activity.objects.create(
        verb=verb,
        actor=actor,
        target_kind=target._meta.model_name,
        target_id=target.pk,
        facts=facts,
    )
    defer("notifications.announce", activity_id=activity.pk)
    return activity
