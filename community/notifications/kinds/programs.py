"""Changes of what one follows, and questions to vendors."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.notifications.kinds.base import Kind

SIGNED = gettext_lazy("You signed the question for your company.")

KINDS: dict[str, Kind] = {
    "vendor.changes_published": Kind(
        topic="new_changes",
        line=lambda vendor, changes: (
            ngettext("%(count)d new change by %(vendor)s", "%(count)d new changes by %(vendor)s", len(changes))
            % {"count": len(changes), "vendor": vendor}
        ),
        url=lambda vendor: f"{reverse('change_list')}?{urlencode({'vendor': vendor.slug, 'sort': 'moved'})}",
        why=gettext_lazy("You follow the vendor, or one of the programs or tags of these changes."),
        icon="files",
        plain="changes",
    ),
    "question.sent": Kind(
        topic="questions",
        line=lambda question: _("Ten companies have sent Q%(number)d about “%(title)s”") % _asked(question),
        why=SIGNED,
        icon="send",
    ),
    "question.for_your_vendor": Kind(
        topic="vendor",
        line=lambda question: _("Partners ask %(vendor)s: Q%(number)d about “%(title)s”") % _asked(question),
        why=gettext_lazy("You represent the vendor."),
        icon="message-circle-question-mark",
    ),
    "question.answered": Kind(
        topic="official",
        line=lambda question: (
            _("Q%(number)d about “%(title)s” has an official answer. Say whether it answers it") % _asked(question)
        ),
        why=SIGNED,
        icon="message-square-quote",
    ),
    "question.fixed": Kind(
        topic="questions",
        line=lambda question: _("What Q%(number)d about “%(title)s” asks was fixed without a word") % _asked(question),
        why=SIGNED,
        icon="check",
    ),
}


def _asked(question) -> dict:
    return {"number": question.number, "title": question.change.title, "vendor": question.change.vendor}
