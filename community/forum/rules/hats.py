"""For whom a post is said: its author, or the vendor whose hat they wear."""

from django.utils.translation import gettext as _

from community.accounts.models import Hat
from community.accounts.rules import is_member
from community.core.refusals import Refused


def hats_for(user, thread) -> list[Hat]:
    """The hats that the person may put on for a post here; where a change is discussed, that of its vendor alone."""
    if not is_member(user):
        return []
    worn = [hat for hat in user.hats.all() if hat.doffed_at is None]
    return [hat for hat in worn if thread.change_id is None or hat.vendor_id == thread.change.vendor_id]


def check_can_wear(user, hat: Hat, thread) -> None:
    """Raises Refused unless the person may say something for the hat's vendor in the thread."""
    if not user.hats.worn().filter(pk=hat.pk).exists():
        raise Refused(_("You do not wear this hat any more. Post as yourself, or ask for the hat."))
    if thread.change_id is not None and thread.change.vendor_id != hat.vendor_id:
        raise Refused(_("This change is another vendor’s. Post as yourself."))
