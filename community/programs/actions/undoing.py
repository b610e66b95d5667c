"""Taking back what was decided a moment ago: changes are what they were."""

from django.db import transaction
from django.utils.translation import gettext as _

from community.core.columns import give_columns
from community.core.refusals import Refused
from community.programs.models import Change

UNPUBLISHED = {Change.Publication.DRAFT, Change.Publication.DECLINED}


@transaction.atomic
def put_change_back(change: Change, *, columns: dict[str, object]) -> None:
    """Publish or hide a change, or let it wait, as it was.

    Raises:
        Refused: members go by it already.
    """
    change = Change.objects.select_for_update(no_key=True).get(pk=change.pk)
    if columns["publication"] in UNPUBLISHED and change.publication not in UNPUBLISHED:
        _check_nobody_goes_by(change)
    give_columns(change, columns)


def _check_nobody_goes_by(change: Change) -> None:
    used = [change.questions, change.effect_reports, change.follows, change.playbook_steps]
    if any(rows.exists() for rows in used):
        raise Refused(
            _("Members follow this change, ask about it or say that it affects them. Edit or hide it instead.")
        )
