"""Who may propose and publish changes."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused
from community.programs.states import MOVES, State


def check_can_propose(user) -> None:
    """Raises Refused unless the person may propose a change record."""
    if not people.is_member(user):
        raise Refused(_("Sign in to propose a change."))
    people.check_is_not_silenced(user)
    if not people.is_partner(user):
        raise Refused(_("Partners propose changes. Apply as a partner with your company; it takes a minute."))


def check_can_publish(user, change=None) -> None:
    """Raises Refused unless the person may publish a draft: a moderator, also one of the part to which it belongs, but
    not what they proposed themselves.

    Who moderates alone may: nobody else is there to look.
    """
    if change is None:
        people.check_is_moderator(user)
    else:
        people.check_moderates(user, change)
    if change is not None and change.proposed_by_id == user.pk and people.moderators().exclude(pk=user.pk).exists():
        raise Refused(_("You proposed this. Another moderator decides about it."))


def check_can_move(user, change) -> None:
    """Raises Refused unless the person may record a step of the change."""
    people.check_is_moderator(user)
    if not change.is_published:
        raise Refused(_("Publish the change first; then record its next step."))
    if not MOVES[change.state]:
        raise Refused(_("Nothing follows “%(state)s”.") % {"state": change.get_state_display()})


def check_is_evidence(source, change) -> None:
    """Raises Refused unless a step of the change may stand on the source."""
    if source.change_id != change.pk:
        raise Refused(_("Name a source of this change."))
    if source.is_hearsay:
        raise Refused(_("This was only heard. Name a source that can be read."))


def check_can_supersede(successor, change, to: str) -> None:
    """Raises Refused unless ``successor`` may take the place of the change, which goes to the state ``to``.

    What is superseded itself takes nobody's place, so no circle can arise.
    """
    if to != State.SUPERSEDED:
        raise Refused(_("Only what is superseded has a successor. Leave it empty, or choose “Superseded”."))
    if successor.pk == change.pk:
        raise Refused(_("A change cannot take its own place. Choose another one."))
    if not successor.is_published or successor.is_confined:
        raise Refused(_("Readers could not open that record. Choose one that is published and no rumour."))
    if successor.state == State.SUPERSEDED:
        raise Refused(_("That record is superseded itself. Choose the one that took its place."))


def check_step_is_whole(change, *, to: str, effective=None, act_by=None, undated=False, superseded_by=None, **_rest):
    """Raises Refused if a step lacks what its state needs: a new date or none at all, or a successor."""
    if to == State.SUPERSEDED and superseded_by is None:
        raise Refused(_("Choose the record that took its place."))
    if undated and (effective or act_by):
        raise Refused(_("Either give a new date, or say that there is none."))
    if to != State.POSTPONED or undated:
        return
    moved = [(new, old) for new, old in ((effective, change.effective), (act_by, change.act_by)) if new and new != old]
    if not moved:
        raise Refused(_("Postponed to when? Give the new date, or tick that none is known."))
    if any(old and new.last_day < old.last_day for new, old in moved):
        raise Refused(_("Postponed means later. Correct the date, or choose another state."))
