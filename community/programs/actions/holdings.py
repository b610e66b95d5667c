"""Telling what one does and holds, so that the site can say which changes touch whom."""

from dataclasses import dataclass

from django.db import transaction

from community.accounts.actions import tell_facets
from community.programs import rules
from community.programs.models import Holding, Program, Tier


@dataclass(frozen=True)
class Held:
    """A program that somebody is in, as it is handed in. ``tier`` None: not told."""

    program: Program
    tier: Tier | None = None
    since_year: int | None = None


@transaction.atomic
def tell_business(member, *, held: list[Held], roles=(), countries=(), size: str = "") -> None:
    """Write down what the member's company is and holds; without a company, the member. Replaces what stood there.

    Any member of a company may; who did last is kept.

    Raises:
        Refused: the person is not signed in.
    """
    rules.check_can_tell_business(member)
    tell_facets(
        member, roles=roles, countries=countries, size=size
    )  # locks, so that two forms come one after the other
    owner = {"company": member.company} if member.company is not None else {"member": member}
    Holding.objects.filter(**owner).exclude(program__in=[row.program for row in held]).delete()
    for row in held:
        Holding.objects.update_or_create(
            **owner, program=row.program, defaults={"tier": row.tier, "since_year": row.since_year}
        )
