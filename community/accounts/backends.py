"""Loading the signed-in person together with what every page asks about them."""

from allauth.account.auth_backends import AuthenticationBackend

from community.accounts.models import User


class AccountBackend(AuthenticationBackend):
    """allauth's backend; company, facets, hats and the second factor come along, so that no rule costs a query."""

    def get_user(self, user_id):
        user = (
            User.objects.with_company()
            .with_second_factor()
            .select_related("personal_facets")
            .prefetch_related("hats")
            .filter(pk=user_id)
            .first()
        )
        return user if user and self.user_can_authenticate(user) else None
