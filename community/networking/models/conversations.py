"""Conversations of a few people, which nobody else reads."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.networking.models.introductions import Introduction
from community.networking.querysets.conversations import ConversationQuerySet, MessageQuerySet, ParticipantQuerySet

LONGEST_MESSAGE = 8000  # characters: who has more to say to a few people sends a document


class Conversation(models.Model):
    """What 2 to 30 people write to each other. Rows that are added to it wait for each other by locking its row."""

    title = models.CharField(max_length=80, blank=True)  # of several people, if whoever began it gave one
    introduction = models.OneToOneField(
        Introduction, models.SET_NULL, null=True, blank=True, related_name="conversation"
    )  # by which the two may write to each other
    last_number = models.PositiveIntegerField(default=0)
    # The newest of its messages: lists go by its id, which grows with each message of all conversations.
    newest = models.OneToOneField("Message", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ConversationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"conversation {self.pk}"  # never who talks about what: this is what logs would show

    def get_absolute_url(self) -> str:
        return reverse("conversation", args=[self.pk])


class Participant(models.Model):
    """Somebody in a conversation, or who was in it. They read what came after ``joined_number``, until they leave."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="participants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="conversations")
    joined_at = models.DateTimeField(auto_now_add=True)
    joined_number = models.PositiveIntegerField(default=0)
    left_at = models.DateTimeField(null=True, blank=True)
    read_number = models.PositiveIntegerField(default=0)
    # What is in hand when one of two puts the conversation away; it comes back with the next message.
    archived_number = models.PositiveIntegerField(null=True, blank=True)
    is_muted = models.BooleanField(default=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("conversation", "person", name="one_seat_per_conversation_and_person"),
            models.CheckConstraint(
                condition=Q(read_number__gte=models.F("joined_number")), name="participant_read_from_joining_on"
            ),
        ]
        indexes = [
            # used by: the list, and the number in the page head
            models.Index(fields=["person"], condition=Q(left_at=None), name="participant_of_person"),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk}"

    @property
    def is_archived(self) -> bool:
        """Put away, and nothing came since. Needs the conversation."""
        return self.archived_number is not None and self.archived_number >= self.conversation.last_number

    @property
    def has_unread(self) -> bool:
        """Whether there is something that the person has not seen. Needs the conversation."""
        return self.left_at is None and self.read_number < self.conversation.last_number


class Message(models.Model):
    """One text in a conversation, or a line about who came and went. Its number is given once and never changes."""

    class Kind(models.TextChoices):
        TEXT = "text", _("message")
        ADDED = "added", _("somebody was added")
        LEFT = "left", _("somebody left")
        INTRODUCED = "introduced", _("two were introduced")
        MATCHED = "matched", _("a peer round put them together")

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TEXT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    round_group = models.ForeignKey(
        "RoundGroup", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # of a line about a peer round: why; forgotten before the line is
    source = models.TextField(max_length=LONGEST_MESSAGE, blank=True)
    html = models.TextField(blank=True, editable=False)
    renderer_version = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # The form it was written in: sent twice, it is one message.
    form_key = models.UUIDField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True)  # when its author's account took the text along
    # When somebody last reported it: as long as a decision about it can be appealed it is not removed.
    reported_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    is_withheld = models.BooleanField(default=False)  # hidden by reports alone: a moderator has not decided yet
    hidden_reason = models.CharField(max_length=500, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("conversation", "number", name="message_number_unique_in_conversation"),
            models.UniqueConstraint(
                "author", "form_key", condition=Q(form_key__isnull=False), name="one_message_per_form"
            ),
            models.CheckConstraint(
                condition=Q(kind="text", erased_at=None) & ~Q(source="") | Q(source="", html=""),
                name="message_with_a_text_or_a_line",
            ),
            models.CheckConstraint(
                condition=Q(is_withheld=False) | Q(hidden_at__isnull=False), name="message_withheld_is_hidden"
            ),
        ]
        indexes = [
            # used by: how many somebody has written lately
            models.Index(fields=["author", "-created_at"], name="message_of_author"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"  # never what it says: this is what logs and lists of the admin site would show

    def get_absolute_url(self) -> str:
        return f"{reverse('conversation', args=[self.conversation_id])}#m{self.number}"

    @property
    def is_shown(self) -> bool:
        """A text that those in the conversation can read."""
        return self.kind == self.Kind.TEXT and self.hidden_at is None and self.erased_at is None
