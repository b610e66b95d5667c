"""Loading the signed-in person together with what every page asks about them."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Prefetch

from community.accounts import rules
from community.accounts.models import Hat, User


class AccountBackend(AuthenticationBackend):
    """allauth's backend; company, facets, hats, sanctions and the second factor come along, so that no rule costs a
    query."""

    def get_user(self, user_id):
        user = (
            User.objects.with_company()
            .with_second_factor()
            .with_sanction()
            .select_related("personal_facets")
            .prefetch_related(Prefetch("hats", Hat.objects.select_related("vendor")))
            .filter(pk=user_id)
            .first()
        )
        if user is None or not self.user_can_authenticate(user) or rules.is_suspended(user):
            return None
        return user
