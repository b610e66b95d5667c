"""Where allauth asks us."""

from types import SimpleNamespace
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.shortcuts import render

from community.accounts import rules


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up with our own fields."""

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Mails name the site, whatever host name the request came in under."""
        site = SimpleNamespace(name="Backchannel", domain=urlsplit(settings.SITE_URL).netloc)
        super().send_mail(template_prefix, email, {**context, "current_site": site})

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
