"""Summing a thread up."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.actions import record
from community.core.refusals import Refused
from community.forum import rules
from community.forum.actions.writing import render_source
from community.forum.models import Summary, Thread


class SummedUpMeanwhile(Refused):
    """Somebody else has written the summary since the form was given. ``summary`` is as it stands now."""

    def __init__(self, summary: Summary) -> None:
        super().__init__(
            _("Somebody has changed the summary since you began. Both texts are below: put them together, then save.")
        )
        self.summary = summary


@transaction.atomic
def write_summary(thread: Thread, *, by, source: str, version: int) -> bool:
    """Put a summary above a thread; an empty one takes it away. Every version is kept.

    Args:
        version: the number of the summary that the person began with, 0 if there was none.
    Returns:
        False, with nothing written, if the text is the same.
    Raises:
        Refused: the person may not, or the text cannot be shown.
        SummedUpMeanwhile: there is another summary by now.
    """
    rendered = render_source(source)
    thread = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    rules.check_can_summarize(by, thread)
    last = Summary.objects.filter(thread=thread).order_by("-number").first()
    if (last.source if last else "") == source:
        return False
    if (last.number if last else 0) != version:
        raise SummedUpMeanwhile(last)
    if rendered.hold_reason:
        raise Refused(_("The text could not be shown safely as it is formatted. Make the formatting simpler."))
    rules.check_watched_words(by, source, rendered.html)
    summary = Summary.objects.create(
        thread=thread, number=version + 1, source=source, html=rendered.html, renderer_version=rendered.version,
        written_by=by, written_at=timezone.now(),
    )  # fmt: skip
    Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
    record("thread.summed_up", actor=by, target=thread, summary=summary.pk)
    return True
