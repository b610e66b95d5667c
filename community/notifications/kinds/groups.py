"""Who asks to join a group, who is invited or let in, and what is begun there. Of a no nobody is told."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.notifications.kinds.base import Kind
from community.notifications.kinds.talk import is_shown

TOPIC, ICON = "groups", "users"

KINDS: dict[str, Kind] = {
    "group.asked": Kind(
        topic=TOPIC,
        line=lambda membership: (
            _("%(name)s asks to join the group “%(group)s”")
            % {"name": membership.person.name, "group": membership.group.name}
        ),
        url=lambda membership: reverse("group_members", args=[membership.group.slugged_id]),
        why=gettext_lazy("You organise the group."),
        still_holds=lambda membership, reader: membership.state == "asked" and membership.declined_at is None,
        icon=ICON,
    ),
    "group.invited": Kind(
        topic=TOPIC,
        line=lambda membership: (
            _("%(name)s invites you to the group “%(group)s”")
            % {"name": membership.invited_by.name, "group": membership.group.name}
        ),
        why=gettext_lazy("You are a partner, and somebody thought of you."),
        still_holds=lambda membership, reader: membership.state == "invited",
        icon=ICON,
    ),
    "group.accepted": Kind(
        topic=TOPIC,
        line=lambda membership: _("You are in the group “%(group)s” now") % {"group": membership.group.name},
        why=gettext_lazy("You asked to join the group."),
        still_holds=lambda membership, reader: membership.is_member,
        icon=ICON,
    ),
    "group.organised": Kind(
        topic=TOPIC,
        line=lambda membership: _("You look after the group “%(group)s” now") % {"group": membership.group.name},
        why=gettext_lazy("You are in the group, and an organiser has chosen you or left."),
        still_holds=lambda membership, reader: membership.is_organiser,
        icon=ICON,
    ),
    "post.in_your_group": Kind(
        topic="group_threads",
        line=lambda post: (
            _("%(name)s began “%(thread)s” in a group of yours")
            % {"name": post.author.name, "thread": post.thread.title}
        ),
        why=gettext_lazy("You wanted to be told of new threads in the group."),
        still_holds=lambda post, reader: is_shown(post),
        icon=ICON,
    ),
}
