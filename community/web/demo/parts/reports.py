"""What members report besides posts, what three of them have hidden, and a notice by a visitor. All is invented."""

import datetime as dt

from community.accounts.withholding import write_texts
from community.forum.models import Thread
from community.moderation import actions

NOTICE = "The drawing of the portal’s steps in this thread is mine. I gave nobody leave to copy it from my own site."


def plan(story) -> None:
    """A thread and a company wait in the queue; a profile is hidden by three reports; a notice was confirmed."""
    story.at(story.now - dt.timedelta(hours=50), lambda: _report_thread(story))
    story.at(story.now - dt.timedelta(hours=31), lambda: _report_company(story))
    story.at(story.now - dt.timedelta(hours=8), lambda: _report_profile(story))
    story.at(story.now - dt.timedelta(hours=5), _notice)


def _report_thread(story) -> None:
    reporter = story.people["greta"]
    others = Thread.objects.visible_to(reporter).published().filter(change=None).exclude(author=reporter)
    note = "The title names the person who answers there. The route would do."
    actions.report(others.order_by("pk").first(), reporter=reporter, reason="unkind", note=note)


def _report_company(story) -> None:
    note = "The address leads to a shop of somebody else now."
    actions.report(story.people["kwame"].company, reporter=story.people["bea"], reason="wrong_fact", note=note)


def _report_profile(story) -> None:
    person = story.people["dale"]
    write_texts(person, about="Lists of decision makers, fresh every month. Ask me for prices.")
    person.refresh_from_db()
    for handle in ("bea", "greta", "roisin"):
        actions.report(person, reporter=story.people[handle], reason="spam")


def _notice() -> None:
    thread = Thread.objects.published().filter(change=None).order_by("pk").last()
    notice = actions.send_notice(
        thread.get_absolute_url(), explanation=NOTICE, name="Ines Brandt", email="ines@example.org", language="en"
    )
    actions.confirm_notice(notice)
