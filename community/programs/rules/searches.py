"""Who may keep searches, and how many."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused
from community.programs.models import SavedSearch

MOST_SEARCHES = 20  # of one member: more than a list's head can show, and each is counted on every visit


def check_can_save_search(user) -> None:
    """Raises Refused unless the person is signed in and keeps fewer than ``MOST_SEARCHES``."""
    if not people.is_member(user):
        raise Refused(_("Sign in to keep a search."))
    if SavedSearch.objects.visible_to(user).count() >= MOST_SEARCHES:
        raise Refused(_("You keep %(most)d searches, which is the most. Delete one first.") % {"most": MOST_SEARCHES})
