"""What is kept of people and for how long: network addresses, given-up handles, accounts that are to be closed."""

import datetime as dt
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import get_random_string

from community.accounts import handles, rules
from community.accounts.models import AccountClosing, FormerHandle, User
from community.core.jobs import defer

COOLING_OFF = dt.timedelta(days=14)  # product.md 4.7: long enough to come back from a holiday, or from anger
ADDRESSES_KEPT = dt.timedelta(days=90)
NO_ADDRESS = "0.0.0.0"  # noqa: S104 - in the place of one that was dropped, nothing listens there
NO_NAME = "Deleted member"


@transaction.atomic
def ask_to_close(member, *, removes_posts: bool) -> AccountClosing:
    """Close the account in 14 days. Asked again, the first day stays and what becomes of the posts is as said last.

    Raises:
        Refused: a moderator.
    """
    rules.check_can_close_account(member)
    now = timezone.now()
    closing, asked = AccountClosing.objects.update_or_create(
        member=member,
        defaults={"removes_posts": removes_posts},
        create_defaults={"removes_posts": removes_posts, "asked_at": now, "due_at": now + COOLING_OFF},
    )
    if asked:
        defer("accounts.mail_closing_asked", closing_id=closing.pk)
    return closing


def keep_open(member) -> bool:
    """The member takes it back. False if nothing was asked."""
    deleted, _rows = AccountClosing.objects.filter(member=member).delete()
    return bool(deleted)


def mail_closing_asked(closing: AccountClosing) -> None:
    """Tell the member, who may not be the one who asked."""
    _mail("closing_asked", closing)


def mail_closed(closing: AccountClosing) -> None:
    """The last mail. Within the transaction that closes the account: said twice if that fails, never not at all."""
    _mail("closed", closing)


@transaction.atomic
def scrub(member: User) -> None:
    """Take everything out of the row that says who it was, and delete what was theirs alone.

    The row stays, because posts and decisions point to it. What others count on (marks, votes, facts of companies)
    stays too, and points to somebody without a name.
    """
    _end_sessions(member)
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(member.pk)
    ).update(object_repr=NO_NAME)  # fmt: skip
    FormerHandle.objects.update_or_create(
        trace=handles.trace(member.handle), defaults={"given_up_at": timezone.now()}
    )  # fmt: skip
    _take_hats_off(member)
    _delete_own_rows(member)
    member.email, member.name, member.title, member.about = None, NO_NAME, "", ""
    member.handle = handles.CLOSED + get_random_string(12, "abcdefghjkmnpqrstuvxyz")
    member.is_active, member.closed_at, member.last_login, member.trusted_at = False, timezone.now(), None, None
    member.scope_count = member.face_count = 0
    member.set_unusable_password()
    member.save()


# Rows that others count on, or that count in numbers that are shown.
STAYS = {"accounts.hat", "admin.logentry", "forum.signal", "forum.tally", "programs.effectreport"}


def _delete_own_rows(member: User) -> None:
    """Whatever would go with the person's row if it went: drafts, follows, marks of reading, factors, sessions."""
    for relation in User.pointing_here():
        goes_along = getattr(relation, "on_delete", None) is not None and relation.on_delete.__name__ == "CASCADE"
        if goes_along and relation.related_model._meta.label_lower not in STAYS:
            relation.related_model._base_manager.filter(**{relation.field.name: member}).delete()


def _take_hats_off(member: User) -> None:
    """What was said for a vendor stays said for it; the proof says who it was."""
    member.hats.update(proof_url="")
    member.hats.worn().update(doffed_at=timezone.now())


def _end_sessions(member: User) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in UserSession.objects.filter(user=member).values_list("session_key", flat=True):
        store(key).delete()


def drop_old_traces() -> None:
    """Forget addresses of the network after 90 days, and what is over: sessions, counted tries, held handles."""
    before = timezone.now() - ADDRESSES_KEPT
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    UserSession.objects.filter(last_seen_at__lt=before).update(ip=NO_ADDRESS, user_agent="")
    FormerHandle.objects.filter(given_up_at__lt=timezone.now() - dt.timedelta(days=handles.HELD_DAYS)).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cache WHERE expires < %s", [timezone.now()])  # whose keys hold addresses


def _mail(template: str, closing: AccountClosing) -> None:
    subject, body = (
        render_to_string(f"accounts/mails/{template}_{part}.txt", {"closing": closing, "site_url": settings.SITE_URL})
        for part in ("subject", "message")
    )
    EmailMessage(subject.strip(), body.strip(), to=[closing.member.email]).send()
