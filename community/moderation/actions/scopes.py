"""Letting members moderate a part of the site, and ending it."""

from django.db import transaction
from django.db.models import F

from community.accounts import rules as people
from community.accounts.models import ModeratorScope, User
from community.moderation import rules
from community.moderation.logbook import logged
from community.moderation.models import Decision

Verb = Decision.Verb


@transaction.atomic
def give_scope(person: User, *, moderator, vendor=None, tag=None) -> bool:
    """Let a partner moderate what is about a vendor, or carries a tag. False if they do.

    Raises:
        Refused: not an administrator; no partner, or one who answers for that vendor.
    """
    rules.check_can_give_scopes(moderator)
    people.check_can_take_scope(person, vendor)
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    _scope, is_new = ModeratorScope.objects.get_or_create(
        person=person, vendor=vendor, tag=tag, defaults={"given_by": moderator}
    )
    if not is_new:
        return False
    User.objects.filter(pk=person.pk).update(scope_count=F("scope_count") + 1)
    return logged(moderator, Verb.GIVE_SCOPE, person, str(vendor or tag))


@transaction.atomic
def end_scope(scope: ModeratorScope, *, moderator) -> bool:
    """Take it back. False if it was."""
    rules.check_can_give_scopes(moderator)
    User.objects.select_for_update(no_key=True).get(pk=scope.person_id)
    deleted, _rows = ModeratorScope.objects.filter(pk=scope.pk).delete()
    if not deleted:
        return False
    User.objects.filter(pk=scope.person_id).update(scope_count=F("scope_count") - 1)
    return logged(moderator, Verb.END_SCOPE, scope.person, str(scope.vendor or scope.tag))
