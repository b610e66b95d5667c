"""Remembering what a member has seen of a change."""

from django.utils import timezone

from community.programs.models import Change, ChangeVisit


def note_visit(change: Change, *, member, facts: dict, last: dict | None) -> bool:
    """Remember what the page of a change said to a member. False, with nothing written, within the same visit.

    One statement, so that two tabs at once leave one row.

    Args:
        facts: what ``queries.visit_facts`` gave for this page.
        last: the visit as ``change_for`` gave it, or None if the member is here for the first time.
    """
    now = timezone.now()
    if last and now - last["at"] < ChangeVisit.LASTS:
        return False
    visit = ChangeVisit(
        member=member, change=change, last_visit_at=now, facts=facts,
        before_at=last and last["at"], facts_before=last and last["facts"],
    )  # fmt: skip
    ChangeVisit.objects.bulk_create(
        [visit],
        update_conflicts=True,
        unique_fields=["member", "change"],
        update_fields=["last_visit_at", "facts", "before_at", "facts_before"],
    )
    return True
