"""Sends notices in a process of its own: ``python -m tests.moderation.noticing TRIES`` says that it is ready, waits for
a line, and says how often it was told to wait."""

import os
import sys

import django

GIVEN = {
    "page": "/about/", "explanation": "It defames the firm of my sister.", "name": "Vera",
    "email": "vera@example.org", "good_faith": "on",
}  # fmt: skip


def main(tries: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "community.settings"
    django.setup()
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    client = Client()
    client.get("/healthz")
    print("ready", flush=True)
    sys.stdin.readline()
    print([client.post("/notice/", GIVEN).status_code for _try in range(tries)].count(429), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
