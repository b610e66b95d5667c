"""Where allauth asks us."""

from types import SimpleNamespace
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from community.accounts import rules
from community.core.refusals import Refused


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up with our own fields."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_taken": _("This handle is taken. Choose another one."),
    }

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit)

    def clean_username(self, username, shallow=False):
        """Besides being well formed, the handle must be free and pass for nobody else's."""
        username = super().clean_username(username, shallow)
        try:
            rules.check_handle_is_free(username)
        except Refused as refusal:
            raise ValidationError(refusal.sentence) from None
        return username

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Mails name the site, whatever host name the request came in under."""
        site = SimpleNamespace(name="Backchannel", domain=urlsplit(settings.SITE_URL).netloc)
        super().send_mail(template_prefix, email, {**context, "current_site": site})

    def send_account_already_exists_mail(self, email: str) -> None:
        """As long as making an account takes, whose password is hashed: the clock tells nobody that there is one."""
        make_password(get_random_string(20))
        super().send_account_already_exists_mail(email)

    def login(self, request, user) -> None:
        """The last step, after password, code or passkey and second factor: only now somebody suspended learns it."""
        found = rules.sanction_of(user)
        if found and found.is_suspension:
            clear_login(request)
            raise ImmediateHttpResponse(render(request, "account/suspended.html", {"sanction": found}, status=403))
        super().login(request, user)

    def generate_unique_username(self, txts, regex=None):
        """Only for sign-ups without a handle field, which ours has: social sign-ups."""
        name = super().generate_unique_username(txts, regex)
        return name.lower().replace(".", "-").replace("@", "-").replace("+", "-")[:20]
