"""What a kind of notification is."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of notification.

    ``line`` gives the sentence about the target; ``reason`` the words of a decision;
    ``why`` why one hears of it, for the foot of the mail; ``topic`` the line of the grid by which its reader has
    chosen where.
    ``fact`` names the fact of the activity ("step") that ``line`` takes too, as far as the reader may see it;
    ``plain`` one that it takes as it is.
    ``note`` is what only the mail says besides, and the page that it leads to.
    ``manage`` names the page where one changes that. ``struck`` is a date that no longer holds;
    ``verbs`` are those of the decisions that it tells of, if one can appeal against them, and ``decided`` names what
    such a decision is about, as the log does.
    ``still_holds`` is asked, of the target and the reader, before it is mailed.
    """

    line: Callable
    why: str
    topic: str
    reason: Callable = lambda target: ""
    note: Callable = lambda target: ""
    url: Callable = lambda target: target.get_absolute_url()
    icon: str = "message-square"
    fact: str = ""
    plain: str = ""
    struck: Callable = lambda target: ""
    still_holds: Callable = lambda target, reader: True
    manage: str = ""
    verbs: tuple[str, ...] = ()
    decided: Callable = lambda target: (target._meta.model_name, target.pk)
