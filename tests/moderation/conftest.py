"""What several tests of moderation need."""

from datetime import timedelta

import pytest


@pytest.fixture
def ten_minutes_later(monkeypatch):
    """Decisions are told, and can be appealed, as if they could no longer be taken back."""
    for name in ("LASTS", "TOLD_AFTER"):
        monkeypatch.setattr(f"community.moderation.actions.undoing.{name}", timedelta())
