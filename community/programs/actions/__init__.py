"""What people do with vendors, programs and changes. One file for each thing; all of them are called from here."""

from community.programs.actions.changes import (
    Term,
    decline_change,
    draft_change,
    move_change,
    propose_change,
    publish_change,
    record_step,
    revise_draft,
)
from community.programs.actions.follows import follow, unfollow
from community.programs.actions.in_force import put_all_in_force, put_in_force
from community.programs.actions.revisions import EditConflict, compare_revision, revise_change
from community.programs.actions.rumours import lapse_rumours, support_rumour
from community.programs.actions.sources import Evidence, add_source

__all__ = [
    "EditConflict",
    "Evidence",
    "Term",
    "add_source",
    "compare_revision",
    "decline_change",
    "draft_change",
    "follow",
    "lapse_rumours",
    "move_change",
    "propose_change",
    "publish_change",
    "put_all_in_force",
    "put_in_force",
    "record_step",
    "revise_change",
    "revise_draft",
    "support_rumour",
    "unfollow",
]
