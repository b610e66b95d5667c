"""What became of what members reported: for those who reported it, and for those whose it is."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.moderation.models import Decision
from community.notifications.kinds.base import Kind

Verb = Decision.Verb

YOURS = gettext_lazy("You wrote it, or it is your company’s.")


def _withheld(thing) -> str:
    """That it waits, and why."""
    match thing._meta.model_name:
        case "post":
            said = _(
                "Members reported your post #%(number)s in “%(thread)s”. It is hidden until a moderator has read it"
            )
            return said % {"number": thing.number, "thread": thing.thread.title}
        case "thread":
            said = _("Members reported your thread “%(title)s”. It is hidden until a moderator has read it")
            return said % {"title": thing.title}
        case "change":
            said = _(
                "Members reported the change you proposed: “%(title)s”. It is hidden until a moderator has read it"
            )
            return said % {"title": thing.title}
        case "contactroute":
            said = _("Members reported a way to %(vendor)s that you added. It is hidden until a moderator has read it")
            return said % {"vendor": thing.vendor}
        case "group":
            said = _("Members reported the page of your group “%(name)s”. It is hidden until a moderator has read it")
            return said % {"name": thing.name}
        case "event":
            said = _("Members reported an event of your group: “%(title)s”. It is hidden until a moderator has read it")
            return said % {"title": thing.title}
        case "message":
            return _("Others in a conversation reported a message of yours. It is hidden until a moderator has read it")
        case "teamingentry":
            said = _(
                "Members reported what you posted on the teaming board: “%(title)s”. It is hidden until a moderator has"
                " read it"
            )
            return said % {"title": thing.title}
    if thing.person_id:
        return _("Members reported what your profile says. It is hidden until a moderator has read it")
    said = _("Members reported what the page of %(company)s says. It is hidden until a moderator has read it")
    return said % {"company": thing.company}


def _hidden(thing) -> str:
    match thing._meta.model_name:
        case "thread":
            return _("Your thread “%(title)s” was hidden by a moderator") % {"title": thing.title}
        case "change":
            return _("The change you proposed was hidden by a moderator: “%(title)s”") % {"title": thing.title}
        case "contactroute":
            return _("A way to %(vendor)s that you added was hidden by a moderator") % {"vendor": thing.vendor}
        case "group":
            return _("The page of your group “%(name)s” was hidden by a moderator") % {"name": thing.name}
        case "event":
            return _("An event of your group was hidden by a moderator: “%(title)s”") % {"title": thing.title}
        case "message":
            return _("A message of yours was hidden by a moderator")
        case "introduction":
            return _("Your request for an introduction was taken away by a moderator")
        case "teamingentry":
            return _("What you posted on the teaming board was hidden by a moderator: “%(title)s”") % {
                "title": thing.title
            }
    if thing.person_id:
        return _("A moderator took away what your profile said. You may write it anew")
    return _("A moderator took away what the page of %(company)s said") % {"company": thing.company}


def _restored(thing) -> str:
    match thing._meta.model_name:
        case "post":
            said = _("A moderator read your post #%(number)s in “%(thread)s”, and it is shown again")
            return said % {"number": thing.number, "thread": thing.thread.title}
        case "thread":
            return _("A moderator read your thread “%(title)s”, and it is shown again") % {"title": thing.title}
        case "change":
            return _("A moderator read the change you proposed, and it is shown again: “%(title)s”") % {
                "title": thing.title
            }
        case "contactroute":
            return _("A moderator read the way to %(vendor)s that you added, and it is shown again") % {
                "vendor": thing.vendor
            }
        case "group":
            said = _("A moderator read the page of your group “%(name)s”, and it is shown again")
            return said % {"name": thing.name}
        case "event":
            said = _("A moderator read an event of your group, and it is shown again: “%(title)s”")
            return said % {"title": thing.title}
        case "message":
            return _("A moderator read a message of yours, and it is shown again")
        case "introduction":
            return _("A moderator gave your request for an introduction back")
        case "teamingentry":
            said = _("A moderator read what you posted on the teaming board, and it is shown again: “%(title)s”")
            return said % {"title": thing.title}
    if thing.person_id:
        return _("A moderator read what your profile says, and it is shown again")
    return _("A moderator read what the page of %(company)s says, and it is shown again") % {"company": thing.company}


def _reason(thing) -> str:
    """What the moderator wrote who hid it."""
    names = {
        "thread": "hidden_reason", "change": "declined_reason", "contactroute": "hidden_reason",
        "message": "hidden_reason", "introduction": "hidden_reason", "teamingentry": "hidden_reason",
        "group": "hidden_reason", "event": "hidden_reason",
    }  # fmt: skip
    return getattr(thing, names.get(thing._meta.model_name, "reason"))


def _place(thing) -> str:
    """Where its author still sees it."""
    match thing._meta.model_name:
        case "post":
            return reverse("own_post", args=[thing.pk])
        case "withheldtext":
            return (thing.person or thing.company).get_absolute_url()
    return thing.get_absolute_url()


def _whose(thing) -> tuple[str, int]:
    """What the decision was about: of texts whoever they are of."""
    if thing._meta.model_name != "withheldtext":
        return thing._meta.model_name, thing.pk
    return ("user", thing.person_id) if thing.person_id else ("company", thing.company_id)


AGREED = {
    "post": gettext_lazy("A moderator agreed with your report of a post and acted on it"),
    "thread": gettext_lazy("A moderator agreed with your report of a thread and acted on it"),
    "change": gettext_lazy("A moderator agreed with your report of a change and acted on it"),
    "person": gettext_lazy("A moderator agreed with your report of a profile and acted on it"),
    "company": gettext_lazy("A moderator agreed with your report of a company and acted on it"),
    "route": gettext_lazy("A moderator agreed with your report of a way to a vendor and acted on it"),
    "group": gettext_lazy("A moderator agreed with your report of a group and acted on it"),
    "event": gettext_lazy("A moderator agreed with your report of an event and acted on it"),
    "message": gettext_lazy("A moderator agreed with your report of a message and acted on it"),
    "introduction": gettext_lazy("A moderator agreed with your report of a request and acted on it"),
    "teaming": gettext_lazy("A moderator agreed with your report of a need or an offer and acted on it"),
}
KEPT = {
    "post": gettext_lazy("A moderator looked at your report and kept the post"),
    "thread": gettext_lazy("A moderator looked at your report and kept the thread"),
    "change": gettext_lazy("A moderator looked at your report and kept the change as it is"),
    "person": gettext_lazy("A moderator looked at your report and kept the profile as it is"),
    "company": gettext_lazy("A moderator looked at your report and kept what is said of the company"),
    "route": gettext_lazy("A moderator looked at your report and kept the way to a vendor as it is"),
    "group": gettext_lazy("A moderator looked at your report and kept the page of the group as it is"),
    "event": gettext_lazy("A moderator looked at your report and kept the event as it is"),
    "message": gettext_lazy("A moderator looked at your report and kept the message"),
    "introduction": gettext_lazy("A moderator looked at your report and left the request as it is"),
    "teaming": gettext_lazy("A moderator looked at your report and kept the need or offer"),
}

HIDING = (
    Verb.HIDE_THREAD, Verb.HIDE_CHANGE, Verb.HIDE_PROFILE, Verb.HIDE_COMPANY, Verb.HIDE_ROUTE, Verb.HIDE_MESSAGE,
    Verb.HIDE_INTRODUCTION, Verb.HIDE_TEAMING, Verb.HIDE_GROUP, Verb.HIDE_EVENT,
)  # fmt: skip

KINDS: dict[str, Kind] = {
    "reported.withheld": Kind(topic="decisions", line=_withheld, url=_place, why=YOURS, icon="clock"),
    "reported.hidden": Kind(
        topic="decisions",
        verbs=HIDING,
        decided=_whose,
        line=_hidden,
        reason=_reason,
        url=_place,
        why=YOURS,
        icon="eye-off",
    ),
    "reported.restored": Kind(topic="decisions", line=_restored, url=_place, why=YOURS, icon="eye"),
    "report.closed": Kind(
        topic="reports",
        line=lambda report: str((AGREED if report.upheld else KEPT)[report.kind]),
        # What was hidden since has an address that names it.
        url=lambda report: report.thing.get_absolute_url() if report.is_reachable else "",
        why=gettext_lazy("You reported it."),
        icon="flag",
    ),
}
