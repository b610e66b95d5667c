"""Groups: circles that partners found, each with a page, organisers and a way in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.forum.models import Circle
from community.networking.querysets.groups import GroupMembershipQuerySet, GroupQuerySet
from community.tags.models import Tag

LONGEST_DESCRIPTION = 4000  # characters: what is longer belongs into a thread of the group
MOST_TAGS = 5  # as a thread


class Group(Circle):
    """A circle with a page. Its name, way in and end, and whether it is hidden, are the circle's: see
    ``forum.models.Circle``. Its members have the seats there."""

    class MembersShown(models.TextChoices):
        EVERYBODY = "everybody", _("whoever sees the group")
        SITE = "site", _("signed-in members of the site")
        GROUP = "group", _("members of the group")
        ORGANISERS = "organisers", _("its organisers")

    description = models.TextField(max_length=LONGEST_DESCRIPTION)
    description_html = models.TextField(editable=False)
    renderer_version = models.PositiveSmallIntegerField(editable=False)
    tags = models.ManyToManyField(Tag, related_name="groups", blank=True)
    country = models.CharField(max_length=2, blank=True)  # where it meets, two letters (ISO 3166-1); empty: online
    members_shown_to = models.CharField(max_length=10, choices=MembersShown.choices, default=MembersShown.SITE)
    founded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="groups_founded"
    )
    founded_at = models.DateTimeField(auto_now_add=True)
    form_key = models.UUIDField(null=True, editable=False)  # the form it was founded with: sent twice, it is one group

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "founded_by", "form_key", condition=Q(form_key__isnull=False), name="one_group_per_form"
            ),
        ]


class GroupMembership(models.Model):
    """Somebody in a group, on the way into it, or taken out of it. Who has left has no row."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        ORGANISER = "organiser", _("organiser")

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        WITHDRAWN = "withdrawn", _("invitation withdrawn")
        ASKED = "asked", _("has asked to join")
        MEMBER = "member", _("member")
        REMOVED = "removed", _("removed")

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="group_memberships")
    role = models.CharField(max_length=9, choices=Role.choices, default=Role.MEMBER)
    state = models.CharField(max_length=9, choices=State.choices)
    began_at = models.DateTimeField()  # when it came to the state
    is_watching = models.BooleanField(default=False)  # a member is told of each new thread
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # The "no" of whoever was invited or asked. The other side is never shown it: a no and no answer look alike.
    declined_at = models.DateTimeField(null=True, blank=True)

    objects = GroupMembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also used by: the members of a group.
            models.UniqueConstraint("group", "person", name="one_membership_per_group_and_person"),
            models.CheckConstraint(
                condition=Q(role="member") | Q(state="member"), name="group_organiser_is_a_member"
            ),
            models.CheckConstraint(
                condition=Q(is_watching=False) | Q(state="member"), name="group_watched_by_a_member"
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None) | Q(state__in=["invited", "asked"]),
                name="group_declined_what_was_open",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"membership {self.pk}"  # never whose: this is what logs would show

    def get_absolute_url(self) -> str:
        return self.group.get_absolute_url()

    @property
    def is_member(self) -> bool:
        return self.state == self.State.MEMBER

    @property
    def is_organiser(self) -> bool:
        return self.role == self.Role.ORGANISER
