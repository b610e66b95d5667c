"""Dora has made her account and knows her password."""

import pytest

from tests import factories as make


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """The right hasher is slow on purpose, which here would only mean waiting."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def dora(db):
    return make.make_user("dora", password=make.PASSWORD)
