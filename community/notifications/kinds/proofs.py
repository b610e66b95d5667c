"""Who somebody is said to be here: partner, representative, keeper of a company's page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.moderation.models import Decision
from community.notifications.kinds.base import Kind

Verb = Decision.Verb

ASKED = gettext_lazy("You asked for the hat.")

KINDS: dict[str, Kind] = {
    "vouch.asked_for": Kind(
        topic="vouching",
        line=lambda vouch: (
            _("%(name)s asks you to vouch: do you know that they work at %(company)s?")
            % {"name": vouch.application.applicant.name, "company": vouch.application.company_name}
        ),
        why=gettext_lazy("You are a partner, and the applicant named you."),
        still_holds=lambda vouch, reader: vouch.application.state == "pending" and not vouch.answer,
        icon="user-check",
    ),
    "claim.granted": Kind(
        topic="decisions",
        line=lambda claim: _("You keep the page of %(company)s now") % {"company": claim.company},
        why=gettext_lazy("You asked to keep the page."),
        icon="check",
    ),
    "claim.declined": Kind(
        topic="decisions",
        verbs=(Verb.DECLINE_CLAIM,),
        line=lambda claim: _("Your claim of the page of %(company)s was declined") % {"company": claim.company},
        reason=lambda claim: claim.reason,
        why=gettext_lazy("You asked to keep the page."),
        icon="undo-2",
    ),
    "claim.ended": Kind(
        topic="decisions",
        verbs=(Verb.END_CLAIM,),
        line=lambda claim, reason: (
            _("A moderator took the page of %(company)s from you. %(reason)s")
            % {"company": claim.company, "reason": reason}
        ),
        why=gettext_lazy("You kept the page."),
        icon="shield-alert",
        plain="reason",
    ),
    "hat.granted": Kind(
        topic="decisions",
        line=lambda request: (
            _("You may speak for %(vendor)s now. With each post you choose whether you do") % {"vendor": request.vendor}
        ),
        why=ASKED,
        icon="check",
    ),
    "hat.declined": Kind(
        topic="decisions",
        verbs=(Verb.DECLINE_HAT,),
        line=lambda request: _("Your request to speak for %(vendor)s was declined") % {"vendor": request.vendor},
        reason=lambda request: request.reason,
        why=ASKED,
        icon="undo-2",
    ),
    "hat.doffed": Kind(
        topic="decisions",
        verbs=(Verb.DOFF_HAT,),
        line=lambda hat, reason: (
            _("A moderator took your hat off: you speak for %(vendor)s no longer. %(reason)s")
            % {"vendor": hat.vendor, "reason": reason}
        ),
        why=gettext_lazy("You wore the hat."),
        icon="shield-alert",
        plain="reason",
    ),
}
