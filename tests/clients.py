"""A browser without a browser: Django's client, signed in."""

from django.test import Client


def sign_in(user=None) -> Client:
    """A client signed in as the user; without one, a visitor's."""
    client = Client()
    if user is not None:
        client.force_login(user, backend="community.accounts.backends.AccountBackend")
    return client
