"""Tries wrong passwords in a process of its own: ``python -m tests.accounts.trying TRIES`` says that it is ready, waits
for a line, and says how often it was told to wait."""

import os
import sys

import django

SIGN_IN = "/accounts/login/"


def wrong_password(client, email="dora@example.org", **headers):
    return client.post(SIGN_IN, {"login": email, "password": "not-the-password"}, headers=headers)


def main(tries: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "community.settings"
    django.setup()
    from django.test import Client
    from django.test.utils import setup_test_environment

    from tests.accounts.pages import has_to_wait

    setup_test_environment()
    client = Client()
    client.get("/healthz")
    print("ready", flush=True)
    sys.stdin.readline()
    print(sum(has_to_wait(wrong_password(client)) for _try in range(tries)), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
