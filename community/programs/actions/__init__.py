"""What people do with vendors, programs and changes. One file for each thing; all of them are called from here."""

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
from community.programs.actions.effects import mark_affected, report_effect, take_back_effect
from community.programs.actions.follows import follow, unfollow
from community.programs.actions.holdings import Held, tell_business

__all__ = [
    "Evidence",
    "Held",
    "Term",
    "add_source",
    "decline_change",
    "draft_change",
    "follow",
    "mark_affected",
    "move_change",
    "propose_change",
    "publish_change",
    "record_step",
    "report_effect",
    "revise_draft",
    "take_back_effect",
    "tell_business",
    "unfollow",
]
