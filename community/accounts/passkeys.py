"""Answers of passkeys, which may be anything at all: the library expects what browsers send."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm

# What the library raises at a dictionary that lacks something, or holds something of another kind.
MALFORMED = (AttributeError, KeyError, TypeError, ValueError)


class _Careful:
    def clean_credential(self):
        try:
            return super().clean_credential()
        except MALFORMED:
            raise get_adapter().validation_error("incorrect_code") from None


class PasskeyForm(_Careful, AuthenticateWebAuthnForm):
    """A passkey as the second factor."""


class PasskeyLoginForm(_Careful, LoginWebAuthnForm):
    """A passkey instead of a password."""


class PasskeyAgainForm(_Careful, ReauthenticateWebAuthnForm):
    """A passkey before something that matters."""
