"""A peer round of many:  .venv/bin/python bench/rounds.py  (--people 2000)

Members with skills, programs, languages and wishes take part in one round; it prints how long it takes to put them
together, and how long the whole of it: reading, putting together, opening the conversations and telling all.
"""

import argparse
import datetime as dt
import os
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

TAGS = [f"topic-{n}" for n in range(24)]
LANGUAGES = ["en", "de", "sv", "fr", "pl"]


def takers(count: int, *, seed: int = 4) -> list:
    """People of whom some tags are known to many and most to few; two in each company."""
    from community.networking.rules.rounds import Taker

    chance = random.Random(seed)  # noqa: S311 - the same people each time
    weights = [1 / (n + 1) for n in range(len(TAGS))]

    def some(names, most: int) -> frozenset[str]:
        return frozenset(chance.choices(names, weights[: len(names)], k=chance.randint(0, most)))

    found = []
    for pk in range(1, count + 1):
        skills = some(TAGS, 3)
        found.append(
            Taker(
                pk=pk,
                company=pk // 2,
                skills=skills,
                helps=skills,
                wants=some(TAGS, 2),
                programs=some(["Aa", "Bb", "Cc", "Dd", "Ee", "Ff"], 2),
                languages=some(LANGUAGES, 2),
                countries=some(["DE", "SE", "FR"], 1),
                market=some(["DE reseller", "SE isv"], 1),
                avoids_market=chance.random() < 0.1,
            )
        )
    return found


def write_people(count: int) -> None:
    """The same people as rows. Triggers rest meanwhile; the directory is made at the end."""
    import io

    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        _write(count)
        cursor.execute("SET session_replication_role = DEFAULT")
    call_command("check_directory", repair=True, stdout=io.StringIO())


def _write(count: int) -> None:
    from django.utils import timezone

    from community.accounts.models import Company, Membership, User
    from community.networking.models import PeerSettings, Profile, Skill
    from community.networking.models.profiles import shown_to_members
    from community.tags.models import Tag

    now, people = timezone.now(), takers(count)
    tags = {tag.name: tag for tag in Tag.objects.bulk_create(Tag(name=name) for name in TAGS)}
    companies = Company.objects.bulk_create(
        Company(name=f"Company {n}", slug=f"company-{n}", verified_at=now) for n in range(count // 2 + 1)
    )
    users = User.objects.bulk_create(
        User(email=f"p{one.pk}@example.org", handle=f"p{one.pk}", name=f"Person {one.pk}") for one in people
    )
    both = list(zip(users, people, strict=True))
    Membership.objects.bulk_create(Membership(user=user, company=companies[one.company]) for user, one in both)
    Profile.objects.bulk_create(
        Profile(
            member=user, languages=sorted(one.languages), shown_to=shown_to_members(),
            looking_for=", ".join(sorted(one.wants)).replace("-", " "),
        )
        for user, one in both
    )  # fmt: skip
    Skill.objects.bulk_create(Skill(member=user, tag=tags[name]) for user, one in both for name in one.skills)
    PeerSettings.objects.bulk_create(PeerSettings(member=user, rounds="month") for user in users)


def main() -> None:
    from bench.directory import fresh_database
    from community.core import embedded

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2_000)
    options = parser.parse_args()
    with embedded.server() as server:
        os.environ |= {
            "DATABASE_URL": fresh_database(server, "bench_rounds"), "DEMO": "1", "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "community.settings",
        }  # fmt: skip
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        write_people(options.people)
        _hold(options.people)


def _hold(count: int) -> None:
    from community.networking import actions
    from community.networking.models import RoundSeat
    from community.networking.pairing import put_together

    started = time.perf_counter()
    put_together(takers(count), apart=set(), seed=4)
    paired = time.perf_counter()
    held = actions.hold_round(dt.date(2026, 3, 2), seed=4)
    done = time.perf_counter()
    waiting = RoundSeat.objects.filter(round=held, group=None).count()
    threes = sum(group.seats.count() == 3 for group in held.groups.all())
    print(f"{count} people put together in {paired - started:.1f} s; the whole round took {done - paired:.1f} s")
    print(f"{held.groups.count()} groups, {threes} of them of three; {waiting} wait")


if __name__ == "__main__":
    main()
