"""Loading the signed-in person together with what every page asks about them."""

import datetime as dt

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet
from django.utils import timezone

from community.accounts import rules
from community.accounts.models import Hat, User
from community.core.prepared import prepared


class AccountBackend(AuthenticationBackend):
    """allauth's backend; company, facets, hats, sanctions and the second factor come along, so that no rule costs a
    query."""

    def get_user(self, user_id):
        user = next(iter(_people(pk=int(user_id), now=timezone.now())), None)
        if user is None or not self.user_can_authenticate(user) or rules.is_suspended(user):
            return None
        hats = user.hats.all()
        hats._result_cache = _hats(wearer=user.pk)
        user._prefetched_objects_cache = {"hats": hats}
        return user


@prepared
def _people(*, pk: int, now: dt.datetime) -> QuerySet:
    found = User.objects.with_company().with_second_factor().with_sanction(now)
    return found.select_related("personal_facets").filter(pk=pk)


@prepared
def _hats(*, wearer: int) -> QuerySet:
    return Hat.objects.filter(wearer=wearer).select_related("vendor")
