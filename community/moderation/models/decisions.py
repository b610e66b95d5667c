"""The log of what moderators decided."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.moderation.querysets import DecisionQuerySet


class Decision(models.Model):
    """What a moderator did, to what, and why. The database refuses to change or remove a row.

    ``reason`` is what the author was told and what the public log shows. The target is named by kind
    and id; what may be shown of it is asked anew at every reading. Every column is sealed: see ``Seal``.
    """

    class Verb(models.TextChoices):
        APPROVE_POST = "approve_post", _("approved a post")
        TRUST_AUTHOR = "trust_author", _("let a partner post without waiting")
        DECLINE_POST = "decline_post", _("declined a post")
        HIDE_POST = "hide_post", _("hid a post")
        RESTORE_POST = "restore_post", _("restored a post")
        DISMISS_REPORTS = "dismiss_reports", _("kept what members had reported")
        HIDE_THREAD = "hide_thread", _("hid a thread")
        RESTORE_THREAD = "restore_thread", _("restored a thread")
        HIDE_CHANGE = "hide_change", _("hid a change")
        RESTORE_CHANGE = "restore_change", _("restored a change")
        HIDE_PROFILE = "hide_profile", _("hid what a profile said")
        HIDE_COMPANY = "hide_company", _("hid what the page of a company said")
        HIDE_ROUTE = "hide_route", _("hid a way to a vendor")
        RESTORE_ROUTE = "restore_route", _("restored a way to a vendor")
        HIDE_GROUP = "hide_group", _("hid the page of a group")
        RESTORE_GROUP = "restore_group", _("restored the page of a group")
        HIDE_EVENT = "hide_event", _("hid an event")
        RESTORE_EVENT = "restore_event", _("restored an event")
        READ_MESSAGE = "read_message", _("read a reported message and what stands around it")
        HIDE_MESSAGE = "hide_message", _("hid a message")
        RESTORE_MESSAGE = "restore_message", _("restored a message")
        READ_INTRODUCTION = "read_introduction", _("read a reported request for an introduction")
        HIDE_INTRODUCTION = "hide_introduction", _("took a request for an introduction away")
        RESTORE_INTRODUCTION = "restore_introduction", _("gave a request for an introduction back")
        HIDE_TEAMING = "hide_teaming", _("hid a need or an offer of the teaming board")
        RESTORE_TEAMING = "restore_teaming", _("restored a need or an offer of the teaming board")
        ACT_ON_NOTICE = "act_on_notice", _("acted on a notice of illegal content")
        DISMISS_NOTICE = "dismiss_notice", _("kept what a notice of illegal content was about")
        LOCK_THREAD = "lock_thread", _("locked a thread")
        UNLOCK_THREAD = "unlock_thread", _("unlocked a thread")
        PIN_THREAD = "pin_thread", _("pinned a thread")
        UNPIN_THREAD = "unpin_thread", _("unpinned a thread")
        APPROVE_APPLICATION = "approve_application", _("accepted a partner")
        DECLINE_APPLICATION = "decline_application", _("declined a partner application")
        PUBLISH_CHANGE = "publish_change", _("published a change")
        DECLINE_CHANGE = "decline_change", _("declined a proposed change")
        APPLY_UPDATE = "apply_update", _("updated a change from its source")
        DISMISS_UPDATE = "dismiss_update", _("kept a change as it is, although its source says something else")
        ADD_SOURCE = "add_source", _("added a source of imports")
        CHANGE_SOURCE = "change_source", _("changed a source of imports")
        TRUST_SOURCE = "trust_source", _("let a source of imports update changes by itself")
        DISTRUST_SOURCE = "distrust_source", _("took a source’s trust back")
        RESUME_SOURCE = "resume_source", _("let a source of imports be read again")
        STOP_SOURCE = "stop_source", _("stopped a source of imports")
        EDIT_QUESTION = "edit_question", _("mended the text of a question")
        MERGE_QUESTION = "merge_question", _("merged a question into another one")
        HIDE_QUESTION = "hide_question", _("hid a question")
        SHOW_QUESTION = "show_question", _("showed a hidden question again")
        HAND_OVER_QUESTION = "hand_over_question", _("handed a question over to its vendor")
        HIDE_ANSWER = "hide_answer", _("hid an official answer")
        WARN = "warn", _("warned a member")
        SILENCE = "silence", _("silenced a member")
        SUSPEND = "suspend", _("suspended a member")
        LIFT_SANCTION = "lift_sanction", _("lifted a sanction")
        SHOW_ANSWER = "show_answer", _("showed a hidden official answer again")
        MOVE_POST = "move_post", _("moved posts to another thread")
        SPLIT_THREAD = "split_thread", _("made a thread of posts of another one")
        MERGE_THREAD = "merge_thread", _("merged another thread into a thread")
        CHANGE_THREAD = "change_thread", _("changed the title, kind or tags of a thread")
        WATCH_WORD = "watch_word", _("put a word on the list of watched words")
        GIVE_SCOPE = "give_scope", _("let a member moderate a vendor or tag")
        END_SCOPE = "end_scope", _("ended that a member moderates a vendor or tag")
        UNWATCH_WORD = "unwatch_word", _("took a word from the list of watched words")
        GRANT_HAT = "grant_hat", _("let somebody speak for a vendor")
        DECLINE_HAT = "decline_hat", _("declined a request to speak for a vendor")
        DOFF_HAT = "doff_hat", _("took a vendor’s hat off")
        GRANT_CLAIM = "grant_claim", _("let somebody keep a company’s page")
        DECLINE_CLAIM = "decline_claim", _("declined a claim of a company’s page")
        LIFT_MASK = "lift_mask", _("looked who stands behind a pseudonym, and told the person")
        LIFT_MASK_UNTOLD = "lift_mask_untold", _("looked who stands behind a pseudonym, without telling the person")
        END_CLAIM = "end_claim", _("took a company’s page from its keeper")
        UNDO = "undo", _("took a decision back")
        UPHOLD_APPEAL = "uphold_appeal", _("read an appeal and let the decision stand")
        OVERTURN_APPEAL = "overturn_appeal", _("read an appeal and turned the decision back")

    # Nothing was decided by these: somebody has read what nobody reads otherwise.
    READINGS = (Verb.READ_MESSAGE, Verb.READ_INTRODUCTION)

    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions")
    # The role at the time, which is what the public log shows; "moderator:Nordwind" of who moderates that part only.
    role = models.CharField(max_length=100)
    verb = models.CharField(max_length=20, choices=Verb.choices)
    target_kind = models.CharField(max_length=20)
    target_id = models.BigIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    # What of the queue it was decided beside ("report-12"), or what else it answers ("appeal-3"); of one
    # that takes another back, that ("decision-7").
    case = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        indexes = [
            # used by: an item's own history
            models.Index(fields=["target_kind", "target_id", "id"], name="decision_of_target"),
        ]

    def __str__(self) -> str:
        return f"{self.moderator} {self.get_verb_display()}"

    @property
    def part(self) -> str:
        """The vendor or tag whose moderator decided; empty for moderators of all."""
        return self.role.partition(":")[2]
