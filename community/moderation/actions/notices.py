"""Notices of illegal content: sent by anybody, confirmed by mail, decided by a moderator."""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from community.core.jobs import defer
from community.moderation import rules
from community.moderation.actions.claims import end_claims
from community.moderation.actions.undoing import LASTS, TOLD_AFTER, can_be_undone
from community.moderation.logbook import logged
from community.moderation.models import Decision, Notice

CONFIRM_WITHIN = dt.timedelta(days=3)  # over a weekend
SENDERS_KEPT = dt.timedelta(days=180)  # after the decision: as long as one may object, see 0050 in the decisions
SALT = "moderation.notice"


@transaction.atomic
def send_notice(page: str, *, explanation: str, name: str, email: str, language: str) -> Notice:
    """Keep a notice and mail its sender a link. Nobody reads it until that is used."""
    notice = Notice.objects.create(page=page, explanation=explanation, name=name, email=email, language=language)
    defer("moderation.mail_notice", notice_id=notice.pk, template="confirm")
    return notice


def notice_of(token: str) -> Notice | None:
    """The notice that the link in a mail names; None if it is older than three days, or no link of ours."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    return Notice.objects.filter(pk=pk).first()


@transaction.atomic
def confirm_notice(notice: Notice) -> bool:
    """The mail address is right: moderators read it from now on. False if it was confirmed before."""
    return bool(Notice.objects.filter(pk=notice.pk, confirmed_at=None).update(confirmed_at=timezone.now()))


@can_be_undone
def decide_notice(notice: Notice, *, moderator, acted_on: bool, reason: str) -> bool:
    """Say what came of a notice; its sender is mailed the reason. False if that is decided already.

    What is illegal is hidden on its own page: that has a reason of its own, which its author reads.
    """
    rules.check_can_moderate(moderator)
    end_claims(moderator, cases=(f"notice-{notice.pk}",))
    notice = Notice.objects.select_for_update(no_key=True).get(pk=notice.pk)
    if notice.confirmed_at is None or notice.decided_at is not None:
        return False
    notice.decided_at, notice.acted_on, notice.reason = timezone.now(), acted_on, reason
    notice.save(update_fields=["decided_at", "acted_on", "reason"])
    defer("moderation.mail_notice", at=notice.decided_at + TOLD_AFTER, notice_id=notice.pk, template="decided")
    verb = Decision.Verb.ACT_ON_NOTICE if acted_on else Decision.Verb.DISMISS_NOTICE
    return logged(moderator, verb, notice, reason)


def is_to_be_mailed(notice: Notice, *, template: str) -> bool:
    """Whether somebody waits for this mail: for that of a decision only if it stands, and long enough."""
    if not notice.email or template != "decided":
        return bool(notice.email)
    return notice.decided_at is not None and notice.decided_at + LASTS <= timezone.now()


def mail_notice(notice: Notice, *, template: str) -> None:
    """Mail its sender: the link to ``confirm`` it, or what was ``decided``."""
    token = signing.dumps(notice.pk, salt=SALT)
    link = settings.SITE_URL + reverse("notice_confirm", args=[token])
    with override(notice.language):
        subject, body = (
            render_to_string(
                f"moderation/mails/notice_{template}_{part}.txt",
                {"notice": notice, "link": link, "site_url": settings.SITE_URL},
            )
            for part in ("subject", "message")
        )
    EmailMessage(subject.strip(), body.strip(), to=[notice.email]).send()


@transaction.atomic
def forget_senders() -> int:
    """Remove notices that nobody confirmed in time, and who sent those that were decided long ago. Returns how many."""
    now = timezone.now()
    gone, _rows = Notice.objects.filter(confirmed_at=None, created_at__lt=now - 2 * CONFIRM_WITHIN).delete()
    old = Notice.objects.filter(decided_at__lt=now - SENDERS_KEPT).exclude(email="")
    return gone + old.update(name="", email="")
