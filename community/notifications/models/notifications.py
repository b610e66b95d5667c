"""Who is told of what."""

from django.conf import settings
from django.db import models

from community.activity.models import Activity
from community.notifications.querysets import NotificationQuerySet


class Notification(models.Model):
    """One activity, as it concerns one person. ``kind`` says why they are told.

    The row holds no text: what the recipient may read is asked anew when it is shown or mailed.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    # When it goes out with what else there is of its thread. Empty for what is mailed at once or not at all, and
    # emptied again for what is not to be mailed any more.
    mail_due_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("recipient", "activity", name="one_notification_per_person_and_activity"),
        ]
        indexes = [
            # used by: the inbox, newest first
            models.Index(fields=["recipient", "-id"], name="notification_inbox"),
            # used by: the number in the page head
            models.Index(fields=["recipient"], condition=models.Q(read_at=None), name="notification_unread"),
            # used by: one mail for all that waits for a recipient
            models.Index(
                fields=["recipient"],
                condition=models.Q(mail_due_at__isnull=False, mailed_at=None),
                name="notification_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.recipient}"
