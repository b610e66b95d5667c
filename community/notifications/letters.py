"""The mails: text and HTML, and the heads by which mail clients thread them and stop them."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from community.moderation.queries import link_to_appeal
from community.notifications.kinds import KINDS
from community.notifications.models import Notification
from community.notifications.topics import TOPICS
from community.notifications.unsubscribing import host, unsubscribe_url

SUBJECT = 200  # characters


def letter_of_one(row: Notification, line) -> EmailMultiAlternatives:
    """The mail about one thing that happened."""
    kind = KINDS[row.kind]
    context = {"line": line, "manage": kind.manage and reverse(kind.manage)}
    if line.decision:
        context["appeal_url"] = link_to_appeal(line.decision, row.recipient)
    return _letter(
        row.recipient, template="notification", context=context, subject=line.text, name=f"notification-{row.pk}",
        about=line.about, topics=[kind.topic], reasons=[line.why],
    )  # fmt: skip


def letter_of_talk(recipient, pieces: list) -> EmailMultiAlternatives:
    """The mail about what was posted in a thread. Its subject is that of the thread, by which some clients go."""
    rows = [piece.line.notification for piece in pieces]
    first, last = min(row.pk for row in rows), max(row.pk for row in rows)
    thread = pieces[0].post.thread
    return _letter(
        recipient, template="talk", context={"pieces": pieces}, subject=f"Re: {thread.title}",
        name=f"talk-{thread.pk}-{first}-{last}", about=pieces[0].line.about,
        topics=sorted({KINDS[row.kind].topic for row in rows}), reasons=_each_once(piece.line.why for piece in pieces),
    )  # fmt: skip


def _letter(
    recipient, *, template: str, context: dict, subject: str, name: str, about: str, topics: list[str],
    reasons: list[str],
) -> EmailMultiAlternatives:  # fmt: skip
    """``name`` makes the Message-ID: a second copy, after a crash, has the same. ``about`` names the conversation:
    no mail has this id, but all that refer to it are shown as one.
    """
    stop = unsubscribe_url(recipient.pk, topics)
    context = context | {
        "subject": " ".join(subject.split())[:SUBJECT],
        "why": " ".join(reasons),
        "topics": [TOPICS[topic].label for topic in topics],
        "stop": stop,
        "settings_url": settings.SITE_URL + reverse("notification_settings"),
        "site": settings.SITE_URL,
    }
    letter = EmailMultiAlternatives(
        subject=context["subject"],
        body=render_to_string(f"emails/{template}.txt", context),
        to=[recipient.email],
        headers={
            "Message-ID": f"<{name}@{host()}>",
            "In-Reply-To": f"<{about}@{host()}>",
            "References": f"<{about}@{host()}>",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    letter.attach_alternative(render_to_string(f"emails/{template}.html", context), "text/html")
    return letter


def _each_once(reasons) -> list[str]:
    return list(dict.fromkeys(reasons))
