"""A week of questions that nobody answers:  .venv/bin/python bench/offers.py  (--people 5000 --questions 400)

Members with skills, languages, room and settings ask; the jobs of the site offer; those who are asked take, pass,
refuse or do nothing, and some who take reply. At every step it is counted from the rows alone, in another way than the
site does, that nobody gets more than two offers within seven days or more than they have room for, and that each
question has three people or says why not.
"""

import argparse
import datetime as dt
import io
import os
import random
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

TAGS = 24
STEP = dt.timedelta(hours=12)
A_WEEK = dt.timedelta(days=7)
LANGUAGES = ("en", "de", "sv", "fr", "pl")


@dataclass
class Week:
    """What came of it; ``wrong`` is what must not be."""

    questions: int = 0
    offers: int = 0
    with_three: int = 0
    with_reason: int = 0
    answers: Counter = field(default_factory=Counter)
    most_within_a_week: int = 0
    seconds: float = 0
    wrong: list[str] = field(default_factory=list)


def write_people(count: int, *, chance: random.Random) -> None:
    """Members with a company for each two of them. Triggers rest meanwhile; the directory is made at the end."""
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        _write(count, chance)
        cursor.execute("SET session_replication_role = DEFAULT")
    call_command("check_directory", repair=True, stdout=io.StringIO())


def live_a_week(questions: int, *, chance: random.Random) -> Week:
    """Ask, offer and answer for seven days, and until the last question is old enough to be offered."""
    from community.core.jobs import without_jobs

    week, begun, started = Week(), dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC), time.perf_counter()
    asked_at = sorted(begun + A_WEEK * chance.random() for _number in range(questions))
    moment = begun
    while moment < begun + A_WEEK + dt.timedelta(days=3):
        moment += STEP
        with mock.patch("django.utils.timezone.now", return_value=moment), without_jobs():
            while asked_at and asked_at[0] <= moment:
                _ask(asked_at.pop(0), chance)
                week.questions += 1
            _let_jobs_run(moment, week)
            _look(week)
            _answer(moment, chance, week)
    _look_back(week)
    week.seconds = time.perf_counter() - started
    return week


def _write(count: int, chance: random.Random) -> None:
    from django.utils import timezone

    from community.accounts.models import Company, Membership, User
    from community.networking.models import PeerSettings, Profile, Skill
    from community.networking.models.profiles import shown_to_members
    from community.tags.models import Tag

    now = timezone.now()
    tags = Tag.objects.bulk_create(Tag(name=f"topic-{n}") for n in range(TAGS))
    companies = Company.objects.bulk_create(
        Company(name=f"Company {n}", slug=f"company-{n}", country=chance.choice(["DE", "SE", "FR"]),
                roles=[chance.choice(["reseller", "isv"])], verified_at=now)
        for n in range(count // 2 + 1)
    )  # fmt: skip
    people = User.objects.bulk_create(
        User(email=f"p{n}@example.org", handle=f"p{n}x{n}", name=f"Person {n}") for n in range(count)
    )
    Membership.objects.bulk_create(Membership(user=one, company=companies[n // 2]) for n, one in enumerate(people))
    until = dt.date(2026, 6, 1)
    profiles = []
    for one in people:
        told = {"can_help": "Ask me." if chance.random() < 0.6 else ""}
        if chance.random() < 0.4:
            total = chance.randint(1, 3)
            told |= {"capacity_total": total, "capacity_taken": chance.randint(0, total), "capacity_until": until}
        languages = sorted(chance.sample(LANGUAGES, 2))
        profiles.append(Profile(member=one, languages=languages, shown_to=shown_to_members(), **told))
    Profile.objects.bulk_create(profiles)
    # A few topics that many know about, and many that hardly anybody does.
    weights = [1 / (n + 1) ** 2 for n in range(TAGS)]
    known = [{chance.choices(tags, weights)[0] for _time in range(2)} for _one in people]
    Skill.objects.bulk_create(Skill(member=one, tag=tag) for one, of in zip(people, known, strict=True) for tag in of)
    choices = chance.choices(["usual", "yes", "no"], [8, 1, 1], k=count)
    PeerSettings.objects.bulk_create(
        PeerSettings(member=one, takes_offers=choice, shown_in_own_market=chance.random() < 0.9)
        for one, choice in zip(people, choices, strict=True)
    )


def _ask(at: dt.datetime, chance: random.Random) -> None:
    from community.accounts.models import User
    from community.forum.models import Thread
    from community.tags.models import Tag

    author = User.objects.filter(handle__startswith="p").order_by("pk")[chance.randrange(100)]
    thread = Thread.objects.create(kind="question", title="How does that work?", author=author, published_at=at)
    thread.tags.set(chance.sample(list(Tag.objects.filter(name__startswith="topic-").order_by("pk")), 1))


def _let_jobs_run(moment: dt.datetime, week: Week) -> None:
    from community.networking import actions

    week.offers += actions.offer_new_questions()
    if moment.hour < STEP.seconds // 3600:
        week.offers += actions.offer_questions_again()


def _look(week: Week) -> None:
    """Nobody has more than there is room for, and whoever was just asked about is offered to three or says why not."""
    from community.networking.models import HelpAsk, HelpOffer, Profile

    busy = Counter(HelpOffer.objects.holding().values_list("person", flat=True))
    for profile in Profile.objects.filter(member__in=busy, capacity_total__isnull=False):
        if profile.capacity_taken + busy[profile.member_id] > profile.capacity_total:
            week.wrong.append(f"{profile.member_id} has no room for that")
    from django.utils import timezone

    for ask in HelpAsk.objects.filter(asked_at=timezone.now()).select_related("thread"):
        offered = HelpOffer.objects.filter(thread=ask.thread).count()
        if offered == 3:
            week.with_three += 1
        elif ask.has_others == (_knowing(ask.thread) > offered):
            week.with_reason += 1
        else:
            week.wrong.append(f"question {ask.pk} has {offered} people, and says {ask.has_others}")


def _knowing(thread) -> int:
    """How many others know about the topic, by what they tell, in no company of the asker and in no market that they
    do not want to be shown to."""
    from community.accounts.models import User

    asker, known = thread.author.company, 0
    people = User.objects.filter(skills__tag__in=thread.tags.all()).exclude(membership__company=asker)
    for one in people.select_related("membership__company", "peer_settings"):
        same = one.company.country == asker.country and one.company.roles == asker.roles
        known += one.peer_settings.shown_in_own_market or not same
    return known


def _answer(moment: dt.datetime, chance: random.Random, week: Week) -> None:
    from community.forum.models import Post
    from community.networking import actions
    from community.networking.models import HelpOffer

    acts = {"accepted": actions.accept_offer, "passed": actions.pass_offer, "not_me": actions.refuse_offer}
    for offer in HelpOffer.objects.waiting().select_related("person__membership__company"):
        said = chance.choices(["", *acts], [80, 8, 9, 3])[0]
        if said:
            acts[said](offer, by=offer.person)
            week.answers[said] += 1
    for offer in HelpOffer.objects.taken().select_related("thread"):
        if chance.random() < 0.1:
            Post.objects.create(
                thread=offer.thread, author_id=offer.person_id, source="So.", html="So.", renderer_version=1,
                number=2 + offer.thread.posts.count(), published_at=moment,
            )  # fmt: skip
            week.answers["replied"] += 1


def _look_back(week: Week) -> None:
    """How many offers anybody got within any seven days."""
    from community.networking.models import HelpOffer

    got = defaultdict(list)
    for person, at in HelpOffer.objects.order_by("offered_at").values_list("person", "offered_at"):
        got[person].append(at)
    for moments in got.values():
        within = max(sum(at <= other < at + A_WEEK for other in moments) for at in moments)
        week.most_within_a_week = max(week.most_within_a_week, within)
    if week.most_within_a_week > 2:
        week.wrong.append("somebody got a third offer")
    if week.with_three + week.with_reason != week.questions:
        week.wrong.append("a question was forgotten")


def main() -> None:
    from bench.directory import fresh_database
    from community.core import embedded

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--questions", type=int, default=400)
    options = parser.parse_args()
    with embedded.server() as server:
        os.environ |= {
            "DATABASE_URL": fresh_database(server, "bench_offers"), "DEMO": "1", "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "community.settings",
        }  # fmt: skip
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        chance = random.Random(4)  # noqa: S311 - the same week each time
        write_people(options.people, chance=chance)
        print(live_a_week(options.questions, chance=chance))


if __name__ == "__main__":
    main()
