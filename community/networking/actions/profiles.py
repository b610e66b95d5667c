"""Telling other partners what one knows, wants and has room for."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from community.accounts.models import User
from community.accounts.withholding import write_texts
from community.networking import rules
from community.networking.models import Profile, Skill, VendorTie
from community.programs.models import Vendor
from community.tags.models import Tag


@dataclass(frozen=True)
class Capacity:
    """Room for work: how much there is in all, how much is taken, and until when that holds."""

    total: int
    taken: int
    until: dt.date


@transaction.atomic
def tell_profile(
    member, *, texts: dict[str, str], languages: list[str], skills: list[Tag], ties: dict[Vendor, str],
    capacity: Capacity | None, shown_to: dict[str, str], is_listed: bool = True,
) -> Profile:  # fmt: skip
    """Write down what somebody tells of themselves. Replaces what stood there; the directory follows at once.

    Args:
        texts: ``can_help``, ``looking_for`` and ``ties_note``; they wait as long as those wait that they replace.
        ties: the kind of tie by vendor.
        shown_to: who reads which part.
    Raises:
        Refused: the person is not signed in, or may not write now.
    """
    rules.check_can_tell(member)
    User.objects.select_for_update(no_key=True).get(pk=member.pk)  # two forms come one after the other
    facts = {"languages": sorted(languages), "shown_to": shown_to, "is_listed": is_listed}
    facts |= {f"capacity_{part}": getattr(capacity, part) if capacity else None for part in ("total", "taken", "until")}
    profile, _is_new = Profile.objects.update_or_create(member=member, defaults=facts)
    _replace_skills(member, skills)
    _replace_ties(member, ties)
    write_texts(member, **texts)
    profile.refresh_from_db()
    return profile


def _replace_skills(member, tags: list[Tag]) -> None:
    Skill.objects.filter(member=member).exclude(tag__in=tags).delete()
    Skill.objects.bulk_create([Skill(member=member, tag=tag) for tag in tags], ignore_conflicts=True)


def _replace_ties(member, ties: dict[Vendor, str]) -> None:
    VendorTie.objects.filter(member=member).exclude(vendor__in=ties).delete()
    for vendor, kind in ties.items():
        VendorTie.objects.update_or_create(member=member, vendor=vendor, defaults={"kind": kind})
