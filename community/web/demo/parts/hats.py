"""Somebody who asks to speak for a vendor, and waits. All of it is invented."""

import datetime as dt

from community.accounts.actions import ask_for_hat
from community.programs.models import Vendor


def plan(story) -> None:
    """Two days ago, so that it stands among what waits."""
    story.at(story.now - dt.timedelta(days=2), lambda: _ask(story))


def _ask(story) -> None:
    ask_for_hat(
        requester=story.people["carla"], vendor=Vendor.objects.get(slug="broadcom"),
        proof_url="https://carla.example/partner-team", text="I began there this month. My lead there can confirm it.",
    )  # fmt: skip
