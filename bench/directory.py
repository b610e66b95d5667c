"""Measures the directory:  .venv/bin/python bench/directory.py  (--people 50000 --rounds 15)

Writes a database of its own on the embedded server and asks for what the page of the directory asks: the people, what
else could be chosen and how many each. What is printed are milliseconds of these queries, the middle and the slowest of
all rounds. As all of it runs on one connection, it is the time of one reader on an idle machine.
"""

import argparse
import io
import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from community.core import embedded

DATABASE = "bench_directory"
FIRST = (
    "Ada Bea Carla Dora Emil Fritz Greta Hanna Ingrid Jun Karl Lucie Mona Nils Olga Priya Quentin Rosa Stijn Tadeusz"
)
LAST = "Lindqvist Okonkwo Petrov Nowak Harbour Tessin Kranich Müller García Žižek Sørensen Novák Almeida Rossi Dubois"
WORDS = (
    "migration renewal licence tenant backup exchange firewall audit claim margin storage cluster desk training fund"
)
TAGS = 60
# What is asked: words, chosen facets, only with room.
ASKED = {
    "all": ("", {}, False),
    "one skill": ("", {"skill": ("skill-7",)}, False),
    "two skills, two countries": ("", {"skill": ("skill-7", "skill-8"), "country": ("DE", "SE")}, False),
    "five kinds": (
        "", {"skill": ("skill-1", "skill-2"), "country": ("DE", "AT", "CH"), "language": ("de",), "size": ("2-10",),
             "role": ("reseller", "integrator")}, False,
    ),
    "a common word": ("migration", {}, False),
    "two words": ("lindqvist backup", {}, False),
    "a rare name": ("lindqvist4711", {}, False),
    "a misspelt common word": ("mirgation", {}, False),
    "a misspelt name": ("lindkvist", {"country": ("DE",)}, False),
    "nobody": ("xylophonist", {}, False),
    "with room": ("", {}, True),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with embedded.server() as server:
        os.environ |= {
            "DATABASE_URL": fresh_database(server, DATABASE), "DEMO": "1", "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "community.settings",
        }  # fmt: skip
        viewer = _prepare(options.people)
        for name, asked in ASKED.items():
            times, count = _measure(viewer, asked, options.rounds)
            print(f"{name:28} {count:6} people  {statistics.median(times):6.0f} ms  {max(times):6.0f} ms")


def fresh_database(server, name: str) -> str:
    """The address of an empty database of that name."""
    import psycopg

    with psycopg.connect(server.url("postgres"), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {name}")
    return server.url(name)


def _prepare(people: int):
    """Write the people; give one of them. Triggers rest meanwhile: the rows of the directory are made at the end."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.db import connection

    from community.accounts.models import User

    started = time.perf_counter()
    arrays = {"first": FIRST.split(), "last": LAST.split(), "words": WORDS.split()}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        _write_catalogue()
        for statement in WRITTEN:
            cursor.execute(statement, {"people": people, "tags": TAGS, **arrays})
        cursor.execute("SET session_replication_role = DEFAULT")
    call_command("check_directory", repair=True, stdout=io.StringIO())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{people:,} people written in {time.perf_counter() - started:.0f} s")
    return User.objects.with_company().get(pk=7)


def _write_catalogue() -> None:
    """20 vendors, 40 programs, 120 tiers, numbered from 1."""
    from community.programs.models import Program, Tier, Vendor

    Vendor.objects.bulk_create(Vendor(pk=n, name=f"Vendor {n}", slug=f"vendor-{n}") for n in range(1, 21))
    Program.objects.bulk_create(
        Program(pk=n, vendor_id=n % 20 + 1, name=f"Program {n}", slug=f"program-{n}") for n in range(1, 41)
    )
    Tier.objects.bulk_create(Tier(pk=n, program_id=n % 40 + 1, name=f"Tier {n}", rank=n) for n in range(1, 121))


def _measure(viewer, asked, rounds: int) -> tuple[list[float], int]:
    from community.networking.queries.directory import Wanted, directory_page, words_in

    words, chosen, has_room = asked
    wanted, times = Wanted(words=words_in(words), chosen=chosen, has_room=has_room), []
    for _round in range(rounds):
        started = time.perf_counter()
        page = directory_page(viewer, wanted)
        times.append((time.perf_counter() - started) * 1000)
    return times, page.count


# Each number gives the same person again. A company has four people, and is in three of 40 programs.
WRITTEN = [
    """INSERT INTO tags_tag (name, description) SELECT 'skill-' || n, '' FROM generate_series(1, %(tags)s) n""",
    """INSERT INTO accounts_company SELECT (jsonb_populate_record(NULL::accounts_company, jsonb_build_object(
        'id', n, 'name', (%(last)s::text[])[n %% 15 + 1] || ' Systems ' || n, 'slug', 'company-' || n,
        'country', (ARRAY['DE', 'AT', 'CH', 'SE', 'GB', 'FR', 'US'])[n * n %% 7 + 1],
        'size', (ARRAY['1', '2-10', '2-10', '11-50', '51-250'])[n %% 5 + 1], 'email_domain', '', 'website', '',
        'description', '', 'programs_shown_to', (ARRAY['company', 'partners', 'everybody'])[n %% 3 + 1],
        'verified_at', now(), 'verified_how', 'mail', 'created_at', now(),
        'roles', (ARRAY['["reseller"]', '["integrator", "consultancy"]', '["isv"]'])[n %% 3 + 1]::jsonb,
        'countries', (ARRAY['["NO"]', '["DE", "PL"]', '[]'])[n %% 3 + 1]::jsonb))).*
       FROM generate_series(1, %(people)s / 4 + 1) n""",
    """INSERT INTO accounts_user SELECT (jsonb_populate_record(NULL::accounts_user, jsonb_build_object(
        'id', n, 'email', 'p' || n || '@example.org', 'handle', 'p' || n, 'password', '', 'title', 'Consultant',
        'name', (%(first)s::text[])[n * 7 %% 20 + 1] || ' ' || (%(last)s::text[])[n * 11 %% 15 + 1] || n,
        'about', 'I work with ' || (%(words)s::text[])[n * 13 %% 15 + 1], 'role', 'member', 'scope_count', 0,
        'is_face', false, 'face_count', 0, 'keys_off', false, 'is_active', true, 'imported_from', '',
        'joined_at', now()))).*
       FROM generate_series(1, %(people)s) n""",
    """INSERT INTO accounts_membership (user_id, company_id, since)
       SELECT n, n / 4 + 1, now() FROM generate_series(1, %(people)s) n""",
    """INSERT INTO programs_holding (company_id, program_id, tier_id, since_year)
       SELECT n, (n * 7 + k * 13) %% 40 + 1, (n * 7 + k * 13) %% 40 + 40 * (n %% 3), 2020
       FROM generate_series(1, %(people)s / 4 + 1) n, generate_series(0, 2) k
       WHERE (n * 7 + k * 13) %% 40 + 40 * (n %% 3) > 0""",
    """INSERT INTO networking_profile (member_id, languages, can_help, looking_for, ties_note, capacity_total,
        capacity_taken, capacity_until, shown_to, is_listed, changed_at)
       SELECT n, (ARRAY['{en}', '{de,en}', '{sv,en,de}'])[n %% 3 + 1]::varchar(2)[],
        CASE WHEN n %% 2 = 0 THEN 'I have done ' || (SELECT string_agg((%(words)s::text[])[(n * k * 17) %% 15 + 1], ' ')
            FROM generate_series(1, 20) k) ELSE '' END,
        CASE WHEN n %% 3 = 0 THEN 'Somebody for ' || (%(words)s::text[])[n * 19 %% 15 + 1] ELSE '' END, '',
        CASE WHEN n %% 5 = 0 THEN 3 END, CASE WHEN n %% 5 = 0 THEN n %% 4 END,
        CASE WHEN n %% 5 = 0 THEN now()::date + 90 END,
        (SELECT jsonb_object_agg(part, (ARRAY['everybody', 'members', 'contacts'])[(n + length(part)) %% 3 + 1])
         FROM unnest(ARRAY['skills', 'can_help', 'looking_for', 'capacity', 'languages', 'countries', 'programs',
            'ties']) part), true, now()
       FROM generate_series(1, %(people)s) n""",
    """INSERT INTO networking_skill (member_id, tag_id)
       SELECT DISTINCT n, (SELECT min(id) FROM tags_tag) + (n * 31 + k * 17) %% %(tags)s
       FROM generate_series(1, %(people)s) n, generate_series(1, 5) k""",
    """INSERT INTO networking_vendortie (member_id, vendor_id, kind)
       SELECT n, n %% 20 + 1, 'shares' FROM generate_series(1, %(people)s, 10) n""",
]


if __name__ == "__main__":
    main()
