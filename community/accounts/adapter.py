"""Where allauth asks us."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up with our own fields."""

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit)

    def generate_unique_username(self, txts, regex=None):
        """Only for sign-ups without a handle field, which ours has: social sign-ups."""
        name = super().generate_unique_username(txts, regex)
        return name.lower().replace(".", "-").replace("@", "-").replace("+", "-")[:20]
