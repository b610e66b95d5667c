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
from community.programs.actions.follows import follow, unfollow
from community.programs.actions.searches import delete_search, note_look, rename_search, save_search
from community.programs.actions.visits import note_visit

__all__ = [
    "Evidence",
    "Term",
    "add_source",
    "decline_change",
    "delete_search",
    "draft_change",
    "follow",
    "move_change",
    "note_look",
    "note_visit",
    "propose_change",
    "publish_change",
    "record_step",
    "rename_search",
    "revise_draft",
    "save_search",
    "unfollow",
]
