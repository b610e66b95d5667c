"""Keeping filters of the change list under a name."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.core.refusals import Refused
from community.programs import rules
from community.programs.models import SavedSearch


@transaction.atomic
def save_search(*, member, name: str, query: str) -> SavedSearch:
    """Keep filters under a name. The same filters under the same name again give the search that is there.

    Args:
        query: canonical, as ``ChangeFilterForm.query`` gives it.
    Raises:
        Refused: the name is taken by other filters, or the member keeps as many searches as one may.
    """
    User.objects.select_for_update(no_key=True).get(pk=member.pk)  # two tabs at once are no way round the limit
    there = SavedSearch.objects.visible_to(member).filter(name=name).first()
    if there and there.query == query:
        return there
    if there:
        raise _taken(name)
    rules.check_can_save_search(member)
    return SavedSearch.objects.create(member=member, name=name, query=query, last_seen_at=timezone.now())


@transaction.atomic
def rename_search(search: SavedSearch, *, name: str) -> bool:
    """Give a search another name. False if it has that name.

    Raises:
        Refused: another search of the member has it.
    """
    if search.name == name:
        return False
    User.objects.select_for_update(no_key=True).get(pk=search.member_id)
    if SavedSearch.objects.filter(member=search.member_id, name=name).exists():
        raise _taken(name)
    search.name = name
    search.save(update_fields=["name"])
    return True


def delete_search(search: SavedSearch) -> bool:
    """Forget a search. False if it is gone already."""
    deleted, _of = SavedSearch.objects.filter(pk=search.pk).delete()
    return deleted > 0


def note_look(search: SavedSearch) -> None:
    """The member has looked at what is new in a search."""
    SavedSearch.objects.filter(pk=search.pk).update(last_seen_at=timezone.now())


def _taken(name: str) -> Refused:
    return Refused(_("You have a search called “%(name)s”. Choose another name.") % {"name": name})
