"""What people do with vendors, programs and changes. One file for each thing; all of them are called from here."""

from community.programs.actions.calendars import renew_calendar_address, revoke_calendar_address
from community.programs.actions.changes import (
    Evidence,
    Term,
    add_source,
    decline_change,
    draft_change,
    move_change,
    propose_change,
    publish_change,
    record_step,
    revise_draft,
)
from community.programs.actions.follows import follow, unfollow

__all__ = [
    "Evidence",
    "Term",
    "add_source",
    "decline_change",
    "draft_change",
    "follow",
    "move_change",
    "propose_change",
    "publish_change",
    "record_step",
    "renew_calendar_address",
    "revise_draft",
    "revoke_calendar_address",
    "unfollow",
]
