"""What moderators decide, each with one row in the log; and what members report."""

from community.moderation.actions.appeals import (
    TEXTS_KEPT,
    forget_appeals,
    make_appeal,
    overturn_appeal,
    uphold_appeal,
)
from community.moderation.actions.applications import (
    approve_application,
    decline_application,
)
from community.moderation.actions.changes import (
    PUBLISH_AT_ONCE,
    apply_update,
    decline_change,
    dismiss_update,
    publish_change,
    publish_drafts_of,
)
from community.moderation.actions.claims import claim_case, release_case
from community.moderation.actions.companies import decline_claim, end_claim, grant_claim
from community.moderation.actions.hats import (
    decline_hat,
    doff_hat,
    grant_hat,
)
from community.moderation.actions.masks import lift_mask
from community.moderation.actions.notices import (
    confirm_notice,
    decide_notice,
    forget_senders,
    is_to_be_mailed,
    mail_notice,
    notice_of,
    send_notice,
)
from community.moderation.actions.posts import (
    approve_post,
    decline_and_block,
    decline_post,
    hide_post,
    restore_post,
)
from community.moderation.actions.questions import (
    edit_question,
    hand_over_question,
    hide_answer,
    hide_question,
    merge_question,
    show_answer,
    show_question,
)
from community.moderation.actions.reasons import remove_reason, write_reason
from community.moderation.actions.reports import (
    dismiss_reports,
    hide_reported,
    look_at_reported,
    report,
    restore_reported,
)
from community.moderation.actions.sanctions import lift_sanction, sanction
from community.moderation.actions.scopes import end_scope, give_scope
from community.moderation.actions.sources import (
    add_import_source,
    change_import_source,
    distrust_import_source,
    resume_import_source,
    run_import_source_now,
    stop_import_source,
    trust_import_source,
)
from community.moderation.actions.surgery import (
    change_thread,
    merge_thread,
    move_post,
    split_thread,
)
from community.moderation.actions.threads import (
    lock_thread,
    pin_thread,
    unlock_thread,
    unpin_thread,
)
from community.moderation.actions.together import TOGETHER, Outcome, decide_together
from community.moderation.actions.undoing import LASTS as UNDO_LASTS
from community.moderation.actions.undoing import TOLD_AFTER, forget_undos, undo
from community.moderation.actions.words import (
    unwatch_word,
    watch_word,
)

__all__ = [
    "PUBLISH_AT_ONCE",
    "TEXTS_KEPT",
    "TOGETHER",
    "TOLD_AFTER",
    "UNDO_LASTS",
    "Outcome",
    "add_import_source",
    "apply_update",
    "approve_application",
    "approve_post",
    "change_import_source",
    "change_thread",
    "claim_case",
    "confirm_notice",
    "decide_notice",
    "decide_together",
    "decline_and_block",
    "decline_application",
    "decline_change",
    "decline_claim",
    "decline_hat",
    "decline_post",
    "dismiss_reports",
    "dismiss_update",
    "distrust_import_source",
    "doff_hat",
    "edit_question",
    "end_claim",
    "end_scope",
    "forget_appeals",
    "forget_senders",
    "forget_undos",
    "give_scope",
    "grant_claim",
    "grant_hat",
    "hand_over_question",
    "hide_answer",
    "hide_post",
    "hide_question",
    "hide_reported",
    "is_to_be_mailed",
    "lift_mask",
    "lift_sanction",
    "lock_thread",
    "look_at_reported",
    "mail_notice",
    "make_appeal",
    "merge_question",
    "merge_thread",
    "move_post",
    "notice_of",
    "overturn_appeal",
    "pin_thread",
    "publish_change",
    "publish_drafts_of",
    "release_case",
    "remove_reason",
    "report",
    "restore_post",
    "restore_reported",
    "resume_import_source",
    "run_import_source_now",
    "sanction",
    "send_notice",
    "show_answer",
    "show_question",
    "split_thread",
    "stop_import_source",
    "trust_import_source",
    "undo",
    "unlock_thread",
    "unpin_thread",
    "unwatch_word",
    "uphold_appeal",
    "watch_word",
    "write_reason",
]
