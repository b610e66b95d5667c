"""Who may add images, how many, and how long those are kept that nobody uses."""

from datetime import timedelta

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused
from community.forum.rules.pace import FIRST_DAY, is_new
from community.forum.rules.tallies import Allowance

IMAGES = Allowance(20, timedelta(hours=1))  # a report of a long migration has about ten
IMAGES_ON_FIRST_DAY = Allowance(5, FIRST_DAY)
UNUSED_KEPT = timedelta(hours=24)  # long enough to come back to a text that no draft has kept


def check_can_add_image(user) -> None:
    """Raises Refused unless the person may write where images are shown."""
    if not people.is_member(user):
        raise Refused(_("Sign in to add images."))
    people.check_is_not_silenced(user)
    if not people.may_converse(user):
        raise Refused(_("Partners write here. Apply as a partner with your company; it takes a minute."))


def allowance_of_images(user) -> Allowance:
    """How many images the person may send in, those that are refused included."""
    return IMAGES_ON_FIRST_DAY if is_new(user) else IMAGES
