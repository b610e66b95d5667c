"""Ticking steps of a playbook: each member for themselves."""

from django.db import transaction

from community.programs import rules
from community.programs.models import Change, PlaybookLook, PlaybookStep, StepTick


@transaction.atomic
def tick_step(step: PlaybookStep, *, member, seen: int = 0) -> bool:
    """The member has done the step. False if they had ticked it already.

    Args:
        seen: the version that they had before them; steps that come later are new to them.
    Raises:
        Refused: the person is not signed in.
    """
    rules.check_can_tick(member)
    _row, created = StepTick.objects.get_or_create(member=member, step=step)
    PlaybookLook.objects.get_or_create(member=member, change_id=step.change_id, defaults={"number": seen})
    return created


@transaction.atomic
def untick_step(step: PlaybookStep, *, member) -> bool:
    """The member has not done the step after all. False if it was not ticked."""
    deleted, _of = StepTick.objects.visible_to(member).filter(step=step).delete()
    return deleted > 0


@transaction.atomic
def see_playbook(change: Change, *, member, number: int) -> bool:
    """The member knows the playbook as of a version; what was new is no longer. False if they knew it already.

    Raises:
        Refused: the person is not signed in.
    """
    rules.check_can_tick(member)
    look, created = PlaybookLook.objects.select_for_update(no_key=True).get_or_create(
        member=member, change=change, defaults={"number": number}
    )
    if created or look.number >= number:
        return created
    look.number = number
    look.save(update_fields=["number"])
    return True
