"""The one way to say no: a sentence that the member reads."""

import datetime as dt
import math

from django.core.exceptions import PermissionDenied
from django.utils.translation import ngettext


class Refused(PermissionDenied):
    """Raised by ``check_can_…`` rules and by actions. Its text goes to the page as it is."""

    @property
    def sentence(self) -> str:
        return str(self.args[0]) if self.args else ""


def allowed(check, *args) -> bool:
    """Whether a ``check_can_…`` rule lets it pass: the button asks here, the action asks the rule itself."""
    try:
        check(*args)
    except Refused:
        return False
    return True


class TooSoon(Refused):
    """Refused for now. ``wait`` is how long until the same thing is allowed."""

    def __init__(self, sentence: str, wait: dt.timedelta) -> None:
        super().__init__(sentence)
        self.wait = wait

    @property
    def seconds(self) -> int:
        return whole_seconds(self.wait)


def in_words(wait: dt.timedelta) -> str:
    """A wait as it stands after "in": "12 seconds", "3 minutes", "5 hours". Never less than is left of it."""
    seconds = whole_seconds(wait)
    if seconds <= 120:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    minutes = -(-seconds // 60)
    if minutes <= 120:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = -(-minutes // 60)
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}


def whole_seconds(wait: dt.timedelta) -> int:
    """Rounded up, and at least one."""
    return max(1, math.ceil(wait.total_seconds()))
