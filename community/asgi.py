"""What streams to open pages: ``granian --interface asgi community.asgi:application``."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
os.environ["DATABASE_POOL"] = "0"  # one connection, held by one thread: see community.live.hub
django.setup()

from community.live.server import application  # noqa: E402 - needs the settings

__all__ = ["application"]
